import { isMap } from '../json.ts';
import { zeroOf } from './decoded.ts';
import { TYPES } from './generated/types.ts';
import type { TypeField } from './type-table.ts';
import type { Json, JsonObject } from '../types.ts';

/**
 * An Application as `argocd` would print it: as encoding/json writes its Go types, with nothing that Argo CD does not know,
 * nothing that it leaves out, and without a status.
 */
export function asArgoPrints(application: JsonObject): JsonObject {
  const { status: _, ...printed } = struct(application, 'Application');
  return printed;
}

/** A field with what its type means. */
interface Field {
  readonly name: string;
  readonly always: boolean;
  /** It may be left out, and is where it is zero. */
  readonly omitsZero: boolean;
  readonly zero: Json;
  readonly isList: boolean;
  /** The type of the table that it, or each of its items, is of. */
  readonly struct: string | undefined;
}

const FIELDS: ReadonlyMap<string, readonly Field[]> = new Map(
  Object.entries(TYPES).map(([type, fields]) => [
    type,
    Object.entries(fields).map(([name, field]) => fieldOf(name, field)),
  ]),
);

function fieldOf(name: string, { type, always, pointer }: TypeField): Field {
  const isList = type.startsWith('[]');
  const element = isList ? type.slice(2) : type;
  return {
    name,
    always: always === true,
    omitsZero: always !== true && pointer !== true,
    zero: zeroOf(type),
    isList,
    struct: Object.hasOwn(TYPES, element) ? element : undefined,
  };
}

function struct(object: JsonObject, type: string): JsonObject {
  const kept: Record<string, Json> = {};
  for (const field of FIELDS.get(type)!) {
    const value = Object.hasOwn(object, field.name) ? object[field.name]! : null;
    if (value === null && !field.always) continue;
    const shown = typed(value ?? field.zero, field);
    if (!field.omitsZero || !isZero(shown)) kept[field.name] = shown;
  }
  return kept;
}

function typed(value: Json, { struct: type, isList }: Field): Json {
  if (type === undefined) return value;
  if (!isList) return isMap(value) ? struct(value, type) : value;
  if (!Array.isArray(value)) return value;
  return (value as readonly Json[]).map((item) => (isMap(item) ? struct(item, type) : item));
}

function isZero(value: Json): boolean {
  if (value === '' || value === 0 || value === false) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}
