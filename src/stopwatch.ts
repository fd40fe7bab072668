import type { Timings } from './types.ts';

type Stage = keyof Timings;

/** Adds the time since the last lap to a stage; milliseconds. */
export interface Stopwatch {
  lap(stage: Stage): void;
  timings(): Timings;
}

export function createStopwatch(): Stopwatch {
  const spent: Record<Stage, number> = { load: 0, discover: 0, expand: 0, render: 0, check: 0 };
  let last = performance.now();
  return {
    lap(stage) {
      const now = performance.now();
      spent[stage] += now - last;
      last = now;
    },
    timings: () => ({ ...spent }),
  };
}
