import { formatCodePoint } from './code-point.ts';
import { KEYWORDS, type Item, type ItemType, type Keyword } from './item.ts';
import { quote } from './quote.ts';

export interface LexOptions {
  readonly leftDelimiter: string;
  readonly rightDelimiter: string;
  /** False where a function is called `break`: then it is not a keyword. */
  readonly breakOK: boolean;
  readonly continueOK: boolean;
}

const WORD_CHAR = /[\p{L}\p{Nd}_]/u;
const SPACES = /[ \t\r\n]*/y;
const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"/y;
const CHARACTER = /'(?:[^'\\\n]|\\[^\n])*'/y;
const NUMBER =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y;

/** Most words are ASCII, and a pattern with Unicode classes takes milliseconds to compile. */
function isWordChar(point: string): boolean {
  return point > '\x7f' ? WORD_CHAR.test(point) : isAsciiWord(point.charCodeAt(0));
}

/** NaN, behind the end of a text, is none. */
function isAsciiWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    (code >= 0x30 && code <= 0x39)
  );
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

function newlineFrom(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? Infinity : at;
}

/** Go's text/template/parse/lex.go: a text becomes items, one at a time, as the parser asks for them. */
export class Lexer {
  readonly #input: string;
  readonly #options: LexOptions;
  #pos = 0;
  #line = 1;
  /** The first line end at or behind `#pos`: found once, as a line may be as long as the text. */
  #newline: number;
  #insideAction = false;
  #parenDepth = 0;
  #failed: Item | undefined;

  constructor(input: string, options: LexOptions) {
    this.#input = input;
    this.#options = options;
    this.#newline = newlineFrom(input, 0);
  }

  next(): Item {
    // After an error Go's lexer has emptied its input: it answers EOF ever after.
    if (this.#failed !== undefined) return { type: 'EOF', pos: 0, value: 'EOF', line: this.#failed.line };
    return this.#insideAction ? this.#action() : this.#text();
  }

  #item(type: ItemType, end: number): Item {
    const item: Item = { type, pos: this.#pos, value: this.#input.slice(this.#pos, end), line: this.#line };
    this.#skip(end);
    return item;
  }

  #skip(end: number): void {
    for (; this.#newline < end; this.#newline = newlineFrom(this.#input, this.#newline + 1)) this.#line++;
    this.#pos = end;
  }

  #error(message: string): Item {
    this.#failed = { type: 'error', pos: this.#pos, value: message, line: this.#line };
    return this.#failed;
  }

  /** Literal text up to the next action; comments are passed over. */
  #text(): Item {
    const input = this.#input;
    const { leftDelimiter } = this.#options;
    for (;;) {
      const at = input.indexOf(leftDelimiter, this.#pos);
      if (at === -1) {
        return this.#pos < input.length ? this.#item('text', input.length) : this.#eof();
      }
      const marker = at + leftDelimiter.length;
      const trim = input[marker] === '-' && isSpace(input[marker + 1]);
      let end = at;
      if (trim) while (end > this.#pos && isSpace(input[end - 1])) end--;
      if (end > this.#pos) return this.#textBefore(end, at);
      this.#skip(at);
      const body = trim ? marker + 2 : marker;
      if (!input.startsWith('/*', body)) return this.#leftDelim(marker, body);
      const failed = this.#comment(body);
      if (failed !== undefined) return failed;
    }
  }

  #textBefore(end: number, delimiter: number): Item {
    const item = this.#item('text', end);
    this.#skip(delimiter);
    return item;
  }

  #eof(): Item {
    return { type: 'EOF', pos: this.#pos, value: 'EOF', line: this.#line };
  }

  #leftDelim(end: number, body: number): Item {
    const item = this.#item('leftDelim', end);
    this.#skip(body);
    this.#insideAction = true;
    this.#parenDepth = 0;
    return item;
  }

  #comment(body: number): Item | undefined {
    const input = this.#input;
    this.#skip(body);
    const close = input.indexOf('*/', body + 2);
    if (close === -1) return this.#error('unclosed comment');
    const end = close + 2;
    const delimiter = this.#rightDelimAt(end);
    if (delimiter === 0) return this.#error('comment ends before closing delimiter');
    this.#skip(this.#afterRightDelim(end, delimiter));
    return undefined;
  }

  /** 0 no right delimiter at `at`; 1 a plain one; 2 one with a trim marker. */
  #rightDelimAt(at: number): 0 | 1 | 2 {
    const { rightDelimiter } = this.#options;
    const input = this.#input;
    if (isSpace(input[at]) && input[at + 1] === '-' && input.startsWith(rightDelimiter, at + 2)) return 2;
    return input.startsWith(rightDelimiter, at) ? 1 : 0;
  }

  #afterRightDelim(at: number, delimiter: 1 | 2): number {
    const { rightDelimiter } = this.#options;
    if (delimiter === 1) return at + rightDelimiter.length;
    SPACES.lastIndex = at + 2 + rightDelimiter.length;
    SPACES.test(this.#input);
    return SPACES.lastIndex;
  }

  #rightDelim(delimiter: 1 | 2): Item {
    const { rightDelimiter } = this.#options;
    const after = this.#afterRightDelim(this.#pos, delimiter);
    if (delimiter === 2) this.#skip(this.#pos + 2);
    const item = this.#item('rightDelim', this.#pos + rightDelimiter.length);
    this.#skip(after);
    this.#insideAction = false;
    return item;
  }

  #action(): Item {
    const delimiter = this.#rightDelimAt(this.#pos);
    if (delimiter !== 0) {
      return this.#parenDepth === 0 ? this.#rightDelim(delimiter) : this.#error('unclosed left paren');
    }
    const char = this.#input[this.#pos];
    if (char === undefined) return this.#error('unclosed action');
    if (isSpace(char)) return this.#space();
    return this.#punctuation(char) ?? this.#operand(char);
  }

  #space(): Item {
    SPACES.lastIndex = this.#pos;
    SPACES.test(this.#input);
    let end = SPACES.lastIndex;
    // The last space may belong to a trim-marked right delimiter.
    if (this.#rightDelimAt(end - 1) === 2) end--;
    return end > this.#pos ? this.#item('space', end) : this.#rightDelim(2);
  }

  #punctuation(char: string): Item | undefined {
    const next = this.#pos + 1;
    switch (char) {
      case '=':
        return this.#item('assign', next);
      case ':':
        return this.#input[next] === '=' ? this.#item('declare', next + 1) : this.#error('expected :=');
      case '|':
        return this.#item('pipe', next);
      case '(':
        this.#parenDepth++;
        return this.#item('leftParen', next);
      case ')':
        this.#parenDepth--;
        return this.#parenDepth < 0 ? this.#error('unexpected right paren') : this.#item('rightParen', next);
      default:
        return undefined;
    }
  }

  #operand(char: string): Item {
    switch (char) {
      case '"':
        return this.#literal(QUOTED, 'string', 'unterminated quoted string');
      case "'":
        return this.#literal(CHARACTER, 'charConstant', 'unterminated character constant');
      case '`':
        return this.#rawQuote();
      case '$':
        return this.#fieldOrVariable('variable');
      default:
        return this.#numberOrWord(char);
    }
  }

  #numberOrWord(char: string): Item {
    const next = this.#input[this.#pos + 1];
    if (char === '.' && next !== undefined && (next < '0' || next > '9'))
      return this.#fieldOrVariable('field');
    if (char === '.' || char === '+' || char === '-' || (char >= '0' && char <= '9')) return this.#number();
    const point = this.#pointAt(this.#pos);
    if (isWordChar(point)) return this.#identifier();
    if (point >= ' ' && point <= '~') return this.#item('char', this.#pos + 1);
    return this.#error(`unrecognized character in action: ${formatCodePoint(point)}`);
  }

  #literal(pattern: RegExp, type: ItemType, unterminated: string): Item {
    pattern.lastIndex = this.#pos;
    return pattern.test(this.#input) ? this.#item(type, pattern.lastIndex) : this.#error(unterminated);
  }

  #rawQuote(): Item {
    const close = this.#input.indexOf('`', this.#pos + 1);
    return close === -1 ? this.#error('unterminated raw quoted string') : this.#item('rawString', close + 1);
  }

  #wordEnd(from: number): number {
    let end = from;
    for (;;) {
      while (isAsciiWord(this.#input.charCodeAt(end))) end++;
      if (!(this.#input.charCodeAt(end) > 0x7f)) return end;
      const point = this.#pointAt(end);
      if (!isWordChar(point)) return end;
      end += point.length;
    }
  }

  #pointAt(at: number): string {
    const code = this.#input.codePointAt(at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #identifier(): Item {
    const end = this.#wordEnd(this.#pos);
    if (!this.#terminatorAt(end)) return this.#badCharacter(end);
    const word = this.#input.slice(this.#pos, end);
    const keyword = KEYWORDS.get(word);
    if (keyword !== undefined && !this.#shadowed(keyword)) return this.#item(keyword, end);
    return this.#item(word === 'true' || word === 'false' ? 'bool' : 'identifier', end);
  }

  #shadowed(keyword: Keyword): boolean {
    return (
      (keyword === 'break' && !this.#options.breakOK) || (keyword === 'continue' && !this.#options.continueOK)
    );
  }

  #fieldOrVariable(type: 'field' | 'variable'): Item {
    const first = this.#pos + 1;
    if (this.#terminatorAt(first)) return this.#item(type === 'variable' ? 'variable' : 'dot', first);
    const end = this.#wordEnd(first);
    return this.#terminatorAt(end) ? this.#item(type, end) : this.#badCharacter(end);
  }

  #badCharacter(at: number): Item {
    return this.#error(`bad character ${formatCodePoint(this.#pointAt(at))}`);
  }

  /** Whether a word may end at `at`. */
  #terminatorAt(at: number): boolean {
    const char = this.#input[at];
    if (char === undefined || isSpace(char)) return true;
    if (char === '.' || char === ',' || char === '|' || char === ':' || char === ')' || char === '(')
      return true;
    return this.#input.startsWith(this.#options.rightDelimiter, at);
  }

  #number(): Item {
    let end = this.#scanNumber(this.#pos);
    if (end < 0) return this.#badNumber(-end);
    const sign = this.#input[end];
    if (sign !== '+' && sign !== '-') return this.#item('number', end);
    end = this.#scanNumber(end);
    if (end < 0) return this.#badNumber(-end);
    return this.#input[end - 1] === 'i' ? this.#item('complex', end) : this.#badNumber(end);
  }

  #badNumber(end: number): Item {
    return this.#error(`bad number syntax: ${quote(this.#input.slice(this.#pos, end))}`);
  }

  /** The end of the number at `from`; negated where a letter or digit follows it. */
  #scanNumber(from: number): number {
    NUMBER.lastIndex = from;
    NUMBER.test(this.#input);
    const end = NUMBER.lastIndex;
    const point = this.#pointAt(end);
    return isWordChar(point) ? -(end + point.length) : end;
  }
}
