import type { ReadResult, SourceTree } from '../types.ts';
import type { WalkedTree } from './disk-tree.ts';
import { decodeText, DIRECTORY, failure, MISSING, OUTSIDE, tooLarge, type TreeOptions } from './file-text.ts';
import { GitObjects, listCommit, type GitEntry } from './git-objects.ts';
import { followLinks } from './links.ts';
import { TreeIndex } from './tree-index.ts';
import { isGitInternal, joinTreePath, normalizeTreePath, parentFolder } from '../tree-path.ts';
import { walk, type FolderEntry, type Folders, type Target, type Walked } from './walk.ts';

const TEXTUAL =
  /\.(?:ya?ml|json|tpl|txt|lock|toml|jsonnet|libsonnet)$|(?:^|\/)(?:\.helmignore|Kustomization)$/;

export interface GitTreeOptions extends TreeOptions {
  /** The folder of the repository that is the tree's top; `''` for all of it. */
  readonly folder?: string;
}

/**
 * The files of a commit, read from the object database: no checkout, no index, no hooks. Throws an `Error` with git's
 * message where there is no such commit.
 */
export function gitTree(
  gitFolder: string,
  commit: string,
  prefix: string,
  options: GitTreeOptions,
): WalkedTree {
  return new GitTree(new CommitFolders(gitFolder, commit, options.folder ?? ''), prefix, options);
}

class GitTree implements WalkedTree {
  readonly prefix: string;
  readonly #folders: CommitFolders;
  readonly #limit: number;
  readonly #index: TreeIndex;
  readonly #skipped: Walked['skipped'];
  readonly #broken: Walked['broken'];
  readonly #texts = new Map<string, ReadResult>();

  constructor(folders: CommitFolders, prefix: string, options: TreeOptions) {
    this.prefix = prefix;
    this.#folders = folders;
    this.#limit = options.limits.fileBytes;
    const { files, skipped, broken } = walk(folders, options.exclude ?? []);
    this.#index = new TreeIndex(files);
    this.#skipped = skipped;
    this.#broken = broken;
    folders.prefetch(files, this.#limit);
  }

  list(): readonly string[] {
    return this.#index.files;
  }

  directories(): readonly string[] {
    return this.#index.folders;
  }

  skipped(): Walked['skipped'] {
    return this.#skipped;
  }

  brokenLinks(): readonly string[] {
    return this.#broken;
  }

  kind(path: string): ReturnType<SourceTree['kind']> {
    const normal = normalizeTreePath(path);
    if (normal === undefined || isGitInternal(normal)) return undefined;
    const listed = this.#index.kind(normal);
    if (listed !== undefined) return listed;
    const { path: inside, kind } = this.#folders.follow(normal);
    return inside === undefined || kind === 'missing' ? undefined : kind;
  }

  read(path: string): ReadResult {
    const normal = normalizeTreePath(path);
    if (normal === undefined || isGitInternal(normal)) return OUTSIDE;
    let result = this.#texts.get(normal);
    if (result === undefined) {
      const bytes = this.#folders.bytes(normal, this.#limit);
      this.#texts.set(normal, (result = 'ok' in bytes ? bytes : decodeText(bytes)));
    }
    return result;
  }

  readBytes(path: string): Uint8Array | undefined {
    const normal = normalizeTreePath(path);
    const bytes = normal === undefined ? MISSING : this.#folders.bytes(normal, this.#limit);
    return 'ok' in bytes ? undefined : bytes;
  }
}

/** A commit's entries as folders. Links are resolved here: git stores their target as the blob's text. */
class CommitFolders implements Folders {
  readonly #top: string;
  readonly #objects: GitObjects;
  readonly #files: ReadonlyMap<string, GitEntry>;
  readonly #children = new Map<string, FolderEntry[]>([['', []]]);

  constructor(gitFolder: string, commit: string, top: string) {
    this.#top = top;
    this.#objects = new GitObjects(gitFolder);
    this.#files = listCommit(gitFolder, commit);
    for (const [path, { type }] of this.#files) this.#add(path, type);
    this.#objects.prefetch([...this.#files.values()].filter(({ type }) => type === 'link'));
    if (!this.#children.has(top)) throw new Error(`the commit has no folder ${top}`);
  }

  entries(folder: string): readonly FolderEntry[] {
    return this.#children.get(joinTop(this.#top, folder)) ?? [];
  }

  follow(path: string): Target {
    const real = followLinks(joinTop(this.#top, path), (link) => this.#linkTarget(link));
    if (real === undefined) return { kind: 'missing' };
    const inside = this.#inside(real);
    const isFolder = this.#children.has(real);
    // What lies outside is not looked at: a link there is listed as a file, and reading it tells.
    if (inside === undefined) return { kind: isFolder ? 'directory' : 'file' };
    return { path: inside, kind: isFolder ? 'directory' : this.#files.has(real) ? 'file' : 'missing' };
  }

  bytes(path: string, limit: number): Buffer | ReadResult {
    const target = this.follow(path);
    if (target.kind === 'missing') return MISSING;
    if (target.path === undefined) return OUTSIDE;
    if (target.kind === 'directory') return DIRECTORY;
    const entry = this.#files.get(joinTop(this.#top, target.path))!;
    if (entry.size > limit) return tooLarge(entry.size, limit);
    return this.#objects.blob(entry) ?? failure('unreadable', 'cannot be read: git does not have the object');
  }

  prefetch(files: readonly string[], limit: number): void {
    const entries: GitEntry[] = [];
    for (const file of files) {
      const entry = this.#files.get(joinTop(this.#top, file));
      if (entry !== undefined && entry.size <= limit && TEXTUAL.test(file)) entries.push(entry);
    }
    this.#objects.prefetch(entries);
  }

  #add(path: string, type: FolderEntry['type']): void {
    const folder = parentFolder(path);
    const entry = { name: path.slice(folder === '' ? 0 : folder.length + 1), type };
    const children = this.#children.get(folder);
    if (children !== undefined) children.push(entry);
    else {
      this.#children.set(folder, [entry]);
      this.#add(folder, 'directory');
    }
  }

  #inside(real: string): string | undefined {
    if (real === '..' || real.startsWith('../')) return undefined;
    if (this.#top === '') return real;
    if (real === this.#top) return '';
    return real.startsWith(`${this.#top}/`) ? real.slice(this.#top.length + 1) : undefined;
  }

  #linkTarget(path: string): string | undefined {
    const entry = this.#files.get(path);
    return entry?.type === 'link' ? (this.#objects.blob(entry)?.toString('utf8') ?? '/') : undefined;
  }
}

function joinTop(top: string, path: string): string {
  return path === '' ? top : joinTreePath(top, path);
}
