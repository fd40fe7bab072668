/** A TOML text that is read from left to right. */
export function tomlError(line: number, message: string, where = ''): Error {
  return new Error(`toml: line ${line}${where}: ${message}`);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\u001b'],
  ['"', '"'],
  ['\\', '\\'],
]);

export class TomlText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.replaceAll('\r\n', '\n');
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** From 1. */
  get line(): number {
    return this.#text.slice(0, this.#at).split('\n').length;
  }

  character(): string {
    return this.#text.charAt(this.#at);
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.#at += text.length;
    return true;
  }

  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  unexpected(wanted: string): Error {
    const character = this.character().replace(/['\\]/, '\\$&');
    const found = this.atEnd ? 'EOF' : `'${character}'`;
    return tomlError(this.line, `expected ${wanted}, but got ${found} instead`);
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`'${text}'`);
  }

  skipSpace(): void {
    this.match(/[ \t]*/y);
  }

  /** Spaces, line ends and comments. */
  skipLines(): void {
    this.match(/(?:[ \t\n]|#[^\n]*)*/y);
  }

  endLine(): void {
    this.match(/[ \t]*(?:#[^\n]*)?/y);
    if (!this.atEnd && !this.take('\n')) throw this.unexpected('a new line');
  }

  /** A basic, literal or multi-line string. */
  string(): string {
    const long = this.take('"""') ? '"""' : this.take("'''") ? "'''" : undefined;
    if (long !== undefined) this.take('\n');
    const mark = long ?? this.character();
    if (long === undefined) this.#at += 1;
    return this.#content(mark, mark.startsWith('"'), long !== undefined);
  }

  #content(mark: string, escapes: boolean, lines: boolean): string {
    const parts: string[] = [];
    while (!this.#closes(mark, lines)) {
      if (this.atEnd) throw tomlError(this.line, `unexpected EOF; expected '${mark}'`);
      if (this.startsWith('\n') && !lines) throw tomlError(this.line, 'strings cannot contain newlines');
      if (escapes && this.take('\\')) parts.push(this.#escape(lines));
      else {
        parts.push(this.character());
        this.#at += 1;
      }
    }
    this.#at += mark.length;
    return parts.join('');
  }

  /** One or two more quotes may stand right before the closing ones. */
  #closes(mark: string, lines: boolean): boolean {
    if (!this.startsWith(mark)) return false;
    return !lines || !this.startsWith(mark + mark.charAt(0));
  }

  #escape(lines: boolean): string {
    if (lines && this.match(/[ \t]*\n[ \t\n]*/y) !== undefined) return '';
    const letter = this.character();
    this.#at += 1;
    const digits =
      letter === 'u'
        ? this.match(/[0-9a-fA-F]{4}/y)
        : letter === 'U'
          ? this.match(/[0-9a-fA-F]{8}/y)
          : undefined;
    if (digits !== undefined) return this.#codePoint(Number.parseInt(digits, 16));
    const named = ESCAPES.get(letter);
    if (named === undefined) throw tomlError(this.line, `invalid escape character '${letter}'`);
    return named;
  }

  #codePoint(code: number): string {
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
    throw tomlError(this.line, 'escaped character is not a valid Unicode code point');
  }
}
