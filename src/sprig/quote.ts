/** Values as text: quoting, joining, `toString`. */
import type { FunctionTable, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { compareBytes } from './bytes.ts';
import { define, table } from './function.ts';
import { isNil, strings } from './kind.ts';
import { print } from './print.ts';

const PLAIN = /^[ !#-[\]-~]*$/;
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** `strconv.Quote`. */
export function quoteText(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  let out = '"';
  for (const character of value) out += ESCAPES.get(character) ?? escapeRune(character);
  return `${out}"`;
}

function escapeRune(character: string): string {
  if (PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0)!;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

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
      .map((value) => quoteText(print(value)))
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
