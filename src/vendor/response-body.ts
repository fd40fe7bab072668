import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { FetchFailure, shown } from './fetch-failure.ts';
import type { HttpLimits } from './http-limits.ts';

/** Hands over what comes, chunk by chunk, for as long and as much as it may. @throws FetchFailure */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  limits: HttpLimits,
  url: URL,
  take: (chunk: Buffer) => void,
): Promise<void> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(url, maxBytes);
  let why: FetchFailure | undefined;
  const stop = (message: string): void => {
    why = new FetchFailure(`${shown(url)} ${message}`, { temporary: true });
    response.destroy();
  };
  const total = setTimeout(() => stop(`was not done after ${limits.total / 1000} s`), limits.total);
  const restart = (): NodeJS.Timeout =>
    setTimeout(() => stop(`stalled: no byte came for ${limits.idle / 1000} s`), limits.idle);
  let idle = restart();
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      clearTimeout(idle);
      idle = restart();
      if ((bytes += chunk.length) > maxBytes) throw tooLarge(url, maxBytes);
      take(chunk);
    }
    if (why !== undefined) throw why;
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    throw (
      why ??
      new FetchFailure(`${shown(url)} broke off after ${bytes} bytes`, { temporary: true, cause: error })
    );
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
  }
}

function tooLarge(url: URL, maxBytes: number): FetchFailure {
  return new FetchFailure(`${shown(url)} is larger than ${maxBytes} bytes`);
}

/** Without its gzip, where it was packed on the way. @throws FetchFailure */
export function decoded(response: IncomingMessage, bytes: Buffer, maxBytes: number, url: URL): Buffer {
  if (response.headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw new FetchFailure(`${shown(url)} answers what does not unpack to at most ${maxBytes} bytes`, {
      cause: error,
    });
  }
}
