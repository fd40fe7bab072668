import { nearestName } from '../../config/index.ts';
import { formatPath } from '../../trace/index.ts';
import type { FieldPath, Json, JsonObject } from '../../types.ts';
import { memberOf, type SchemaError } from './schema-error.ts';

/** What is wrong, for a person: the key's name, what it must be, what it is. */
export function schemaMessage(error: SchemaError, path: FieldPath, value: Json | undefined): string {
  const name = path.length === 0 ? 'The values file' : formatPath(path);
  const schema = error.parentSchema as JsonObject | undefined;
  const written = STRUCTURAL.has(error.keyword) ? undefined : memberOf(schema, 'errorMessage');
  if (error.keyword === 'type' && isUnquoted(value, schema)) {
    return `${name} must be text, not ${show(value)}: put it in quotes`;
  }
  if (typeof written === 'string')
    return `${name} ${written}${isScalar(value) ? `, not ${show(value)}` : ''}`;
  return (WORDS.get(error.keyword) ?? fallback)(name, error, value, schema);
}

/** A number or a boolean that would be right as text, such as a tag 1.25. */
function isUnquoted(value: Json | undefined, schema: JsonObject | undefined): boolean {
  if (memberOf(schema, 'type') !== 'string') return false;
  if (typeof value !== 'number' && typeof value !== 'boolean') return false;
  const pattern = memberOf(schema, 'pattern');
  return typeof pattern !== 'string' || new RegExp(pattern, 'u').test(String(value));
}

/** Keywords that speak of keys, whose schema's own message is about something else. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  'required',
  'additionalProperties',
  'unevaluatedProperties',
]);

type Words = (
  name: string,
  error: SchemaError,
  value: Json | undefined,
  schema: JsonObject | undefined,
) => string;

const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['type', (name, { params }, value) => `${name} must be ${typeNames(params['type'])}, not ${show(value)}`],
  [
    'enum',
    (name, { params }, value) => `${name} must be ${choices(params['allowedValues'])}, not ${show(value)}`,
  ],
  [
    'const',
    (name, { params }, value) =>
      `${name} must be ${show(params['allowedValue'] as Json)}, not ${show(value)}`,
  ],
  ['required', (name, { params }) => `${name} must have ${params['missingProperty']}`],
  [
    'additionalProperties',
    (name, { params }, _, schema) => unknownKey(name, params['additionalProperty'], schema),
  ],
  [
    'unevaluatedProperties',
    (name, { params }, _, schema) => unknownKey(name, params['unevaluatedProperty'], schema),
  ],
  ['minimum', (name, { params }, value) => `${name} must be at least ${params['limit']}, not ${show(value)}`],
  ['maximum', (name, { params }, value) => `${name} must be at most ${params['limit']}, not ${show(value)}`],
  [
    'exclusiveMinimum',
    (name, { params }, value) => `${name} must be more than ${params['limit']}, not ${show(value)}`,
  ],
  [
    'exclusiveMaximum',
    (name, { params }, value) => `${name} must be less than ${params['limit']}, not ${show(value)}`,
  ],
  ['pattern', (name, { params }, value) => `${name} must match ${params['pattern']}, not ${show(value)}`],
  ['not', (name) => `${name} is something that the schema excludes`],
  ['anyOf', (name) => `${name} is none of the forms that the schema permits`],
  ['oneOf', (name) => `${name} must be exactly one of the forms that the schema permits`],
  ['false schema', (name) => `${name} is not permitted`],
]);

function fallback(name: string, { message, keyword }: SchemaError): string {
  return `${name} ${message ?? `breaks ${keyword}`}`;
}

function unknownKey(name: string, key: unknown, schema: JsonObject | undefined): string {
  const properties = memberOf(schema, 'properties');
  const known = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const nearest = nearestName(String(key), known);
  const advice =
    nearest === undefined
      ? known.length > 0 && `; known are ${known.join(', ')}`
      : `; did you mean ${nearest}?`;
  return `${name} has no key ${String(key)}${advice || ''}`;
}

const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['object', 'a map'],
  ['array', 'a list'],
  ['null', 'null'],
]);

function typeNames(types: unknown): string {
  const names = (Array.isArray(types) ? types : [types]).map(
    (type) => TYPE_NAMES.get(String(type)) ?? String(type),
  );
  return names.join(' or ');
}

function choices(allowed: unknown): string {
  const values = (Array.isArray(allowed) ? (allowed as Json[]) : []).map(show);
  return values.length === 1 ? values[0]! : `one of ${values.join(', ')}`;
}

/** Longer values are cut: a message is one line. */
const SHOWN = 60;

function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function isScalar(value: Json | undefined): boolean {
  return value !== undefined && (value === null || typeof value !== 'object');
}
