import { isMap } from '../json.ts';
import type { FieldPath, JsonObject } from '../types.ts';
import { nearestName } from './nearest.ts';

/** A value that the schema does not allow. `key` says that the key at the end of `path` is wrong, not its value. */
export interface SchemaFault {
  readonly path: FieldPath;
  readonly message: string;
  readonly key: boolean;
}

/**
 * Checks a value against the part of JSON Schema that `config.schema.json` uses. Not ajv: it would have to be loaded and
 * to compile before every run that has a config file, and does not know the nearest name.
 */
export function schemaFaults(schema: JsonObject, value: unknown): SchemaFault[] {
  const faults: SchemaFault[] = [];
  new SchemaWalk(faults).value(schema, value, []);
  return faults;
}

class SchemaWalk {
  readonly #faults: SchemaFault[];

  constructor(faults: SchemaFault[]) {
    this.#faults = faults;
  }

  value(given: JsonObject, value: unknown, path: FieldPath): void {
    const schema = branchFor(given, value);
    const { type } = schema;
    if (Array.isArray(schema.oneOf)) {
      this.#fault(path, `${nameOf(path)} must be ${typesOf(schema).join(' or ')}, not ${show(value)}`);
      return;
    }
    if (Array.isArray(schema.enum) && !schema.enum.includes(value as string)) {
      this.#fault(
        path,
        `${nameOf(path)} must be one of ${list(schema.enum.filter((item) => typeof item === 'string'))}, not ${show(value)}${hint(value, schema.enum)}`,
      );
    } else if (typeof type === 'string' && !isOfType(value, type)) {
      this.#fault(path, `${nameOf(path)} must be ${TYPE_NAMES.get(type)}, not ${show(value)}`);
    } else if (type === 'object') {
      this.#object(schema, value as JsonObject, path);
    } else if (type === 'array') {
      for (const [index, item] of (value as unknown[]).entries()) {
        this.value(schema.items as JsonObject, item, [...path, index]);
      }
    } else {
      this.#scalar(schema, value, path);
    }
  }

  #object(schema: JsonObject, value: JsonObject, path: FieldPath): void {
    const properties = (schema.properties ?? {}) as Record<string, JsonObject>;
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(properties, key)) this.value(properties[key]!, value[key], [...path, key]);
      else if (isMap(schema.additionalProperties))
        this.value(schema.additionalProperties, value[key], [...path, key]);
      else if (schema.additionalProperties === false) this.#unknown(key, Object.keys(properties), path);
    }
    for (const key of (schema.required ?? []) as string[]) {
      if (!Object.hasOwn(value, key)) this.#fault(path, `${nameOf(path)} lacks ${key}`);
    }
  }

  #scalar(schema: JsonObject, value: unknown, path: FieldPath): void {
    if (typeof value === 'number') {
      if (value < Number(schema.minimum ?? -Infinity))
        this.#fault(path, `${nameOf(path)} must be at least ${schema.minimum}`);
      if (value > Number(schema.maximum ?? Infinity))
        this.#fault(path, `${nameOf(path)} must be at most ${schema.maximum}`);
    } else if (typeof value === 'string') {
      if (value.length < Number(schema.minLength ?? 0))
        this.#fault(path, `${nameOf(path)} must not be empty`);
      else if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value)) {
        this.#fault(path, `${nameOf(path)} must look like ${show(schema.default)}, not ${show(value)}`);
      }
    }
  }

  #unknown(key: string, known: readonly string[], path: FieldPath): void {
    const nearest = nearestName(key, known);
    const isRule = path.length === 1 && path[0] === 'rules';
    const where = isRule || path.length === 0 ? '' : ` in ${nameOf(path)}`;
    const others = isRule ? '' : `; known are ${known.join(', ')}`;
    const advice = nearest === undefined ? others : `; did you mean ${nearest}?`;
    const what = isRule ? 'there is no rule' : 'unknown key';
    this.#faults.push({ path: [...path, key], message: `${what} ${key}${where}${advice}`, key: true });
  }

  #fault(path: FieldPath, message: string): void {
    this.#faults.push({ path, message, key: false });
  }
}

/** Of `oneOf`, whose branches differ by type, the one of the value's type. */
function branchFor(schema: JsonObject, value: unknown): JsonObject {
  const branches = (schema.oneOf ?? []) as readonly JsonObject[];
  return branches.find(({ type }) => isOfType(value, type as string)) ?? schema;
}

function typesOf(schema: JsonObject): string[] {
  return (schema.oneOf as readonly JsonObject[]).map(({ type }) => TYPE_NAMES.get(type as string)!);
}

const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['object', 'a map'],
  ['array', 'a list'],
  ['string', 'text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

function isOfType(value: unknown, type: string): boolean {
  if (type === 'object') return isMap(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function nameOf(path: FieldPath): string {
  return path.length === 0 ? 'the file' : path.join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

function hint(value: unknown, allowed: readonly unknown[]): string {
  const nearest = typeof value === 'string' ? nearestName(value, allowed.map(String)) : undefined;
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

function list(values: readonly unknown[]): string {
  return values.map(String).join(', ');
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a map' : (JSON.stringify(value) ?? 'nothing');
}
