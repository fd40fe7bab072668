import { isMap } from '../json.ts';
import type { Json } from '../types.ts';
import { TYPES } from './generated/types.ts';

/**
 * What encoding/json makes of a value that it decodes into one of the table's types, which holds `before`: a key that is
 * gone stays as it was, and an item of a list keeps what the item in its place had and it does not say itself. JSON of
 * any shape (`valuesObject`) is taken as it comes. A key is a field's whatever its case; of several for one field the
 * last by their text decides. Keys of no field are kept.
 */
export function decodedOnto(before: Json | undefined, after: Json, type: string): Json {
  if (Array.isArray(after)) {
    const items = Array.isArray(before) ? (before as readonly Json[]) : [];
    return (after as readonly Json[]).map((item, index) => decodedOnto(items[index], item, type.slice(2)));
  }
  const fields = Object.hasOwn(TYPES, type) ? TYPES[type]! : undefined;
  if (!isMap(after) || (fields === undefined && !type.startsWith('{}'))) return after;
  const made = new Map(Object.entries(isMap(before) ? before : {}));
  for (const key of Object.keys(after).sort()) {
    const name = fields === undefined ? key : fieldOf(key, fields);
    const inner = fields === undefined ? type.slice(2) : (fields[name]?.type ?? 'any');
    made.set(name, decodedOnto(made.get(name), after[key]!, inner));
  }
  return Object.fromEntries(made);
}

function fieldOf(key: string, fields: Readonly<Record<string, unknown>>): string {
  if (Object.hasOwn(fields, key)) return key;
  const wanted = caseless(key);
  return Object.keys(fields).find((field) => caseless(field) === wanted) ?? key;
}

/** encoding/json's `foldName`, for names of ASCII letters: two other letters fold to such. */
function caseless(name: string): string {
  return name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
}
