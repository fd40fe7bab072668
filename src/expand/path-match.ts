/**
 * Go's `path.Match` (src/path/match.go), which Argo CD's git generator matches folders with: `*` and `?` stay inside a
 * segment, `[a-z]` and `[^a-z]` match one character, `\` escapes. Throws `BadPattern` where Go returns ErrBadPattern.
 */
export class BadPattern extends Error {
  constructor() {
    super('syntax error in pattern');
  }
}

interface Chunk {
  /** Begins after a `*`. */
  readonly star: boolean;
  readonly items: readonly Item[];
}

const SURROGATE = /[\ud800-\udfff]/;

type Item = (character: string) => boolean;

/** A compiled pattern. Chunks between stars are matched leftmost, which needs no backtracking over earlier ones. */
export function compilePathPattern(pattern: string): (path: string) => boolean {
  const chunks = parseChunks([...pattern]);
  return (path) => matchChunks(chunks, SURROGATE.test(path) ? [...path] : path);
}

function matchChunks(chunks: readonly Chunk[], path: readonly string[] | string): boolean {
  let at = 0;
  for (const [index, { star, items }] of chunks.entries()) {
    const isLast = index === chunks.length - 1;
    if (star && items.length === 0) return !path.includes('/', at);
    const end = findChunk(items, path, at, star, isLast);
    if (end === undefined) return false;
    at = end;
  }
  return at === path.length;
}

/** Where the chunk ends that begins at `at`, or, after a star, at the first place that the star can reach. */
function findChunk(
  items: readonly Item[],
  path: readonly string[] | string,
  at: number,
  star: boolean,
  isLast: boolean,
): number | undefined {
  for (let start = at; ; start++) {
    const end = start + items.length;
    if (end > path.length) return undefined;
    if ((!isLast || end === path.length) && items.every((item, offset) => item(path[start + offset]!)))
      return end;
    if (!star || path[start] === '/') return undefined;
  }
}

function parseChunks(pattern: readonly string[]): Chunk[] {
  const chunks: { star: boolean; items: Item[] }[] = [{ star: false, items: [] }];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      if (chunks.at(-1)!.items.length > 0 || !chunks.at(-1)!.star) chunks.push({ star: true, items: [] });
      continue;
    }
    const { item, end } = parseItem(pattern, at);
    chunks.at(-1)!.items.push(item);
    at = end;
  }
  return chunks;
}

/** One character's test; `end` is its last character in the pattern. */
function parseItem(pattern: readonly string[], at: number): { item: Item; end: number } {
  const character = pattern[at]!;
  if (character === '?') return { item: (tested) => tested !== '/', end: at };
  if (character === '[') return parseClass(pattern, at + 1);
  const end = character === '\\' ? at + 1 : at;
  const literal = pattern[end];
  if (literal === undefined) throw new BadPattern();
  return { item: (tested) => tested === literal, end };
}

function parseClass(pattern: readonly string[], start: number): { item: Item; end: number } {
  const negated = pattern[start] === '^';
  const ranges: [number, number][] = [];
  let at = negated ? start + 1 : start;
  while (pattern[at] !== ']' || ranges.length === 0) {
    const low = parseBound(pattern, at);
    const isRange = pattern[low.end] === '-';
    const high = isRange ? parseBound(pattern, low.end + 1) : low;
    ranges.push([low.code, high.code]);
    at = high.end;
  }
  const item: Item = (tested) => {
    const code = tested.codePointAt(0)!;
    return ranges.some(([low, high]) => low <= code && code <= high) !== negated;
  };
  return { item, end: at };
}

/** A character of a class; `end` is the place after it. Go's `getEsc`: no bare `-` or `]`, and something must follow. */
function parseBound(pattern: readonly string[], at: number): { code: number; end: number } {
  const character = pattern[at];
  if (character === undefined || character === '-' || character === ']') throw new BadPattern();
  const place = character === '\\' ? at + 1 : at;
  if (place + 1 >= pattern.length) throw new BadPattern();
  return { code: pattern[place]!.codePointAt(0)!, end: place + 1 };
}
