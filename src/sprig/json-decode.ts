/** `encoding/json`'s Unmarshal into an empty interface, with its error texts. */
import type { GoMap, Value } from '../template/value.ts';
import { setKey } from './print.ts';

const MAX_DEPTH = 10_000;

/** Throws `invalid character 'x' looking for beginning of value`, `unexpected end of JSON input` … */
export function decodeJson(text: string): Value {
  return new Decoder(text).document();
}

class Decoder {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Value {
    const value = this.#value('looking for beginning of value');
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected('after top-level value');
    return value;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at += 1;
  }

  /** At the end Go's scanner is fed one more space: what does not expect one (`ended`) complains of it. */
  #unexpected(where: string, ended = false): Error {
    if (this.#at >= this.#text.length) {
      return new Error(ended ? `invalid character ' ' ${where}` : 'unexpected end of JSON input');
    }
    return new Error(`invalid character ${quoteCharacter(this.#text, this.#at)} ${where}`);
  }

  #value(where: string): Value {
    this.#space();
    const character = this.#text.charAt(this.#at);
    if (character === '{') return this.#nested(() => this.#map());
    if (character === '[') return this.#nested(() => this.#list());
    if (character === '"') return this.#string();
    if (/[-0-9]/.test(character)) return this.#number();
    const word = WORDS.find(([name]) => name.startsWith(character) && character !== '');
    if (word === undefined) throw this.#unexpected(where);
    return this.#word(...word);
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Error('exceeded max depth');
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #word(name: string, value: Value): Value {
    for (const letter of name) {
      if (this.#text.charAt(this.#at) !== letter) {
        throw this.#unexpected(`in literal ${name} (expecting '${letter}')`, true);
      }
      this.#at += 1;
    }
    return value;
  }

  #map(): GoMap {
    const map: GoMap = {};
    this.#at += 1;
    this.#space();
    if (this.#take('}')) return map;
    for (;;) {
      this.#space();
      if (this.#text.charAt(this.#at) !== '"')
        throw this.#unexpected('looking for beginning of object key string');
      const key = this.#string();
      this.#space();
      if (!this.#take(':')) throw this.#unexpected('after object key');
      setKey(map, key, this.#value('looking for beginning of value'));
      this.#space();
      if (this.#take('}')) return map;
      if (!this.#take(',')) throw this.#unexpected('after object key:value pair');
    }
  }

  #list(): Value[] {
    const items: Value[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#value('looking for beginning of value'));
      this.#space();
      if (this.#take(']')) return items;
      if (!this.#take(',')) throw this.#unexpected('after array element');
    }
  }

  #take(character: string): boolean {
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #number(): number {
    const start = this.#at;
    this.#take('-');
    if (!this.#take('0')) this.#digits('in numeric literal');
    if (this.#take('.')) this.#digits('after decimal point in numeric literal');
    if (this.#take('e') || this.#take('E')) {
      if (!this.#take('+')) this.#take('-');
      this.#digits('in exponent of numeric literal');
    }
    return this.#finite(this.#text.slice(start, this.#at));
  }

  #digits(where: string): void {
    const start = this.#at;
    while (/[0-9]/.test(this.#text.charAt(this.#at))) this.#at += 1;
    if (this.#at === start) throw this.#unexpected(where, true);
  }

  #finite(literal: string): number {
    const value = Number(literal);
    if (Number.isFinite(value)) return value;
    throw new Error(`json: cannot unmarshal number ${literal} into Go value of type float64`);
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code)) throw this.#unexpected('');
      if (code < 0x20) throw this.#unexpected('in string literal');
      this.#at += 1;
      if (code === 0x22) return unescape(this.#text.slice(start + 1, this.#at - 1));
      if (code === 0x5c) this.#escape();
    }
  }

  #escape(): void {
    const character = this.#text.charAt(this.#at);
    if (!/["\\/bfnrtu]/.test(character)) throw this.#unexpected('in string escape code', true);
    this.#at += 1;
    if (character !== 'u') return;
    for (let digit = 0; digit < 4; digit++) {
      if (!/[0-9a-fA-F]/.test(this.#text.charAt(this.#at)))
        throw this.#unexpected(String.raw`in \u hexadecimal character escape`, true);
      this.#at += 1;
    }
  }
}

const WORDS: readonly (readonly [string, Value])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** A surrogate without its other half becomes U+FFFD, and so does a byte that is not UTF-8. */
function unescape(body: string): string {
  const plain = body.includes('\\') ? body.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, unescapeOne) : body;
  return plain.replaceAll(/[\ud800-\udfff]/gu, '\ufffd');
}

function unescapeOne(_: string, code: string | undefined, letter: string | undefined): string {
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return ESCAPES.get(letter!) ?? letter!;
}

/** encoding/json's `quoteChar`, which looks at one byte. */
function quoteCharacter(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  if (character === "'") return String.raw`'\''`;
  if (character === '"') return `'"'`;
  if (character > '\u007f') return `'${String.fromCodePoint(Buffer.from(character)[0]!)}'`;
  return character < ' ' || character === '\u007f'
    ? `'${controlName(character)}'`
    : character === '\\'
      ? String.raw`'\\'`
      : `'${character}'`;
}

function controlName(character: string): string {
  const named = [...ESCAPES].find(([, value]) => value === character);
  return named === undefined
    ? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
    : `\\${named[0]}`;
}
