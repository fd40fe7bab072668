import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { basename, dirname, join } from 'node:path';
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
  /** Of `#file`: what is written stays this one's, whoever removes the name. */
  #descriptor: number | undefined;

  /** With the digest of the whole, which vouches for it in the end, no validator is needed. */
  constructor(folder: string, url: URL, digest?: string) {
    this.#digest = digest;
    mkdirSync(folder, { recursive: true });
    this.#left = join(folder, createHash('sha256').update(url.href).digest('hex'));
    this.#file = `${this.#left}.${randomUUID()}`;
    this.#validatorFile = `${this.#file}.validator`;
    if (existsSync(this.#left)) move(this.#left, this.#file);
    else this.#takeOver();
  }

  /**
   * A run that was killed could not leave what it had. It may live, for all that can be seen: what it has is copied, and
   * only its name removed.
   */
  #takeOver(): void {
    const others = workedOn(this.#left);
    others.some((other) => this.#copy(other));
    for (const other of others) remove(other);
  }

  #copy(other: string): boolean {
    try {
      const validator = validatorIn(other);
      copyFileSync(other, this.#file);
      writeFileSync(this.#validatorFile, validator, 'latin1');
      // Begun again meanwhile, it may be of another file.
      if (validatorIn(other) === validator) return true;
    } catch {
      // It is done, and gone.
    }
    this.discard();
    return false;
  }

  /** Leaves what came to the next run, of which one gets it. */
  leave(): void {
    this.#close();
    move(this.#file, this.#left);
  }

  /** What asks for the rest. */
  headers(): Record<string, string> {
    const size = sizeOf(this.#file);
    const validator = validatorIn(this.#file);
    if (size === 0 || (validator === '' && this.#digest === undefined)) return {};
    return { range: `bytes=${size}-`, ...(validator !== '' && { 'if-range': validator }) };
  }

  /** Takes an answer's head; how many bytes there are already. */
  begin(status: number, headers: IncomingHttpHeaders): number {
    if (status !== 206) {
      this.discard();
      // Another run that is done may have removed the folder, which was empty.
      mkdirSync(dirname(this.#file), { recursive: true });
      this.#descriptor = openSync(this.#file, 'wx+');
      writeFileSync(this.#validatorFile, validatorOf(headers), 'latin1');
      return 0;
    }
    const size = sizeOf(this.#file);
    const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
    if (Number(start) === size) {
      this.#close();
      this.#descriptor = openSync(this.#file, 'a+');
      return size;
    }
    this.discard();
    throw new FetchFailure('the server answers another part than it was asked for', { temporary: true });
  }

  append(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) at += writeSync(this.#descriptor!, chunk, at);
  }

  /** The whole, which is no longer kept here. */
  finish(): Buffer {
    const bytes = Buffer.alloc(fstatSync(this.#descriptor!).size);
    for (let at = 0; at < bytes.length;) at += readSync(this.#descriptor!, bytes, at, bytes.length - at, at);
    this.discard();
    return bytes;
  }

  discard(): void {
    this.#close();
    remove(this.#file);
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** The validator goes last: without it nothing is gone on with. */
const ENDINGS = ['', '.validator'];

/** Somebody else may have been there first. */
function move(from: string, to: string): void {
  for (const ending of ENDINGS) {
    try {
      renameSync(from + ending, to + ending);
    } catch {
      return;
    }
  }
}

function remove(file: string): void {
  for (const ending of ENDINGS) rmSync(file + ending, { force: true });
}

function validatorIn(file: string): string {
  return existsSync(`${file}.validator`) ? readFileSync(`${file}.validator`, 'latin1') : '';
}

/** What others work on, or did, the largest first. */
function workedOn(left: string): string[] {
  return readdirSync(dirname(left))
    .filter((name) => name.startsWith(`${basename(left)}.`) && !name.endsWith('.validator'))
    .map((name) => join(dirname(left), name))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A weak ETag does not vouch for single bytes (RFC 9110, 13.1.5). */
function validatorOf(headers: IncomingHttpHeaders): string {
  const { etag = '' } = headers;
  return etag !== '' && !etag.startsWith('W/') ? etag : (headers['last-modified'] ?? '');
}
