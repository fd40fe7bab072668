import type { Callable } from '../callable.ts';
import { sprint, sprintln } from '../format-value.ts';
import { isTrue, typeName } from '../kinds.ts';
import { sprintf } from '../printf.ts';
import type { CallContext, Value } from '../value.ts';
import { index, indexPath, length, slice } from './access.ts';
import { eq, ge, gt, le, lt, ne } from './compare.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';

function define(name: string, params: Callable['params'], call: (...args: Value[]) => Value): Callable {
  return { name, params, call: (args) => call(...args) };
}

function variadic(name: string, params: Callable['params'], call: Callable['call']): Callable {
  return { name, params, variadic: true, call };
}

/** Go prints a nil argument of html, js and urlquery as an action would. */
function evalArgs(args: readonly Value[], context: CallContext): string {
  const shown = args.map((arg) => (arg === null || arg === undefined ? '<no value>' : arg));
  return sprint(shown, context);
}

/** No value here is a function, so `call` always fails. */
function call(callee: string | undefined): Callable['call'] {
  return ([fn]) => {
    if (fn === null || fn === undefined) throw new Error('call of nil');
    const type = typeName(fn);
    throw new Error(
      `non-function ${callee ?? (typeof fn === 'string' ? fn : `<${type} Value>`)} of type ${type}`,
    );
  };
}

const FUNCTIONS: readonly Callable[] = [
  { ...variadic('and', ['value', 'value'], () => undefined), shortCircuit: 'and' },
  { ...variadic('or', ['value', 'value'], () => undefined), shortCircuit: 'or' },
  define('not', ['value'], (value) => !isTrue(value)),
  variadic('eq', ['value', 'value'], ([first, ...rest]) => eq(first, rest)),
  define('ne', ['value', 'value'], ne),
  define('lt', ['value', 'value'], lt),
  define('le', ['value', 'value'], le),
  define('gt', ['value', 'value'], gt),
  define('ge', ['value', 'value'], ge),
  { name: 'len', params: ['value'], call: ([value], context) => measured(value, context) },
  { ...variadic('index', ['value', 'value'], ([item, ...keys]) => index(item, keys)), path: indexPath },
  {
    ...variadic('slice', ['value', 'value'], ([item, ...bounds]) => slice(item, bounds)),
    path: slicePath,
    concreteFrom: 1,
  },
  variadic('print', ['any'], sprint),
  variadic('printf', ['string', 'any'], ([format, ...rest], context) =>
    sprintf(format as string, rest, context),
  ),
  variadic('println', ['any'], sprintln),
  variadic('html', ['any'], (args, context) => escapeHtml(evalArgs(args, context))),
  variadic('js', ['any'], (args, context) => escapeJs(evalArgs(args, context))),
  variadic('urlquery', ['any'], (args, context) => escapeQuery(evalArgs(args, context))),
  { ...variadic('call', ['value', 'value'], () => undefined), named: call },
];

/** A slice of a string, or one that starts at the front, is its argument as far as paths go. */
function slicePath(args: Value[]): { argument: number; keys: [] } | undefined {
  return typeof args[0] === 'string' ? { argument: 0, keys: [] } : undefined;
}

/** Characters of a text whose bytes are counted for a step. */
const COUNTED_PER_STEP = 64;

/** A text that is no ASCII is encoded to be measured. */
function measured(value: Value, context: CallContext): Value {
  if (typeof value === 'string') context.spend(Math.floor(value.length / COUNTED_PER_STEP));
  return length(value);
}

/** Go's builtin functions. */
export const BUILTINS: ReadonlyMap<string, Callable> = new Map(FUNCTIONS.map((fn) => [fn.name, fn]));
