import { quote, typed, withMethods } from '../../template/index.ts';
import type { CallContext, FunctionTable, GoFunction, GoMap, Value } from '../../template/value.ts';
import { tableAt, valueAt } from './map.ts';

type Method = (values: GoMap, path: string, context: CallContext) => Value;

/**
 * Gives maps the Go type of `.Values`, and its methods: `.Values.AsMap` is what `dig` takes. Mirrors `Values` of Helm's
 * pkg/chart/common but for `Encode`, which no template can call. `goType` is its name in the Helm that renders.
 */
export function valuesType(goType: string, functions: FunctionTable): (map: GoMap) => GoMap {
  const make = (map: GoMap): GoMap => withMethods(typed(map, goType), find);
  const withPath: ReadonlyMap<string, Method> = new Map<string, Method>([
    ['PathValue', value],
    ['Table', (values, path) => make(alias(table(values, path)))],
  ]);
  const plain: ReadonlyMap<string, Method> = new Map<string, Method>([
    ['AsMap', (values) => (Object.keys(values).length === 0 ? {} : alias(values))],
    ['YAML', (values, _, context) => `${functions.get('toYaml')!.call([values], context) as string}\n`],
  ]);
  function find(map: GoMap, name: string): GoFunction | undefined {
    const method = withPath.get(name) ?? plain.get(name);
    if (method === undefined) return undefined;
    const params = withPath.has(name) ? (['string'] as const) : [];
    return { name, params, call: ([path], context) => method(map, path as string, context) };
  }
  return make;
}

/** In a template that has none of these it doesn't show of which Go type `.Values` is. */
const REVEALING = /\.(?:AsMap|PathValue|Table|YAML)\b|\b(?:deepEqual|dig|typeIs(?:Like)?|typeOf)\b|%#?[Tv]/;

/** Whether a template may tell a map of the type of `.Values` from another. */
export function tellsTypes(template: string): boolean {
  return REVEALING.test(template);
}

/** The same map under another Go type: what is set in the one is set in the other. */
export function alias(map: GoMap): GoMap {
  return new Proxy(map, {});
}

function table(values: GoMap, path: string): GoMap {
  const found = tableAt(values, path);
  if (found !== undefined) return found;
  const names = path.split('.');
  const missing = names.find((_, at) => tableAt(values, names.slice(0, at + 1).join('.')) === undefined);
  throw new Error(`${quote(missing!)} is not a table`);
}

function value(values: GoMap, path: string): Value {
  if (path === '') throw new Error('YAML path cannot be empty');
  const found = valueAt(values, path);
  if (found !== undefined) return found;
  throw new Error(`${quote(path.slice(path.lastIndexOf('.') + 1))} is not a value`);
}
