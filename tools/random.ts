/** Draws a whole number from 0 on that is below `below`. */
export type Random = (below: number) => number;

/** mulberry32: a seed gives the same numbers everywhere. */
export function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export function pick<T>(r: Random, list: readonly T[]): T {
  return list[r(list.length)]!;
}

/** Up to `most` drawn by `draw`, which is told the how manieth it is. */
export function several<T>(r: Random, most: number, draw: (index: number) => T): T[] {
  return Array.from({ length: r(most + 1) }, (_, index) => draw(index));
}
