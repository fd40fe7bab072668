/**
 * Glob patterns as Go programs read them. Three dialects: `gobwas/glob` (`.Files.Glob`, a directory source's `include` and
 * `exclude`), Go's `filepath.Match` (`.helmignore`) and `bmatcuk/doublestar` (value files). Patterns come from repositories that are not trusted, so a match
 * walks sets of positions instead of backtracking: its time grows with pattern length times the square of the text's.
 */
export interface GlobDialect {
  /** What `*` and `?` stop at; undefined: at nothing. */
  readonly separator?: string;
  /** `{a,b}` and `**` mean something. */
  readonly braces: boolean;
  /** The characters after `[` that negate a set. */
  readonly negation: '!' | '^' | '!^';
  /** `**` crosses folders only where it is a whole segment, which may then be none; else it is `*`. */
  readonly wholeSegments?: boolean;
}

/** github.com/bmatcuk/doublestar */
export const DOUBLESTAR: GlobDialect = {
  separator: '/',
  braces: true,
  negation: '!^',
  wholeSegments: true,
};

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many'; readonly crossing: boolean }
  | {
      readonly kind: 'set';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'either'; readonly options: readonly (readonly Token[])[] };

const SLASH: Token = { kind: 'text', text: '/' };

export type GlobMatcher = (text: string) => boolean;

/** Deeper nesting of braces than anyone writes. */
const MAX_NESTING = 20;

/** The pattern's matcher, or undefined where the pattern is malformed. */
export function compileGlob(pattern: string, dialect: GlobDialect): GlobMatcher | undefined {
  const parser = new GlobParser(pattern, dialect);
  const tokens = parser.sequence(0);
  if (tokens === undefined || !parser.done) return undefined;
  if (dialect.wholeSegments === true) foldEnd(tokens);
  return (text) => walk(tokens, text, new Set([0]), dialect.separator).has(text.length);
}

/** `a/**` is `a` as well. */
function foldEnd(tokens: Token[]): void {
  const [slash, last] = tokens.slice(-2);
  if (last?.kind !== 'many' || !last.crossing || slash?.kind !== 'text' || slash.text !== '/') return;
  tokens.splice(-2, 2, { kind: 'either', options: [[slash, last], []] });
}

class GlobParser {
  readonly #pattern: string;
  readonly #dialect: GlobDialect;
  #at = 0;

  constructor(pattern: string, dialect: GlobDialect) {
    this.#pattern = pattern;
    this.#dialect = dialect;
  }

  get done(): boolean {
    return this.#at === this.#pattern.length;
  }

  /** gobwas takes a pattern that breaks off. */
  get #isForgiving(): boolean {
    return this.#dialect.braces && this.#dialect.wholeSegments !== true;
  }

  /** Up to the end, or inside braces up to `,` or `}`. */
  sequence(depth: number): Token[] | undefined {
    const tokens: Token[] = [];
    while (!this.done) {
      const char = this.#pattern[this.#at]!;
      if (depth > 0 && (char === ',' || char === '}')) break;
      this.#at++;
      const token = this.#token(char, depth);
      if (token === undefined) return undefined;
      tokens.push(token);
    }
    return tokens;
  }

  #token(char: string, depth: number): Token | undefined {
    if (char === '*') return this.#star();
    if (char === '?') return { kind: 'one' };
    if (char === '[') return this.#set();
    if (char === '{' && this.#dialect.braces) return this.#either(depth + 1);
    if (char !== '\\') return { kind: 'text', text: char };
    // One at the very end escapes nothing: gobwas drops it, Go's own globs are malformed.
    if (this.done) return this.#isForgiving ? { kind: 'text', text: '' } : undefined;
    return { kind: 'text', text: this.#pattern[this.#at++]! };
  }

  #star(): Token {
    if (this.#dialect.wholeSegments === true) return this.#doublestar();
    const from = this.#at;
    while (this.#pattern[this.#at] === '*') this.#at++;
    const crossing = this.#dialect.separator === undefined || (this.#dialect.braces && this.#at > from);
    return { kind: 'many', crossing };
  }

  #doublestar(): Token {
    const before = this.#pattern[this.#at - 2] ?? '/';
    if (this.#pattern[this.#at] !== '*') return { kind: 'many', crossing: false };
    this.#at++;
    const after = this.#pattern[this.#at];
    if (!'/{,'.includes(before)) return { kind: 'many', crossing: false };
    if (after === '/') {
      this.#at++;
      return { kind: 'either', options: [[{ kind: 'many', crossing: true }, SLASH], []] };
    }
    return { kind: 'many', crossing: after === undefined || after === '}' || after === ',' };
  }

  #set(): Token | undefined {
    const negated = this.#dialect.negation.includes(this.#pattern[this.#at] || ' ');
    if (negated) this.#at++;
    const ranges: [string, string][] = [];
    while (this.#pattern[this.#at] !== ']') {
      const low = this.#setChar();
      if (low === undefined) return undefined;
      let high: string | undefined = low;
      if (this.#pattern[this.#at] === '-' && this.#pattern[this.#at + 1] !== ']') {
        this.#at++;
        high = this.#setChar();
      }
      if (high === undefined) return undefined;
      ranges.push([low, high]);
    }
    this.#at++;
    return ranges.length === 0 ? undefined : { kind: 'set', negated, ranges };
  }

  #setChar(): string | undefined {
    if (this.#pattern[this.#at] === '\\') this.#at++;
    return this.#pattern[this.#at++];
  }

  #either(depth: number): Token | undefined {
    const options: Token[][] = [];
    if (depth > MAX_NESTING) return undefined;
    for (;;) {
      const option = this.sequence(depth);
      if (option === undefined) return undefined;
      options.push(option);
      // A brace that nothing closes is closed at the end.
      if (this.done && !this.#isForgiving) return undefined;
      if (this.done || this.#pattern[this.#at++] === '}') return { kind: 'either', options };
    }
  }
}

/** The positions at which a match of `tokens` can end when it starts at one of `starts`. */
function walk(
  tokens: readonly Token[],
  text: string,
  starts: Set<number>,
  separator: string | undefined,
): Set<number> {
  let positions = starts;
  for (const token of tokens) {
    if (positions.size === 0) break;
    const next = new Set<number>();
    for (const position of positions) step(token, text, position, separator, next);
    positions = next;
  }
  return positions;
}

function step(
  token: Token,
  text: string,
  at: number,
  separator: string | undefined,
  next: Set<number>,
): void {
  switch (token.kind) {
    case 'text':
      if (text.startsWith(token.text, at)) next.add(at + token.text.length);
      return;
    case 'one':
      if (at < text.length && text[at] !== separator) next.add(at + 1);
      return;
    case 'many':
      next.add(at);
      for (let i = at; i < text.length && (token.crossing || text[i] !== separator); i++) next.add(i + 1);
      return;
    case 'set':
      if (at < text.length && inSet(token, text[at]!) && text[at] !== separator) next.add(at + 1);
      return;
    case 'either':
      for (const option of token.options) {
        for (const end of walk(option, text, new Set([at]), separator)) next.add(end);
      }
  }
}

function inSet(token: Token & { kind: 'set' }, char: string): boolean {
  return token.ranges.some(([low, high]) => low <= char && char <= high) !== token.negated;
}
