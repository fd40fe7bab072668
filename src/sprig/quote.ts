/** Values as text: quoting, joining, `toString`. */
import { quote } from '../template/index.ts';
import type { CallContext, FunctionTable, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { compareBytes } from './bytes.ts';
import { define, table } from './function.ts';
import { isNil, strings, withoutMethods } from './kind.ts';
import { NodeLimit } from './node-limit.ts';
import { print, textOf } from './print.ts';

/** Sprig's `strslice`: a list's values that are not nil, or the one value. */
function textList(value: Value, context: CallContext): string[] {
  const inner = withoutMethods(value);
  return Array.isArray(inner) ? texts(inner, context) : texts([value], context);
}

/** The values that are not nil, printed; the budget pays for the parts and the length. */
function texts(values: Value[], context: CallContext, show: typeof print = textOf): string[] {
  const limit = new NodeLimit(context);
  context.spend(values.length * STEPS_PER_TEXT);
  const printed = values.filter((value) => !isNil(value)).map((value) => show(value, limit));
  spendLength(printed, '', context);
  return printed;
}

function spendLength(parts: readonly string[], separator: string, context: CallContext): void {
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  if (length > FREE_LENGTH) context.spend(Math.ceil(length / FREE_LENGTH));
}

/** Characters of text that cost a step. */
const FREE_LENGTH = 4;

const STEPS_PER_TEXT = 2;

/** Sorting a text takes as long as that many actions. */
const STEPS_PER_SORTED = 8;

function join(separator: string, value: Value, context: CallContext): string {
  const parts = textList(value, context);
  spendLength(parts, separator, context);
  return parts.join(separator);
}

function sortAlpha(given: Value, context: CallContext): Value[] {
  const inner = withoutMethods(given);
  const value = Array.isArray(inner) ? inner : given;
  if (Array.isArray(value)) context.spend(value.length * STEPS_PER_SORTED);
  return strings(
    Array.isArray(value)
      ? textList(value, context).sort(compareBytes)
      : [textOf(value, new NodeLimit(context))],
  );
}

/** A list of another type than any is noted as such. */
const OF_LIST = { steps: 24 };

export const quoteFunctions: FunctionTable = table(
  define(
    'quote',
    'any...',
    (args, context) =>
      texts(args, context)
        .map((value) => quote(value))
        .join(' '),
    { charactersPerStep: 4 },
  ),
  define('squote', 'any...', (args, context) =>
    texts(args, context)
      .map((value) => `'${value}'`)
      .join(' '),
  ),
  // Sprig trims the format, not what it makes: only an empty list of values leaves nothing.
  define('cat', 'any...', (args, context) => texts(args, context, print).join(' ')),
  define('toString', 'any', ([value], context) => textOf(value, new NodeLimit(context))),
  define('toStrings', 'any', ([value], context) => strings(textList(value, context)), OF_LIST),
  define('join', 'string any', ([separator, value], context) => join(text(separator), value, context)),
  define('sortAlpha', 'any', ([value], context) => sortAlpha(value, context), OF_LIST),
);
