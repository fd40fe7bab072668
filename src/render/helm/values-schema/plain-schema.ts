/** What is a schema for certain, without asking the metaschema: almost every one, in a hundredth of the time. */
import { RE2JS } from 're2js';
import type { Json } from '../../../types.ts';
import { isMap } from '../../../json.ts';
import { subschemas } from './resources.ts';
import type { Draft } from './resources.ts';

type Check = (value: Json, draft: Draft) => boolean;

const TYPES = new Set<Json>(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

const isSchema: Check = (value, draft) => isMap(value) || (typeof value === 'boolean' && draft > 4);
const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isNamed: Check = (value, draft) =>
  isMap(value) && Object.values(value).every((each) => isSchema(each, draft));
const isList: Check = (value, draft) =>
  Array.isArray(value) && value.length > 0 && value.every((each: Json) => isSchema(each, draft));
const isNames: Check = (value, draft) =>
  Array.isArray(value) &&
  (value.length > 0 || draft > 4) &&
  value.every((each) => typeof each === 'string') &&
  new Set(value).size === value.length;
/** In the oldest draft a flag beside schemas, which came to be flags themselves. */
const isRest: Check = (value, draft) => isSchema(value, draft) || typeof value === 'boolean';
const isNeeds: Check = (value, draft) =>
  isMap(value) && Object.values(value).every((each) => isSchema(each, draft) || isNames(each, draft));
/** What every reader of addresses takes for one. */
const isAddress: Check = (value) =>
  typeof value === 'string' && /^(?:(?:https?|file):\/\/)?[\w-][\w.-]*(?:\/[\w.-]*)*#?$/.test(value);
const isReference: Check = (value) =>
  typeof value === 'string' && /^(?:https?:\/\/[\w-][\w.-]*(?:\/[\w.-]*)*)?(?:#[\w/$.-]*)?$/.test(value);
const isChoice: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value.map((each) => JSON.stringify(each))).size === value.length;
const isType: Check = (value) =>
  TYPES.has(value) || (isNames(value, 4) && (value as Json[]).every((each) => TYPES.has(each)));
const isBound: Check = (value, draft) => draft > 4 && typeof value === 'number';

function isExpression(value: Json): boolean {
  try {
    RE2JS.compile(value as string);
    return typeof value === 'string';
  } catch {
    return false;
  }
}

/** A keyword that is in a metaschema, but not here, is left to that. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...every(isText, 'title', 'description', '$comment', 'format', 'contentEncoding', 'contentMediaType'),
  ...every(isFlag, 'uniqueItems', 'readOnly', 'writeOnly', 'deprecated'),
  ...every(isCount, 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'),
  ...every(isNumber, 'minimum', 'maximum'),
  ...every(isBound, 'exclusiveMinimum', 'exclusiveMaximum'),
  ...every(isSchema, 'not', 'if', 'then', 'else'),
  ['items', (value, draft) => isSchema(value, draft) || (draft < 2020 && isList(value, draft))],
  ...every(isRest, 'additionalProperties', 'additionalItems'),
  ...every(isSchema, 'contains', 'propertyNames', 'unevaluatedProperties', 'unevaluatedItems'),
  ...every(isList, 'allOf', 'anyOf', 'oneOf'),
  ...every(isNamed, 'properties', 'definitions', '$defs'),
  ...every((value) => Array.isArray(value), 'examples'),
  ...every(() => true, 'default', 'const'),
  ['required', isNames],
  ['enum', isChoice],
  ['type', isType],
  ['multipleOf', (value) => typeof value === 'number' && value > 0],
  ['pattern', isExpression],
  [
    'patternProperties',
    (value, draft) => isNamed(value, draft) && Object.keys(value as object).every(isExpression),
  ],
  ['$ref', isReference],
  ['$id', isAddress],
  ['dependencies', isNeeds],
]);

function every(check: Check, ...keywords: string[]): [string, Check][] {
  return keywords.map((keyword) => [keyword, check]);
}

const LEFT: ReadonlySet<string> = new Set(
  (
    'id $anchor $recursiveRef $recursiveAnchor $dynamicRef $dynamicAnchor $vocabulary prefixItems ' +
    'dependentRequired dependentSchemas minContains maxContains contentSchema'
  ).split(' '),
);

export function isPlainSchema(document: Json, draft: Draft): boolean {
  const waiting: [schema: Json, depth: number][] = [[document, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [schema, depth] = next;
    if (depth > MAX_DEPTH || (depth === 0 && !isSchema(schema, draft))) return false;
    // What may stand in its place the keyword's own check has seen: a flag, names.
    if (!isMap(schema)) continue;
    for (const key of Object.keys(schema)) {
      const check = CHECKS.get(key);
      if (check === undefined ? isLeft(key, schema[key]!) : !check(schema[key]!, draft)) return false;
    }
    // Pointers are for nobody here.
    for (const [, below] of subschemas(schema, '', draft)) waiting.push([below, depth + 1]);
    for (const shelf of ['definitions', '$defs'])
      if (isMap(schema[shelf]))
        for (const below of Object.values(schema[shelf])) waiting.push([below, depth + 1]);
    for (const key of [
      'contains',
      'propertyNames',
      'if',
      'then',
      'else',
      'unevaluatedProperties',
      'unevaluatedItems',
    ])
      if (isMap(schema[key])) waiting.push([schema[key], depth + 1]);
  }
  return true;
}

const MAX_DEPTH = 50;

/** With the server's name. */
function isWhole(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('http') && isAddress(value, 2020);
}

/** Of which draft a schema is, has been read from it at the top. */
function isLeft(key: string, value: Json): boolean {
  return LEFT.has(key) || (key === '$schema' && !isWhole(value));
}
