import type { Config } from '../config/types.ts';
import type { Discovered, Found, SourceTree, Trees } from '../types.ts';
import { argoSettings } from './argo-settings.ts';
import { chartPartTest } from './chart-part.ts';
import { Finds } from './finds.ts';
import { lookIntoFile } from './file.ts';
import { inventoryOf } from './inventory.ts';
import { kustomizedFiles } from './kustomizations.ts';
import { findLeaves } from './leaves.ts';
import { reportLoops } from './workflows.ts';

const YAML_FILE = /\.ya?ml$/i;
const JSON_FILE = /\.json$/i;
/** Other JSON (lock files, dashboards, schemas) is large, common, and holds no manifest. */
const MAY_BE_MANIFEST = /argoproj\.io|"CustomResourceDefinition"/;

/**
 * Every Argo CD object, CRD and leaf of the checked tree. Each YAML file is parsed, in whatever folder it is, so that a
 * syntax error is told wherever it stands; only a chart's templates are none, and those of its subcharts. `clusters`:
 * Secrets that no file of the tree is, but what Applications render.
 */
export function discover(trees: Trees, config: Config, clusters: readonly Found[] = []): Discovered {
  const tree = trees.checked;
  const finds = new Finds();
  finds.clusters.push(...clusters);
  const { leaves, valuesFiles } = findLeaves(tree, config, finds);
  const isChartPart = chartPartTest(tree.list());
  const kustomized = kustomizedFiles(tree);
  for (const path of tree.list()) {
    if (!isCandidate(tree, path) || isChartPart(path)) continue;
    finds.files++;
    lookIntoFile(
      { tree, path },
      { isLeafValues: valuesFiles.has(path), kustomized: kustomized(path) },
      finds,
    );
  }
  reportLoops(tree, finds);
  const inventory = inventoryOf(tree, config, finds);
  const argocd = argoSettings(config, finds);
  return { ...finds.result(), inventory, leaves, argocd };
}

function isCandidate(tree: SourceTree, path: string): boolean {
  if (YAML_FILE.test(path)) return true;
  if (!JSON_FILE.test(path)) return false;
  const read = tree.read(path);
  return read.ok && MAY_BE_MANIFEST.test(read.text);
}
