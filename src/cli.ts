#!/usr/bin/env node
/** argv → options → run → exit code; the only user of `process`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine, Host, Sink } from './cli/host.ts';
import { EXIT } from './cli/host.ts';
import { crashText, main } from './cli/main.ts';

const engine: Engine = {
  run: async (options) => (await import('./run.ts')).run(options),
  renderAll: async (options) => (await import('./run.ts')).renderAll(options),
  list: async (options) => (await import('./run.ts')).listFleet(options),
  generate: async (options) => (await import('./generate.ts')).generate(options),
  rules: async () => (await import('./check/index.ts')).rules(),
};

function sink(stream: NodeJS.WriteStream): Sink {
  stream.on('error', unwritten);
  return {
    write(text) {
      try {
        if (text !== '' && !stream.destroyed) stream.write(text);
      } catch (error) {
        // A file is written at once, and throws.
        unwritten(error as NodeJS.ErrnoException);
      }
    },
    isTTY: stream.isTTY === true,
    ...(stream.columns !== undefined && { columns: stream.columns }),
  };
}

/** A reader that has seen enough (`| head`) is no fault; the run goes on to its exit code. A full disk ends it. */
function unwritten(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  if (error.syscall !== 'write') throw error;
  try {
    process.stderr.write(`plimsoll: the output can't be written: ${error.code}\n`);
  } finally {
    process.exit(EXIT.usage);
  }
}

/** Ends the process: after such a fault nothing that may still be on its way can be trusted. */
async function crash(error: unknown): Promise<void> {
  process.stderr.write(await crashText(error), () => process.exit(EXIT.crash));
}

process.on('uncaughtException', (error) => void crash(error));
process.on('unhandledRejection', (error) => void crash(error));

const host: Host = {
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  // One folder up from `src/` and from `dist/`.
  packageRoot: fileURLToPath(new URL('..', import.meta.url)),
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  stdin: () => readFileSync(process.stdin.fd, 'utf8'),
  unique: `${process.pid}-${Date.now().toString(36)}`,
  now: () => performance.now(),
  engine,
};

try {
  // Not `process.exit`: what is still on its way into a pipe would be lost.
  process.exitCode = await main(host);
} catch (error) {
  await crash(error);
}
