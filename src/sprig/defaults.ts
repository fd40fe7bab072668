/** Defaults and choices. Their result is one of their arguments, so that a trace goes on through it. */
import type { FunctionTable, GoFunction, Value } from '../template/value.ts';
import { define, table } from './function.ts';
import { isEmpty } from './kind.ts';

/** `default $fallback $given`; without a second argument the fallback. */
function chosen(args: Value[]): number {
  return args.length > 1 && !isEmpty(args[1]) ? 1 : 0;
}

function firstPresent(args: Value[]): number {
  return args.findIndex((value) => !isEmpty(value));
}

/** The trace keeps the path of the argument at the index that `select` gives. */
function selecting(select: (args: Value[]) => number): Pick<GoFunction, 'path'> {
  return {
    path: (args) => {
      const argument = select(args);
      return argument < 0 ? undefined : { argument, keys: [] };
    },
  };
}

function branch(args: Value[]): number {
  return args[2] === true ? 0 : 1;
}

export const defaultFunctions: FunctionTable = table(
  define('default', 'any any...', (args) => args[chosen(args)], selecting(chosen)),
  define('empty', 'any', ([value]) => isEmpty(value)),
  define('coalesce', 'any...', (args) => args[firstPresent(args)] ?? null, selecting(firstPresent)),
  define('all', 'any...', (args) => args.every((value) => !isEmpty(value))),
  define('any', 'any...', (args) => args.some((value) => !isEmpty(value))),
  define('ternary', 'any any bool', (args) => args[branch(args)], selecting(branch)),
  define('fail', 'string', ([message]) => {
    throw new Error(message as string);
  }),
);
