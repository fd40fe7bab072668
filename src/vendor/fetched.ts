import type { RemoteSource } from '../types.ts';
import type { Credentials } from './credentials.ts';
import type { Transport } from './http.ts';

/** What a source turned out to be. */
export interface Fetched {
  readonly resolved: string;
  readonly digest: string;
  /** What the store keeps. */
  readonly archive: Uint8Array;
  /** A packaged chart. */
  readonly isChart?: boolean;
  /** What the user should know, e.g. that a file was left out. */
  readonly notes?: readonly string[];
}

/** Fetches one kind of source. `pinned` is what the lock resolved it to before. @throws FetchFailure */
export type Fetcher = (source: RemoteSource, pinned: string | undefined) => Promise<Fetched>;

/** What several sources want of one place, fetched once: by those at the same time, or with `keep` by all. */
export class Shared<Value> {
  readonly #values = new Map<string, Promise<Value>>();
  readonly #keep: boolean;

  constructor({ keep }: { readonly keep: boolean }) {
    this.#keep = keep;
  }

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    let value = this.#values.get(key);
    if (value === undefined) {
      this.#values.set(key, (value = make()));
      const drop = (): void => void (this.#keep || this.#values.delete(key));
      value.then(drop, drop);
    }
    return value;
  }
}

export interface FetchContext extends Transport {
  readonly credentials: Credentials;
  /** For what is not done yet; removed when empty. */
  readonly partialFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
