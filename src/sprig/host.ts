/**
 * What Sprig takes from the world, a clock and chance, made repeatable: the same tree gives the same bytes. A caller
 * may put a `SprigHost` into the execution's host; without it the clock stands still and chance starts anew with each
 * host, so that a render does not depend on those before it.
 */
import { createHash } from 'node:crypto';
import type { CallContext } from '../template/value.ts';

export interface SprigHost {
  /** Nanoseconds since 1970. */
  readonly now?: bigint;
  /** From what the random functions are derived. */
  readonly seed?: string;
}

/** 1 January 2026, 00:00 UTC: some moment, the same in every run. */
const NOW = 1_767_225_600_000_000_000n;

/** Streams of bytes, one for each host. */
const streams = new WeakMap<object, ByteStream>();

function hostOf({ host }: CallContext): SprigHost {
  return typeof host === 'object' && host !== null ? host : {};
}

export function clock(context: CallContext): bigint {
  const { now } = hostOf(context);
  return typeof now === 'bigint' ? now : NOW;
}

/** `count` bytes that differ from call to call and are the same in each run. Spends a step for each. */
export function randomBytes(context: CallContext, count: number): Uint8Array {
  context.spend(count);
  context.vary();
  const host = hostOf(context);
  const key: object = typeof context.host === 'object' && context.host !== null ? context.host : context;
  let stream = streams.get(key);
  if (stream === undefined) {
    stream = new ByteStream(typeof host.seed === 'string' ? host.seed : '');
    streams.set(key, stream);
  }
  return stream.take(count);
}

/** A number below `limit`, which is at most 2^32. */
export function randomBelow(context: CallContext, limit: number): number {
  const bytes = randomBytes(context, 6);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return value % limit;
}

class ByteStream {
  readonly #seed: string;
  #block = 0;
  #held: Uint8Array = new Uint8Array();

  constructor(seed: string) {
    this.#seed = seed;
  }

  take(count: number): Uint8Array {
    const taken = new Uint8Array(count);
    for (let at = 0; at < count;) {
      if (this.#held.length === 0)
        this.#held = createHash('sha512')
          .update(`${this.#seed}/${this.#block++}`)
          .digest();
      const part = this.#held.subarray(0, count - at);
      taken.set(part, at);
      this.#held = this.#held.subarray(part.length);
      at += part.length;
    }
    return taken;
  }
}
