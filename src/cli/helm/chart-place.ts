/** Where the chart of a command line is. Mirrors Helm's `LocateChart`, as far as it looks at the disk. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Limits } from '../../config/types.ts';
import { diskTree } from '../../load/index.ts';
import { quote } from '../../template/index.ts';
import type { SourceTree } from '../../types.ts';
import { chartLinks } from './chart-links.ts';
import type { ChartLinks } from './chart-links.ts';

/** A folder of a tree, or a packaged chart in one. */
export interface ChartPlace {
  readonly tree: SourceTree;
  readonly path: string;
  /** On the disk, absolute. */
  readonly file: string;
  readonly isFolder: boolean;
  readonly links: ChartLinks;
}

/** Helm would fetch it. */
const ONLY_LOCAL =
  'only `plimsoll vendor` uses the network, for what Applications name; `plimsoll helm template` takes the folder of a chart or its .tgz';

/** Why a flag or a chart that asks for the network is refused. */
export function networkReason(what: string): string {
  return `${what} would be fetched: ${ONLY_LOCAL}`;
}

export function findChart(
  written: string,
  cwd: string,
  limits: Limits,
): ChartPlace | { readonly error: string } {
  const name = written.trim();
  const file = resolve(cwd, name);
  const stat = name === '' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return { error: missingChart(name) };
  if (!stat.isDirectory()) {
    const fault = archiveFault(file);
    return fault === undefined
      ? { tree: fileTree(file), path: basename(file), file, isFolder: false, links: NO_LINKS }
      : { error: fault };
  }
  const top = repositoryOf(file) ?? file;
  const path = relative(top, file).split(sep).join('/');
  const tree = diskTree(top, '', { limits });
  const left = tree.skipped().find((folder) => isInside(folder.path, path));
  if (left !== undefined) return { error: `${join(top, left.path)} ${left.reason}` };
  return { tree, path, file, isFolder: true, links: chartLinks(file) };
}

const NO_LINKS: ChartLinks = { log: [] };

function isInside(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** Helm's words for a file that is no packaged chart. Mirrors its `EnsureArchive`. */
function archiveFault(file: string): string | undefined {
  const bytes = readFileSync(file);
  if (bytes.length === 0 || (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8)) return undefined;
  if (/\.ya?ml$/.test(file)) return `file '${file}' seems to be a YAML file, but expected a gzipped archive`;
  // Helm looks at 512 bytes, with zeros behind what is shorter.
  const isText = bytes.length >= 512 && !bytes.subarray(0, 512).some((byte) => byte < 9);
  const type = isText ? 'text/plain; charset=utf-8' : 'application/octet-stream';
  return `file '${file}' does not appear to be a gzipped archive; got '${type}'`;
}

function missingChart(name: string): string {
  if (isAbsolute(name) || name.startsWith('.')) return `path ${quote(name)} not found`;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return networkReason(name);
  if (!name.includes('/'))
    return `non-absolute URLs should be in form of repo_name/path_to_chart, got: ${name}`;
  return `path ${quote(name)} not found, and ${networkReason('a chart of a repository')}`;
}

/** The repository around a chart: a chart may have links to files beside it. */
function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, '.git'), { throwIfNoEntry: false }) !== undefined) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** A tree of one file. */
function fileTree(file: string): SourceTree {
  const name = basename(file);
  return {
    prefix: '',
    list: () => [name],
    directories: () => [],
    kind: (path) => (path === name ? 'file' : undefined),
    read: () => ({ ok: false, code: 'binary', reason: 'is a packaged chart' }),
    readBytes: (path) => (path === name ? readFileSync(file) : undefined),
  };
}
