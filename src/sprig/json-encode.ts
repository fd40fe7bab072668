/** `encoding/json`'s Marshal: keys sorted by bytes, `<`, `>` and `&` escaped unless asked otherwise. */
import { GoInt } from '../template/value.ts';
import type { GoMap, GoObject, Value } from '../template/value.ts';
import { withoutCycles } from './cycle.ts';
import { NodeLimit } from './node-limit.ts';
import { isNil, isNilValue, isObject, withoutMethods } from './kind.ts';
import { plainFloat } from './number.ts';
import { sortedKeys } from './bytes.ts';

export interface JsonOptions {
  readonly escapeHtml: boolean;
  /** Bounds the value; by default a bound of its own. */
  readonly limit?: NodeLimit;
  /** As in MarshalIndent; without it everything stands on one line. */
  readonly indent?: string;
}

/** An object that knows how JSON shows it, like Go's `MarshalJSON`. */
export interface JsonObject extends GoObject {
  toGoJson(): Value;
}

/** Throws Go's errors for NaN and for what holds itself, and a `ValueLimitError` for what is too large. */
export function encodeJson(value: Value, options: JsonOptions): string {
  return withoutCycles(value, () => new Encoder(options).encode(value, 0));
}

class Encoder {
  readonly #limit: NodeLimit;
  readonly #escapeHtml: boolean;
  readonly #indent: string | undefined;

  constructor({ escapeHtml, indent, limit }: JsonOptions) {
    this.#limit = limit ?? new NodeLimit();
    this.#escapeHtml = escapeHtml;
    this.#indent = indent;
  }

  encode(value: Value, depth: number): string {
    this.#limit.enter(depth);
    if (typeof value === 'string') return this.#text(value);
    if (isNil(value)) return 'null';
    if (typeof value === 'number') return encodeNumber(value);
    if (typeof value === 'boolean') return String(value);
    if (value instanceof GoInt) return value.value.toString();
    if (isNilValue(value)) return 'null';
    if (Array.isArray(value)) return this.#list(value, depth);
    return isObject(value) ? this.#object(value, depth) : this.#map(value, depth);
  }

  #text(value: string): string {
    this.#limit.characters(value.length);
    return encodeText(value, this.#escapeHtml);
  }

  #list(value: Value[], depth: number): string {
    return this.#block(
      value.map((item) => this.encode(item, depth + 1)),
      '[]',
      depth,
    );
  }

  #map(value: GoMap, depth: number): string {
    const entries = sortedKeys(value).map((key) => this.#entry(key, value[key], depth));
    return this.#block(entries, '{}', depth);
  }

  #entry(key: string, value: Value, depth: number): string {
    const colon = this.#indent === undefined ? ':' : ': ';
    return this.#text(key) + colon + this.encode(value, depth + 1);
  }

  #block(parts: string[], brackets: string, depth: number): string {
    if (parts.length === 0) return brackets;
    if (this.#indent === undefined) return `${brackets[0]}${parts.join(',')}${brackets[1]}`;
    const inner = `\n${this.#indent.repeat(depth + 1)}`;
    return `${brackets[0]}${inner}${parts.join(`,${inner}`)}\n${this.#indent.repeat(depth)}${brackets[1]}`;
  }

  #object(value: GoObject, depth: number): string {
    if ('toGoJson' in value) return this.encode((value as JsonObject).toGoJson(), depth);
    const inner = withoutMethods(value);
    if (inner !== value) return this.encode(inner, depth);
    // A struct's fields stand in its own order.
    const entries = [...value.fields].map(([name, field]) => this.#entry(name, field, depth));
    return this.#block(entries, '{}', depth);
  }
}

function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`json: unsupported value: ${unsupported(value)}`);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e21)) return value.toExponential();
  return Object.is(value, -0) ? '-0' : plainFloat(value);
}

/** As Go names a number that JSON cannot hold. */
export function unsupported(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

// eslint-disable-next-line no-control-regex -- controls are what is escaped
const PLAIN = /^[ !#%'-;=?-[\]-~]*$/;
const NAMED: ReadonlyMap<number, string> = new Map([
  [0x22, '\\"'],
  [0x5c, '\\\\'],
  [0x08, '\\b'],
  [0x0c, '\\f'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
]);

function encodeText(value: string, escapeHtml: boolean): string {
  if (PLAIN.test(value)) return `"${value}"`;
  let text = '"';
  let copied = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code > 0x5c && code < 0x2028) continue;
    if (isPair(value, at, code)) at += 1;
    else if (isSpecial(code, escapeHtml)) {
      if (at > copied) text += value.slice(copied, at);
      text += escape(code);
      copied = at + 1;
    }
  }
  return `${text}${value.slice(copied)}"`;
}

function isPair(text: string, at: number, code: number): boolean {
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** `"` and `\`, controls, line separators, halves of a pair; `&`, `<` and `>` where HTML is thought of. */
function isSpecial(code: number, escapeHtml: boolean): boolean {
  if (code < 0x20 || code === 0x22 || code === 0x5c) return true;
  if (code === 0x26 || code === 0x3c || code === 0x3e) return escapeHtml;
  return code === 0x2028 || code === 0x2029 || (code >= 0xd800 && code <= 0xdfff);
}

const REPLACED = '\\ufffd';

function escape(code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) return REPLACED;
  return NAMED.get(code) ?? `\\u${code.toString(16).padStart(4, '0')}`;
}
