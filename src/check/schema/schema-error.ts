import type { FieldPath, Json, JsonObject } from '../../types.ts';

/** One of ajv's errors, as far as it is used. */
export interface SchemaError {
  /** A JSON pointer into the value. */
  readonly instancePath: string;
  /** A pointer into the schema, `#/properties/image/type`; through a `$ref` from the root again. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** The keys of a JSON pointer, with or without `#` before it (RFC 6901; ajv escapes schema paths for URIs as well). */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The instance's path in the value: an index where the parent is an array. */
export function instancePath(value: Json, pointer: string): FieldPath {
  const path: (string | number)[] = [];
  let at: Json | undefined = value;
  for (const key of pointer.split('/').slice(1).map(unescaped)) {
    path.push(Array.isArray(at) ? Number(key) : key);
    at = memberOf(at, key);
  }
  return path;
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The value at `path`; undefined where there is none. */
export function valueAt(value: Json, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => memberOf(at, String(key)), value);
}

/** The schema object that holds the keyword which failed; undefined where the pointer leads nowhere. */
export function schemaOf(root: JsonObject, error: SchemaError): JsonObject | undefined {
  const parent = pointerKeys(error.schemaPath).slice(0, -1);
  const schema = valueAt(root, parent);
  return isObject(schema) ? schema : undefined;
}

export function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as JsonObject)[key];
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
