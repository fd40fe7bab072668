/** Kubernetes' strategic merge patch (apimachinery, util/strategicpatch) of Argo CD's own types, with its directives. */
import { isMap } from '../json.ts';
import type { Json, JsonObject } from '../types.ts';
import { setOwn } from '../yaml/index.ts';
import { TYPES } from './generated/types.ts';
import { deletedFrom, mergedList, orderedList } from './strategic-list.ts';
import type { TypeField } from './type-table.ts';

const DIRECTIVE = '$patch';
const RETAIN_KEYS = '$retainKeys';
const SET_ORDER = '$setElementOrder';
const DELETE_FROM = '$deleteFromPrimitiveList';

/** `original` with the patch over it, both maps of a type of the table. Throws an `Error` in Kubernetes' words. */
export function strategicMerge(original: JsonObject, patch: JsonObject, type: string): JsonObject {
  const directive = own(patch, DIRECTIVE);
  if (directive !== undefined) return replacedBy(directive, patch);
  const merged = copyOf(original);
  const rest = copyOf(patch);
  retainKeys(merged, rest);
  applyOrders(merged, rest, type);
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith(DELETE_FROM)) deleteFrom(merged, key, value, type);
    else if (value === null) delete merged[key];
    else mergeKey(merged, key, value, type);
  }
  return merged;
}

function replacedBy(directive: Json, patch: JsonObject): JsonObject {
  if (directive === 'delete') return {};
  if (directive !== 'replace')
    throw new Error(`unknown patch type: ${String(directive)} in map: ${shown(patch)}`);
  const { [DIRECTIVE]: _, ...replacement } = patch;
  return replacement;
}

/** All that `$retainKeys` does not name goes; what the patch sets must be among them. */
function retainKeys(merged: Record<string, Json>, patch: Record<string, Json>): void {
  const keys = own(patch, RETAIN_KEYS);
  if (keys === undefined) return;
  delete patch[RETAIN_KEYS];
  const isNamed = (key: string): boolean => Array.isArray(keys) && (keys as readonly Json[]).includes(key);
  const fits = Object.entries(patch).every(
    ([key, value]) => value === null || isListDirective(key) || isNamed(key),
  );
  if (!Array.isArray(keys) || !fits) throw new Error('invalid patch format of retainKeys');
  for (const key of Object.keys(merged)) if (!isNamed(key)) delete merged[key];
}

function isListDirective(key: string): boolean {
  return key.startsWith(DELETE_FROM) || key.startsWith(SET_ORDER);
}

/** `$setElementOrder/KEY` merges the list of that key at once, and puts it in order. */
function applyOrders(merged: Record<string, Json>, patch: Record<string, Json>, type: string): void {
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(SET_ORDER)) continue;
    delete patch[directive];
    if (!Array.isArray(order)) throw new Error(`expected a []interface {}, but received a ${shown(order)}`);
    const key = keyOf(directive, SET_ORDER, 'setElementOrder list');
    const [before, change] = [own(merged, key), own(patch, key)].map((value) => listOf(value));
    const { mergeKey: by = '' } = fieldOf(type, key);
    if (before === undefined && change === undefined) continue;
    if ((before ?? []).length + (change ?? []).length === 0)
      throw new Error('no elements in any of the given slices');
    const added = change === undefined ? undefined : (withoutDirectives(change) as readonly Json[]);
    const list =
      before !== undefined && change !== undefined ? listOver(before, change, type, key) : (before ?? added!);
    setOwn(merged, key, orderedList(list, change ?? [], order as readonly Json[], before ?? [], by));
    delete patch[key];
  }
}

function deleteFrom(merged: Record<string, Json>, directive: string, value: Json, type: string): void {
  const key = keyOf(directive, DELETE_FROM, 'primitive list');
  const before = own(merged, key);
  if (value === null) delete merged[key];
  if (before === undefined || value === null || !Array.isArray(before) || !Array.isArray(value)) return;
  fieldOf(type, key);
  setOwn(merged, key, deletedFrom(before as readonly Json[], value as readonly Json[]));
}

function mergeKey(merged: Record<string, Json>, key: string, value: Json, type: string): void {
  const before = own(merged, key);
  if (isMap(before) && isMap(value)) {
    setOwn(merged, key, strategicMerge(before, value, fieldOf(type, key).type));
  } else if (Array.isArray(before) && Array.isArray(value)) {
    setOwn(merged, key, listOver(before as readonly Json[], value as readonly Json[], type, key));
  } else {
    const replacement = withoutDirectives(withoutNulls(value));
    if (replacement === undefined) delete merged[key];
    else setOwn(merged, key, replacement);
  }
}

/** A list is replaced whole, unless its type says how to merge it. */
function listOver(
  before: readonly Json[],
  patch: readonly Json[],
  type: string,
  key: string,
): readonly Json[] {
  const { type: own, mergeKey: by } = fieldOf(type, key);
  if (by === undefined) return patch;
  return mergedList(before, patch, by, (one, other) => strategicMerge(one, other, own.slice(2)));
}

function fieldOf(type: string, key: string): TypeField {
  if (type.startsWith('{}'))
    throw new Error('merging an object in json but data type is not struct, instead is: map');
  const fields = TYPES[type];
  if (fields !== undefined && Object.hasOwn(fields, key)) return fields[key]!;
  // What holds any JSON is a RawExtension in Go, which has no fields of its own.
  const name = fields === undefined ? 'RawExtension' : type;
  throw new Error(`unable to find api field in struct ${name} for the json field ${JSON.stringify(key)}`);
}

function keyOf(directive: string, prefix: string, what: string): string {
  if (!directive.startsWith(`${prefix}/`)) throw new Error(`invalid patch format of ${what}`);
  return directive.slice(prefix.length + 1);
}

function listOf(value: Json | undefined): readonly Json[] | undefined {
  if (value === undefined || Array.isArray(value)) return value as readonly Json[] | undefined;
  throw new Error(`expected a []interface {}, but received a ${shown(value)}`);
}

/** Undefined for what is a directive itself. */
function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value))
    return (value as readonly Json[]).map(withoutDirectives).filter((item) => item !== undefined);
  if (!isMap(value)) return value;
  if (Object.hasOwn(value, DIRECTIVE)) return undefined;
  const kept: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const left = withoutDirectives(item);
    if (left !== undefined) setOwn(kept, key, left);
  }
  return kept;
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNulls);
  if (!isMap(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) if (item !== null) setOwn(kept, key, withoutNulls(item));
  return kept;
}

function copyOf(map: JsonObject): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const [key, value] of Object.entries(map)) setOwn(copy, key, value);
  return copy;
}

function own(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function shown(value: Json): string {
  return JSON.stringify(value);
}
