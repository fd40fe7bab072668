import { zeroOf } from './argocd/decoded.ts';
import { TYPES } from './argocd/generated/types.ts';
import type { TypeField } from './argocd/type-table.ts';
import type { Json, JsonObject } from './types.ts';

/**
 * An Application as `argocd` would print it: as encoding/json writes its Go types, with nothing that Argo CD does not know,
 * nothing that it leaves out, and without a status.
 */
export function asArgoPrints(application: JsonObject): JsonObject {
  const { status: _, ...printed } = struct(application, 'Application');
  return printed;
}

function struct(object: JsonObject, type: string): JsonObject {
  const kept: [string, Json][] = [];
  for (const [name, field] of Object.entries(TYPES[type]!)) {
    const shown = valueOf(Object.hasOwn(object, name) ? object[name]! : null, field);
    if (shown !== undefined) kept.push([name, shown]);
  }
  return Object.fromEntries(kept);
}

/** Undefined where the field is left out. */
function valueOf(value: Json, { type, always, pointer }: TypeField): Json | undefined {
  if (value === null) return always === true ? typed(zeroOf(type), type) : undefined;
  const shown = typed(value, type);
  return always !== true && pointer !== true && isZero(shown) ? undefined : shown;
}

function typed(value: Json, type: string): Json {
  if (type.startsWith('[]') && Array.isArray(value))
    return (value as readonly Json[]).map((item) => typed(item, type.slice(2)));
  return Object.hasOwn(TYPES, type) && isMap(value) ? struct(value, type) : value;
}

function isZero(value: Json): boolean {
  if (value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
