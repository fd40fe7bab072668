/** Arithmetic: int64 with Go's wrap-around, decimals for the `…f` functions. */
import type { CallContext, FunctionTable, GoFunction, Value } from '../template/value.ts';
import { integer } from './argument.ts';
import { chain } from './decimal.ts';
import { alias, define, table } from './function.ts';
import { typed } from './kind.ts';
import { int, int64, parseGoInt, toFloat64, toInt64 } from './number.ts';
import { NodeLimit } from './node-limit.ts';
import { print } from './print.ts';

const DIVIDE_BY_ZERO = 'runtime error: integer divide by zero';

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new Error(DIVIDE_BY_ZERO);
  return value;
}

function fold(args: Value[], step: (a: bigint, b: bigint) => bigint): bigint {
  return args.map((value) => toInt64(value)).reduce((a, b) => BigInt.asIntN(64, step(a, b)));
}

function foldFloat(args: Value[], step: (a: number, b: number) => number): number {
  return args.map((value) => toFloat64(value)).reduce((a, b) => step(a, b));
}

/** A number that is made takes as long, and as much memory, as that many actions. */
const STEPS_PER_NUMBER = 4;

/** The numbers from `start` towards `stop`, without it, paid for. */
function untilStep(start: number, stop: number, step: number, context: CallContext): number[] {
  const count = step === 0 ? 0 : Math.max(0, Math.ceil((stop - start) / step));
  if (start === stop || count === 0) return [];
  context.spend(count * STEPS_PER_NUMBER);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function ints(values: number[]): Value[] {
  return typed<Value[]>(
    values.map((value) => int(value)),
    '[]int',
  );
}

/** `seq 5`, `seq 2 5`, `seq 0 2 10`, as a text; both ends count. */
function seq(bounds: number[], context: CallContext): string {
  if (bounds.length === 0 || bounds.length > 3) return '';
  const [start, step, end] = seqBounds(bounds);
  const down = end < start;
  if (bounds.length === 3 && down && step > 0) return '';
  return untilStep(start, end + (down ? -1 : 1), step, context).join(' ');
}

function seqBounds(bounds: number[]): [number, number, number] {
  const [first = 0, second = 0, third = 0] = bounds;
  if (bounds.length === 3) return [first, second, third];
  const [start, end] = bounds.length === 1 ? [1, first] : [first, second];
  return [start, end < start ? -1 : 1, end];
}

/** Rounds a half up; `on` is the fraction from which it rounds up instead. Negative numbers are rounded as Sprig does. */
function round(value: number, places: number, on: number): number {
  const power = 10 ** places;
  const digit = power * value;
  const fraction = digit - Math.trunc(digit);
  return (fraction >= on ? Math.ceil(digit) : Math.floor(digit)) / power;
}

function goMax(a: number, b: number): number {
  return Math.max(a, b);
}

function integers(name: string, signature: string, step: (a: bigint, b: bigint) => bigint): GoFunction {
  return define(name, signature, (args) => int64(fold(args, step)));
}

/** Decimals are counted digit by digit: the smallest floats have hundreds. */
const DECIMAL = { steps: 100 };

function decimals(operation: 'sub' | 'mul' | 'div'): GoFunction {
  const call = (args: Value[]): Value =>
    chain(
      operation,
      args.map((each) => toFloat64(each)),
    );
  return define(`${operation}f`, 'any any...', call, DECIMAL);
}

const max = integers('max', 'any any...', (a, b) => (b > a ? b : a));

/** Numbers may be given as texts. */
function reading(functions: FunctionTable): FunctionTable {
  return new Map([...functions].map(([name, each]) => [name, { steps: 12, ...each, charactersPerStep: 4 }]));
}

const functions = table(
  define('add', 'any...', (args) => int64(fold([int64(0n), ...args], (a, b) => a + b))),
  define('add1', 'any', ([value]) => int64(toInt64(value) + 1n)),
  integers('sub', 'any any', (a, b) => a - b),
  integers('mul', 'any any...', (a, b) => a * b),
  integers('div', 'any any', (a, b) => a / nonZero(b)),
  integers('mod', 'any any', (a, b) => a % nonZero(b)),
  max,
  alias(max, 'biggest'),
  integers('min', 'any any...', (a, b) => (b < a ? b : a)),
  define('maxf', 'any any...', (args) => foldFloat(args, goMax)),
  define('minf', 'any any...', (args) => foldFloat(args, (a, b) => Math.min(a, b))),
  define('add1f', 'any', ([value]) => chain('add', [toFloat64(value), 1]), DECIMAL),
  define('addf', 'any...', (args) => chain('add', [0, ...args.map((each) => toFloat64(each))]), DECIMAL),
  decimals('sub'),
  decimals('mul'),
  decimals('div'),
  define('ceil', 'any', ([value]) => Math.ceil(toFloat64(value))),
  define('floor', 'any', ([value]) => Math.floor(toFloat64(value))),
  define('round', 'any int float64...', ([value, places, on]) =>
    round(toFloat64(value), integer(places), on === undefined ? 0.5 : toFloat64(on)),
  ),
  define('int', 'any', ([value]) => int(toInt64(value))),
  define('int64', 'any', ([value]) => int64(toInt64(value))),
  define('float64', 'any', ([value]) => toFloat64(value)),
  define('atoi', 'string', ([value]) => int(parseGoInt(print(value), 10) ?? saturated(print(value)))),
  define('toDecimal', 'any', ([value], context) =>
    int64(parseGoInt(print(value, new NodeLimit(context)), 8) ?? 0n),
  ),
  define('until', 'int', ([count], context) =>
    ints(untilStep(0, integer(count), integer(count) < 0 ? -1 : 1, context)),
  ),
  define('untilStep', 'int int int', ([start, stop, step], context) =>
    ints(untilStep(integer(start), integer(stop), integer(step), context)),
  ),
  define('seq', 'int...', (args, context) =>
    seq(
      args.map((each) => integer(each)),
      context,
    ),
  ),
);

export const mathFunctions: FunctionTable = reading(functions);

/** `strconv.Atoi` gives the nearest number along with its range error, which Sprig drops. */
function saturated(value: string): bigint {
  if (!/^[+-]?[0-9]+$/.test(value)) return 0n;
  return value.startsWith('-') ? -(2n ** 63n) : 2n ** 63n - 1n;
}
