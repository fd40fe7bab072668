import { Minimatch } from 'minimatch';
import { joinTreePath } from '../tree-path.ts';

export interface FolderEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link';
}

/** Where a path ends when its symbolic links are followed; `path` is inside the tree. */
export interface Target {
  /** Undefined where it leaves the tree, or where nothing is. */
  readonly path?: string;
  readonly kind: 'file' | 'directory' | 'missing';
}

/** What a walk needs of a file system. Paths are relative to the tree. */
export interface Folders {
  /** Throws an `Error` whose message says why a folder cannot be read. */
  entries(folder: string): readonly FolderEntry[];
  follow(path: string): Target;
}

export interface Walked {
  readonly files: string[];
  /** Those of `files` that are links or were reached by one. */
  readonly linked: ReadonlySet<string>;
  /** Those of `files` that lead to nothing. */
  readonly broken: readonly string[];
  /** What is there and yet neither in `files` nor a folder of one of them: ignored, excluded, skipped, without a file. */
  readonly unlisted: ReadonlySet<string>;
  /** Folders that are not in `files`, with the reason, which completes "<path> …". */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** Links to folders make a tree larger than it is; a hostile one could make it endless. */
const MAX_LINKED_FOLDERS = 10_000;
const IGNORED = new Set(['.git', 'node_modules']);

/**
 * Every file below the top. A link to a file is listed as a file, wherever it leads (reading it tells); a link to a
 * folder is followed when that folder is inside the tree and not one that the link itself lies in.
 */
export function walk(folders: Folders, exclude: readonly string[]): Walked {
  return new Walk(folders, exclude).run();
}

class Walk {
  readonly #folders: Folders;
  readonly #exclude: readonly Minimatch[];
  readonly #files: string[] = [];
  readonly #linked = new Set<string>();
  readonly #broken: string[] = [];
  readonly #unlisted = new Set<string>();
  readonly #skipped: { path: string; reason: string }[] = [];
  /** Real folders from the top to the one that is being walked. */
  readonly #open: string[] = [];
  #linkedFolders = 0;
  /** How many links lead to the folder that is being walked. */
  #depth = 0;

  constructor(folders: Folders, exclude: readonly string[]) {
    this.#folders = folders;
    this.#exclude = exclude.map(
      (glob) => new Minimatch(glob, { dot: true, nocomment: true, nonegate: true }),
    );
  }

  run(): Walked {
    this.#folder('', '');
    for (const { path } of this.#skipped) this.#unlisted.add(path);
    return {
      files: this.#files,
      linked: this.#linked,
      broken: this.#broken,
      unlisted: this.#unlisted,
      skipped: this.#skipped,
    };
  }

  #folder(path: string, real: string): void {
    let entries: readonly FolderEntry[];
    try {
      entries = this.#folders.entries(real);
    } catch (error) {
      this.#skipped.push({
        path,
        reason: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      });
      return;
    }
    const before = this.#files.length;
    this.#open.push(real);
    for (const entry of entries) this.#entry(entry, path, real);
    this.#open.pop();
    if (this.#files.length === before) this.#unlisted.add(path);
  }

  #entry(entry: FolderEntry, folder: string, realFolder: string): void {
    const path = joinTreePath(folder, entry.name);
    if (IGNORED.has(entry.name) || this.#exclude.some((glob) => glob.match(path))) {
      this.#unlisted.add(path);
      return;
    }
    if (entry.type === 'file') this.#file(path, this.#depth > 0);
    else if (entry.type === 'directory') this.#folder(path, joinTreePath(realFolder, entry.name));
    else this.#link(path, joinTreePath(realFolder, entry.name));
  }

  #file(path: string, linked: boolean): void {
    this.#files.push(path);
    if (linked) this.#linked.add(path);
  }

  #link(path: string, real: string): void {
    const target = this.#folders.follow(real);
    if (target.kind === 'missing') this.#broken.push(path);
    if (target.kind !== 'directory') {
      this.#file(path, true);
    } else if (target.path === undefined) {
      this.#skipped.push({
        path,
        reason: 'is a symbolic link to a folder outside the tree, and is not followed',
      });
    } else if (this.#open.includes(target.path) || ++this.#linkedFolders > MAX_LINKED_FOLDERS) {
      this.#skipped.push({ path, reason: 'is a symbolic link to a folder that it lies in itself' });
    } else {
      this.#depth++;
      this.#folder(path, target.path);
      this.#depth--;
    }
  }
}
