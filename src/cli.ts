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
  // A reader that has seen enough (`| head`) is no fault; the run goes on to its exit code.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void (text !== '' && !stream.destroyed && stream.write(text)),
    isTTY: stream.isTTY === true,
    ...(stream.columns !== undefined && { columns: stream.columns }),
  };
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
