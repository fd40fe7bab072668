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
  const fault = magicFault(magic, spec);
  if (fault !== undefined) return fault;
  const normal = normalPath(path);
  if (normal === undefined) return { fault: `${spec} is outside of the repository`, unsupported: false };
  const fold = magic.includes('icase') ? (text: string): string => text.toLowerCase() : undefined;
  const kind = magic.includes('literal') ? 'literal' : magic.includes('glob') ? 'glob' : 'plain';
  const matches = compilePath(fold?.(normal) ?? normal, kind);
  const tested = fold === undefined ? matches : (file: string): boolean => matches(fold(file));
  if (magic.includes('exclude')) return { matches: (file) => !tested(file), prefix: '' };
  return { matches: tested, prefix: fold === undefined ? commonPrefix([normal.replace(/\/$/, '')]) : '' };
}

const KNOWN: ReadonlySet<string> = new Set(['top', 'literal', 'icase', 'exclude', 'glob']);

function magicFault(magic: readonly string[], spec: string): Pathspec | undefined {
  const other = magic.find((word) => !KNOWN.has(word));
  if (other === undefined) {
    const both = magic.includes('literal') && magic.includes('glob');
    return both ? { fault: `${spec}: 'literal' and 'glob' are incompatible`, unsupported: false } : undefined;
  }
  if (/^(?:attr:|prefix:)/.test(other)) {
    const [name] = other.split(':');
    return { fault: `the pathspec magic ${name} of ${spec} is not supported here`, unsupported: true };
  }
  return { fault: `invalid pathspec magic '${other}' in '${spec}'`, unsupported: false };
}

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

/** `plain`: `*` and `?` match `/` as well; `glob`: only a whole segment `**` does. */
function compilePath(path: string, kind: 'literal' | 'plain' | 'glob'): (file: string) => boolean {
  if (path === '') return () => true;
  const folder = path.endsWith('/') ? path : `${path}/`;
  const isNamed = (file: string): boolean => file === path || file.startsWith(folder);
  if (kind === 'literal' || !SPECIAL.test(path)) return isNamed;
  const items = parsePattern(bytes(path), kind === 'glob');
  const matches = kind === 'glob' ? matchSegments : matchItems;
  return (file) => isNamed(file) || matches(items, bytes(file));
}

/** git compares bytes. */
function bytes(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** A test of one character, or `*`; with the magic `glob` also what crosses no `/`, and none or some whole segments. */
type Item = '*' | 'in a segment' | 'segments' | ((character: string) => boolean);

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
    } else if (typeof current === 'function' && current(text[at]!)) {
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

/** wildmatch.c with WM_PATHNAME: walks the set of places that a part of the pattern may end at. */
function matchSegments(items: readonly Item[], text: string): boolean {
  let places = new Set([0]);
  for (const item of items) {
    const next = new Set<number>();
    for (const place of places) stepFrom(place, item, text, next);
    places = next;
  }
  return places.has(text.length);
}

function stepFrom(place: number, item: Item, text: string, next: Set<number>): void {
  if (typeof item === 'function') {
    if (place < text.length && text[place] !== '/' && item(text[place]!)) next.add(place + 1);
    else if (text[place] === '/' && item === SLASH) next.add(place + 1);
    return;
  }
  next.add(place);
  for (let at = place; at < text.length; at++) {
    if (item === 'in a segment' && text[at] === '/') return;
    if (item !== 'segments' || text[at] === '/') next.add(at + 1);
  }
}

const SLASH: Item = (character) => character === '/';

const SPECIAL = /[*?[\\]/;

/**
 * The run of stars at a place, a whole segment also where all before it is plain text: git skips that. `end`: its last
 * character, or the `/` after it where both are one item.
 */
function parseStars(pattern: string, start: number, isGlob: boolean): { item: Item; end: number } {
  let end = start;
  while (pattern[end + 1] === '*') end++;
  if (!isGlob) return { item: '*', end };
  const isWhole = end > start && (pattern[start - 1] === '/' || !SPECIAL.test(pattern.slice(0, start)));
  if (isWhole && pattern[end + 1] === '/') return { item: 'segments', end: end + 1 };
  return { item: isWhole && end + 1 === pattern.length ? '*' : 'in a segment', end };
}

function parsePattern(pattern: string, isGlob: boolean): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      const { item, end } = parseStars(pattern, at, isGlob);
      items.push(item);
      at = end;
    } else if (character === '/') items.push(SLASH);
    else if (character === '?') items.push(() => true);
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
