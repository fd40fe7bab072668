/** How a strategic merge patch merges lists: as sets of scalars, or of maps by a key of theirs. */
import { isMap } from '../json.ts';
import type { Json, JsonObject } from '../types.ts';

/** `mergeSlice`. `key` is empty for a list of scalars; `merge` lays one map over another. */
export function mergedList(
  before: readonly Json[],
  patch: readonly Json[],
  key: string,
  merge: (original: JsonObject, patch: JsonObject) => JsonObject,
): readonly Json[] {
  if (before.length === 0 && patch.length === 0) return before;
  const areMaps = haveMaps([...before, ...patch]);
  if (!areMaps) return inOrder([...new Set([...before, ...patch])], patch, before, key);
  if (key === '') throw new Error('cannot merge lists without merge key for struct');
  const { left, change } = withoutSpecial(
    before as readonly JsonObject[],
    patch as readonly JsonObject[],
    key,
  );
  const merged = [...left];
  for (const one of change) {
    const value = valueOf(one, key);
    const at = merged.findIndex((other) => Object.hasOwn(other, key) && other[key] === value);
    if (at === -1) merged.push(one);
    else merged[at] = merge(merged[at]!, one);
  }
  return inOrder(merged, change, left, key);
}

/** `$deleteFromPrimitiveList`. */
export function deletedFrom(before: readonly Json[], gone: readonly Json[]): readonly Json[] {
  if (before.length === 0 && gone.length === 0) return before;
  if (haveMaps([...before, ...gone])) throw new Error('cannot merge lists without merge key for struct');
  return before.filter((item) => !gone.includes(item));
}

/** `$setElementOrder`: the named ones in that order, the others where they were. */
export function orderedList(
  list: readonly Json[],
  patch: readonly Json[],
  order: readonly Json[],
  before: readonly Json[],
  key: string,
): readonly Json[] {
  checkOrder(patch, order, key);
  if (key === '' && haveMaps(list))
    throw new Error('the controller panics: maps can’t be put in order without a merge key');
  return inOrder(list, order, before, key);
}

/** The patch's items must stand in the order's order. */
function checkOrder(patch: readonly Json[], order: readonly Json[], key: string): void {
  if (patch.length === 0 || order.length === 0) return;
  const kept = patch.filter((item) => !isMap(item) || !Object.hasOwn(item, '$patch'));
  let at = 0;
  for (const item of order) if (at < kept.length && keyOf(kept[at]!, key) === keyOf(item, key)) at++;
  if (at < kept.length)
    throw new Error(
      `The order in patch list:\n${JSON.stringify(patch)}\n doesn't match $setElementOrder list:\n${JSON.stringify(order)}`,
    );
}

/** What `$patch` in an item means: its namesakes go, or all of the list before. */
function withoutSpecial(
  before: readonly JsonObject[],
  patch: readonly JsonObject[],
  key: string,
): { left: readonly JsonObject[]; change: readonly JsonObject[] } {
  let left = before;
  let replaces = false;
  const change: JsonObject[] = [];
  for (const item of patch) {
    const directive = Object.hasOwn(item, '$patch') ? item.$patch : undefined;
    if (directive === undefined) change.push(item);
    else if (directive === 'replace') replaces = true;
    else if (directive === 'delete') {
      const gone = valueOf(item, key);
      left = left.filter((other) => !Object.hasOwn(other, key) || other[key] !== gone);
    } else if (directive === 'merge') throw new Error('merging lists cannot yet be specified in the patch');
    else throw new Error(`unknown patch type: ${String(directive)} in map: ${JSON.stringify(item)}`);
  }
  return replaces ? { left: change, change: [] } : { left, change };
}

/**
 * `normalizeElementOrder`: those of `first` in its order; each other one is put in before the first of these that stood
 * after it in `before`.
 */
function inOrder(
  list: readonly Json[],
  first: readonly Json[],
  before: readonly Json[],
  key: string,
): readonly Json[] {
  const ranked = (order: readonly Json[]): ((item: Json) => number) => {
    const keys = order.map((item) => keyOf(item, key));
    return (item) => keys.indexOf(keyOf(item, key));
  };
  const [rank, place] = [ranked(first), ranked(before)];
  const named = list.filter((item) => rank(item) >= 0).sort((one, other) => rank(one) - rank(other));
  const others = list.filter((item) => rank(item) < 0).sort((one, other) => place(one) - place(other));
  const all: Json[] = [];
  for (const item of named) {
    while (others.length > 0 && isBefore(place(others[0]!), place(item))) all.push(others.shift()!);
    all.push(item);
  }
  return [...all, ...others];
}

/** Of two places in a list, -1 for one that isn't there. */
function isBefore(one: number, other: number): boolean {
  return one >= 0 && one < other;
}

function keyOf(item: Json, key: string): Json {
  if (key === '') return item;
  if (isMap(item)) return valueOf(item, key);
  throw new Error(`expected a map[string]interface {}, but received a ${JSON.stringify(item)}`);
}

function valueOf(item: JsonObject, key: string): Json {
  if (Object.hasOwn(item, key)) return item[key]!;
  throw new Error(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`);
}

/** All must be of one type; lists of lists there are none. */
function haveMaps(items: readonly Json[]): boolean {
  const types = new Set(
    items.map((item) => (isMap(item) ? 'map' : Array.isArray(item) ? 'list' : typeof item)),
  );
  if (types.has('list')) throw new Error('lists of lists are not supported');
  if (types.size > 1) throw new Error(`list element types are not identical: ${JSON.stringify(items)}`);
  return types.has('map');
}
