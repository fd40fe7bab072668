import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { archivePath } from '../load/index.ts';
import type { LockedSource } from '../types.ts';

/** Half-done transfers need not be committed; archives are to stay what they are, whatever git thinks of line ends. */
const IGNORE = 'partial/\n';
const ATTRIBUTES = 'sha256/** binary\n';

/** Puts an archive under its digest: whole or not at all. */
export function putArchive(store: string, source: LockedSource, archive: Uint8Array): void {
  const file = join(store, archivePath(source));
  replaceFile(file, archive);
  if (!existsSync(join(store, '.gitignore'))) replaceFile(join(store, '.gitignore'), IGNORE);
  if (!existsSync(join(store, '.gitattributes'))) replaceFile(join(store, '.gitattributes'), ATTRIBUTES);
}

/**
 * By a file beside it, so that a link in its place is replaced, not followed, and that whoever reads sees the old or the
 * new. Several runs may share a store: each has a draft of its own.
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}.draft`);
  try {
    writeFileSync(draft, content, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** True where the file did not have that text. */
export function writeIfChanged(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  replaceFile(file, text);
  return true;
}

/** Removes the archives of which no kept source is; files that no vendoring wrote stay. Their names. */
export function pruneArchives(store: string, kept: Iterable<LockedSource>): string[] {
  const folder = join(store, 'sha256');
  const names = new Set([...kept].map((source) => basename(archivePath(source))));
  const stale = existsSync(folder)
    ? readdirSync(folder).filter(
        (name) => /^[0-9a-f]{64}\.(?:tgz|tar\.gz|file)$/.test(name) && !names.has(name),
      )
    : [];
  for (const name of stale) rmSync(join(folder, name), { force: true });
  removeMatching(join(store, 'partial'), /^[0-9a-f]{64}(?:\.[0-9a-f-]{36})?(?:\.validator)?$/);
  removeMatching(folder, /^\.[0-9a-f]{64}\.[a-z.]+\.[0-9a-f-]{36}\.draft$/);
  return stale.sort();
}

/** The store is where a repository's config says: only what is ours is removed there. */
function removeMatching(folder: string, names: RegExp): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (names.test(name)) rmSync(join(folder, name), { force: true });
  }
}

export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Half-done transfers are still there, or it never was.
  }
}
