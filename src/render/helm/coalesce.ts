/**
 * How a chart's values, its subcharts' and the user's become one. Mirrors Helm's pkg/chart/common/util/coalesce.go.
 * `merge` keeps nulls (MergeValues), else a user's null removes a chart's default (CoalesceValues). The user's side is
 * changed in place and so must be a copy; a chart's side never is.
 */
import { formatFloat, sortedKeys } from '../../sprig/index.ts';
import { quote, sprint } from '../../template/index.ts';
import { GoInt } from '../../template/value.ts';
import type { GoMap, Value } from '../../template/value.ts';
import type { Log } from './log.ts';
import { clone, cloneTable, cloneWithoutNulls, isTable, own, put } from './map.ts';
import type { HelmVersion } from './version/index.ts';

/** What coalescing needs of a chart: a name, default values, subcharts, and whose rules hold. */
export interface ValuesNode {
  readonly chart: { readonly helm: Pick<HelmVersion, 'keepsDefaultNulls'> };
  readonly name: string;
  readonly values: GoMap;
  readonly dependencies: readonly ValuesNode[];
}

/** Helm refuses the values, e.g. a scalar where a subchart's table must be. */
export class CoalesceError extends Error {}

const GLOBAL = 'global';

/** Who hears Helm's warnings, and the keys that led here, with a dot behind each. */
interface Warner {
  readonly log: Log;
  readonly prefix: string;
}

function warn({ log }: Warner, message: string): void {
  log({ level: 'INFO', message });
}

function below(warner: Warner | undefined, key: string): Warner | undefined {
  return warner && { log: warner.log, prefix: `${warner.prefix}${key}.` };
}

function warnerOf(log: Log | undefined): Warner | undefined {
  return log && { log, prefix: '' };
}

/** The values that the templates of `chart` see; `user` is not changed. */
export function coalesceValues(chart: ValuesNode, user: GoMap, log?: Log): GoMap {
  return coalesce(chart, cloneTable(user), false, warnerOf(log));
}

/** The same with nulls kept. */
export function mergeValues(chart: ValuesNode, user: GoMap, log?: Log): GoMap {
  return coalesce(chart, cloneTable(user), true, warnerOf(log));
}

function coalesce(chart: ValuesNode, values: GoMap, merge: boolean, warner: Warner | undefined): GoMap {
  const inside = below(warner, chart.name);
  addDefaults(chart, values, merge, inside);
  for (const subchart of chart.dependencies) coalesceSubchart(subchart, values, merge, inside);
  return values;
}

function coalesceSubchart(
  subchart: ValuesNode,
  values: GoMap,
  merge: boolean,
  warner: Warner | undefined,
): void {
  if (!Object.hasOwn(values, subchart.name)) put(values, subchart.name, {});
  const table = own(values, subchart.name);
  if (!isTable(table)) throw new CoalesceError(`type mismatch on ${subchart.name}: ${goBool(table)}`);
  coalesceGlobals(table, values, warner);
  coalesce(subchart, table, merge, warner);
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

function addDefaults(chart: ValuesNode, values: GoMap, merge: boolean, warner: Warner | undefined): void {
  const keepNulls = merge || chart.chart.helm.keepsDefaultNulls;
  for (const key of Object.keys(chart.values)) {
    const byDefault = chart.values[key];
    if (!Object.hasOwn(values, key)) addDefault(values, key, byDefault, keepNulls);
    else mergeDefault(chart, values, key, merge, warner);
  }
}

function addDefault(values: GoMap, key: string, byDefault: Value, keepNulls: boolean): void {
  if (keepNulls) put(values, key, clone(byDefault));
  else if (byDefault !== null)
    put(values, key, isTable(byDefault) ? cloneWithoutNulls(byDefault) : clone(byDefault));
}

function mergeDefault(
  chart: ValuesNode,
  values: GoMap,
  key: string,
  merge: boolean,
  warner: Warner | undefined,
): void {
  const value = values[key];
  const byDefault = chart.values[key];
  if (value === null) {
    if (!merge) delete values[key];
  } else if (isTable(value) && isTable(byDefault)) {
    const isChild = merge || chart.dependencies.some((subchart) => subchart.name === key);
    const keepNulls = isChild || chart.chart.helm.keepsDefaultNulls;
    const lower = keepNulls ? byDefault : cloneWithoutNulls(byDefault);
    mergeTables(value, lower, isChild, below(warner, key));
  } else if (warner && isTable(value) && byDefault !== null) {
    warn(warner, `warning: skipped value for ${warner.prefix}${key}: Not a table.`);
  }
}

/** Adds to `above` what only `lower` has. Without `merge` a null above removes what is not null below. */
export function coalesceTables(above: GoMap, lower: GoMap, merge: boolean, log?: Log): GoMap {
  return mergeTables(above, lower, merge, warnerOf(log));
}

function mergeTables(above: GoMap, lower: GoMap, merge: boolean, warner: Warner | undefined): GoMap {
  for (const key of Object.keys(lower)) {
    const value = lower[key];
    if (!Object.hasOwn(above, key)) {
      put(above, key, clone(value));
      continue;
    }
    const upper = above[key];
    if (upper === null) {
      if (!merge && value !== null) delete above[key];
    } else if (isTable(upper) && isTable(value)) {
      mergeTables(upper, value, merge, below(warner, key));
    } else if (warner) warnOfKinds(warner, key, upper, value);
  }
  return above;
}

/** A table above or below what is none. */
function warnOfKinds(warner: Warner, key: string, upper: Value, lower: Value): void {
  const at = `${warner.prefix}${key}`;
  if (isTable(lower)) {
    warn(warner, `warning: cannot overwrite table with non table for ${at} (${sprint([lower])})`);
  } else if (isTable(upper) && lower !== null) {
    warn(warner, `warning: destination for ${at} is a table. Ignoring non-table value (${sprint([lower])})`);
  }
}

/** Copies the parent's globals into a subchart's. Tables below the first level stay shared between them, as in Helm. */
function coalesceGlobals(lower: GoMap, above: GoMap, warner: Warner | undefined): void {
  const target = Object.hasOwn(lower, GLOBAL) ? lower[GLOBAL] : {};
  const source = Object.hasOwn(above, GLOBAL) ? above[GLOBAL] : {};
  if (!isTable(target) || !isTable(source)) {
    const side = isTable(target) ? 'source' : 'destination';
    if (warner) warn(warner, `warning: skipping globals because ${side} ${GLOBAL} is not a table.`);
    return;
  }
  for (const key of Object.keys(source)) {
    const value = source[key];
    const known = own(target, key);
    if (!isTable(value)) {
      if (!isTable(known)) put(target, key, value);
      else if (warner) warn(warner, `key ${key} is table. Skipping`);
    } else if (known === undefined) {
      put(target, key, { ...value });
    } else if (isTable(known)) {
      put(target, key, mergeTables({ ...value }, known, true, below(warner, key)));
    } else if (warner) {
      warn(warner, `Conflict: cannot merge map onto non-map for ${quote(key)}. Skipping.`);
    }
  }
  put(lower, GLOBAL, target);
}
