import type { GoFunction, GoMap, Value } from './value.ts';

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

/** Finds a map's method by its name. */
export type FindMethod = (map: GoMap, name: string) => GoFunction | undefined;

const methods = new WeakMap<object, FindMethod>();

/** Names of the methods that maps can have; of these alone a template's field is looked for among them. */
export const METHOD_NAMES: ReadonlySet<string> = new Set(['AsMap', 'PathValue', 'Table', 'YAML']);

/** A map of a Go type with methods: they come before its keys. */
export function withMethods(map: GoMap, find: FindMethod): GoMap {
  methods.set(map, find);
  return map;
}

export function methodOf(map: GoMap, name: string): GoFunction | undefined {
  return METHOD_NAMES.has(name) ? methods.get(map)?.(map, name) : undefined;
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

/** What an element is that a map of a type does not have, where that is not nil. */
const zeros = new WeakMap<object, Value>();

export function withZero(map: GoMap, type: string, zero: Value): GoMap {
  zeros.set(map, zero);
  return typed(map, type);
}

/** Go's zero value of a map's elements. */
export function zeroElement(map: object): Value {
  return types.get(map) === 'map[string]string' ? '' : (zeros.get(map) ?? null);
}

/** A list or map that is nil in Go. */
export function isNilValue(value: Value): boolean {
  return typeof value === 'object' && value !== null && nils.has(value);
}
