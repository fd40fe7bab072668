import { formatNumber } from './float.ts';
import { isGoObject } from './kinds.ts';
import { noFlags, printArgument, type Payer } from './printer.ts';
import type { Value } from './value.ts';

const PLAIN = noFlags();

/** How an action prints a value: `%v`, and `<no value>` for none. */
export function formatValue(value: Value, context?: Payer): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return formatNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === undefined || value === null ? '<no value>' : display(value, context);
  }
}

function display(value: object & Value, context: Payer | undefined): string {
  return isGoObject(value) && value.display !== undefined ? value.display() : print(value, context);
}

function print(value: Value, context: Payer | undefined): string {
  return printArgument(value, 'v', PLAIN, context);
}

/** How Go's `fmt` prints what a function is given. */
export function formatOperand(value: Value, context: Payer | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  return typeof value === 'object' ? print(value, context) : formatValue(value, context);
}

/** Go's fmt.Sprint: a space between operands when neither is a string. */
export function sprint(values: readonly Value[], context?: Payer): string {
  let out = '';
  let previous = true;
  values.forEach((value, index) => {
    const string = typeof value === 'string';
    if (index > 0 && !string && !previous) out += ' ';
    out += formatOperand(value, context);
    previous = string;
  });
  return out;
}

/** Go's fmt.Sprintln: spaces always, and a newline. */
export function sprintln(values: readonly Value[], context?: Payer): string {
  return values.map((value) => formatOperand(value, context)).join(' ') + '\n';
}
