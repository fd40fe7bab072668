/** `--output-dir`: a file for each template. Mirrors Helm's `writeToFile`, in pkg/action/install.go and pkg/cmd/template.go. */
import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { OutputFile } from '../../render/index.ts';

export interface OutputFolder {
  /** As the command line has it. */
  readonly written: string;
  readonly cwd: string;
  /** Put below the folder, with the release's name: Helm leaves CRDs out. */
  readonly release?: string;
}

/** A file that could not be written, and why, in Go's words. */
export interface WriteFailure {
  readonly file: OutputFile;
  readonly reason: string;
}

/** Writes the files in order, as far as they can be; `tell` hears of each. */
export function writeOutput(
  files: readonly OutputFile[],
  folder: OutputFolder,
  tell: (line: string) => void,
): WriteFailure | undefined {
  const begun = new Set<string>();
  for (const file of files) {
    const path = pathOf(file, folder);
    const reason = writeDocument(file, resolve(folder.cwd, path), path, begun.has(path), folder);
    if (reason !== undefined) return { file, reason };
    begun.add(path);
    tell(`wrote ${path}\n`);
  }
  return undefined;
}

function pathOf({ path, kind }: OutputFile, { written, release }: OutputFolder): string {
  return release === undefined || kind === 'crd'
    ? `${written}/${path}`
    : `${joined(written, release)}/${path}`;
}

/** Go's `filepath.Join`, which tidies up. */
function joined(folder: string, name: string): string {
  const tidy = relative('/', resolve('/', folder, name));
  return folder.startsWith('/') ? `/${tidy}` : folder.startsWith('..') ? `${folder}/${name}` : tidy;
}

function writeDocument(
  { path, text }: OutputFile,
  target: string,
  written: string,
  append: boolean,
  { cwd, written: folder }: OutputFolder,
): string | undefined {
  // A chart's names are its author's.
  if (!target.startsWith(resolve(cwd, folder) + sep)) return `${written} is outside the output folder`;
  const problem = makeFolder(target, dirname(written));
  if (problem !== undefined) return problem;
  try {
    const document = `---\n# Source: ${path}\n${text}\n`;
    if (append) appendFileSync(target, document);
    else writeFileSync(target, document);
    return undefined;
  } catch (error) {
    return `open ${written}: ${reasonOf(error)}`;
  }
}

function makeFolder(target: string, written: string): string | undefined {
  try {
    statSync(dirname(target), { throwIfNoEntry: false });
    mkdirSync(dirname(target), { recursive: true });
    return undefined;
  } catch (error) {
    const { syscall = 'mkdir' } = error as NodeJS.ErrnoException;
    return `${syscall} ${written}: ${reasonOf(error)}`;
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EISDIR', 'is a directory'],
  ['ENOTDIR', 'not a directory'],
  ['ENOSPC', 'no space left on device'],
  ['EROFS', 'read-only file system'],
]);

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS.get(code) ?? message;
}
