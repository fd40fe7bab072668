import type { ReadResult, SourceTree } from '../types.ts';
import { ArchiveError, chartContents, tarEntries } from '../archive/index.ts';
import { decodeText, DIRECTORY, MISSING, OUTSIDE, tooLarge } from './file-text.ts';
import { followLinks } from './links.ts';
import { TreeIndex } from './tree-index.ts';
import { isGitInternal, normalizeTreePath, parentFolder } from '../tree-path.ts';
import { walk, type FolderEntry, type Folders, type Target } from './walk.ts';

/** What a hostile archive is made of: folders without end. A large monorepo has 100,000 files in 10,000. */
const MAX_FILES = 1_000_000;
const MAX_FOLDERS = 100_000;

type Limits = { readonly fileBytes: number };

/** A packaged chart, its own folder as the top. @throws ArchiveError */
export function chartTree(bytes: Uint8Array, prefix: string, limits: Limits): SourceTree {
  const contents = new Map<string, Stored>();
  for (const [path, content] of chartContents(bytes)) contents.set(path, { content });
  return archiveTree(contents, prefix, limits);
}

/** A tar archive, with its symbolic links as far as they stay inside. @throws ArchiveError */
export function tarTree(tar: Buffer, prefix: string, limits: Limits): SourceTree {
  const contents = new Map<string, Stored>();
  for (const entry of tarEntries(tar)) {
    const path = insidePath(entry.name);
    if (entry.size > tar.length)
      throw new ArchiveError(`holds ${JSON.stringify(entry.name)}, which is too large`);
    const { type, content, target } = entry;
    if (type === 'file') contents.set(path, { content });
    if (type === 'link') contents.set(path, { content, target });
  }
  return archiveTree(contents, prefix, limits);
}

/** One file alone. */
export function fileTree(content: Uint8Array, name: string, prefix: string, limits: Limits): SourceTree {
  return archiveTree(new Map([[name, { content }]]), prefix, limits);
}

function insidePath(name: string): string {
  const path = name.startsWith('/') ? undefined : normalizeTreePath(name);
  if (path !== undefined && path !== '' && !isGitInternal(path)) return path;
  throw new ArchiveError(`holds ${JSON.stringify(name)}, which is no path inside it`);
}

interface Stored {
  readonly content: Uint8Array;
  readonly target?: string;
}

function archiveTree(contents: ReadonlyMap<string, Stored>, prefix: string, limits: Limits): SourceTree {
  const folders = new ArchiveFolders(contents);
  const index = new TreeIndex(walk(folders, []).files);
  const texts = new Map<string, ReadResult>();
  const bytesAt = (path: string): Buffer | ReadResult => {
    const normal = normalizeTreePath(path);
    if (normal === undefined || isGitInternal(normal)) return OUTSIDE;
    return folders.bytes(normal, limits.fileBytes);
  };
  return {
    prefix,
    list: () => index.files,
    directories: () => index.folders,
    kind(path) {
      const normal = normalizeTreePath(path);
      if (normal === undefined || isGitInternal(normal)) return undefined;
      const { path: inside, kind } = folders.follow(normal);
      return inside === undefined || kind === 'missing' ? undefined : kind;
    },
    read(path) {
      let text = texts.get(path);
      if (text === undefined) {
        const bytes = bytesAt(path);
        texts.set(path, (text = 'ok' in bytes ? bytes : decodeText(bytes)));
      }
      return text;
    },
    readBytes(path) {
      const bytes = bytesAt(path);
      return 'ok' in bytes ? undefined : bytes;
    },
  };
}

/** An archive's entries as folders. */
class ArchiveFolders implements Folders {
  readonly #contents: ReadonlyMap<string, Stored>;
  readonly #children = new Map<string, FolderEntry[]>([['', []]]);

  constructor(contents: ReadonlyMap<string, Stored>) {
    this.#contents = contents;
    if (contents.size > MAX_FILES) throw tooMany(MAX_FILES, 'files');
    for (const [path, { target }] of contents) this.#add(path, target === undefined ? 'file' : 'link');
  }

  entries(folder: string): readonly FolderEntry[] {
    return this.#children.get(folder) ?? [];
  }

  follow(path: string): Target {
    const real = followLinks(path, (link) => this.#contents.get(link)?.target);
    if (real === undefined) return { kind: 'missing' };
    if (real === '..' || real.startsWith('../')) return { kind: 'file' };
    if (this.#children.has(real)) return { path: real, kind: 'directory' };
    return { path: real, kind: this.#contents.has(real) ? 'file' : 'missing' };
  }

  bytes(path: string, limit: number): Buffer | ReadResult {
    const { path: real, kind } = this.follow(path);
    if (kind === 'missing') return MISSING;
    if (real === undefined) return OUTSIDE;
    if (kind === 'directory') return DIRECTORY;
    const { content } = this.#contents.get(real)!;
    if (content.length > limit) return tooLarge(content.length, limit);
    return Buffer.from(content.buffer, content.byteOffset, content.length);
  }

  #add(path: string, type: FolderEntry['type']): void {
    const folder = parentFolder(path);
    const entry = { name: path.slice(folder === '' ? 0 : folder.length + 1), type };
    const children = this.#children.get(folder);
    if (children !== undefined) children.push(entry);
    else {
      this.#children.set(folder, [entry]);
      if (this.#children.size > MAX_FOLDERS) throw tooMany(MAX_FOLDERS, 'folders');
      if (this.#contents.has(folder))
        throw new ArchiveError(`holds ${folder} both as a file and as a folder`);
      this.#add(folder, 'directory');
    }
  }
}

function tooMany(limit: number, what: string): ArchiveError {
  return new ArchiveError(`holds more than ${limit} ${what}`);
}
