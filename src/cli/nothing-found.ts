import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CONFIG_FILE } from '../config/index.ts';
import type { Report } from '../types.ts';

/** Further down than this nobody means to point. */
const DEPTH = 3;
const MOST = 5;

/**
 * For a person who stands above or within the tree that they mean, in a folder that holds nothing that is deployed: the
 * folders below that hold a `plimsoll.yaml`; else the next folder above with one, or the top of the repository.
 */
export function nothingFound({ coverage }: Report, folder: string): string {
  if (coverage.applications.found + coverage.leaves.found + coverage.applicationSets > 0) return '';
  const hint = below(folder) ?? above(folder);
  return `plimsoll: no Application, ApplicationSet or leaf was found here${hint === undefined ? '' : `; ${hint}`}\n`;
}

/** For a command that shows what is deployed, and has nothing to show. */
export const NOTHING_DEPLOYED =
  'plimsoll: no Application was found here; `plimsoll check` tells what was passed over, and why\n';

function below(folder: string): string | undefined {
  const folders = configuredBelow(folder, '', DEPTH);
  if (folders.length === 0) return undefined;
  const shown = folders.toSorted().slice(0, MOST).join(', ');
  const more = folders.length > MOST ? ` and ${folders.length - MOST} more` : '';
  return `there is a ${CONFIG_FILE} in ${shown}${more}`;
}

/** Folders below `at` that hold a config, relative to `top`; neither hidden ones nor what is installed, and no links. */
function configuredBelow(top: string, at: string, depth: number): string[] {
  const folders = foldersIn(join(top, at)).map((name) => (at === '' ? name : `${at}/${name}`));
  return folders.flatMap((folder) => [
    ...(existsSync(join(top, folder, CONFIG_FILE)) ? [folder] : []),
    ...(depth > 1 ? configuredBelow(top, folder, depth - 1) : []),
  ]);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => name);
  } catch {
    return [];
  }
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
