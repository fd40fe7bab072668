/**
 * Text to tokens, as go-yaml's scannerc.go does it (a port of libyaml): the same rules for indentation, simple keys and
 * scalars, so that the same texts are read and refused. The whole text is scanned at once.
 */
import { YamlFailure } from '../failure.ts';
import { scanBlockScalar } from './block-scalar.ts';
import { isBlank, isBlankOrEnd, isBreak, isWord } from './character.ts';
import { Cursor } from './cursor.ts';
import { scanFlowScalar } from './flow-scalar.ts';
import { scanPlainScalar } from './plain-scalar.ts';
import { scanDirective, scanTag } from './tag.ts';
import { type Token, token, type TokenType } from './token.ts';

/** The tokens up to the end, or up to what can't be read. */
export interface Scanned {
  readonly tokens: readonly Token[];
  readonly failure: YamlFailure | undefined;
}

export function scan(text: string): Scanned {
  const scanner = new Scanner(text);
  try {
    scanner.run();
    return { tokens: scanner.tokens, failure: undefined };
  } catch (error) {
    if (!(error instanceof YamlFailure)) throw error;
    error.mark ??= { by: 'scanner', at: scanner.at, ended: scanner.ended };
    return { tokens: scanner.tokens, failure: error };
  }
}

/** A place where an implicit key may have begun. */
interface SimpleKey {
  /** Index of the key's first token. */
  readonly token: number;
  readonly at: number;
  readonly column: number;
  readonly line: number;
  /** Stands at the indentation of a block mapping, where nothing but a key can. */
  readonly required: boolean;
  /** A flow collection that had no key in it: go-yaml hands its tokens on without looking for the colon. */
  forgotten: boolean;
}

const flowTokens = new Map<number, TokenType>([
  [0x5b, 'flow-sequence-start'],
  [0x7b, 'flow-mapping-start'],
  [0x5d, 'flow-sequence-end'],
  [0x7d, 'flow-mapping-end'],
  [0x2c, 'flow-entry'],
]);

class Scanner {
  readonly tokens: Token[] = [];
  readonly #cursor: Cursor;
  #indent = -1;
  readonly #indents: number[] = [];
  ended = false;
  #keyAllowed = true;
  /** One for each open flow collection, and one for the block around them. */
  readonly #keys: (SimpleKey | undefined)[] = [undefined];
  /** For each of these, whether it has had a key. */
  readonly #hadKey: boolean[] = [false];

  constructor(text: string) {
    this.#cursor = new Cursor(text);
  }

  get at(): number {
    return this.#cursor.at;
  }

  run(): void {
    while (this.#fetch());
  }

  get #inFlow(): boolean {
    return this.#keys.length > 1;
  }

  /** One more token; false behind the last. */
  #fetch(): boolean {
    const cursor = this.#cursor;
    this.#refuseStaleKey();
    this.#skipToToken();
    this.#refuseStaleKey();
    this.#unroll(cursor.column);
    if (cursor.at >= cursor.text.length) return this.#endStream();
    const code = cursor.code();
    if (cursor.column === 0 && code === 0x25) this.#directive();
    else if (cursor.isDocumentIndicator()) this.#documentIndicator(code);
    else if (flowTokens.has(code)) this.#flowIndicator(code);
    else if (!this.#blockIndicator(code)) this.#content(code);
    return true;
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      while (cursor.code() === 0x20 || (cursor.code() === 0x09 && (this.#inFlow || !this.#keyAllowed)))
        cursor.at += 1;
      cursor.skipComment();
      if (cursor.readBreak() === '') return;
      if (!this.#inFlow) this.#keyAllowed = true;
    }
  }

  #endStream(): boolean {
    this.ended = true;
    this.#unroll(-1);
    this.#dropKey();
    this.#push('stream-end', 0);
    return false;
  }

  #directive(): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.tokens.push(scanDirective(this.#cursor));
  }

  #documentIndicator(code: number): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#push(code === 0x2d ? 'document-start' : 'document-end', 3);
  }

  #flowIndicator(code: number): void {
    const type = flowTokens.get(code) ?? 'flow-entry';
    if (code === 0x5b || code === 0x7b) {
      this.#saveKey();
      this.#keys.push(undefined);
      this.#hadKey.push(false);
      this.#keyAllowed = true;
    } else {
      this.#dropKey();
      if (code !== 0x2c && this.#inFlow) this.#closeFlow();
      this.#keyAllowed = code === 0x2c;
    }
    this.#push(type, 1);
  }

  #closeFlow(): void {
    this.#keys.pop();
    const key = this.#keys.at(-1);
    if (this.#hadKey.pop() === false && key !== undefined) key.forgotten = true;
  }

  /** `- `, `? ` and `: ` */
  #blockIndicator(code: number): boolean {
    const behind = this.#cursor.code(1);
    if (code === 0x2d && isBlankOrEnd(behind)) this.#blockEntry();
    else if (code === 0x3f && (this.#inFlow || isBlankOrEnd(behind))) this.#explicitKey();
    else if (code === 0x3a && (this.#inFlow || isBlankOrEnd(behind))) this.#value();
    else return false;
    return true;
  }

  #blockEntry(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) throw this.#fail('block sequence entries are not allowed in this context');
      this.#roll(this.#cursor.column, this.tokens.length, 'block-sequence-start', this.#cursor.at);
    }
    this.#dropKey();
    this.#keyAllowed = true;
    this.#push('block-entry', 1);
  }

  #explicitKey(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) throw this.#fail('mapping keys are not allowed in this context');
      this.#roll(this.#cursor.column, this.tokens.length, 'block-mapping-start', this.#cursor.at);
    }
    this.#dropKey();
    this.#keyAllowed = !this.#inFlow;
    this.#push('key', 1);
  }

  #value(): void {
    const key = this.#keys.at(-1);
    if (key !== undefined && this.#isValid(key)) this.#implicitKey(key);
    else {
      if (!this.#inFlow) {
        if (!this.#keyAllowed) throw this.#fail('mapping values are not allowed in this context');
        this.#roll(this.#cursor.column, this.tokens.length, 'block-mapping-start', this.#cursor.at);
      }
      this.#keyAllowed = !this.#inFlow;
    }
    this.#push('value', 1);
  }

  #implicitKey(key: SimpleKey): void {
    this.tokens.splice(key.token, 0, token('key', key.at, key.at));
    this.#roll(key.column, key.token, 'block-mapping-start', key.at);
    this.#keys[this.#keys.length - 1] = undefined;
    this.#keyAllowed = false;
  }

  #content(code: number): void {
    if ((code === 0x7c || code === 0x3e) && !this.#inFlow) {
      this.#dropKey();
      this.#keyAllowed = true;
      this.tokens.push(scanBlockScalar(this.#cursor, this.#indent));
      return;
    }
    if (!this.#startsContent(code)) throw this.#fail('found character that cannot start any token');
    this.#saveKey();
    this.#keyAllowed = false;
    this.#scalarOrProperty(code);
  }

  #scalarOrProperty(code: number): void {
    if (code === 0x2a) this.tokens.push(this.#name('alias'));
    else if (code === 0x26) this.tokens.push(this.#name('anchor'));
    else if (code === 0x21) this.tokens.push(scanTag(this.#cursor));
    else if (code === 0x27 || code === 0x22) this.tokens.push(scanFlowScalar(this.#cursor));
    else {
      const scalar = scanPlainScalar(this.#cursor, this.#indent + 1, this.#inFlow);
      this.tokens.push(scalar.token);
      if (scalar.endsLine) this.#keyAllowed = true;
    }
  }

  /** Not the indicators that begin nothing: a tab, `#`, `%`, `@`, a backtick, `|` and `>` in flow, a lone `-`. */
  #startsContent(code: number): boolean {
    if (code === 0x2d) return !isBlank(this.#cursor.code(1));
    return !isBlankOrEnd(code) && !(this.#inFlow ? '#%@`|>' : '#%@`').includes(String.fromCharCode(code));
  }

  #name(type: 'alias' | 'anchor'): Token {
    const cursor = this.#cursor;
    const start = cursor.at;
    cursor.at += 1;
    while (isWord(cursor.code())) cursor.at += 1;
    const behind = cursor.code();
    if (
      cursor.at === start + 1 ||
      !(isBlankOrEnd(behind) || '?:,]}%@`'.includes(String.fromCharCode(behind)))
    ) {
      throw this.#fail(`did not find expected alphabetic or numeric character of an ${type}`);
    }
    return token(type, start, cursor.at, cursor.text.slice(start + 1, cursor.at));
  }

  #push(type: TokenType, length: number): void {
    const { at } = this.#cursor;
    this.#cursor.at += length;
    this.tokens.push(token(type, at, at + length));
  }

  #roll(column: number, index: number, type: TokenType, at: number): void {
    if (this.#inFlow || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    this.tokens.splice(index, 0, token(type, at, at));
  }

  #unroll(column: number): void {
    if (this.#inFlow) return;
    while (this.#indent > column) {
      this.#push('block-end', 0);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    this.#dropKey();
    const { at, column, line } = this.#cursor;
    const required = !this.#inFlow && this.#indent === column;
    const key = { token: this.tokens.length, at, column, line, required, forgotten: false };
    this.#keys[this.#keys.length - 1] = key;
    this.#hadKey[this.#keys.length - 1] = true;
  }

  #dropKey(): void {
    const key = this.#keys.at(-1);
    if (key?.required === true) throw this.#missingColon(key);
    this.#keys[this.#keys.length - 1] = undefined;
  }

  #refuseStaleKey(): void {
    const key = this.#keys.at(-1);
    if (key?.required === true && !key.forgotten) this.#isValid(key);
  }

  /** A key is one line and 1024 characters long at most. */
  #isValid(key: SimpleKey): boolean {
    if (key.line >= this.#cursor.line && key.at + 1024 >= this.#cursor.at) return true;
    if (key.required) throw this.#missingColon(key);
    return false;
  }

  #missingColon(key: SimpleKey): YamlFailure {
    const { text, at } = this.#cursor;
    let end = key.at;
    while (end < text.length && !isBreak(text.charCodeAt(end))) end += 1;
    const failure = new YamlFailure('invalid', "could not find expected ':'", key.at, end);
    if (key.forgotten) failure.unread = at;
    return failure;
  }

  #fail(problem: string): YamlFailure {
    const { at } = this.#cursor;
    return new YamlFailure('invalid', problem, at, at + 1);
  }
}
