/** What the drafts' own metaschemas demand of a schema. */
import { RE2JS } from 're2js';
import type { Json, JsonObject } from '../../../types.ts';
import { escapeKey } from './failure.ts';
import { isMap } from '../../../json.ts';
import { LIST, NAMED, ONE, ROOT_URL } from './resources.ts';
import type { Draft } from './resources.ts';
import { SchemaError } from './steps.ts';

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

type Shape = (value: Json, draft: Draft) => string | undefined;

const number: Shape = (value) => (typeof value === 'number' ? undefined : 'a number');
const count: Shape = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? undefined
    : 'a whole number, 0 or more';
const text: Shape = (value) => (typeof value === 'string' ? undefined : 'a string');
const flag: Shape = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const list: Shape = (value) => (Array.isArray(value) ? undefined : 'a list');
const names: Shape = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? undefined : 'a list of strings';
const limit: Shape = (value, draft) => (draft === 4 ? flag(value, draft) : number(value, draft));
const factor: Shape = (value) => (typeof value === 'number' && value > 0 ? undefined : 'a number above 0');
const type: Shape = (value) => {
  const written = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const known = written.length > 0 && written.every((each) => TYPES.has(each as string));
  return known ? undefined : `one or more of ${[...TYPES].join(', ')}`;
};
const expression: Shape = (value) => {
  if (typeof value !== 'string') return 'a string';
  try {
    RE2JS.compile(value);
    return undefined;
  } catch {
    return `a regular expression of RE2, which ${JSON.stringify(value)} is not`;
  }
};

const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ...every(text, '$ref', '$schema', 'format', '$anchor', '$dynamicRef'),
  ...every(count, 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'),
  ...every(count, 'minContains', 'maxContains'),
  ...every(number, 'minimum', 'maximum'),
  ...every(limit, 'exclusiveMinimum', 'exclusiveMaximum'),
  ...every(flag, 'uniqueItems', '$recursiveAnchor'),
  ...every(names, 'required'),
  ...every(list, 'enum'),
  ['type', type],
  ['pattern', expression],
  ['multipleOf', factor],
]);

/** Keywords that mean nothing to the drafts before. */
const SINCE: ReadonlyMap<string, Draft> = new Map([
  ['$anchor', 2019],
  ['$recursiveAnchor', 2019],
  ['minContains', 2019],
  ['maxContains', 2019],
  ['$dynamicRef', 2020],
]);

function every(shape: Shape, ...keywords: string[]): [string, Shape][] {
  return keywords.map((keyword) => [keyword, shape]);
}

/** Checks one schema's keywords, not those of the schemas below it. @throws SchemaError */
export function checkShape(schema: Json, pointer: string, draft: Draft): void {
  if (typeof schema === 'boolean' && (draft > 4 || isBooleanPlace(pointer))) return;
  if (!isMap(schema)) throw invalid(pointer, draft === 4 ? 'an object' : 'an object, true or false');
  // Before 2019-09 all that stands beside a reference is ignored.
  const keywords = draft < 2019 && Object.hasOwn(schema, '$ref') ? ['$ref'] : Object.keys(schema);
  for (const key of keywords) checkKeyword(schema, key, pointer, draft);
}

function checkKeyword(schema: JsonObject, key: string, pointer: string, draft: Draft): void {
  if (draft < (SINCE.get(key) ?? 4)) return;
  const value = schema[key]!;
  const expected = SHAPES.get(key)?.(value, draft) ?? containerFault(key, value, draft);
  if (expected !== undefined) throw invalid(`${pointer}/${escapeKey(key)}`, expected);
}

function containerFault(key: string, value: Json, draft: Draft): string | undefined {
  const isHere = (keywords: ReadonlyMap<string, Draft>): boolean => (keywords.get(key) ?? Infinity) <= draft;
  if (isHere(NAMED)) return isMap(value) ? undefined : 'an object';
  if (!isHere(LIST)) return undefined;
  const isItems = key === 'items';
  if (Array.isArray(value)) {
    if (isItems) return draft >= 2020 ? 'an object, true or false' : undefined;
    return value.length > 0 ? undefined : 'a list of at least one schema';
  }
  return isItems && isHere(ONE) ? undefined : 'a list';
}

/** Draft 4 has booleans in these two places only. */
function isBooleanPlace(pointer: string): boolean {
  return /\/additional(Items|Properties)$/.test(pointer);
}

function invalid(pointer: string, expected: string): SchemaError {
  const where = pointer === '' ? 'the schema' : pointer;
  return new SchemaError(
    `"${ROOT_URL}#" is not valid against metaschema: ${where} must be ${expected}`,
    pointer,
  );
}
