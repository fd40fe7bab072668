/** How well a value explains a piece of output, told by their texts alone. */
import type { FieldPath, Json } from '../types.ts';
import { isScalar, valueAt } from './value-path.ts';

/** What the output looks like that is to be explained. */
export interface Wanted {
  readonly field: FieldPath;
  readonly value: Json | undefined;
  readonly focus?: string | undefined;
}

export const EQUALS_FOCUS = 16;
export const EQUALS_FIELD = 8;
const WITHIN_FIELD = 4;
const HAS_KEY = 2;

export interface Likeness {
  readonly score: number;
  /** What follows the value's path to the part of it that is meant. */
  readonly inner: FieldPath;
}

/** A value may be a scalar that was printed, or a collection that was printed whole (`toYaml .Values.resources`). */
export function likenessOf(value: Json | undefined, wanted: Wanted): Likeness {
  if (value === undefined || value === null) return { score: 0, inner: [] };
  if (isScalar(value)) return { score: scalarLikeness(value, wanted), inner: [] };
  const bySuffix = alongField(value, wanted);
  if (bySuffix !== undefined) return bySuffix;
  const inner = pathOfText(value, wanted);
  return inner === undefined ? { score: 0, inner: [] } : { score: WITHIN_FIELD, inner };
}

function scalarLikeness(value: string | number | boolean, { value: field, focus }: Wanted): number {
  const text = String(value);
  if (text === '') return 0;
  if (focus !== undefined && text === focus) return EQUALS_FOCUS;
  if (focus !== undefined && text.includes(focus)) return EQUALS_FIELD;
  if (!isScalar(field)) return 0;
  const shown = String(field);
  if (text === shown) return EQUALS_FIELD;
  if (text.toLowerCase() === shown.toLowerCase() || text.trim() === shown.trim()) return EQUALS_FIELD - 1;
  // Longer texts are there by chance less often.
  const length = Math.min(text.length, 32) / 32;
  return shown.includes(text) ? WITHIN_FIELD + length : 0;
}

/** The rest of the field's path inside the value, the longest that leads anywhere. */
function alongField(value: Json, { field, value: wanted }: Wanted): Likeness | undefined {
  let present: FieldPath | undefined;
  for (let from = 0; from < field.length; from++) {
    const rest = field.slice(from);
    const found = valueAt(value, rest);
    if (found === undefined) continue;
    if (wanted !== undefined && JSON.stringify(found) === JSON.stringify(wanted))
      return { score: EQUALS_FIELD, inner: rest };
    if (isScalar(found) && String(found) === String(wanted)) return { score: EQUALS_FIELD, inner: rest };
    present ??= rest;
  }
  return present && { score: HAS_KEY, inner: present };
}

const SHORTEST = 3;
const MOST_SEARCHED = 2000;

/** A scalar somewhere in the value whose text is the field's or stands in it. */
function pathOfText(value: Json, { value: wanted, focus }: Wanted): FieldPath | undefined {
  if (!isScalar(wanted)) return undefined;
  const shown = focus ?? String(wanted);
  if (shown.length < SHORTEST) return undefined;
  let left = MOST_SEARCHED;
  let within: FieldPath | undefined;
  const search = (at: Json, path: FieldPath): FieldPath | undefined => {
    if (left-- < 0 || at === null) return undefined;
    if (isScalar(at)) {
      const text = String(at);
      if (text === shown) return path;
      if (text.length > SHORTEST && shown.includes(text)) within ??= path;
      return undefined;
    }
    for (const [key, inner] of Object.entries(at)) {
      const found = search(inner as Json, [...path, Array.isArray(at) ? Number(key) : key]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(value, []) ?? within;
}

/** The key of a map that a text of one line is, or the longest that stands in it; a value of the same text is likelier. */
export function keyLikeness(
  value: Json | undefined,
  { value: field, focus }: Wanted,
): { readonly key?: string; readonly score: number } {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || !isScalar(field) || String(field).includes('\n')) return { score: 0 };
  const shown = focus ?? String(field);
  if (Object.hasOwn(value, shown)) return { key: shown, score: EQUALS_FIELD - 1 };
  const within = Object.keys(value).filter((key) => key.length >= SHORTEST && shown.includes(key));
  const [key] = within.toSorted((a, b) => b.length - a.length);
  return key === undefined ? { score: 0 } : { key, score: WITHIN_FIELD - 1 };
}

const MOST_PARTS = 100;

/** The scalars of a collection that a longer text shows, in a file of a ConfigMap its key too. */
export function shownParts(value: Json | undefined, { value: field }: Wanted): FieldPath[] {
  if (typeof field !== 'string' || value === undefined || isScalar(value)) return [];
  const found: FieldPath[] = [];
  const search = (at: Json, path: FieldPath): void => {
    if (found.length >= MOST_PARTS) return;
    if (typeof at !== 'object' || at === null) {
      const key = path.findLast((each) => typeof each === 'string');
      const isNamed = !field.includes('\n') || key === undefined || field.includes(String(key));
      if (at !== '' && field.includes(String(at)) && isNamed) found.push(path);
      return;
    }
    for (const [key, inner] of Object.entries(at))
      search(inner as Json, [...path, Array.isArray(at) ? Number(key) : key]);
  };
  search(value, []);
  return found;
}
