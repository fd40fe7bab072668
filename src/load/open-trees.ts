import { FILE_START } from '../source-file.ts';
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/types.ts';
import type { Problem, SourceTree, Trees } from '../types.ts';
import { diskTree, type WalkedTree } from './disk-tree.ts';
import { findRepository, type GitRepository } from './git-folder.ts';
import { gitTree } from './git-tree.ts';
import { memoryTree } from './memory-tree.ts';
import { repoKey, repositoryForAll, repositoryMatches, type RepositoryMatch } from './repo-url.ts';

export interface OpenOptions {
  /** The folder that is checked. */
  readonly folder: string;
  readonly config: Config;
  /** Where `config` was read from; its `repositories` are relative to this file's folder. Default: `folder`. */
  readonly configFile?: string;
  /** Check what this commit holds instead of what is on the disk. */
  readonly commit?: string;
  /** repoURL → folder, as `repositories`, but from the command line: trusted, so it may name any folder. */
  readonly repositoryMap?: Readonly<Record<string, string>>;
}

/**
 * The checked tree, and the trees that its Applications' repoURLs stand for: each opened at its first use. `refused`
 * says why a folder or commit cannot be opened; the checked tree is then empty. The repoURL `.` is the checked tree. A
 * tree that the checked one lies in has a property `checkedFolder`: where.
 */
export function openTrees(options: OpenOptions): {
  readonly trees: Trees;
  readonly problems: readonly Problem[];
  readonly refused?: string;
} {
  const opener = new TreeOpener(options);
  const problems: Problem[] = [];
  let checked: SourceTree;
  let refused: string | undefined;
  try {
    const tree = opener.checked();
    problems.push(...tree.skipped().map(({ path, reason }) => unreadable(path, `${path || '.'} ${reason}`)));
    checked = tree;
  } catch (error) {
    refused = `${options.folder} cannot be checked: ${(error as Error).message}`;
    checked = memoryTree({});
  }
  const trees = { checked, resolve: (repoURL: string) => opener.resolve(repoURL, checked) };
  return { trees, problems, ...(refused !== undefined && { refused }) };
}

function unreadable(file: string, message: string): Problem {
  return { ruleId: 'file-unreadable', message, location: { file: file || '.', range: FILE_START } };
}

const PERHAPS_THIS = 'if it is this repository, map it to its folder, else `plimsoll vendor` fetches it';

type Resolved = ReturnType<Trees['resolve']>;

class TreeOpener {
  readonly #options: OpenOptions;
  readonly #folder: string;
  readonly #repository: GitRepository | undefined;
  readonly #sources: readonly { readonly match: RepositoryMatch; readonly trusted: boolean }[];
  readonly #byFolder = new Map<string, SourceTree>();
  readonly #byKey = new Map<string, Resolved>();
  readonly #byURL = new Map<string, Resolved>();

  constructor(options: OpenOptions) {
    this.#options = options;
    this.#folder = realFolder(options.folder) ?? resolve(options.folder);
    this.#repository = findRepository(this.#folder);
    this.#sources = [
      ...repositoryMatches(options.repositoryMap ?? {}).map((match) => ({ match, trusted: true })),
      ...repositoryMatches(options.config.repositories).map((match) => ({ match, trusted: false })),
    ];
  }

  checked(): WalkedTree {
    if (realFolder(this.#folder) === undefined) throw new Error('there is no such folder');
    return this.#open(this.#folder, '');
  }

  resolve(repoURL: string, checked: SourceTree): Resolved {
    let resolved = this.#byURL.get(repoURL);
    if (resolved === undefined) this.#byURL.set(repoURL, (resolved = this.#resolve(repoURL, checked)));
    return resolved;
  }

  #resolve(repoURL: string, checked: SourceTree): Resolved {
    if (repoURL === '.') return { tree: checked };
    const key = repoKey(repoURL);
    let resolved = this.#byKey.get(key);
    if (resolved === undefined) {
      this.#byFolder.set(this.#folder, checked);
      this.#byKey.set(key, (resolved = this.#find(key)));
    }
    return resolved;
  }

  #find(key: string): Resolved {
    for (const { match, trusted } of this.#sources) {
      const folder = match(key);
      if (folder !== undefined) return this.#mapped(folder, trusted);
    }
    const remotes = this.#repository?.remotes ?? [];
    if (remotes.some((remote) => repoKey(remote).toLowerCase() === key.toLowerCase())) {
      return this.#tree(this.#repository!.top);
    }
    return (
      this.#forAll() ?? {
        reason: 'is not among `repositories:` in plimsoll.yaml, and is no remote of the checked repository',
        unmapped: true,
        ...(this.#isNamesake(key) && { remedy: PERHAPS_THIS }),
      }
    );
  }

  /** Whether the checked repository, by its remotes or its folder, is called as this one is: it may be a fork or a mirror of it. */
  #isNamesake(key: string): boolean {
    const { top = this.#folder, remotes = [] } = this.#repository ?? {};
    const name = basename(key).toLowerCase();
    return [basename(top), ...remotes.map((remote) => basename(repoKey(remote)))].some(
      (each) => each.toLowerCase() === name,
    );
  }

  #forAll(): Resolved | undefined {
    const { repositoryMap = {}, config } = this.#options;
    const given = repositoryForAll(repositoryMap);
    if (given !== undefined) return this.#mapped(given, true);
    const configured = repositoryForAll(config.repositories);
    return configured === undefined ? undefined : this.#mapped(configured, false);
  }

  /** The config comes from the repository, which is untrusted: its folders lie in the checked one or beside it. */
  #mapped(folder: string, trusted: boolean): Resolved {
    const base = this.#options.configFile === undefined ? this.#folder : dirname(this.#options.configFile);
    const path = trusted ? resolve(folder) : resolve(base, folder);
    const real = realFolder(path);
    if (real === undefined) return { reason: `is mapped to ${folder}, which is not a folder` };
    if (!trusted && !isInside(dirname(this.#folder), real)) {
      return {
        reason: `is mapped to ${folder}, which lies neither in the checked folder nor beside it; only the command line may map it there`,
      };
    }
    return this.#tree(real);
  }

  #tree(folder: string): Resolved {
    let tree = this.#byFolder.get(folder);
    if (tree === undefined) {
      const path = relativePath(this.#folder, folder);
      try {
        tree = this.#open(folder, path === '' ? '' : `${path}/`);
        if (isInside(folder, this.#folder))
          Object.assign(tree, { checkedFolder: relativePath(folder, this.#folder) });
      } catch (error) {
        return { reason: `stands for ${path || '.'}, which cannot be read: ${(error as Error).message}` };
      }
      this.#byFolder.set(folder, tree);
    }
    return { tree };
  }

  /** With a commit, what belongs to the checked repository is read from it, and what lies beside from the disk. */
  #open(folder: string, prefix: string): WalkedTree {
    const { commit, config } = this.#options;
    const options = { limits: config.limits, exclude: config.exclude };
    if (commit === undefined) return diskTree(folder, prefix, options);
    const repository = this.#repository;
    if (repository === undefined) throw new Error('it is not in a git repository');
    if (!isInside(repository.top, folder)) return diskTree(folder, prefix, options);
    return gitTree(repository.gitFolder, commit, prefix, {
      ...options,
      folder: relativePath(repository.top, folder),
    });
  }
}

function realFolder(folder: string): string | undefined {
  try {
    const real = realpathSync.native(folder);
    return statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}

function relativePath(from: string, to: string): string {
  return relative(from, to).split(sep).join('/');
}

function isInside(top: string, path: string): boolean {
  const inside = relative(top, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}
