/** `fromToml`: TOML 1.0. An error becomes the map's `Error`, in words of our own where they are not Go's. */
import { GoTime, isMap, own, parseTime, setKey, typed } from '../../../sprig/index.ts';
import { GoInt } from '../../../template/value.ts';
import type { GoMap, Value } from '../../../template/value.ts';
import { engineFault, quote } from '../../../template/index.ts';
import { TomlText, tomlError } from './toml-text.ts';

export function fromToml(text: string): GoMap {
  try {
    return new TomlReader(text).document();
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    return { Error: (error as Error).message };
  }
}

const MAX_DEPTH = 500;
/** 64 bits in base 2, and then some. */
const MAX_DIGITS = 100;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const DATE_TIME =
  /\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})?)?|\d{2}:\d{2}:\d{2}(?:\.\d+)?/y;
const FLOAT = /[+-]?(?:inf|nan|(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)/y;
const PREFIXED = /0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*/y;

class TomlReader {
  readonly #text: TomlText;
  readonly #root: GoMap = {};
  #table: GoMap = this.#root;
  /** Tables that a header, a dotted key or an inline table has defined: they take no second header. */
  readonly #defined = new Set<Value>();
  readonly #closed = new Set<Value>();

  constructor(text: string) {
    this.#text = new TomlText(text);
  }

  document(): GoMap {
    for (this.#text.skipLines(); !this.#text.atEnd; this.#text.skipLines()) {
      if (this.#text.take('[[')) this.#arrayHeader();
      else if (this.#text.take('[')) this.#header();
      else this.#assign(this.#table, 0);
      this.#text.endLine();
    }
    return this.#root;
  }

  #header(): void {
    const keys = this.#keys(']');
    this.#text.expect(']');
    const parent = this.#descend(this.#root, keys.slice(0, -1));
    const last = keys.at(-1)!;
    const present = own(parent, last);
    if (present !== undefined && (!isMap(present) || this.#defined.has(present))) throw this.#duplicate(keys);
    this.#table = isMap(present) ? present : {};
    this.#defined.add(this.#table);
    if (present === undefined) setKey(parent, last, this.#table);
  }

  #arrayHeader(): void {
    const keys = this.#keys(']');
    this.#text.expect(']]');
    const parent = this.#descend(this.#root, keys.slice(0, -1));
    const last = keys.at(-1)!;
    const present = own(parent, last);
    if (present !== undefined && (!Array.isArray(present) || this.#closed.has(present)))
      throw this.#duplicate(keys);
    this.#table = {};
    if (Array.isArray(present)) present.push(this.#table);
    else setKey(parent, last, typed<Value[]>([this.#table], '[]map[string]interface {}'));
  }

  #duplicate(keys: readonly string[]): Error {
    return tomlError(this.#text.line, `Key '${keys.join('.')}' has already been defined.`);
  }

  /** Through the last table of an array of tables, as headers go. */
  #descend(from: GoMap, keys: readonly string[]): GoMap {
    let at = from;
    for (const key of keys) {
      const present = own(at, key);
      const next = Array.isArray(present) ? present.at(-1) : present;
      if (next !== undefined && (!isMap(next) || this.#closed.has(next))) throw this.#duplicate(keys);
      const table: GoMap = isMap(next) ? next : {};
      if (next === undefined) setKey(at, key, table);
      at = table;
    }
    return at;
  }

  #keys(end: string): string[] {
    const keys: string[] = [];
    do {
      this.#text.skipSpace();
      if (end === '=' && keys.length === 0) this.#checkKeyStart();
      keys.push(this.#key(end));
      this.#text.skipSpace();
    } while (this.#text.take('.'));
    return keys;
  }

  /** The original reads on until it misses the separator. */
  #checkKeyStart(): void {
    if (this.#text.startsWith('.'))
      throw tomlError(this.#text.line, "unexpected '.': keys cannot start with a '.'");
    if (this.#text.atEnd || /^["'=A-Za-z0-9_-]/.test(this.#text.character())) return;
    throw this.#text.unexpected("'.' or '='");
  }

  #key(end: string): string {
    if (this.#text.startsWith('"') || this.#text.startsWith("'")) return this.#text.string();
    const key = this.#text.match(BARE_KEY);
    if (key !== undefined) return key;
    const found = this.#text.startsWith(end) ? end : this.#text.character();
    throw tomlError(this.#text.line, `unexpected '${found}': key name appears blank`);
  }

  #assign(table: GoMap, depth: number): void {
    const keys = this.#keys('=');
    if (!this.#text.take('=')) throw this.#noSeparator();
    this.#text.skipSpace();
    const value = this.#value(keys, depth);
    const parent = this.#descend(table, keys.slice(0, -1));
    const last = keys.at(-1)!;
    if (Object.hasOwn(parent, last)) throw this.#duplicate(keys);
    if (parent !== table) this.#defined.add(parent);
    setKey(parent, last, value);
  }

  #noSeparator(): Error {
    if (!this.#text.atEnd) return this.#text.unexpected("'.' or '='");
    return tomlError(this.#text.line, "unexpected EOF; expected key separator '='");
  }

  #value(keys: readonly string[], depth: number): Value {
    if (depth > MAX_DEPTH) throw tomlError(this.#text.line, 'nested too deeply');
    if (this.#text.startsWith('"') || this.#text.startsWith("'")) return this.#text.string();
    if (this.#text.take('[')) return this.#list(keys, depth);
    if (this.#text.take('{')) return this.#inlineTable(depth);
    if (this.#text.take('true')) return true;
    if (this.#text.take('false')) return false;
    const value = this.#dateTime() ?? this.#number();
    if (value !== undefined) return value;
    const last = ` (last key ${quote(keys.join('.'))})`;
    const found =
      this.#text.atEnd || this.#text.startsWith('\n')
        ? 'unexpected EOF'
        : `unexpected ${quote(this.#text.character())}`;
    throw tomlError(this.#text.line, `${found}; expected value`, last);
  }

  #list(keys: readonly string[], depth: number): Value[] {
    const items: Value[] = [];
    for (this.#text.skipLines(); !this.#text.take(']'); this.#text.skipLines()) {
      items.push(this.#value(keys, depth + 1));
      this.#text.skipLines();
      if (!this.#text.take(',') && !this.#text.startsWith(']')) throw this.#text.unexpected("',' or ']'");
    }
    this.#closed.add(items);
    return items;
  }

  #inlineTable(depth: number): GoMap {
    const table: GoMap = {};
    this.#text.skipSpace();
    while (!this.#text.take('}')) {
      this.#assign(table, depth + 1);
      this.#text.skipSpace();
      if (!this.#text.take(',') && !this.#text.startsWith('}')) throw this.#text.unexpected("',' or '}'");
      this.#text.skipSpace();
    }
    this.#closed.add(table);
    this.#defined.add(table);
    return table;
  }

  /** Times without a zone are taken for UTC, where Go has pseudo-zones that templates cannot see. */
  #dateTime(): Value | undefined {
    const text = this.#text.match(DATE_TIME);
    if (text === undefined) return undefined;
    const spaced = text.replace(/[t ]/, 'T').replace('z', 'Z');
    const { seconds, nanoseconds, zone } = parseTime(layoutOf(spaced), spaced);
    return new GoTime(seconds, nanoseconds, zone);
  }

  #number(): Value | undefined {
    const prefixed = this.#text.match(PREFIXED);
    if (prefixed !== undefined) return this.#integer(prefixed.replaceAll('_', ''));
    const text = this.#text.match(FLOAT)?.replaceAll('_', '');
    if (text === undefined) return undefined;
    if (text.endsWith('nan')) return NaN;
    if (text.endsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
    return /[.eE]/.test(text) ? Number(text) : this.#integer(text.replace('+', ''));
  }

  #integer(text: string): GoInt {
    if (text.length > MAX_DIGITS)
      throw tomlError(this.#text.line, `${text.slice(0, 40)}… is out of range for int64`);
    const value = BigInt(text);
    if (BigInt.asIntN(64, value) === value) return new GoInt(value, 'int64');
    throw tomlError(this.#text.line, `${text} is out of range for int64`);
  }
}

function layoutOf(text: string): string {
  const clock = '15:04:05.999999999';
  if (!text.includes('-')) return clock;
  if (!text.includes('T')) return '2006-01-02';
  return `2006-01-02T${clock}${/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? 'Z07:00' : ''}`;
}
