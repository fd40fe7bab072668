import type { CallContext, FunctionTable, GoFunction, ParamType, Value } from '../template/value.ts';

export type Call = (args: Value[], context: CallContext) => Value;
export type Options = Pick<GoFunction, 'path' | 'stores' | 'variadic' | 'steps' | 'charactersPerStep'>;

const VARIADIC = '...';

/**
 * A Go function by its signature: `define('trunc', 'int string', …)`, the last type with `...` where it may stand any
 * number of times.
 */
export function define(name: string, signature: string, call: Call, options: Options = {}): GoFunction {
  const params = signature === '' ? [] : signature.split(' ');
  const variadic = params.at(-1)?.endsWith(VARIADIC) ?? false;
  const types = params.map((param) => param.replace(VARIADIC, '') as ParamType);
  return { name, params: types, call, ...(variadic ? { variadic } : {}), ...options };
}

/** The same function under other names. */
export function alias(of: GoFunction, ...names: string[]): GoFunction[] {
  const renamed = (name: string): GoFunction => ({ ...of, name });
  return names.map((name) => renamed(name));
}

/** A function and its `must` twin, which in Sprig differ only in how Go signals the error. */
export function withMust(plain: GoFunction): GoFunction[] {
  const name = `must${plain.name.charAt(0).toUpperCase()}${plain.name.slice(1)}`;
  return [plain, ...alias(plain, name)];
}

export function table(...functions: readonly (GoFunction | GoFunction[])[]): FunctionTable {
  return new Map(functions.flat().map((each) => [each.name, each]));
}
