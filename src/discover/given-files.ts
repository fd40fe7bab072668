import { DEFAULT_SETTINGS } from '../argocd/settings.ts';
import type { Config } from '../config/types.ts';
import type { Discovered, SourceFile } from '../types.ts';
import { lookIntoFile, reportFaults } from './file.ts';
import { Finds } from './finds.ts';
import { inventoryOf } from './inventory.ts';

/**
 * What the given files hold, whatever they are called, cluster Secrets among them; leaves are no files' matter.
 * `clusters`: a file that lists clusters, as the config's `clusters` may name one.
 */
export function discoverIn(
  files: readonly SourceFile[],
  config: Config,
  clusters: SourceFile | undefined,
): Discovered {
  const finds = new Finds();
  finds.files = files.length;
  for (const file of files) lookIntoFile(file, { isLeafValues: false, kustomized: {}, isGiven: true }, finds);
  if (clusters !== undefined) reportFaults(clusters, true, finds);
  const { tree, path: listed } = clusters ?? { ...files[0]!, path: [] };
  const inventory = inventoryOf(tree, { ...config, clusters: listed }, finds);
  return { ...finds.result(), inventory, leaves: [], argocd: DEFAULT_SETTINGS };
}
