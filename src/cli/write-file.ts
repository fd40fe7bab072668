import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from './host.ts';

/**
 * Whole or not at all: to a file beside it, then renamed; parent folders are made. What is there already and no plain
 * file (a pipe, `/dev/null`) is written to directly.
 */
export function writeFile(path: string, text: string, unique: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (isSpecial(path)) writeFileSync(path, text);
    else replace(path, text, unique);
  } catch (error) {
    throw new UsageError(`${path} can't be written: ${(error as Error).message}`);
  }
}

function isSpecial(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile();
}

function replace(path: string, text: string, unique: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${unique}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
