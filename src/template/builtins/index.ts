import type { Callable } from '../callable.ts';
import { sprint, sprintln } from '../format-value.ts';
import { isMap, isTrue, typeName } from '../kinds.ts';
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
  const text = sprint(shown, context);
  context.spend(text.length);
  return text;
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

/** What texts cost that are compared or measured, that become bytes, that are escaped character by character. */
const LOOKED_AT = { charactersPerStep: 64 };
const ENCODED = { charactersPerStep: 16 };
const ESCAPED = { charactersPerStep: 1 };
const PRINTED = { steps: 10 };
/** Texts that are no UTF-8 are compared byte by byte. */
const COMPARED = { charactersPerStep: 4 };

const FUNCTIONS: readonly Callable[] = [
  { ...variadic('and', ['value', 'value'], () => undefined), shortCircuit: 'and' },
  { ...variadic('or', ['value', 'value'], () => undefined), shortCircuit: 'or' },
  define('not', ['value'], (value) => !isTrue(value)),
  { ...variadic('eq', ['value', 'value'], ([first, ...rest]) => eq(first, rest)), ...LOOKED_AT },
  { ...define('ne', ['value', 'value'], ne), ...LOOKED_AT },
  { ...define('lt', ['value', 'value'], lt), ...COMPARED },
  { ...define('le', ['value', 'value'], le), ...COMPARED },
  { ...define('gt', ['value', 'value'], gt), ...COMPARED },
  { ...define('ge', ['value', 'value'], ge), ...COMPARED },
  {
    name: 'len',
    params: ['value'],
    call: ([value], context) => measured(value, context),
    ...COMPARED,
  },
  {
    ...variadic('index', ['value', 'value'], ([item, ...keys]) => index(item, keys)),
    path: indexPath,
    ...ENCODED,
  },
  {
    ...variadic('slice', ['value', 'value'], ([item, ...bounds]) => slice(item, bounds)),
    path: slicePath,
    concreteFrom: 1,
    ...ENCODED,
  },
  { ...variadic('print', ['any'], sprint), ...PRINTED },
  {
    ...variadic('printf', ['string', 'any'], ([format, ...rest], context) =>
      sprintf(format as string, rest, context),
    ),
    charactersPerStep: 2,
  },
  { ...variadic('println', ['any'], sprintln), ...PRINTED },
  { ...variadic('html', ['any'], (args, context) => escapeHtml(evalArgs(args, context))), ...ESCAPED },
  { ...variadic('js', ['any'], (args, context) => escapeJs(evalArgs(args, context))), ...ESCAPED },
  { ...variadic('urlquery', ['any'], (args, context) => escapeQuery(evalArgs(args, context))), ...ESCAPED },
  { ...variadic('call', ['value', 'value'], () => undefined), named: call },
];

/** A slice of a string, or one that starts at the front, is its argument as far as paths go. */
function slicePath(args: Value[]): { argument: number; keys: [] } | undefined {
  return typeof args[0] === 'string' ? { argument: 0, keys: [] } : undefined;
}

/** The keys of a map are listed to be counted. */
const KEYS_PER_STEP = 2;

function measured(value: Value, context: CallContext): Value {
  const found = length(value);
  if (isMap(value)) context.spend(Math.floor(Number(found.value) / KEYS_PER_STEP));
  return found;
}

/** Go's builtin functions. */
export const BUILTINS: ReadonlyMap<string, Callable> = new Map(FUNCTIONS.map((fn) => [fn.name, fn]));
