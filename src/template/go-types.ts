import type { GoMap, Value } from './value.ts';

/** Go types of lists and maps that are not `[]interface {}` and `map[string]interface {}`. */
const types = new WeakMap<object, string>();
/** Lists and maps that are nil in Go: empty, printed as `null` by JSON, different from an empty one. */
const nils = new WeakSet<object>();

/** Marks a list or map with its Go type, such as `[]string`. */
export function typed<T extends Value[] | GoMap>(value: T, type: string): T {
  types.set(value, type);
  return value;
}

/** The type that a list or map was marked with. */
export function markedType(value: object): string | undefined {
  return types.get(value);
}

export function nilList(type = '[]interface {}'): Value[] {
  const list: Value[] = typed<Value[]>([], type);
  nils.add(list);
  return list;
}

/** A map that is nil in Go: reads as an empty one, cannot be written to. */
export function nilMap(): GoMap {
  const map: GoMap = {};
  nils.add(map);
  return map;
}

/** A list or map that is nil in Go. */
export function isNilValue(value: Value): boolean {
  return typeof value === 'object' && value !== null && nils.has(value);
}
