import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is on standard output, or stands on standard error after `Error: `. */
export type Printed = { readonly stdout: string } | { readonly error: string };

/** What helm answered, twice: some charts are random. */
export type Answers = readonly [Printed, Printed];

/** The real helm; what it answers is kept by the content of the chart and the values. */
export class RealHelm {
  readonly #binary: string;
  /** The folder of answers. */
  readonly cache: string;
  readonly #version: string;

  constructor(binary: string, cache: string = join(tmpdir(), 'plimsoll-conformance-helm')) {
    this.#binary = binary;
    this.cache = cache;
    mkdirSync(cache, { recursive: true });
    this.#version = execFileSync(binary, ['version', '--short'], { encoding: 'utf8' });
  }

  async template(
    hash: string,
    chart: string,
    values: string | undefined,
    flags: readonly string[],
  ): Promise<Answers> {
    const content = values === undefined ? '' : readFileSync(values, 'utf8');
    const key = createHash('sha256').update(JSON.stringify([this.#version, hash, chart, content, flags]));
    const file = join(this.cache, `${key.digest('hex')}.json`);
    const known = readCached(file);
    if (known !== undefined) return known;
    const args = [
      'template',
      'release',
      chart,
      ...flags,
      ...(values === undefined ? [] : ['--values', values]),
    ];
    const answers: Answers = [await this.#run(args), await this.#run(args)];
    writeFileSync(file, JSON.stringify(answers));
    return answers;
  }

  #run(args: readonly string[]): Promise<Printed> {
    return new Promise((resolve) => {
      execFile(this.#binary, args, { maxBuffer: 1 << 28, timeout: 120_000 }, (error, stdout, stderr) => {
        resolve(error === null ? { stdout } : { error: reasonOf(stderr) || error.message });
      });
    });
  }
}

/** Warnings stand before it. */
function reasonOf(stderr: string): string {
  const at = stderr.search(/^Error: /m);
  return at < 0 ? '' : stderr.slice(at + 'Error: '.length, stderr.endsWith('\n') ? -1 : undefined);
}

function readCached(file: string): Answers | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Answers;
  } catch {
    return undefined;
  }
}
