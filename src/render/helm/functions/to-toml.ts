/** TOML as BurntSushi/toml v1.6 writes it: plain keys first, then tables; both sorted; two spaces per level. */
import { formatFloat, isNil, isNilValue, isObject, sortedKeys } from '../../../sprig/index.ts';
import { GoInt } from '../../../template/value.ts';
import type { NodeLimit } from '../../../sprig/index.ts';
import type { GoMap, GoObject, Value } from '../../../template/value.ts';

/** Throws `toml: cannot encode array with nil element` and the like. */
export function toToml(value: Value, limit: NodeLimit): string {
  if (isNil(value)) throw new NilTopError('reflect: call of reflect.Value.Type on zero Value');
  measure(value, limit, 0);
  return new TomlWriter().write(value);
}

/** Walks once through all of it, so that what follows needs no bounds of its own. */
function measure(given: Value, limit: NodeLimit, depth: number): void {
  const value = plain(given);
  limit.enter(depth);
  if (typeof value === 'string') limit.characters(value.length);
  else if (Array.isArray(value)) for (const item of value) measure(item, limit, depth + 1);
  else if (isTable(value)) for (const item of Object.values(asMap(value))) measure(item, limit, depth + 1);
}

/** Go panics on a nil at the top, so that `toToml` fails too; its other errors become its text. */
export class NilTopError extends Error {}

type Table = GoMap | GoObject;

function isTable(value: Value): value is Table {
  if (Array.isArray(plain(value))) return false;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof GoInt) && !isMarshaler(value);
}

type Marshaler = GoObject & { toGoJson(): Value };

/** Versions and times have a text of their own. */
function isMarshaler(value: Value): value is Marshaler {
  if (!isObject(value) || !('toGoJson' in value)) return false;
  return typeof (value as Marshaler).toGoJson() === 'string';
}

function marshaled(value: Marshaler): string {
  const text = String(value.toGoJson());
  return value.goType === 'time.Time' ? text : quoted(text);
}

/** What a map or list with methods holds. */
function plain(value: Value): Value {
  if (!isObject(value) || value.elements === undefined) return value;
  const held = value.elements();
  if (Array.isArray(held)) return held;
  return Object.fromEntries(Object.entries(held).map(([key, item]) => [key, plain(item)]));
}

function asMap(table: Table): GoMap {
  return 'fields' in table && table.fields instanceof Map
    ? Object.fromEntries(table.fields)
    : (table as GoMap);
}

/** Whether a list is written as `[[key]]` tables: all of it is tables. A nil in it is an error, however deep. */
function isTableList(value: Value): value is Table[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.map((item) => isTableItem(item)).every(Boolean);
}

function isTableItem(item: Value): boolean {
  if (isNil(item)) throw new Error('toml: cannot encode array with nil element');
  if (Array.isArray(item)) isTableList(item);
  return isTable(item);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

function quoted(text: string): string {
  // eslint-disable-next-line no-control-regex -- controls are what is escaped
  const escaped = text.replaceAll(/["\\\u0000-\u001f\u007f]/g, (character) => {
    return ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key);
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = formatFloat(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

class TomlWriter {
  #out = '';

  write(value: Value): string {
    this.#value([], value);
    return this.#out;
  }

  #newline(): void {
    if (this.#out !== '') this.#out += '\n';
  }

  #value(key: readonly string[], given: Value): void {
    const value = plain(given);
    if (isNilValue(value) && isTable(value)) return;
    if (isTableList(value)) this.#tables(key, value);
    else if (isTable(value)) this.#table(key, value);
    else this.#keyValue(key, value);
  }

  #indent(key: readonly string[]): string {
    return '  '.repeat(key.length - 1);
  }

  #keyValue(key: readonly string[], value: Value): void {
    if (key.length === 0) {
      this.#out += element(value);
      return;
    }
    this.#out += `${this.#indent(key)}${keyText(key.at(-1)!)} = ${element(value)}\n`;
  }

  #tables(key: readonly string[], items: Table[]): void {
    if (key.length === 0) throw new Error('toml: top-level values must be Go maps or structs');
    for (const item of items) {
      if (isNilValue(item as Value)) continue;
      this.#newline();
      this.#out += `${this.#indent(key)}[[${key.map((part) => keyText(part)).join('.')}]]\n`;
      this.#entries(key, item);
    }
  }

  #table(key: readonly string[], table: Table): void {
    if (key.length === 1) this.#newline();
    if (key.length > 0) this.#out += `${this.#indent(key)}[${key.map((part) => keyText(part)).join('.')}]\n`;
    this.#entries(key, table);
  }

  #entries(key: readonly string[], table: Table): void {
    const map = asMap(table);
    const [direct, nested] = partition(map, isObject(table));
    for (const name of [...direct, ...nested]) if (!isNil(map[name])) this.#value([...key, name], map[name]);
  }
}

/** Keys of values that stand on their own line, and keys of tables; a struct's are in their own order. */
function partition(map: GoMap, isStruct: boolean): [string[], string[]] {
  const direct: string[] = [];
  const nested: string[] = [];
  for (const key of isStruct ? Object.keys(map) : sortedKeys(map))
    (isTable(map[key]) || isTableList(map[key]) ? nested : direct).push(key);
  return [direct, nested];
}

function element(given: Value): string {
  const value = plain(given);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return floatText(value);
  if (value instanceof GoInt) return value.value.toString();
  if (isMarshaler(value)) return marshaled(value);
  if (Array.isArray(value)) return `[${value.map((item) => element(item)).join(', ')}]`;
  return isTable(value) ? inlineTable(value) : String(value);
}

/** `{a = 1, b = 2}`; a nil leaves the comma of the key before it, as in the original. */
function inlineTable(table: Table): string {
  const map = asMap(table);
  const [direct, nested] = partition(map, isObject(table));
  return `{${inlineKeys(map, direct, nested.length > 0)}${inlineKeys(map, nested, false)}}`;
}

function inlineKeys(map: GoMap, keys: readonly string[], trailing: boolean): string {
  return keys
    .map((key, index) => {
      if (isNil(map[key])) return '';
      const comma = trailing || index !== keys.length - 1 ? ', ' : '';
      return `${keyText(key)} = ${element(map[key])}${comma}`;
    })
    .join('');
}
