/**
 * The grammar of `helm template --set`, `--set-string`, `--set-file`, `--set-json` and `--set-literal`. Mirrors Helm's
 * pkg/strvals.
 */
import { decodeJson } from '../../sprig/index.ts';
import { quote, quoteChar } from '../../template/index.ts';
import { GoInt } from '../../template/value.ts';
import type { GoMap, Value } from '../../template/value.ts';
import { isTable, own, put } from './map.ts';
import type { HelmVersion } from './version/index.ts';

/** How the text after `=` becomes a value. */
export type ReadValue = (text: string) => Value;

/** Helm refuses the assignment; the message is Helm's. */
export class SetValueError extends Error {}

/** The text ends inside the brackets of an index. */
class EndOfText extends Error {}

const MAX_INDEX = 65_536;
const MAX_DEPTH = 30;

/** Applies `name1=value1,name2=value2` to `values`, in place. */
export function setValues(values: GoMap, assignment: string, read: ReadValue, helm: HelmVersion): void {
  parseAll(new SetParser(assignment, read), values, helm);
}

/** `--set-json`: what follows `=` is JSON, or nothing for null. */
export function setJsonValues(values: GoMap, assignment: string, helm: HelmVersion): void {
  parseAll(new JsonParser(assignment, stringValue), values, helm);
}

/** `--set-literal`: what follows `=` is the value, whatever stands in it. */
export function setLiteralValue(values: GoMap, assignment: string, helm: HelmVersion): void {
  parseAll(new LiteralParser(assignment, stringValue), values, helm);
}

function parseAll(parser: SetParser, values: GoMap, helm: HelmVersion): void {
  try {
    while (!parser.ended) parser.key(values, 0);
  } catch (error) {
    // To Helm 4 the end of the text is no error wherever it meets it.
    if (!(error instanceof EndOfText)) throw error;
    if (helm.refusesOpenIndex) throw new SetValueError('error parsing index: EOF', { cause: error });
  }
}

/** `--set`: booleans, null and integers are recognised. */
export function typedValue(text: string): Value {
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (lower === 'null') return null;
  if (text === '0') return new GoInt(0n, 'int64');
  if (!/^[+-]?\d+$/.test(text) || text.startsWith('0')) return text;
  const integer = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(64, integer) === integer ? new GoInt(integer, 'int64') : text;
}

/** `--set-string`. */
export function stringValue(text: string): Value {
  return text;
}

interface Part {
  readonly text: string;
  /** The character that ended it; undefined at the end of the input. */
  readonly stop: string | undefined;
}

class SetParser {
  protected readonly chars: readonly string[];
  readonly #read: ReadValue;
  protected at = 0;
  protected keyStops = '=[,.';
  protected escapes = true;
  ended = false;

  constructor(text: string, read: ReadValue) {
    this.chars = [...text];
    this.#read = read;
  }

  /** One `name=value`, `name.…` or `name[i]…`; sets `ended` when the input is used up. */
  key(data: GoMap, depth: number): void {
    const { text, stop } = this.#until(this.keyStops);
    if (stop === undefined) return this.#endOfKey(text);
    if (stop === '[') return this.#indexed(data, text, depth);
    if (stop === '=') return assign(data, text, this.value());
    if (stop === '.') return this.#nested(data, text, depth + 1);
    assign(data, text, '');
    throw new SetValueError(`key ${quote(text)} has no value (cannot end with ,)`);
  }

  #endOfKey(text: string): void {
    this.ended = true;
    if (text !== '') throw new SetValueError(`key ${quote(text)} has no value`);
  }

  #indexed(data: GoMap, key: string, depth: number): void {
    const index = this.#index();
    const known = own(data, key);
    if (known !== undefined && !Array.isArray(known)) throw notA('[]interface {}', known);
    assign(data, key, this.#item(known ?? [], index, depth));
  }

  #nested(data: GoMap, key: string, depth: number): void {
    if (depth > MAX_DEPTH) {
      throw new SetValueError(
        `value name nested level is greater than maximum supported nested level of ${MAX_DEPTH}`,
      );
    }
    const known = own(data, key);
    if (known !== undefined && !isTable(known)) throw notA('map[string]interface {}', known);
    const inner = known ?? {};
    this.key(inner, depth);
    if (Object.keys(inner).length > 0) assign(data, key, inner);
    else if (!this.ended) throw new SetValueError(`key map ${quote(key)} has no value`);
  }

  #index(): number {
    const { text, stop } = this.#until(']');
    if (stop === undefined) throw new EndOfText();
    if (!/^[+-]?\d+$/.test(text)) {
      throw new SetValueError(`error parsing index: strconv.Atoi: parsing ${quote(text)}: invalid syntax`);
    }
    return Number(text);
  }

  #item(list: Value[], index: number, depth: number): Value[] {
    if (index < 0) throw new SetValueError(`negative ${index} index not allowed`);
    const { text, stop } = this.#until('[.=');
    if (text !== '') throw new SetValueError(`unexpected data at end of array index: ${quotedRunes(text)}`);
    if (stop === undefined) {
      this.ended = true;
      return list;
    }
    if (stop === '=') {
      const value = this.value();
      // Only a key's own value ends the parsing with the text.
      this.ended = false;
      return setIndex(list, index, value);
    }
    const inner = stop === '[' ? this.#nestedList(list[index], depth) : this.#nestedTable(list, index, depth);
    // Where the text ends with the key, as in `env[0].value=`, Helm sets nothing in the list.
    return this.ended ? list : setIndex(list, index, inner);
  }

  #nestedList(known: Value, depth: number): Value[] {
    const index = this.#index();
    if (known !== undefined && known !== null && !Array.isArray(known)) throw notA('[]interface {}', known);
    return this.#item(known ?? [], index, depth);
  }

  #nestedTable(list: Value[], index: number, depth: number): GoMap {
    const known = list[index];
    const inner = isTable(known) ? known : {};
    if (index < list.length) list[index] = inner;
    this.key(inner, depth);
    return inner;
  }

  /** A scalar up to `,` or a list in braces; at the end of the input the empty string. */
  protected value(): Value {
    if (this.at >= this.chars.length) {
      this.ended = true;
      return '';
    }
    if (this.chars[this.at] !== '{') return this.#read(this.#until(',').text);
    this.at++;
    return this.#list();
  }

  #list(): Value[] {
    const list: Value[] = [];
    for (;;) {
      const { text, stop } = this.#until(',}');
      if (stop === undefined) throw new SetValueError("list must terminate with '}'");
      list.push(this.#read(text));
      if (stop === ',') continue;
      if (this.chars[this.at] === ',') this.at++;
      return list;
    }
  }

  /** Up to one of `stops`, which is consumed; a backslash takes the next character as it stands. */
  #until(stops: string): Part {
    let text = '';
    while (this.at < this.chars.length) {
      const char = this.chars[this.at++]!;
      if (stops.includes(char)) return { text, stop: char };
      if (char !== '\\' || !this.escapes) text += char;
      else if (this.at < this.chars.length) text += this.chars[this.at++]!;
    }
    return { text, stop: undefined };
  }
}

class JsonParser extends SetParser {
  protected override value(): Value {
    if (this.#isEmpty()) return null;
    const end = endOfJson(this.chars, this.at);
    const value = jsonValue(this.chars.slice(this.at, end).join(''));
    this.at = end;
    this.#isEmpty();
    return value;
  }

  /** Blanks up to a comma, which are all consumed, or up to anything else. */
  #isEmpty(): boolean {
    while (this.at < this.chars.length) {
      const char = this.chars[this.at]!;
      if (char !== ',' && char.trim() !== '') return false;
      this.at++;
      if (char === ',') return true;
    }
    return true;
  }
}

function jsonValue(text: string): Value {
  try {
    return decodeJson(text);
  } catch (error) {
    throw new SetValueError((error as Error).message, { cause: error });
  }
}

/** Where the JSON value that begins at `from` ends. */
function endOfJson(chars: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === '"') at = endOfString(chars, at);
    else if (char === '{' || char === '[') depth++;
    else if (depth === 0 && (char === ',' || char.trim() === '')) return at;
    else if (char === '}' || char === ']') depth--;
    if (depth === 0 && '"}]'.includes(chars[at] ?? ' ')) return at + 1;
  }
  return chars.length;
}

function endOfString(chars: readonly string[], from: number): number {
  for (let at = from + 1; at < chars.length; at++) {
    if (chars[at] === '\\') at++;
    else if (chars[at] === '"') return at;
  }
  return chars.length;
}

class LiteralParser extends SetParser {
  protected override keyStops = '=[.';
  protected override escapes = false;

  protected override value(): Value {
    const text = this.chars.slice(this.at).join('');
    this.at = this.chars.length;
    return text;
  }
}

/** Runes as Go's `%q` prints them: `['a' 'b']`. */
function quotedRunes(text: string): string {
  return `[${[...text].map((char) => quoteChar(char.codePointAt(0)!)).join(' ')}]`;
}

function assign(data: GoMap, key: string, value: Value): void {
  if (key !== '') put(data, key, value);
}

function setIndex(list: Value[], index: number, value: Value): Value[] {
  if (index > MAX_INDEX) {
    throw new SetValueError(`index of ${index} is greater than maximum supported index of ${MAX_INDEX}`);
  }
  while (list.length < index) list.push(null);
  list[index] = value;
  return list;
}

/** Go's failed type assertion, which Helm recovers from and reports. */
function notA(wanted: string, value: Value): SetValueError {
  return new SetValueError(
    `unable to parse key: interface conversion: interface {} is ${goType(value)}, not ${wanted}`,
  );
}

function goType(value: Value): string {
  if (value === null || value === undefined) return 'nil';
  if (value instanceof GoInt) return value.kind;
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  return { string: 'string', boolean: 'bool' }[typeof value as 'string' | 'boolean'] ?? 'float64';
}
