import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunOptions } from '../run.ts';
import type { Arguments } from './arguments.ts';
import { lastValue, values } from './arguments.ts';
import type { Host } from './host.ts';
import { UsageError } from './host.ts';

/** What `check` and `render` have in common; paths are made absolute from the working folder. */
export function treeOptions(given: Arguments, { cwd }: Host): RunOptions {
  const configFile = lastValue(given, 'config');
  const commit = lastValue(given, 'commit');
  const maps = values(given, 'repo-map');
  const seed = lastValue(given, 'seed');
  return {
    folder: folderOf(given.operands[0] ?? '.', cwd),
    ...(configFile !== undefined && { configFile: resolve(cwd, configFile) }),
    ...(commit !== undefined && { commit }),
    ...(seed !== undefined && { seed }),
    ...(maps.length > 0 && { repositoryMap: repositoryMap(maps, cwd) }),
  };
}

function folderOf(operand: string, cwd: string): string {
  const folder = resolve(cwd, operand);
  const is = kindOf(folder);
  if (is !== 'folder')
    throw new UsageError(
      is === 'file' ? `\`${operand}\` is not a folder.` : `There is no folder \`${operand}\`.`,
    );
  return folder;
}

function kindOf(path: string): 'folder' | 'file' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

/** `URL=DIR` of each `--repo-map`; a relative folder is one of the working folder's. */
export function repositoryMap(maps: readonly string[], cwd: string): Map<string, string> {
  return new Map(
    maps.map((map) => {
      const [url, folder] = splitPair('repo-map', map, 'URL=DIR');
      return [url, resolve(cwd, folder)];
    }),
  );
}

/** At the last `=`: a URL may hold one. */
export function splitPair(option: string, text: string, shape: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new UsageError(`\`--${option} ${text}\` is not of the form ${shape}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
