import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { ReadResult, SourceTree } from '../types.ts';
import { decodeText, DIRECTORY, failure, MISSING, OUTSIDE, tooLarge, type TreeOptions } from './file-text.ts';
import { TreeIndex } from './tree-index.ts';
import { isGitInternal, normalizeTreePath, parentFolder } from '../tree-path.ts';
import { walk, type FolderEntry, type Folders, type Target, type Walked } from './walk.ts';

/** A tree that knows which folders its walk had to leave out. */
export interface WalkedTree extends SourceTree {
  skipped(): Walked['skipped'];
}

/**
 * The files below a folder, listed at the first use and read at most once. `.git`, `node_modules` and `exclude` are
 * not listed; a file of the last two can still be read by its name, as Helm would.
 */
export function diskTree(folder: string, prefix: string, options: TreeOptions): WalkedTree {
  return new DiskTree(folder, prefix, options);
}

interface Listing extends Omit<Walked, 'files'> {
  readonly index: TreeIndex;
}

class DiskTree implements WalkedTree {
  readonly prefix: string;
  readonly #top: string;
  readonly #options: TreeOptions;
  readonly #texts = new Map<string, ReadResult>();
  #walked: Listing | undefined;

  constructor(folder: string, prefix: string, options: TreeOptions) {
    this.prefix = prefix;
    this.#top = realpathSync.native(folder);
    this.#options = options;
  }

  list(): readonly string[] {
    return this.#walk().index.files;
  }

  directories(): readonly string[] {
    return this.#walk().index.folders;
  }

  skipped(): Walked['skipped'] {
    return this.#walk().skipped;
  }

  brokenLinks(): readonly string[] {
    return this.#walk().broken;
  }

  kind(path: string): 'file' | 'directory' | undefined {
    const normal = normalizeTreePath(path);
    if (normal === undefined || isGitInternal(normal)) return undefined;
    const listed = this.#walk().index.kind(normal);
    if (listed !== undefined || this.#isAbsent(normal)) return listed;
    const { path: inside, kind } = followOnDisk(this.#top, normal);
    return inside === undefined || kind === 'missing' ? undefined : kind;
  }

  read(path: string): ReadResult {
    const normal = normalizeTreePath(path);
    if (normal === undefined || isGitInternal(normal)) return OUTSIDE;
    let result = this.#texts.get(normal);
    if (result === undefined) this.#texts.set(normal, (result = this.#read(normal)));
    return result;
  }

  readBytes(path: string): Uint8Array | undefined {
    const normal = normalizeTreePath(path);
    if (normal === undefined || isGitInternal(normal)) return undefined;
    const bytes = this.#bytes(normal);
    return 'ok' in bytes ? undefined : bytes;
  }

  #read(path: string): ReadResult {
    const plain = this.#isPlain(path)
      ? readPlainText(join(this.#top, path), this.#options.limits.fileBytes)
      : undefined;
    if (plain !== undefined) return { ok: true, text: plain };
    const bytes = this.#bytes(path);
    return 'ok' in bytes ? bytes : decodeText(bytes);
  }

  #bytes(path: string): Buffer | ReadResult {
    if (this.#isPlain(path)) return readLimited(join(this.#top, path), this.#options.limits.fileBytes);
    if (this.#isAbsent(path)) return MISSING;
    const target = followOnDisk(this.#top, path);
    if (target.kind === 'missing') return MISSING;
    if (target.path === undefined || isGitInternal(target.path)) return OUTSIDE;
    if (target.kind === 'directory') return DIRECTORY;
    return readLimited(join(this.#top, target.path), this.#options.limits.fileBytes);
  }

  /** A listed file that no link leads to is inside the tree; asking the system for its real path costs as much as reading it. */
  #isPlain(path: string): boolean {
    const { index, linked } = this.#walk();
    return !linked.has(path) && index.kind(path) === 'file';
  }

  /** Not in a folder that the walk has seen whole: most paths that are asked for in vain are overrides beside a source. */
  #isAbsent(path: string): boolean {
    const { index, unlisted } = this.#walk();
    return (
      !unlisted.has(path) && index.kind(path) === undefined && index.kind(parentFolder(path)) === 'directory'
    );
  }

  #walk(): Listing {
    if (this.#walked === undefined) {
      const { files, ...walked } = walk(diskFolders(this.#top), this.#options.exclude ?? []);
      this.#walked = { index: new TreeIndex(files), ...walked };
    }
    return this.#walked;
  }
}

function diskFolders(top: string): Folders {
  return {
    entries: (folder) => readEntries(join(top, folder)),
    follow: (path) => followOnDisk(top, path),
  };
}

/** Sockets, pipes and devices are left out: reading one could wait for ever. */
function readEntries(folder: string): FolderEntry[] {
  const entries: FolderEntry[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const type = typeOf(entry);
    if (type !== undefined) entries.push({ name: entry.name, type });
  }
  return entries;
}

function typeOf(entry: Dirent): FolderEntry['type'] | undefined {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : undefined;
}

function followOnDisk(top: string, path: string): Target {
  let real: string;
  try {
    real = realpathSync.native(join(top, path));
  } catch {
    return { kind: 'missing' };
  }
  const stat = statSync(real, { throwIfNoEntry: false });
  const kind = stat?.isDirectory() ? 'directory' : stat?.isFile() ? 'file' : 'missing';
  const inside = relative(top, real);
  const leaves = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return leaves ? { kind } : { path: sep === '/' ? inside : inside.replaceAll(sep, '/'), kind };
}

/** What nearly every file is smaller than: it is read in one go, without a question after its size. */
const SMALL = 64 * 1024;
const smallFile: Buffer = Buffer.allocUnsafe(SMALL);

/** The quick way for what nearly every file is: a small text without a byte order mark; undefined where `decodeText` must look. */
function readPlainText(file: string, limit: number): string | undefined {
  const text = limit < SMALL ? undefined : readSmallText(file);
  return text === undefined || UNUSUAL.test(text) ? undefined : text;
}

function readSmallText(file: string): string | undefined {
  let opened: number | undefined;
  try {
    opened = openSync(file, 'r');
    const length = fillFrom(opened, smallFile);
    return length < SMALL ? smallFile.toString('utf8', 0, length) : undefined;
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** How many bytes there were, at most as many as the buffer takes; a file system may give a file in parts. */
function fillFrom(opened: number, buffer: Buffer): number {
  let length = 0;
  for (;;) {
    const read = readSync(opened, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === buffer.length) return length;
  }
}

/** NUL, a byte order mark, and what stands for bytes that are not UTF-8. */
const UNUSUAL = /[\0\ufeff\ufffd]/; // oxlint-disable-line no-control-regex

function readLimited(file: string, limit: number): Buffer | ReadResult {
  try {
    const { size } = statSync(file);
    return size > limit ? tooLarge(size, limit) : readFileSync(file);
  } catch (error) {
    return failure('unreadable', `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}
