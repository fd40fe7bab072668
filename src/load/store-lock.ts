import { isMap } from '../json.ts';
import type { FieldPath, Json, LockedSource, Problem, Range, ReadResult, RemoteSource } from '../types.ts';
import { FILE_START } from '../source-file.ts';
import { locateNearest, offsetRange, parseYaml } from '../yaml/index.ts';
import { repoKey } from './repo-url.ts';

/** Beside plimsoll.yaml. */
export const LOCK_FILE = 'plimsoll.lock';

const KINDS: ReadonlySet<Json | undefined> = new Set(['chart', 'oci', 'git', 'file']);
const HEADER =
  '# Written by `plimsoll vendor`. Commit it: `plimsoll check` reads no other source than these.\n';

/** Sources by `sourceKey`. */
export type Lock = ReadonlyMap<string, LockedSource>;

/** Two spellings of one source have one key: the scheme of git, the last `/`, the case of hosts make no difference. */
export function sourceKey({ kind, repoURL, name = '', revision, lfs }: RemoteSource): string {
  const head = kind === 'git' && revision === '' ? 'HEAD' : revision;
  return [kind, placeOf(kind, repoURL), name, head, ...(lfs === true ? ['lfs'] : [])].join('\n');
}

function placeOf(kind: RemoteSource['kind'], repoURL: string): string {
  if (kind === 'git') return repoKey(repoURL).toLowerCase();
  const url = withoutLastSlashes(repoURL);
  if (kind === 'oci')
    return url.replace(/^(?:oci|https):\/\//i, '').replace(/^[^/]+/, (host) => host.toLowerCase());
  return url.replace(/^[a-z]+:\/\/[^/]+/i, (origin) => origin.toLowerCase());
}

/** By hand: the pattern for it takes quadratic time on a text of slashes. */
function withoutLastSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}

/** Without user and password, which belong into no file; the user of an ssh URL is part of its address. */
export function withoutCredentials(repoURL: string): string {
  return repoURL.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/@]*@)+/i, (_, scheme: string, user: string) => {
    const name = user.slice(0, -1).split(':')[0]!;
    return /^(?:git\+)?ssh:/i.test(scheme) && name !== '' ? `${scheme}${name}@` : scheme;
  });
}

/** What a lock file says; one that is missing says nothing. What can't be read of it is a problem, with what to do: nobody but the user may forget it. */
export function parseLock(read: ReadResult, file: string): { lock: Lock; problems: Problem[] } {
  const lock = new Map<string, LockedSource>();
  const problem = (message: string, range: Range): Problem => ({
    ruleId: 'yaml-invalid',
    message: `${message}; ${MEND}`,
    location: { file, range },
  });
  if (!read.ok) {
    return {
      lock,
      problems: read.code === 'missing' ? [] : [problem(`${LOCK_FILE} ${read.reason}`, FILE_START)],
    };
  }
  const { text } = read;
  const conflict = conflictIn(text);
  if (conflict !== undefined)
    return { lock, problems: [problem('this is a merge conflict that nobody has resolved', conflict)] };
  const { documents, problems } = parseYaml(text);
  const faults = problems.map(({ message, range }) => problem(message, range));
  const at = (...path: FieldPath): Range => locateNearest(text, 0, path).range;
  const top = documents[0]?.value;
  if (!isMap(top) || top['version'] !== 1) {
    const { version } = isMap(top) ? top : {};
    const what =
      typeof version === 'number' && version > 1 ? 'is of a newer Plimsoll' : `has no \`version: 1\``;
    return { lock, problems: faults.length > 0 ? faults : [problem(`${LOCK_FILE} ${what}`, at('version'))] };
  }
  const { sources } = top;
  if (!Array.isArray(sources)) faults.push(problem(`${LOCK_FILE} has no list of sources`, at('sources')));
  for (const [index, entry] of (Array.isArray(sources) ? (sources as readonly Json[]) : []).entries()) {
    const source = readEntry(entry);
    const key = source && sourceKey(source);
    if (source === undefined || key === undefined)
      faults.push(problem('this entry is damaged', at('sources', index)));
    else if (lock.has(key))
      faults.push(problem('an entry above is for the same source', at('sources', index)));
    else lock.set(key, source);
  }
  return { lock, problems: faults };
}

const MEND = `mend it, or remove it and let \`plimsoll vendor\` write it anew`;

/** Where git, or another tool that merges, has left both sides. */
function conflictIn(text: string): Range | undefined {
  const start = /^<{7}(?: .*)?$/m.exec(text);
  return start === null ? undefined : offsetRange(text, start.index, start.index + start[0].length);
}

function readEntry(entry: Json): LockedSource | undefined {
  if (!isMap(entry) || !KINDS.has(entry['kind'])) return undefined;
  const text = (key: string): string | undefined => {
    const value = Object.hasOwn(entry, key) ? entry[key] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const [repoURL, revision, resolved, digest] = [
    text('repoURL'),
    text('requested') ?? (entry['kind'] === 'file' ? '' : undefined),
    text('resolved') ?? (entry['kind'] === 'file' ? '' : undefined),
    text('digest'),
  ];
  if (repoURL === undefined || revision === undefined || resolved === undefined || digest === undefined)
    return undefined;
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const kind = entry['kind'] as LockedSource['kind'];
  if (kind === 'git' && !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(resolved)) return undefined;
  const name = text('name');
  const isChart = entry['format'] === 'chart';
  const namedBy = entry['namedBy'];
  return {
    kind,
    repoURL,
    ...(name !== undefined && { name }),
    revision,
    ...(entry['lfs'] === true && { lfs: true }),
    resolved,
    digest,
    ...(isChart && { isChart }),
    ...(Array.isArray(namedBy) && { namedBy: (namedBy as readonly Json[]).map(String) }),
  };
}

/** The lock as text, sorted, so that the same sources are the same bytes. */
export function lockText(sources: Iterable<LockedSource>): string {
  const entries = [...sources]
    .map((source): [string, LockedSource] => [sourceKey(source), source])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, source]) => entryText(source));
  return `${HEADER}version: 1\nsources:${entries.length === 0 ? ' []' : ''}\n${entries.join('')}`;
}

/** A line for each thing that may change, so that two branches that add sources merge. */
function entryText({
  kind,
  repoURL,
  name,
  revision,
  lfs,
  resolved,
  digest,
  isChart,
  namedBy,
}: LockedSource): string {
  const [requested, known] = kind === 'file' ? [] : [revision, resolved];
  const format = isChart === true ? 'chart' : undefined;
  const fields = { kind, repoURL, name, requested, lfs, resolved: known, digest, format };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`);
  const names = (namedBy ?? []).map((each) => `      - ${JSON.stringify(each)}\n`);
  const all = [...lines, ...(names.length > 0 ? ['    namedBy:\n', ...names] : [])].join('');
  return `  - ${all.slice('    '.length)}`;
}
