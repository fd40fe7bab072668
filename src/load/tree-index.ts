import { parentFolder } from '../tree-path.ts';

/** The files and folders of a tree, from the list of its files. */
export class TreeIndex {
  readonly files: readonly string[];
  readonly #fileSet: ReadonlySet<string>;
  #folderSet: ReadonlySet<string> | undefined;
  #folders: readonly string[] | undefined;

  /** Sorts `files` in place, by UTF-16 code unit. */
  constructor(files: string[]) {
    this.files = files.sort();
    this.#fileSet = new Set(files);
  }

  get folders(): readonly string[] {
    return (this.#folders ??= [...this.#foldersOf()].sort());
  }

  kind(path: string): 'file' | 'directory' | undefined {
    if (this.#fileSet.has(path)) return 'file';
    return path === '' || this.#foldersOf().has(path) ? 'directory' : undefined;
  }

  #foldersOf(): ReadonlySet<string> {
    if (this.#folderSet !== undefined) return this.#folderSet;
    const folders = new Set<string>();
    for (const file of this.files) {
      for (let at = parentFolder(file); at !== '' && !folders.has(at); at = parentFolder(at)) folders.add(at);
    }
    return (this.#folderSet = folders);
  }
}
