/** Values as text: quoting, joining, `toString`. */
import { quote } from '../template/index.ts';
import type { FunctionTable, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { compareBytes } from './bytes.ts';
import { define, table } from './function.ts';
import { isNil, strings } from './kind.ts';
import { print } from './print.ts';

/** Sprig's `strslice`: a list's values that are not nil, or the one value. */
export function textList(value: Value): string[] {
  if (Array.isArray(value)) return value.filter((item) => !isNil(item)).map((item) => print(item));
  return isNil(value) ? [] : [print(value)];
}

function present(args: Value[]): Value[] {
  return args.filter((value) => !isNil(value));
}

/** Sprig trims the format, not what it makes: only an empty list of values leaves nothing. */
function cat(args: Value[]): string {
  return present(args)
    .map((value) => print(value))
    .join(' ');
}

function sortAlpha(value: Value): Value[] {
  return strings(Array.isArray(value) ? textList(value).sort(compareBytes) : [print(value)]);
}

export const quoteFunctions: FunctionTable = table(
  define('quote', 'any...', (args) =>
    present(args)
      .map((value) => quote(print(value)))
      .join(' '),
  ),
  define('squote', 'any...', (args) =>
    present(args)
      .map((value) => `'${print(value)}'`)
      .join(' '),
  ),
  define('cat', 'any...', cat),
  define('toString', 'any', ([value]) => print(value)),
  define('toStrings', 'any', ([value]) => strings(textList(value))),
  define('join', 'string any', ([separator, value]) => textList(value).join(text(separator))),
  define('sortAlpha', 'any', ([value]) => sortAlpha(value)),
);
