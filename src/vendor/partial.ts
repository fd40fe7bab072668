import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { dirname, join } from 'node:path';
import { FetchFailure } from './fetch-failure.ts';

/**
 * The part of a file that came before a transfer broke, kept on the disk so that the next attempt, or the next run,
 * asks for the rest only. Without a validator (ETag, Last-Modified) nothing can tell that it is still the same file: then
 * it is fetched anew.
 */
export class PartialFile {
  /** Where what came is left for others, and where it is while this one works on it. */
  readonly #left: string;
  readonly #file: string;
  readonly #validatorFile: string;
  readonly #digest: string | undefined;
  #size = 0;

  /** With the digest of the whole, which vouches for it in the end, no validator is needed. */
  constructor(folder: string, url: URL, digest?: string) {
    this.#digest = digest;
    mkdirSync(folder, { recursive: true });
    this.#left = join(folder, createHash('sha256').update(url.href).digest('hex'));
    this.#file = `${this.#left}.${randomUUID()}`;
    this.#validatorFile = `${this.#file}.validator`;
    move(this.#left, this.#file);
  }

  /** Leaves what came to the next run, of which one gets it. */
  leave(): void {
    move(this.#file, this.#left);
  }

  /** What asks for the rest. */
  headers(): Record<string, string> {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    const validator = existsSync(this.#validatorFile) ? readFileSync(this.#validatorFile, 'latin1') : '';
    if (size === 0 || (validator === '' && this.#digest === undefined)) return {};
    return { range: `bytes=${size}-`, ...(validator !== '' && { 'if-range': validator }) };
  }

  /** Takes an answer's head; how many bytes there are already. */
  begin(status: number, headers: IncomingHttpHeaders): number {
    if (status !== 206) {
      this.discard();
      // Another run that is done may have removed the folder, which was empty.
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, '');
      writeFileSync(this.#validatorFile, validatorOf(headers), 'latin1');
      return (this.#size = 0);
    }
    this.#size = statSync(this.#file).size;
    const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
    if (Number(start) === this.#size) return this.#size;
    this.discard();
    throw new FetchFailure('the server answers another part than it was asked for', { temporary: true });
  }

  append(chunk: Buffer): void {
    appendFileSync(this.#file, chunk);
  }

  /** The whole, which is no longer kept here. */
  finish(): Buffer {
    const bytes = readFileSync(this.#file);
    this.discard();
    return bytes;
  }

  discard(): void {
    rmSync(this.#file, { force: true });
    rmSync(this.#validatorFile, { force: true });
  }
}

/** The validator goes last: without it nothing is gone on with. Somebody else may have been there first. */
function move(from: string, to: string): void {
  for (const ending of ['', '.validator']) {
    try {
      renameSync(from + ending, to + ending);
    } catch {
      return;
    }
  }
}

/** A weak ETag does not vouch for single bytes (RFC 9110, 13.1.5). */
function validatorOf(headers: IncomingHttpHeaders): string {
  const { etag = '' } = headers;
  return etag !== '' && !etag.startsWith('W/') ? etag : (headers['last-modified'] ?? '');
}
