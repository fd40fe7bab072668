import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/types.ts';
import { LOCK_FILE } from './store-lock.ts';

export interface StoreOptions {
  /** The folder that is checked. */
  readonly folder: string;
  readonly config: Config;
  /** The lock lies beside it, and `store:` is relative to it. Default: in `folder`. */
  readonly configFile?: string;
}

/** Where a run's lock and store are. */
export interface StorePlace {
  readonly lockFile: string;
  readonly folder: string;
}

export function storePlace({ folder, config, configFile }: StoreOptions): StorePlace {
  const base = configFile === undefined ? folder : dirname(configFile);
  return { lockFile: join(base, LOCK_FILE), folder: resolve(base, config.store) };
}

/**
 * Why a store may not lie there: the config comes from the repository, which is untrusted, so its store lies in the
 * checked folder or beside it, as its repositories do.
 */
export function storeRefusal(checked: string, store: string): string | undefined {
  // Links are followed here, so that neither the store nor what is in it can be one that leads elsewhere.
  const parent = dirname(realOf(checked));
  const leaves = [store, join(store, 'sha256'), join(store, 'partial')].some((folder) => {
    const inside = relative(parent, realOf(folder));
    return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  });
  return leaves
    ? `is to be read from the store ${store}, which lies neither in the checked folder nor beside it`
    : undefined;
}

/** Of a path that may not be there yet: where it would be. One that may not be looked at is nowhere near. */
function realOf(path: string): string {
  try {
    return realpathSync.native(nearestExisting(path));
  } catch {
    return parse(resolve(path)).root;
  }
}

function nearestExisting(path: string): string {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (statSync(at, { throwIfNoEntry: false }) !== undefined || dirname(at) === at) return at;
  }
}
