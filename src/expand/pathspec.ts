import { commonPrefix } from './sorted-paths.ts';

export type Pathspec =
  | {
      readonly matches: (path: string) => boolean;
      /** What every path that matches begins with. */
      readonly prefix: string;
    }
  | { readonly fault: string; readonly unsupported: boolean };

/**
 * A git pathspec as `git ls-files -- <path>` takes it, with which the repo server finds the files of a git generator:
 * a file, all that is in a folder, or a pattern whose `*` and `?` match `/` as well (pathspec.c, dir.c, wildmatch.c).
 */
export function compilePathspec(spec: string): Pathspec {
  const { magic, path } = splitMagic(spec);
  const unknown = magic.find((word) => !SUPPORTED.has(word));
  if (unknown !== undefined)
    return {
      fault: `the pathspec magic ${JSON.stringify(unknown)} of ${spec} is not supported`,
      unsupported: true,
    };
  const normal = normalPath(path);
  if (normal === undefined) return { fault: `${spec} is outside of the repository`, unsupported: false };
  const fold = magic.includes('icase') ? (text: string): string => text.toLowerCase() : undefined;
  const matches = compilePath(fold?.(normal) ?? normal, magic.includes('literal'));
  const tested = fold === undefined ? matches : (file: string): boolean => matches(fold(file));
  if (magic.includes('exclude')) return { matches: (file) => !tested(file), prefix: '' };
  return { matches: tested, prefix: fold === undefined ? commonPrefix([normal.replace(/\/$/, '')]) : '' };
}

const SUPPORTED: ReadonlySet<string> = new Set(['top', 'literal', 'icase', 'exclude']);
const SHORT_MAGIC: ReadonlyMap<string, string> = new Map([
  ['/', 'top'],
  ['!', 'exclude'],
  ['^', 'exclude'],
]);

function splitMagic(spec: string): { readonly magic: readonly string[]; readonly path: string } {
  const long = /^:\(([^)]*)\)(.*)$/s.exec(spec);
  if (long !== null) return { magic: long[1]!.split(',').filter((word) => word !== ''), path: long[2]! };
  if (!spec.startsWith(':')) return { magic: [], path: spec };
  const short = /^:([/!^]*):?(.*)$/s.exec(spec)!;
  return { magic: [...short[1]!].map((sign) => SHORT_MAGIC.get(sign)!), path: short[2]! };
}

/** Without `.`, `..` and `//`; a `/` at the end stays. Undefined where it leaves the repository. */
function normalPath(path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.pop() === undefined) return undefined;
    if (segment !== '' && segment !== '.' && segment !== '..') kept.push(segment);
  }
  const isFolder = kept.length > 0 && /(?:^|\/)\.{0,2}$/.test(path);
  return kept.join('/') + (isFolder ? '/' : '');
}

function compilePath(path: string, literal: boolean): (file: string) => boolean {
  if (path === '') return () => true;
  const isPattern = !literal && /[*?[\\]/.test(path);
  const items = isPattern ? parsePattern(bytes(path)) : undefined;
  const folder = path.endsWith('/') ? path : `${path}/`;
  return (file) =>
    file === path || file.startsWith(folder) || (items !== undefined && matchItems(items, bytes(file)));
}

/** git compares bytes. */
function bytes(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** A test of one character, or `*`. */
type Item = '*' | ((character: string) => boolean);

const NEVER: Item = () => false;

/** Matches with one step back: to the last `*`, which takes one character more. */
function matchItems(items: readonly Item[], text: string): boolean {
  let [item, at] = [0, 0];
  let [star, starAt] = [-1, 0];
  while (at < text.length) {
    const current = items[item];
    if (current === '*') {
      [star, starAt] = [item, at];
      item++;
    } else if (current !== undefined && current(text[at]!)) {
      item++;
      at++;
    } else if (star !== -1) {
      item = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (items[item] === '*') item++;
  return item === items.length;
}

function parsePattern(pattern: string): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      if (items.at(-1) !== '*') items.push('*');
    } else if (character === '?') items.push(() => true);
    else if (character === '[') {
      const { item, end } = parseClass(pattern, at + 1);
      items.push(item);
      at = end;
    } else {
      const literal = character === '\\' ? pattern[++at] : character;
      items.push(literal === undefined ? NEVER : (tested) => tested === literal);
    }
  }
  return items;
}

const CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[A-Za-z0-9]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  // oxlint-disable-next-line no-control-regex
  ['cntrl', /[\x00-\x1f\x7f]/],
  ['digit', /[0-9]/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[ \t\n\v\f\r]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[0-9A-Fa-f]/],
]);

/** `[a-z]`, `[!a-z]`, `[[:alpha:]]`; one that isn't closed matches nothing. `end` is its last character. */
function parseClass(pattern: string, start: number): { item: Item; end: number } {
  const negated = pattern[start] === '!' || pattern[start] === '^';
  const tests: ((character: string) => boolean)[] = [];
  const broken = { item: NEVER, end: pattern.length };
  let at = negated ? start + 1 : start;
  do {
    const named = /^\[:([^:\]]*):\]/.exec(pattern.slice(at, at + 16));
    if (named !== null) {
      const known = CLASSES.get(named[1]!);
      if (known === undefined) return broken;
      tests.push((character) => known.test(character));
      at += named[0].length;
      continue;
    }
    const low = bound(pattern, at);
    if (low.character === undefined) return broken;
    const isRange = pattern[low.end] === '-' && pattern[low.end + 1] !== ']' && low.end + 1 < pattern.length;
    const high = isRange ? bound(pattern, low.end + 1) : low;
    if (high.character === undefined) return broken;
    const [from, to] = [low.character, high.character];
    tests.push((character) => from <= character && character <= to);
    at = high.end;
  } while (at < pattern.length && pattern[at] !== ']');
  if (pattern[at] !== ']') return broken;
  return { item: (character) => tests.some((test) => test(character)) !== negated, end: at };
}

function bound(pattern: string, at: number): { character: string | undefined; end: number } {
  const escaped = pattern[at] === '\\';
  return { character: pattern[escaped ? at + 1 : at], end: at + (escaped ? 2 : 1) };
}
