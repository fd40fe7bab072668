/** Trees of a test file's own, in a folder that goes when it is done. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../src/run.ts';
import type { Report } from '../src/types.ts';

/** Path → text. */
export type Files = Readonly<Record<string, string>>;

const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-tree-'));
afterAll(() => rmSync(scratch, { recursive: true }));
let count = 0;

/** The folder of a tree; every repoURL leads to it. */
export function write(files: Files): { folder: string; repositoryMap: Map<string, string> } {
  const folder = join(scratch, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, repositoryMap: new Map([['*', folder]]) };
}

export async function check(files: Files): Promise<Report> {
  const result = await run(write(files));
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join());
  return result.report;
}
