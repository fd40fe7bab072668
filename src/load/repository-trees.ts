import { realpathSync, statSync } from 'node:fs';
import type { SourceTree, Trees } from '../types.ts';
import { diskTree } from './disk-tree.ts';
import type { TreeOptions } from './file-text.ts';
import { repoKey, repositoryForAll, repositoryMatches } from './repo-url.ts';

type Resolved = ReturnType<Trees['resolve']>;

/**
 * The trees that repoURLs stand for where nothing is checked: only what the command line says, which is trusted.
 * `map`: repoURL → absolute folder; `nameOf` gives a folder's name in a report.
 */
export function repositoryTrees(
  map: Readonly<Record<string, string>>,
  options: TreeOptions,
  nameOf: (folder: string) => string,
): Trees['resolve'] {
  const matches = repositoryMatches(map);
  const forAll = repositoryForAll(map);
  const opened = new Map<string, Resolved>();
  return (repoURL) => {
    const key = repoKey(repoURL);
    const folder = matches.map((match) => match(key)).find((each) => each !== undefined) ?? forAll;
    if (folder === undefined) return { reason: 'is not among the URLs of --repo-map', remedy: REMEDY };
    let resolved = opened.get(folder);
    if (resolved === undefined) opened.set(folder, (resolved = openFolder(folder, options, nameOf)));
    return resolved;
  };
}

/** A store of fetched ones belongs to a checked folder. */
const REMEDY = 'map it to a folder: `--repo-map URL=DIR`';

function openFolder(folder: string, options: TreeOptions, nameOf: (folder: string) => string): Resolved {
  try {
    const real = realpathSync.native(folder);
    if (!statSync(real).isDirectory()) throw new Error('it is not a folder');
    const name = nameOf(folder);
    const tree: SourceTree = diskTree(real, name === '' ? '' : `${name}/`, options);
    return { tree };
  } catch (error) {
    const reason = `is mapped to ${nameOf(folder) || '.'}, which cannot be read: ${reasonOf(error)}`;
    return { reason, remedy: REMEDY };
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'there is no such folder'
    : (error as Error).message;
}
