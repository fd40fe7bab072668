import { isMap } from '../json.ts';
import type { Json } from '../types.ts';

/** An own property, whatever its name; undefined where the value is no map or has no such key. */
export function field(value: Json | undefined, key: string, ...below: readonly string[]): Json | undefined {
  let at = own(value, key);
  for (const name of below) at = own(at, name);
  return at;
}

function own(value: Json | undefined, key: string): Json | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
