/**
 * YAML as Go writes it. `toYaml` is sigs.k8s.io/yaml: JSON first, then go-yaml v2, which folds long texts beyond column
 * 80 and puts a list under its key without indentation. `toYamlPretty` is go-yaml v3 with an indentation of 2: no
 * folding, indented lists.
 */
import { GoInt } from '../template/value.ts';
import type { GoMap, Value } from '../template/value.ts';
import { byteLength, isValidUtf8, toBytes } from './bytes.ts';
import { base64 } from './encoding.ts';
import { unsupported } from './json-encode.ts';
import type { JsonObject } from './json-encode.ts';
import { isMap, isNil, isNilValue, isObject, withoutMethods } from './kind.ts';
import { formatFloat, isInteger64, plainFloat } from './number.ts';
import { withoutCycles } from './cycle.ts';
import { NodeLimit } from './node-limit.ts';
import { sortYamlKeys } from './yaml-keys.ts';
import { isPlainWord, styleOf, writeText } from './yaml-scalar.ts';
import type { Dialect, Sink } from './yaml-scalar.ts';

/** A longer key is written as `? key` and `: value`. */
const SIMPLE_KEY_BYTES = 128;

const V2: Dialect = { version: 2, width: 80 };
const V3: Dialect = { version: 3, width: Infinity };

/** Without the line end. Throws what JSON or go-yaml's reader would refuse; Helm's `toYaml` then gives an empty text. */
export function toYaml(value: Value, limit?: NodeLimit): string {
  return withoutCycles(value, () => new Emitter(V2, limit).document(value));
}

export function toYamlPretty(value: Value, limit?: NodeLimit): string {
  return new Emitter(V3, limit).document(value);
}

/** Characters that go-yaml v2 refuses to read back from the JSON. */
// eslint-disable-next-line no-control-regex -- controls are what is refused
const UNREADABLE = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

class Emitter implements Sink {
  readonly dialect: Dialect;
  readonly #limit: NodeLimit;
  column = 0;
  #out = '';
  /** The last character is a space. */
  #spaced = false;
  #depth = 0;

  constructor(dialect: Dialect, limit?: NodeLimit) {
    this.dialect = dialect;
    this.#limit = limit ?? new NodeLimit();
  }

  document(value: Value): string {
    this.#node(value, -1, false);
    return this.#out.endsWith('\n') ? this.#out.slice(0, -1) : this.#out;
  }

  put(text: string, columns: number = text.length): void {
    this.#out += text;
    this.#spaced = text.endsWith(' ');
    this.column += columns;
  }

  newline(): void {
    this.#out += '\n';
    this.column = 0;
  }

  /** Goes to column `indent` of a new line, unless the line is still empty. */
  startLine(indent: number): void {
    if (this.column > 0) this.newline();
    if (indent > 0) this.put(' '.repeat(indent));
  }

  /** `inline`: the cursor stands right after `- ` or `: ` of a complex key, where a block may start on the same line. */
  #node(given: Value, indent: number, inline: boolean): void {
    this.#limit.enter(this.#depth++);
    const value = shown(given, this.dialect.version);
    if (typeof value === 'string' && isTime(given) && this.dialect.version === 3) this.#word(value);
    else if (typeof value === 'string') this.#text(value, indent);
    else if (typeof value !== 'object' || value === null || value instanceof GoInt)
      this.#word(this.#scalar(value));
    else if (isNilValue(value) && this.dialect.version === 2) this.#word('null');
    else if (Array.isArray(value)) this.#sequence(value, indent, inline);
    else this.#mapping(value as GoMap, indent, inline);
    this.#depth -= 1;
  }

  #scalar(value: undefined | null | boolean | number | GoInt): string {
    if (isNil(value)) return 'null';
    if (value instanceof GoInt) return value.value.toString();
    if (typeof value === 'boolean') return String(value);
    return this.dialect.version === 2 ? jsonNumber(value) : yamlFloat(value);
  }

  #word(text: string): void {
    this.#space();
    this.put(text);
  }

  /** One space after `:` or `-`, none at the start of a line. */
  #space(): void {
    if (this.column > 0 && !this.#spaced) this.put(' ');
  }

  #text(value: string, indent: number): void {
    this.#limit.characters(value.length);
    if (isPlainWord(value) && this.column + value.length < this.dialect.width) return this.#word(value);
    // A text that is folded is looked at letter by letter.
    if (value.length > this.dialect.width && !value.includes('\n')) this.#limit.characters(value.length);
    const text = this.dialect.version === 2 ? readBack(value) : value;
    this.#space();
    if (!isValidUtf8(text)) return this.put(`!!binary ${base64(toBytes(text))}`);
    return writeText(this, text, styleOf(text, this.dialect), {
      indent: indent < 0 ? 2 : indent + 2,
      key: false,
    });
  }

  #sequence(items: Value[], indent: number, inline: boolean): void {
    if (items.length === 0) return this.#word('[]');
    const own = Math.max(indent, 0);
    for (const [index, item] of items.entries()) {
      if (index > 0 || !inline) this.startLine(own);
      this.put('-');
      this.#child(item, own);
    }
    return undefined;
  }

  /** What follows a `-` whose column is `indent`. */
  #child(item: Value, indent: number): void {
    if (!isBlock(item, this.dialect.version)) return this.#node(item, indent, true);
    this.put(' ');
    return this.#node(item, indent + 2, true);
  }

  #mapping(map: GoMap, indent: number, inline: boolean): void {
    const all = Object.keys(map);
    const keys = structs.has(map) ? all : sortYamlKeys(all, this.dialect.version);
    if (keys.length === 0) return this.#word('{}');
    const own = Math.max(indent, 0);
    for (const [index, key] of keys.entries()) {
      if (index > 0 || !inline) this.startLine(own);
      this.#entry(key, map[key], own);
    }
    return undefined;
  }

  #entry(key: string, value: Value, indent: number): void {
    if (isPlainWord(key) && key.length <= SIMPLE_KEY_BYTES) this.put(key);
    else {
      this.#limit.characters(key.length);
      const text = this.dialect.version === 2 ? readBackKey(key) : key;
      if (isComplexKey(text)) return this.#complexEntry(text, value, indent);
      writeText(this, text, styleOf(text, this.dialect), { indent: indent + 2, key: true });
    }
    this.put(':');
    if (!isBlock(value, this.dialect.version)) return this.#node(value, indent, false);
    const indentless = this.dialect.version === 2 && Array.isArray(shown(value, 2));
    return this.#node(value, indentless ? indent : indent + 2, false);
  }

  #complexEntry(key: string, value: Value, indent: number): void {
    this.put('? ');
    writeText(this, key, styleOf(key, this.dialect), { indent: indent + 2, key: false });
    this.startLine(indent);
    this.put(':');
    this.#child(value, indent);
  }
}

/** What JSON shows of an object, or YAML 3 of a map or list with methods; any other value as it is. */
function shown(value: Value, version: 2 | 3): Value {
  if (!isObject(value)) return value;
  if (version === 3 && value.elements !== undefined) return value.elements();
  if (version === 3 && value.fields.size > 0) return structOf(value.fields);
  if ('toGoJson' in value) return shown((value as JsonObject).toGoJson(), version);
  const inner = withoutMethods(value);
  return inner === value ? Object.fromEntries(value.fields) : inner;
}

/** Go-yaml v3 writes a time as it is, v2 sees the text in the JSON. */
function isTime(value: Value): boolean {
  return isObject(value) && value.goType === 'time.Time';
}

/** Fields keep the order of their struct. */
const structs = new WeakSet<GoMap>();

/** As go-yaml writes a struct that says nothing of YAML: its fields in small letters. */
function structOf(fields: ReadonlyMap<string, Value>): GoMap {
  const struct = Object.fromEntries([...fields].map(([name, value]) => [name.toLowerCase(), value]));
  structs.add(struct);
  return struct;
}

/** A map or list that is written over several lines. */
function isBlock(given: Value, version: 2 | 3): boolean {
  const value = shown(given, version);
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) && Object.keys(value).length > 0;
}

/** Texts that come back from JSON as they went. */
const ORDINARY = /^[\n -~]*$/;
const BREAK = /[\r\n\u0085\u2028\u2029]/;

/** libyaml allows a simple key one line and 128 bytes. */
function isComplexKey(text: string): boolean {
  return BREAK.test(text) || (text.length * 3 > SIMPLE_KEY_BYTES && byteLength(text) > SIMPLE_KEY_BYTES);
}

function readBackKey(key: string): string {
  if (key.includes('\u0085')) throw new Error('yaml: mapping values are not allowed in this context');
  return readBack(key);
}

/** The text as go-yaml v2 reads it from JSON, where the line break U+0085 is folded. */
function readBack(value: string): string {
  if (ORDINARY.test(value)) return value;
  if (UNREADABLE.test(value)) throw new Error('yaml: control characters are not allowed');
  return value.replaceAll(/[\ud800-\udfff]/gu, '\ufffd').replaceAll(/[ \t]*\u0085[ \t]*/g, ' ');
}

/** JSON writes the number, YAML reads it: a whole number of 64 bits stays one, others are floats. */
function jsonNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`json: unsupported value: ${unsupported(value)}`);
  if (Number.isSafeInteger(value)) return value === 0 ? '0' : String(value);
  if (Number.isInteger(value) && isInteger64(plainFloat(value))) return plainFloat(value);
  return formatFloat(value);
}

function yamlFloat(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return formatFloat(value);
}
