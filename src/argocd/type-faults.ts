/** What the API server says to the fields of an Argo CD object: their types, and what its CustomResourceDefinition asks for. */
import { isMap } from '../json.ts';
import { nearestName } from '../config/nearest.ts';
import type { FieldPath, Json, JsonObject } from '../types.ts';
import { TYPES } from './generated/types.ts';
import type { TypeField } from './type-table.ts';

export interface TypeFault {
  readonly path: FieldPath;
  readonly message: string;
  /** `unknown`: the field is dropped and the object taken; everything else the API server refuses. */
  readonly kind: 'type' | 'required' | 'value' | 'unknown';
}

/**
 * Every fault of an object of a type of the table (`Application`, …), in the order of its fields. Null counts as nothing,
 * which is what both the API server and Argo CD's decoder make of it.
 */
export function typeFaults(object: JsonObject, type: string): TypeFault[] {
  const faults: TypeFault[] = [];
  lookInto(object, type, [], faults);
  return faults;
}

function lookInto(value: Json, type: string, path: FieldPath, faults: TypeFault[]): void {
  if (value === null || type === 'any') return;
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) faults.push(mismatch(value, 'a list', path));
    else for (const [index, item] of value.entries()) lookInto(item, type.slice(2), [...path, index], faults);
    return;
  }
  const scalar = SCALARS.get(type);
  if (scalar !== undefined) {
    if (!scalar.holds(value)) faults.push(mismatch(value, scalar.words, path));
    return;
  }
  if (!isMap(value)) faults.push(mismatch(value, 'a map', path));
  else if (type.startsWith('{}'))
    for (const [key, item] of Object.entries(value)) lookInto(item, type.slice(2), [...path, key], faults);
  else lookIntoStruct(value, TYPES[type]!, path, faults);
}

function lookIntoStruct(
  map: JsonObject,
  fields: Readonly<Record<string, TypeField>>,
  path: FieldPath,
  faults: TypeFault[],
): void {
  for (const [key, value] of Object.entries(map)) {
    const at = [...path, key];
    const field = Object.hasOwn(fields, key) ? fields[key]! : undefined;
    if (field === undefined) faults.push(unknown(key, at, Object.keys(fields)));
    else {
      lookInto(value, field.type, at, faults);
      const message = typeof value === 'string' ? refusal(value, field) : undefined;
      if (message !== undefined)
        faults.push({ path: at, message: `${dotted(at)} ${message}`, kind: 'value' });
    }
  }
  for (const [key, { required }] of Object.entries(fields)) {
    if (required !== true || (Object.hasOwn(map, key) && map[key] !== null)) continue;
    faults.push({
      path: [...path, key],
      message: `${dotted([...path, key])} is required: the API server refuses this`,
      kind: 'required',
    });
  }
}

const SCALARS: ReadonlyMap<string, { readonly words: string; readonly holds: (value: Json) => boolean }> =
  new Map([
    ['string', { words: 'text', holds: (value: Json) => typeof value === 'string' }],
    ['boolean', { words: 'true or false', holds: (value: Json) => typeof value === 'boolean' }],
    ['integer', { words: 'a whole number', holds: Number.isInteger }],
    [
      'integer or string',
      {
        words: 'a whole number or text',
        holds: (value: Json) => Number.isInteger(value) || typeof value === 'string',
      },
    ],
    ['object', { words: 'a map', holds: isMap }],
  ]);

function mismatch(value: Json, words: string, path: FieldPath): TypeFault {
  const remedy =
    words === 'text' && typeof value !== 'object' ? '; put it in quotes' : unquoted(value, words);
  return { path, message: `${dotted(path)} must be ${words}, not ${worded(value)}${remedy}`, kind: 'type' };
}

function unquoted(value: Json, words: string): string {
  if (typeof value !== 'string') return '';
  const wouldFit = words === 'true or false' ? /^(?:true|false)$/ : /^-?\d+$/;
  return words !== 'a list' && words !== 'a map' && wouldFit.test(value) ? '; take the quotes away' : '';
}

const LONGEST = 40;

function worded(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return typeof value === 'string'
    ? `the text ${shown}`
    : `the ${typeof value === 'number' ? 'number ' : 'value '}${shown}`;
}

function refusal(
  value: string,
  { enum: allowed, pattern, minLength, maxLength }: TypeField,
): string | undefined {
  if (allowed !== undefined && !allowed.includes(value))
    return `must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}`;
  // The API server counts code points.
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) return 'must not be empty';
  if (maxLength !== undefined && length > maxLength) return `must not be longer than ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return `must match ${pattern}, which ${JSON.stringify(value)} does not`;
  return undefined;
}

function unknown(key: string, path: FieldPath, known: readonly string[]): TypeFault {
  const nearest = nearestName(key, known);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return { path, message: `there is no field ${dotted(path)}: it is dropped${hint}`, kind: 'unknown' };
}

/** `spec.sources[0].helm`; a key that is no word of its own in brackets. */
export function dotted(path: FieldPath): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
