/**
 * How a chart's values, its subcharts' and the user's become one. Mirrors Helm's pkg/chart/common/util/coalesce.go.
 * `merge` keeps nulls (MergeValues), else a user's null removes a chart's default (CoalesceValues). The user's side is
 * changed in place and so must be a copy; a chart's side never is.
 */
import { formatFloat, sortedKeys } from '../../sprig/index.ts';
import { GoInt } from '../../template/value.ts';
import type { GoMap, Value } from '../../template/value.ts';
import { clone, cloneTable, cloneWithoutNulls, isTable, own, put } from './map.ts';

/** What coalescing needs of a chart: a name, default values, subcharts. */
export interface ValuesNode {
  readonly name: string;
  readonly values: GoMap;
  readonly dependencies: readonly ValuesNode[];
}

/** Helm refuses the values, e.g. a scalar where a subchart's table must be. */
export class CoalesceError extends Error {}

const GLOBAL = 'global';

/** The values that the templates of `chart` see; `user` is not changed. */
export function coalesceValues(chart: ValuesNode, user: GoMap): GoMap {
  return coalesce(chart, cloneTable(user), false);
}

/** The same with nulls kept. */
export function mergeValues(chart: ValuesNode, user: GoMap): GoMap {
  return coalesce(chart, cloneTable(user), true);
}

function coalesce(chart: ValuesNode, values: GoMap, merge: boolean): GoMap {
  addDefaults(chart, values, merge);
  for (const subchart of chart.dependencies) coalesceSubchart(subchart, values, merge);
  return values;
}

function coalesceSubchart(subchart: ValuesNode, values: GoMap, merge: boolean): void {
  if (!Object.hasOwn(values, subchart.name)) put(values, subchart.name, {});
  const below = own(values, subchart.name);
  if (!isTable(below)) throw new CoalesceError(`type mismatch on ${subchart.name}: ${goBool(below)}`);
  coalesceGlobals(below, values);
  coalesce(subchart, below, merge);
}

/** Helm prints the value with `%t`, which Go has for booleans only. */
function goBool(value: Value, inside: boolean = false): string {
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return inside ? '<nil>' : '%!t(<nil>)';
  if (typeof value === 'string') return `%!t(string=${value})`;
  if (value instanceof GoInt) return `%!t(${value.kind}=${value.value})`;
  if (typeof value === 'number') return `%!t(float64=${formatFloat(value)})`;
  if (Array.isArray(value)) return `[${value.map((each) => goBool(each, true)).join(' ')}]`;
  const entries = sortedKeys(value as GoMap).map(
    (key) => `%!t(string=${key}):${goBool((value as GoMap)[key], true)}`,
  );
  return `map[${entries.join(' ')}]`;
}

function addDefaults(chart: ValuesNode, values: GoMap, merge: boolean): void {
  for (const key of Object.keys(chart.values)) {
    const byDefault = chart.values[key];
    if (!Object.hasOwn(values, key)) addDefault(values, key, byDefault, merge);
    else mergeDefault(chart, values, key, byDefault, merge);
  }
}

function addDefault(values: GoMap, key: string, byDefault: Value, merge: boolean): void {
  if (merge) put(values, key, clone(byDefault));
  else if (byDefault !== null)
    put(values, key, isTable(byDefault) ? cloneWithoutNulls(byDefault) : clone(byDefault));
}

function mergeDefault(chart: ValuesNode, values: GoMap, key: string, byDefault: Value, merge: boolean): void {
  const value = values[key];
  if (value === null) {
    if (!merge) delete values[key];
  } else if (isTable(value) && isTable(byDefault)) {
    const keepNulls = merge || chart.dependencies.some((subchart) => subchart.name === key);
    coalesceTables(value, keepNulls ? byDefault : cloneWithoutNulls(byDefault), keepNulls);
  }
}

/** Adds to `above` what only `below` has. Without `merge` a null above removes what is not null below. */
export function coalesceTables(above: GoMap, below: GoMap, merge: boolean): GoMap {
  for (const key of Object.keys(below)) {
    const lower = below[key];
    if (!Object.hasOwn(above, key)) {
      put(above, key, clone(lower));
      continue;
    }
    const upper = above[key];
    if (upper === null) {
      if (!merge && lower !== null) delete above[key];
    } else if (isTable(upper) && isTable(lower)) {
      coalesceTables(upper, lower, merge);
    }
  }
  return above;
}

/** Copies the parent's globals into a subchart's. Tables below the first level stay shared between them, as in Helm. */
function coalesceGlobals(below: GoMap, above: GoMap): void {
  const target = Object.hasOwn(below, GLOBAL) ? below[GLOBAL] : {};
  const source = Object.hasOwn(above, GLOBAL) ? above[GLOBAL] : {};
  if (!isTable(target) || !isTable(source)) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    const known = own(target, key);
    if (!isTable(value)) {
      if (!isTable(known)) put(target, key, value);
    } else if (known === undefined) {
      put(target, key, { ...value });
    } else if (isTable(known)) {
      put(target, key, coalesceTables({ ...value }, known, true));
    }
  }
  put(below, GLOBAL, target);
}
