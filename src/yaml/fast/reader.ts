import type { BlockMemo } from './block-memo.ts';

/**
 * Where the fast path stands in a text. It reads the YAML that people and charts write, straight to data, and declines
 * at whatever else: then tokens and nodes (`compose/`) decide. It must be right or decline.
 */

/** Thrown to decline; it never leaves this folder. Not an Error: a stack trace would cost more than the path saves. */
export const declined: unique symbol = Symbol('declined');

export function decline(): never {
  throw declined; // oxlint-disable-line no-throw-literal
}

/**
 * What the fast path leaves alone anywhere: control characters, carriage returns, a byte order mark, rare line breaks, and
 * what may be a byte that is no UTF-8.
 */
const foreign = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\udc80-\udcff\ufeff\ufffe\uffff]/; // oxlint-disable-line no-control-regex

export function isForeign(text: string): boolean {
  return foreign.test(text);
}

/** Nesting that the fast path follows. */
const maxDepth = 200;

export class Reader {
  readonly text: string;
  readonly end: number;
  readonly blocks: BlockMemo | undefined;
  /** The next character to read. */
  at: number;
  lineStart: number;
  /** Column of the next content once `toContent` found it; -1 at a `---` or the end. */
  column = -1;
  #depth = 0;

  constructor(text: string, blocks: BlockMemo | undefined) {
    this.text = text;
    this.end = text.length;
    this.blocks = blocks;
    this.at = 0;
    this.lineStart = 0;
  }

  /** NaN behind the end, which compares false with every character. */
  code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** True where a blank, a line break or the end stands `ahead` of here; declines at a tab. */
  isGap(index: number): boolean {
    const code = this.text.charCodeAt(index);
    if (code === 0x09) decline();
    return code === 0x20 || code === 0x0a || index >= this.end;
  }

  enter(): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) decline();
  }

  leave(): void {
    this.#depth -= 1;
  }

  skipSpaces(): void {
    const { text } = this;
    let { at } = this;
    while (text.charCodeAt(at) === 0x20) at += 1;
    this.at = at;
  }

  /** From behind a value to the next content: nothing but blanks and a comment may follow on its line. */
  endLine(): void {
    const behind = this.at;
    this.skipSpaces();
    const code = this.code();
    if (code === 0x23 && this.at > behind) this.#skipComment();
    else if (code !== 0x0a && this.at < this.end) decline();
    this.nextContent();
  }

  /** From a line break, a comment or the end to the next content. */
  nextContent(): void {
    if (this.code() === 0x23) this.#skipComment();
    this.#nextLine();
    this.toContent();
  }

  /** To the start of a line, and on to the next content. */
  skipTo(lineStart: number): void {
    this.at = lineStart;
    this.lineStart = lineStart;
    this.toContent();
  }

  /** From the start of a line to the next content, over empty lines and comments. */
  toContent(): void {
    const { text, end } = this;
    for (;;) {
      let { at } = this;
      while (text.charCodeAt(at) === 0x20) at += 1;
      this.at = at;
      const code = text.charCodeAt(at);
      if (code === 0x23) this.#skipComment();
      else if (code !== 0x0a) {
        if (code === 0x09) decline();
        this.column = at >= end || this.#isMarker(code) ? -1 : at - this.lineStart;
        return;
      }
      this.#nextLine();
    }
  }

  #skipComment(): void {
    const found = this.text.indexOf('\n', this.at);
    this.at = found === -1 ? this.end : found;
  }

  #nextLine(): void {
    if (this.at < this.end) this.at += 1;
    this.lineStart = this.at;
  }

  /** A `---` line; declines at directives and `...`, which the fast path doesn't know. */
  #isMarker(code: number): boolean {
    if (this.at !== this.lineStart) return false;
    if (code === 0x25 || (code === 0x2e && this.text.startsWith('...', this.at))) decline();
    return code === 0x2d && this.text.startsWith('---', this.at) && this.isGap(this.at + 3);
  }
}
