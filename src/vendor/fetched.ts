import type { RemoteSource } from '../types.ts';
import type { Credentials } from './credentials.ts';
import type { HttpLimits } from './http.ts';

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

export interface FetchContext {
  readonly credentials: Credentials;
  readonly limits: HttpLimits;
  /** For what is not done yet; removed when empty. */
  readonly partialFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
