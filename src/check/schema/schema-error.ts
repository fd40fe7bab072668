import type { FieldPath, Json, JsonObject } from '../../types.ts';

/** One of ajv's errors, as far as it is used. */
export interface SchemaError {
  /** A JSON pointer into the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The keyword's value in the schema, and the schema that holds the keyword; the very objects, not copies. */
  readonly schema?: unknown;
  readonly parentSchema?: unknown;
}

/** The instance's path in the value: an index where the parent is an array. */
export function instancePath(value: Json, pointer: string): FieldPath {
  const path: (string | number)[] = [];
  let at: Json | undefined = value;
  for (const key of pointerKeys(pointer)) {
    path.push(Array.isArray(at) ? Number(key) : key);
    at = memberOf(at, key);
  }
  return path;
}

/** The keys of a JSON pointer (RFC 6901). */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at `path`; undefined where there is none. */
export function valueAt(value: Json, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => memberOf(at, String(key)), value);
}

/** An own member; undefined where there is none. */
export function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as JsonObject)[key];
}
