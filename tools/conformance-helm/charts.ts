import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Chart {
  /** Relative to the folder that is searched. */
  readonly path: string;
  /** Values files, absolute; undefined for none. */
  readonly variants: readonly (string | undefined)[];
  /** Of every file's name and content. */
  readonly hash: string;
}

/** Folders with a Chart.yaml that are in no other chart's `charts/`, sorted. */
export function findCharts(top: string): Chart[] {
  return [...chartFolders(top, '')].toSorted().map((path) => ({
    path,
    variants: [undefined, ...ciValues(join(top, path))],
    hash: hashOf(join(top, path)),
  }));
}

function* chartFolders(top: string, folder: string): Generator<string> {
  const entries = readdirSync(join(top, folder), { withFileTypes: true });
  const isChart = entries.some((entry) => entry.name === 'Chart.yaml' && !entry.isDirectory());
  if (isChart) yield folder;
  for (const entry of entries) {
    if (
      !entry.isDirectory() ||
      entry.name === '.git' ||
      (isChart && ['charts', 'templates'].includes(entry.name))
    )
      continue;
    yield* chartFolders(top, folder === '' ? entry.name : `${folder}/${entry.name}`);
  }
}

function ciValues(chart: string): string[] {
  const folder = join(chart, 'ci');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const names = readdirSync(folder).filter((name) => /-values\.ya?ml$/.test(name));
  return names.toSorted().map((name) => join(folder, name));
}

function hashOf(chart: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(chart, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = join(chart, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() === true) hash.update(`${name}\0${stat.size}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
