import { CONFIG_FILE } from '../config/index.ts';
import type { Report } from '../types.ts';

/** Further down than this nobody means to point. */
const DEPTH = 4;
const MOST = 5;

/**
 * For a person who stands above the tree that they mean: the folders below that hold a `plimsoll.yaml`, where the
 * checked folder itself holds nothing that is deployed.
 */
export async function nothingFound({ coverage }: Report, folder: string): Promise<string> {
  if (coverage.applications.found + coverage.leaves.found + coverage.applicationSets > 0) return '';
  const { glob } = (await import('fast-glob')).default;
  const files = await glob(`**/${CONFIG_FILE}`, {
    cwd: folder,
    deep: DEPTH,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**'],
    suppressErrors: true,
  });
  const folders = files
    .filter((file) => file !== CONFIG_FILE)
    .map((file) => file.slice(0, -CONFIG_FILE.length - 1));
  if (folders.length === 0) return 'plimsoll: no Application, ApplicationSet or leaf was found here\n';
  const shown = folders.toSorted().slice(0, MOST).join(', ');
  const more = folders.length > MOST ? ` and ${folders.length - MOST} more` : '';
  return `plimsoll: no Application, ApplicationSet or leaf was found here; there is a ${CONFIG_FILE} in ${shown}${more}\n`;
}
