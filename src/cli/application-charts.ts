import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

/** How far down a chart, or a template in one, is looked for. */
const DEPTH = 4;
const APPLICATION = /^kind: *["']?Application(?:Set)?["']?\s*$/m;

/**
 * Charts below a folder whose templates make Applications, relative to it: a root that somebody installs by hand, so that
 * no Application in the tree names it.
 */
export function applicationCharts(top: string): readonly string[] {
  return chartsIn(top, '', DEPTH);
}

function chartsIn(top: string, at: string, depth: number): string[] {
  const isChart = existsSync(join(top, at, 'Chart.yaml'));
  const own = isChart && holdsApplication(join(top, at, 'templates'), DEPTH) ? [at === '' ? '.' : at] : [];
  if (depth === 0) return own;
  const below = entriesOf(join(top, at)).filter((entry) => entry.isDirectory() && isWorthALook(entry.name));
  return [
    ...own,
    ...below.flatMap(({ name }) => chartsIn(top, at === '' ? name : `${at}/${name}`, depth - 1)),
  ];
}

function isWorthALook(name: string): boolean {
  return !name.startsWith('.') && !['node_modules', 'templates', 'charts'].includes(name);
}

function holdsApplication(folder: string, depth: number): boolean {
  return entriesOf(folder).some((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 && holdsApplication(path, depth - 1);
    return entry.isFile() && /\.ya?ml$/.test(entry.name) && APPLICATION.test(textOf(path));
  });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
