import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CONFIG_FILE } from '../config/index.ts';
import type { Report } from '../types.ts';

/** Further down than this nobody means to point. */
const DEPTH = 4;
const MOST = 5;

/**
 * For a person who stands above or within the tree that they mean, in a folder that holds nothing that is deployed: the
 * folders below that hold a `plimsoll.yaml`; else the next above that does, or the top of the repository.
 */
export async function nothingFound({ coverage }: Report, folder: string): Promise<string> {
  if (coverage.applications.found + coverage.leaves.found + coverage.applicationSets > 0) return '';
  const hint = (await below(folder)) ?? above(folder);
  return `plimsoll: no Application, ApplicationSet or leaf was found here${hint === undefined ? '' : `; ${hint}`}\n`;
}

async function below(folder: string): Promise<string | undefined> {
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
  if (folders.length === 0) return undefined;
  const shown = folders.toSorted().slice(0, MOST).join(', ');
  const more = folders.length > MOST ? ` and ${folders.length - MOST} more` : '';
  return `there is a ${CONFIG_FILE} in ${shown}${more}`;
}

function above(folder: string): string | undefined {
  const here = resolve(folder);
  const parents: string[] = [];
  for (let at = here; !existsSync(join(at, '.git')) && dirname(at) !== at;) parents.push((at = dirname(at)));
  const shown = (parent: string): string => relative(here, parent).split(sep).join('/');
  const configured = parents.find((parent) => existsSync(join(parent, CONFIG_FILE)));
  if (configured !== undefined) return `there is a ${CONFIG_FILE} in ${shown(configured)}`;
  const top = parents.at(-1);
  return top !== undefined && existsSync(join(top, '.git'))
    ? `the repository begins in ${shown(top)}`
    : undefined;
}
