import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A git work tree: its top, the folder of its objects' `HEAD`, and the URLs of its remotes. */
export interface GitRepository {
  readonly top: string;
  readonly gitFolder: string;
  readonly remotes: readonly string[];
}

/** The repository that a folder lies in. Read as text: an untrusted repository's config must not make git do anything. */
export function findRepository(folder: string): GitRepository | undefined {
  for (let top = resolve(folder); ; top = dirname(top)) {
    const gitFolder = gitFolderOf(top);
    if (gitFolder !== undefined) return { top, gitFolder, remotes: remotesOf(gitFolder) };
    if (dirname(top) === top) return undefined;
  }
}

/** `.git` is a folder, or, in a worktree and a submodule, a file `gitdir: <path>`. */
function gitFolderOf(top: string): string | undefined {
  const path = join(top, '.git');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return path;
  if (!stat?.isFile()) return undefined;
  const target = /^gitdir: (.+)$/m.exec(textOf(path))?.[1];
  return target === undefined ? undefined : resolve(top, target.trim());
}

/** A worktree's config is that of the repository that it belongs to (`commondir`). */
function remotesOf(gitFolder: string): string[] {
  const common = textOf(join(gitFolder, 'commondir')).trim();
  const config = textOf(join(common === '' ? gitFolder : resolve(gitFolder, common), 'config'));
  const urls: string[] = [];
  let inRemote = false;
  for (const line of config.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\s\]]+)/.exec(line)?.[1];
    if (section !== undefined) inRemote = section.toLowerCase() === 'remote';
    const url = /^\s*(?:\[[^\]]*\]\s*)?url\s*=\s*(.*?)\s*$/i.exec(line)?.[1];
    if (inRemote && url !== undefined) urls.push(url.replace(/^"(.*)"$/, '$1'));
  }
  return urls;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
