import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { ArchiveError, unzip } from '../archive/index.ts';
import type { Config } from '../config/types.ts';
import type {
  AskedSource,
  LockedSource,
  Problem,
  ReadResult,
  RemoteSource,
  SourceTree,
  Trees,
  Unresolved,
} from '../types.ts';
import { decodeText, failure, MISSING } from './file-text.ts';
import { repositorySet } from './repo-url.ts';
import { LOCK_FILE, parseLock, sourceKey, withoutCredentials, type Lock } from './store-lock.ts';
import { storePlace, storeRefusal, type StoreOptions, type StorePlace } from './store-place.ts';
import { chartTree, fileTree, tarTree } from './store-tree.ts';

/** Bytes of one archive, packed and unpacked. */
export const MAX_PACKED_BYTES: number = 256 * 1024 * 1024;
export const MAX_UNPACKED_BYTES: number = 1024 * 1024 * 1024;

const VENDOR = '`plimsoll vendor` fetches it';

type Resolved = { readonly tree: SourceTree } | Unresolved;
type ResolvedFile = ReturnType<NonNullable<Trees['resolveFile']>>;

interface FindOptions {
  readonly namedBy?: string;
  readonly orElse?: RemoteSource;
}

/**
 * What `plimsoll vendor` fetched: plimsoll.lock says what stands for a source, and a folder holds the archives under
 * their digests. Each is verified when it is first read. Remembers what was asked for, so that `vendor` knows what to fetch.
 */
export class SourceStore {
  readonly place: StorePlace;
  readonly problems: readonly Problem[];
  readonly #lock: Lock;
  readonly #hasLock: boolean;
  readonly #limits: Config['limits'];
  readonly #checkedFolder: string;
  /** Why nothing may be read from the configured folder. */
  readonly #refusal: string | undefined;
  readonly #trees = new Map<string, Resolved>();
  readonly #asked = new Map<string, AskedSource>();
  readonly #hasLfs: (repoURL: string) => boolean;

  constructor(options: StoreOptions, checked: SourceTree) {
    this.#limits = options.config.limits;
    this.#hasLfs = repositorySet(options.config.argocd.enableLfs ?? []);
    this.#checkedFolder = options.folder;
    this.place = storePlace(options);
    this.#refusal = storeRefusal(options.folder, this.place.folder);
    const read = readLock(options, this.place.lockFile, checked);
    const { lock, problems } = parseLock(read, this.#shown(this.place.lockFile));
    this.#lock = lock;
    this.#hasLock = read.ok;
    this.problems = problems;
  }

  /** Every entry of the lock. */
  locked(): Lock {
    return this.#lock;
  }

  /** Everything that was asked for, sorted, each once. */
  asked(): readonly AskedSource[] {
    return [...this.#asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source);
  }

  find(source: RemoteSource, { namedBy, orElse }: FindOptions = {}): Resolved {
    const asked = { ...source, repoURL: withoutCredentials(source.repoURL) };
    const key = sourceKey(asked);
    let found = this.#trees.get(key);
    if (found === undefined) this.#trees.set(key, (found = this.#open(asked, this.#lock.get(key))));
    this.#remember(key, { ...asked, ...(orElse && { orElse }) }, found, namedBy);
    return found;
  }

  /** A file, or the repository that its URL turned out to name. */
  findFile(url: string, repository: RemoteSource | undefined, namedBy?: string): ResolvedFile {
    const source: RemoteSource = { kind: 'file', repoURL: url, revision: '' };
    const options = namedBy === undefined ? {} : { namedBy };
    const isRepository = repository !== undefined && !this.#has(source) && this.#has(repository);
    if (isRepository) return this.find(repository, options);
    const found = this.find(source, { ...options, ...(repository && { orElse: repository }) });
    if ('reason' in found) return found;
    return { file: { tree: found.tree, path: found.tree.list()[0]! } };
  }

  #has(source: RemoteSource): boolean {
    return this.#lock.has(sourceKey({ ...source, repoURL: withoutCredentials(source.repoURL) }));
  }

  /** As Argo CD fetches it. */
  gitSource(repoURL: string, revision: string): RemoteSource {
    return { kind: 'git', repoURL, revision, ...(this.#hasLfs(repoURL) && { lfs: true }) };
  }

  /** The one entry for a git repository, where the revision is not known; that is not asking for it. */
  findAny(repoURL: string): Resolved | undefined {
    const wanted = sourceKey(this.gitSource(repoURL, ''));
    const entries = [...this.#lock.values()].filter(
      (entry) => entry.kind === 'git' && sourceKey({ ...entry, revision: '' }) === wanted,
    );
    return entries.length === 1 ? this.#open(entries[0]!, entries[0]) : undefined;
  }

  /** Of two spellings the first in order is remembered, in whatever order they are asked for. */
  #remember(key: string, source: Omit<AskedSource, 'namedBy'>, found: Resolved, namedBy?: string): void {
    const before = this.#asked.get(key);
    const names = (before?.namedBy as Set<string> | undefined) ?? new Set();
    if (namedBy !== undefined) names.add(namedBy);
    if (before !== undefined && before.repoURL <= source.repoURL) return;
    const locked = this.#lock.get(key);
    this.#asked.set(key, {
      ...source,
      ...(locked && { locked }),
      ...('reason' in found && { missing: found.reason }),
      namedBy: names,
    });
  }

  #open(source: RemoteSource, locked: LockedSource | undefined): Resolved {
    if (locked === undefined) return this.#unlocked(source);
    if (this.#refusal !== undefined)
      return { reason: this.#refusal, remedy: 'set `store:` in plimsoll.yaml' };
    const file = join(this.place.folder, archivePath(locked));
    try {
      return this.#read(locked, file);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      const reason = `is locked to ${shownResolved(locked)}, whose archive ${this.#shown(file)} ${error.message}`;
      return { reason, remedy: '`plimsoll vendor` fetches it again' };
    }
  }

  #unlocked({ kind, revision }: RemoteSource): Unresolved {
    const at = revision === '' ? '' : ` at ${revision}`;
    const local =
      kind === 'git'
        ? 'is not among `repositories:` in plimsoll.yaml, and is no remote of the checked repository'
        : 'is not at hand';
    return {
      reason: this.#hasLock ? `${local}; ${LOCK_FILE} does not have it${at} either` : local,
      unmapped: true,
    };
  }

  #read(locked: LockedSource, file: string): Resolved {
    const bytes = readArchive(file);
    if (bytes === undefined) {
      return {
        reason: `is locked to ${shownResolved(locked)}, but ${this.#shown(file)} is not there`,
        remedy: VENDOR,
      };
    }
    const prefix = `${this.#shown(file)}/`;
    if (locked.isChart === true) {
      verify(bytes, locked);
      return { tree: chartTree(bytes, prefix, this.#limits) };
    }
    if (locked.kind === 'oci' || locked.kind === 'file') verify(bytes, locked);
    if (locked.kind === 'file')
      return { tree: fileTree(bytes, fileNameOf(locked.repoURL), prefix, this.#limits) };
    const tar = unzip(bytes, MAX_UNPACKED_BYTES, `is larger than ${MAX_UNPACKED_BYTES} bytes unpacked`);
    if (locked.kind === 'git') verify(tar, locked);
    return { tree: tarTree(tar, prefix, this.#limits) };
  }

  #shown(file: string): string {
    return relative(this.#checkedFolder, file).split(sep).join('/');
  }
}

/** Where an archive lies in the store. A file's name there tells nobody to read it as a manifest. */
export function archivePath({ digest, kind }: LockedSource): string {
  const ending = kind === 'git' ? 'tar.gz' : kind === 'file' ? 'file' : 'tgz';
  return join('sha256', `${digest.slice('sha256:'.length)}.${ending}`);
}

/** The last part of the URL's path, where that can be a file's name. */
function fileNameOf(url: string): string {
  const name = /([^/?#]*)(?:[?#].*)?$/.exec(url)?.[1] ?? '';
  return /^\w[\w.-]*$/.test(name) ? name : 'file';
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function readLock(options: StoreOptions, lockFile: string, checked: SourceTree): ReadResult {
  const inTree = relative(resolve(options.folder), resolve(lockFile)) === LOCK_FILE;
  if (inTree) return checked.read(LOCK_FILE);
  try {
    return decodeText(readFileSync(lockFile));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? MISSING : failure('unreadable', `can't be read: ${code}`);
  }
}

function readArchive(file: string): Buffer | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw new ArchiveError('is no file');
  if (stat.size > MAX_PACKED_BYTES) throw new ArchiveError(`is larger than ${MAX_PACKED_BYTES} bytes`);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ArchiveError(`cannot be read: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  }
}

function verify(bytes: Uint8Array, { digest }: LockedSource): void {
  const actual = digestOf(bytes);
  if (actual === digest) return;
  throw new ArchiveError(`does not have the digest that ${LOCK_FILE} gives: it is ${actual}, not ${digest}`);
}

function shownResolved({ kind, resolved, digest }: LockedSource): string {
  if (kind === 'file') return digest;
  return kind === 'git' ? `commit ${resolved.slice(0, 12)}` : `version ${resolved}`;
}

/** The trees of folders, and behind them the store. */
export function withStore(trees: Trees, store: SourceStore): Trees {
  const local = (repoURL: string): Resolved => trees.resolve(repoURL);
  return {
    checked: trees.checked,
    resolve(repoURL, revision, namedBy) {
      const found = local(repoURL);
      if ('tree' in found || found.unmapped !== true || repoURL === '') return found;
      if (revision === undefined) return store.findAny(repoURL) ?? found;
      const isArtifact = /^oci:\/\//i.test(repoURL);
      const source = isArtifact
        ? { kind: 'oci' as const, repoURL, revision }
        : store.gitSource(repoURL, revision);
      const stored = store.find(source, named(namedBy));
      return 'tree' in stored || stored.unmapped !== true ? stored : { ...found, reason: stored.reason };
    },
    resolveChart(written, chart, revision, namedBy) {
      // Helm's two ways to write a name that its client gives to a repository.
      const repoURL = written.replace(/^alias:/, '@');
      const found = local(repoURL);
      if ('tree' in found) return { tree: found.tree, folder: chart };
      if (found.unmapped !== true) return found;
      const kind = chartKind(repoURL);
      if (kind === undefined) return { reason: 'is no address of a chart repository' };
      const stored = store.find({ kind, repoURL, name: chart, revision }, named(namedBy));
      return 'tree' in stored ? { tree: stored.tree, folder: '' } : stored;
    },
    resolveFile(url, repository, namedBy) {
      const found = repository === undefined ? undefined : local(repository.repoURL);
      if (found !== undefined && ('tree' in found || found.unmapped !== true)) return found;
      return store.findFile(url, repository && { kind: 'git', ...repository }, namedBy);
    },
  };
}

function named(namedBy: string | undefined): FindOptions {
  return namedBy === undefined ? {} : { namedBy };
}

/** Argo CD takes a repoURL without a scheme for an OCI registry (`IsHelmOciRepo`), Helm one with `oci://`. */
function chartKind(repoURL: string): 'chart' | 'oci' | undefined {
  if (/^https?:\/\//i.test(repoURL) || /^@[\w.-]+$/.test(repoURL)) return 'chart';
  return /^oci:\/\//i.test(repoURL) || /^[\w.-]+(?::\d+)?(?:\/|$)/.test(repoURL) ? 'oci' : undefined;
}
