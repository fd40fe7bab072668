/** Fetches what a fleet names and no folder here stands for. The only part of Plimsoll that uses the network. */
import { LOCK_FILE, lockText, sourceKey, storeRefusal, type SourceStore } from '../load/index.ts';
import type { Refused } from '../open.ts';
import type { AskedSource, LockedSource, RemoteSource } from '../types.ts';
import { chartFetcher } from './chart-repository.ts';
import { Connector } from './connection.ts';
import { Credentials, type Environment } from './credentials.ts';
import type { FetchContext, Fetched, Fetcher } from './fetched.ts';
import { gitFetcher } from './git-repository.ts';
import { FetchFailure } from './fetch-failure.ts';
import { HTTP_LIMITS, type HttpLimits } from './http-limits.ts';
import { ociFetcher } from './oci-registry.ts';
import { fileFetcher, holdsObjects } from './web-file.ts';
import { pruneArchives, putArchive, removeIfEmpty, writeIfChanged } from './store-folder.ts';
import { join } from 'node:path';

export interface VendorOptions {
  /** Goes through the fleet as a check does, with the lock and the store as they are now. */
  readonly findSources: () => Promise<Found | Refused>;
  /** The folder that is checked. */
  readonly folder: string;
  readonly env: Environment;
  /** Fetch what the lock names; do not change the lock. */
  readonly locked?: boolean;
  /** Fetch and write nothing: say what is missing, and fail where the lock is not just what the fleet names. */
  readonly check?: boolean;
  /** Ask again what branches and ranges mean. */
  readonly update?: boolean;
  /** Drop from lock and store what nothing names. */
  readonly prune?: boolean;
  readonly limits?: Partial<HttpLimits>;
  readonly onProgress?: (done: number, total: number, stage: string) => void;
}

export interface Vendored {
  readonly ok: true;
  readonly fetched: readonly LockedSource[];
  /** What was there already. */
  readonly present: readonly LockedSource[];
  readonly failures: readonly { readonly source: RemoteSource; readonly reason: string }[];
  readonly notes: readonly string[];
  /** Entries of the lock that nothing names: dropped with `prune`. */
  readonly unnamed: readonly LockedSource[];
  /** Archives that were removed. */
  readonly removed: readonly string[];
  readonly lockFile: string;
  readonly lockChanged: boolean;
  /** Why the lock does not say what was fetched. */
  readonly lockFailure?: string;
}

/** A fetched source can name others (an app of apps, a chart's dependencies); these many times over, they are followed. */
const MAX_ROUNDS = 12;
const AT_ONCE = 4;

type Found = { readonly ok: true; readonly store: SourceStore };

/** Refused as well with a lock that can't be read: to write it anew would be to forget what it holds fast. */
export async function vendor(options: VendorOptions): Promise<Vendored | Refused> {
  const run = new VendorRun(options);
  for (let round = 1; ; round++) {
    const found = await options.findSources();
    if (!found.ok) return found;
    const { store } = found;
    if (store.problems.length > 0) return { ok: false, errors: store.problems };
    if (options.check === true) return run.checked(store);
    const more = await run.round(store);
    if (!more || round === MAX_ROUNDS) return run.finish(store, more);
  }
}

class VendorRun {
  readonly #options: VendorOptions;
  readonly #done = new Set<string>();
  readonly #fetched: LockedSource[] = [];
  readonly #failures: { source: RemoteSource; reason: string }[] = [];
  readonly #notes = new Set<string>();
  #fetchers: ReadonlyMap<RemoteSource['kind'], Fetcher> | undefined;
  /** What this run fetched, to be in the lock whoever else writes it meanwhile. */
  readonly #had = new Map<string, LockedSource>();
  #lockChanged = false;
  #lockFailure: string | undefined;

  constructor(options: VendorOptions) {
    this.#options = options;
  }

  /** Fetches what this round's run asked for the first time; whether there was anything. */
  async round(store: SourceStore): Promise<boolean> {
    const todo = store.asked().filter((asked) => this.#isDue(asked));
    for (const asked of todo) this.#done.add(sourceKey(asked));
    if (todo.length === 0) return false;
    const refusal = storeRefusal(this.#options.folder, store.place.folder);
    let done = 0;
    await eachOf(todo, async (asked) => {
      const entry = refusal === undefined ? await this.#fetch(asked, store) : this.#fail(asked, refusal);
      if (entry !== undefined) {
        this.#had.set(sourceKey(entry), entry);
        // At once: what a run has that is killed, the next one need not fetch.
        this.#writeLock(store, this.#lockOf(store));
      }
      this.#options.onProgress?.(++done, todo.length, 'fetch');
    });
    return true;
  }

  /** What is there is verified when it is read. */
  checked(store: SourceStore): Vendored {
    for (const asked of store.asked()) if (asked.missing !== undefined) this.#fail(asked, asked.missing);
    return this.finish(store, false);
  }

  finish(store: SourceStore, unfinished: boolean): Vendored {
    const { prune = false } = this.#options;
    if (unfinished)
      this.#notes.add(`stopped after ${MAX_ROUNDS} rounds; what was fetched last may name still more`);
    const asked = new Map(store.asked().map((each) => [sourceKey(each), each]));
    const lock = new Map(
      [...this.#lockOf(store)].map(([key, entry]) => [key, withNames(entry, asked.get(key))]),
    );
    const unnamed = [...lock.values()].filter((entry) => !asked.has(sourceKey(entry)));
    let removed: string[] = [];
    if (prune && !this.#keepsLock) {
      for (const entry of unnamed) lock.delete(sourceKey(entry));
      removed = pruneArchives(store.place.folder, lock.values());
    }
    this.#writeLock(store, lock);
    if (this.#options.check !== true) removeIfEmpty(join(store.place.folder, 'partial'));
    const fetched = new Set(this.#fetched.map(sourceKey));
    const present = [...asked.values()].flatMap(({ locked: entry, missing }) => {
      return entry !== undefined && missing === undefined && !fetched.has(sourceKey(entry)) ? [entry] : [];
    });
    return {
      ok: true,
      fetched: this.#fetched.toSorted((a, b) => (sourceKey(a) < sourceKey(b) ? -1 : 1)),
      present,
      failures: this.#failures.toSorted((a, b) => (sourceKey(a.source) < sourceKey(b.source) ? -1 : 1)),
      notes: [...this.#notes],
      unnamed,
      removed,
      lockFile: store.place.lockFile,
      lockChanged: this.#lockChanged,
      ...(this.#lockFailure !== undefined && { lockFailure: this.#lockFailure }),
    };
  }

  get #keepsLock(): boolean {
    return this.#options.locked === true || this.#options.check === true;
  }

  #isDue(asked: AskedSource): boolean {
    if (this.#done.has(sourceKey(asked))) return false;
    return asked.missing !== undefined || (this.#options.update === true && !isFixed(asked));
  }

  async #fetch(asked: AskedSource, store: SourceStore): Promise<LockedSource | undefined> {
    const { locked: only = false, update = false } = this.#options;
    const { locked: before } = asked;
    if (before === undefined && only)
      return this.#fail(asked, `${LOCK_FILE} does not have it, and --locked keeps that as it is`);
    try {
      const pinned = update ? undefined : before?.resolved;
      const { source, got } = await this.#get(asked, pinned, store);
      if (before !== undefined && !update && got.digest !== before.digest)
        return this.#fail(asked, changed(before, got));
      return this.#keep(asked, source, got, store);
    } catch (error) {
      if (!(error instanceof FetchFailure) && !isSystemError(error)) throw error;
      return this.#fail(asked, error.message);
    }
  }

  /** An address that a file and a repository can have is asked for the file first, as Kustomize does. */
  async #get(
    asked: AskedSource,
    pinned: string | undefined,
    store: SourceStore,
  ): Promise<{ readonly source: RemoteSource; readonly got: Fetched }> {
    const source = sourceOf(asked);
    const { orElse } = asked;
    if (orElse === undefined) return { source, got: await this.#fetcherOf(source, store)(source, pinned) };
    let reason = 'what is there holds no objects';
    try {
      const got = await this.#fetcherOf(source, store)(source, pinned);
      if (holdsObjects(got.archive)) return { source, got };
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      reason = error.message;
    }
    try {
      this.#done.add(sourceKey(orElse));
      return { source: orElse, got: await this.#fetcherOf(orElse, store)(orElse, undefined) };
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      throw new FetchFailure(`it is no file: ${reason}; and no repository: ${error.message}`, {
        cause: error,
      });
    }
  }

  #keep(asked: AskedSource, source: RemoteSource, fetched: Fetched, store: SourceStore): LockedSource {
    const { resolved, digest, archive, isChart = false, notes = [] } = fetched;
    const { locked: before } = asked;
    const entry = withNames({ ...source, resolved, digest, ...(isChart && { isChart }) }, asked);
    putArchive(store.place.folder, entry, archive);
    for (const note of notes) this.#notes.add(note);
    const isSame = before?.digest === digest && before.resolved === resolved && asked.missing === undefined;
    if (!isSame) this.#fetched.push(entry);
    return entry;
  }

  #fail(source: RemoteSource, reason: string): undefined {
    this.#failures.push({ source, reason });
  }

  #lockOf(store: SourceStore): Map<string, LockedSource> {
    return new Map([...store.locked(), ...this.#had]);
  }

  #writeLock(store: SourceStore, lock: ReadonlyMap<string, LockedSource>): void {
    if (this.#keepsLock || (lock.size === 0 && store.locked().size === 0)) return;
    try {
      if (writeIfChanged(store.place.lockFile, lockText(lock.values()))) this.#lockChanged = true;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.#lockFailure = `${store.place.lockFile} can't be written: ${error.code}`;
    }
  }

  #fetcherOf({ kind }: RemoteSource, store: SourceStore): Fetcher {
    this.#fetchers ??= fetchers({
      env: this.#options.env,
      credentials: new Credentials(this.#options.env),
      limits: { ...HTTP_LIMITS, ...this.#options.limits },
      connector: new Connector(this.#options.env),
      partialFolder: join(store.place.folder, 'partial'),
    });
    return this.#fetchers.get(kind)!;
  }
}

/** A new kind of source is a file here and a line below. */
function fetchers(context: FetchContext): ReadonlyMap<RemoteSource['kind'], Fetcher> {
  return new Map([
    ['chart', chartFetcher(context)],
    ['oci', ociFetcher(context)],
    ['git', gitFetcher(context)],
    ['file', fileFetcher(context)],
  ]);
}

/** Of what many files name, that many tell enough. */
const MAX_NAMES = 10;

/** An entry that nothing asked for in this run keeps what it says. */
function withNames(entry: LockedSource, asked: AskedSource | undefined): LockedSource {
  if (asked === undefined || asked.namedBy.size === 0) return entry;
  return { ...entry, namedBy: [...asked.namedBy].sort().slice(0, MAX_NAMES) };
}

function sourceOf({ kind, repoURL, name, revision, lfs }: AskedSource): RemoteSource {
  return { kind, repoURL, ...(name !== undefined && { name }), revision, ...(lfs && { lfs }) };
}

/** The disk is full, the store may not be written: nothing that is Plimsoll's fault. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** A whole commit hash, or a digest, means one thing for ever. */
function isFixed({ kind, revision }: RemoteSource): boolean {
  return kind === 'git' ? /^[0-9a-f]{40}$/.test(revision) : revision.startsWith('sha256:');
}

function changed(before: LockedSource, { digest }: Fetched): string {
  return `${before.resolved || 'the file'} is no longer what ${LOCK_FILE} says: ${before.digest} was locked, ${digest} is there now; if that is meant, \`plimsoll vendor --update\` takes it`;
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
