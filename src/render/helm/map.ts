import { GoInt } from '../../template/value.ts';
import type { GoMap, Value } from '../../template/value.ts';

/** A Go `map[string]any`: what Helm calls a table. */
export function isTable(value: Value): value is GoMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof GoInt);
}

/** Assigns an own property, also one called `__proto__`. */
export function put(map: GoMap, key: string, value: Value): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}

/** The own property, or undefined. */
export function own(map: GoMap, key: string): Value {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A copy that shares nothing; templates may change what they are given (`set`, `unset`, `merge`). */
export function clone(value: Value): Value {
  if (Array.isArray(value)) return value.map(clone);
  return isTable(value) ? cloneTable(value) : value;
}

export function cloneTable(table: GoMap): GoMap {
  const copy: GoMap = {};
  for (const key of Object.keys(table)) put(copy, key, clone(table[key]));
  return copy;
}

/** A copy without null entries, at any depth of tables but not inside lists. Helm's `cleanNilValues`. */
export function cloneWithoutNulls(table: GoMap): GoMap {
  const copy: GoMap = {};
  for (const key of Object.keys(table)) {
    const value = table[key];
    if (value === null) continue;
    put(copy, key, isTable(value) ? cloneWithoutNulls(value) : clone(value));
  }
  return copy;
}

/** Later wins, tables are merged, null is kept: how values files are stacked. Helm's `loader.MergeMaps`. */
export function mergeMaps(below: GoMap, above: GoMap): GoMap {
  const merged: GoMap = {};
  for (const key of Object.keys(below)) put(merged, key, below[key]);
  for (const key of Object.keys(above)) {
    const value = above[key];
    const known = own(merged, key);
    put(merged, key, isTable(value) && isTable(known) ? mergeMaps(known, value) : value);
  }
  return merged;
}

/** The table at a dotted path, or undefined. Helm's `Values.Table`. */
export function tableAt(values: GoMap, dotted: string): GoMap | undefined {
  let table = values;
  for (const name of dotted.split('.')) {
    const next = own(table, name);
    if (!isTable(next)) return undefined;
    table = next;
  }
  return table;
}

/** The value at a dotted path that is no table, or undefined. Helm's `Values.PathValue`. */
export function valueAt(values: GoMap, dotted: string): Value {
  const cut = dotted.lastIndexOf('.');
  const table = cut < 0 ? values : tableAt(values, dotted.slice(0, cut));
  const value = table && own(table, dotted.slice(cut + 1));
  return isTable(value) ? undefined : value;
}
