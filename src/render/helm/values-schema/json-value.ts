import { GoInt } from '../../../template/value.ts';
import type { GoMap, Value } from '../../../template/value.ts';
import { isTable } from '../map.ts';
import type { Steps } from './steps.ts';

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function typeOf(value: Value): TypeName {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as 'boolean' | 'string';
  if (Array.isArray(value)) return 'array';
  return isTable(value) ? 'object' : 'number';
}

/** The number that a value is; integers of `--set` are objects here. */
export function numberOf(value: Value): number {
  return value instanceof GoInt ? Number(value.value) : (value as number);
}

/** Equal as JSON; `1` and `1.0` are. */
export function equalJson(a: Value, b: Value, steps: Steps): boolean {
  steps.spend(1);
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (type === 'number') return numberOf(a) === numberOf(b);
  if (type === 'array') return equalLists(a as Value[], b as Value[], steps);
  return type === 'object' ? equalMaps(a as GoMap, b as GoMap, steps) : (a ?? null) === (b ?? null);
}

function equalLists(a: Value[], b: Value[], steps: Steps): boolean {
  return a.length === b.length && a.every((item, index) => equalJson(item, b[index], steps));
}

function equalMaps(a: GoMap, b: GoMap, steps: Steps): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key], steps));
}
