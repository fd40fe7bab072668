/** The symbolic links in the folder of a chart, of which Helm tells. Mirrors Helm's `sympath.Walk`. */
import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { isAlwaysWalked, type LogLine } from '../../render/index.ts';

export interface ChartLinks {
  readonly log: readonly LogLine[];
  /** Why Helm does not load the chart. */
  readonly error?: string;
}

export function chartLinks(chart: string): ChartLinks {
  const log: LogLine[] = [];
  const isWalked = existsSync(join(chart, '.helmignore'))
    ? (folder: string): boolean => isAlwaysWalked(folder.replaceAll(sep, '/'))
    : (): boolean => true;
  for (const path of linksIn(chart, '', isWalked)) {
    const resolved = target(path);
    if (resolved === undefined) {
      const missing = firstMissing(resolve(dirname(path), readlinkSync(path)));
      return { log, error: `error evaluating symlink ${path}: lstat ${missing}: no such file or directory` };
    }
    log.push({
      level: 'INFO',
      message: FOUND,
      fields: [
        ['path', path],
        ['resolved', resolved],
      ],
    });
  }
  return { log };
}

const FOUND = 'found symbolic link in path. Contents of linked file included and used';

/** Absolute, in the order of Helm's walk. */
function* linksIn(chart: string, folder: string, isWalked: (folder: string) => boolean): Generator<string> {
  const entries = readdirSync(join(chart, folder), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) yield join(chart, path);
    else if (entry.isDirectory() && isWalked(path)) yield* linksIn(chart, path, isWalked);
  }
}

/** Undefined where the link leads to nothing. */
function target(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function firstMissing(path: string): string {
  const above = dirname(path);
  return above === path || lstatSync(above, { throwIfNoEntry: false }) !== undefined
    ? path
    : firstMissing(above);
}
