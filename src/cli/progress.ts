import type { Arguments } from './arguments.ts';
import type { Host, Sink } from './host.ts';
import { wantsProgress } from './terminal.ts';

/** Nothing is shown of a run that is over by then. */
const PATIENCE = 1_000;
const INTERVAL = 100;
const CLEAR = '\r\u001b[2K';

export interface Progress {
  report(done: number, total: number, stage: string): void;
  /** Takes the line away. */
  end(): void;
}

/** One line on a terminal, rewritten at most ten times a second, from the first second on. */
export function createProgress(sink: Sink, now: () => number): Progress {
  const start = now();
  let written: number | undefined;
  return {
    report(done, total, stage) {
      const time = now();
      if (time - start < PATIENCE || (written !== undefined && time - written < INTERVAL)) return;
      written = time;
      const seconds = ((time - start) / 1000).toFixed(0);
      const line = `${stage} ${total > 0 ? `${done} of ${total}, ` : ''}${seconds} s`;
      sink.write(CLEAR + line.slice(0, Math.max(10, (sink.columns ?? 80) - 1)));
    },
    end() {
      if (written !== undefined) sink.write(CLEAR);
      written = undefined;
    },
  };
}

/** Shows what `work` reports where that is wanted, and leaves nothing behind. */
export async function withProgress<T>(
  given: Arguments,
  { env, stderr, now }: Host,
  work: (report?: Progress['report']) => Promise<T>,
): Promise<T> {
  if (!wantsProgress(given, env, stderr)) return work();
  const progress = createProgress(stderr, now);
  try {
    return await work(progress.report);
  } finally {
    progress.end();
  }
}
