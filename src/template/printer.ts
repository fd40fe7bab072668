import { BudgetError } from './errors.ts';
import { sortedKeys, runeCount, toBytes } from './go-strings.ts';
import { isNilValue } from './go-types.ts';
import { formatFloat } from './float.ts';
import { isContainer, isGoObject, isUnsigned, typeName } from './kinds.ts';
import { canBackquote, isPrint, quote, quoteChar } from './quote.ts';
import { GoInt, NamedInt, type CallContext, type GoMap, type GoObject, type Value } from './value.ts';

/** Go's fmt flags, width and precision of one verb. `plusV` and `sharpV` are `%+v` and `%#v`. */
export interface Flags {
  width: number | undefined;
  precision: number | undefined;
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  plusV: boolean;
  sharpV: boolean;
}

export function noFlags(): Flags {
  return {
    width: undefined,
    precision: undefined,
    minus: false,
    plus: false,
    sharp: false,
    space: false,
    zero: false,
    plusV: false,
    sharpV: false,
  };
}

const MASK = (1n << 64n) - 1n;

function pad(text: string, flags: Flags, zero: boolean = flags.zero): string {
  const missing = (flags.width ?? 0) - (flags.width === undefined ? 0 : runeCount(text));
  if (missing <= 0) return text;
  return flags.minus ? text + ' '.repeat(missing) : (zero ? '0' : ' ').repeat(missing) + text;
}

/** Go prints the value with the flags of the verb that does not fit. */
function badVerb(value: Value, verb: string, flags: Flags): string {
  if (value === null || value === undefined) return `%!${verb}(<nil>)`;
  return `%!${verb}(${typeName(value)}=${printValue(value, 'v', flags, 0)})`;
}

function truncate(text: string, flags: Flags): string {
  if (flags.precision === undefined || text.length <= flags.precision) return text;
  return [...text].slice(0, flags.precision).join('');
}

function printString(text: string, verb: string, flags: Flags): string {
  switch (verb) {
    case 'v':
      return flags.sharpV ? quoted(text, flags) : pad(truncate(text, flags), flags);
    case 's':
      return pad(truncate(text, flags), flags);
    case 'q':
      return quoted(text, flags);
    case 'x':
    case 'X':
      return hexBytes(text, verb, flags);
    default:
      return badVerb(text, verb, flags);
  }
}

function quoted(text: string, flags: Flags): string {
  const short = truncate(text, flags);
  if (flags.sharp && canBackquote(short)) return pad('`' + short + '`', flags);
  return pad(quote(short, flags.plus), flags);
}

function hexBytes(text: string, verb: string, flags: Flags): string {
  const hex = Buffer.from(toBytes(text).subarray(0, flags.precision)).toString('hex');
  const prefix = flags.sharp ? '0' + verb : '';
  const digits = verb === 'X' ? hex.toUpperCase() : hex;
  const out = flags.space
    ? digits.replaceAll(/..(?!$)/g, `${prefix}$& `).replace(/..$/, `${prefix}$&`)
    : digits;
  return pad(out === '' || flags.space ? out : prefix + out, flags);
}

const BASES: ReadonlyMap<string, number> = new Map([
  ['d', 10],
  ['b', 2],
  ['o', 8],
  ['O', 8],
  ['x', 16],
  ['X', 16],
]);

function printInt(int: GoInt, verb: string, flags: Flags): string {
  const base = verb === 'v' ? 10 : BASES.get(verb);
  if (verb === 'v' && flags.sharpV && isUnsigned(int))
    return formatInteger(int.value, 16, 'x', { ...flags, sharp: true });
  if (base !== undefined) return formatInteger(int.value, base, verb, flags);
  const code = int.value & MASK;
  const rune = code > 0x10ffffn ? 0xfffd : Number(code);
  switch (verb) {
    case 'c':
      return pad(String.fromCodePoint(rune >= 0xd800 && rune <= 0xdfff ? 0xfffd : rune), flags);
    case 'q':
      return pad(quoteChar(rune, flags.plus), flags);
    case 'U':
      return formatUnicode(code, flags);
    default:
      return badVerb(int, verb, flags);
  }
}

function formatUnicode(code: bigint, flags: Flags): string {
  const digits = code
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), '0');
  const char =
    code <= 0x10ffffn && (code < 0xd800n || code > 0xdfffn) ? String.fromCodePoint(Number(code)) : '';
  const shown = flags.sharp && char !== '' && isPrint(char) ? ` '${char}'` : '';
  return pad(`U+${digits}${shown}`, flags, false);
}

function formatInteger(value: bigint, base: number, verb: string, flags: Flags): string {
  const negative = value < 0n;
  let digits = (negative ? -value : value).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  if (flags.precision === 0 && value === 0n) return ' '.repeat(flags.width ?? 0);
  digits = digits.padStart(leadingZeros(flags, negative), '0');
  if (flags.sharp) {
    if (base === 2) digits = '0b' + digits;
    else if (base === 8 && digits[0] !== '0') digits = '0' + digits;
    else if (base === 16) digits = (verb === 'X' ? '0X' : '0x') + digits;
  }
  if (verb === 'O') digits = '0o' + digits;
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  return pad(sign + digits, flags, false);
}

function leadingZeros(flags: Flags, negative: boolean): number {
  if (flags.precision !== undefined) return flags.precision;
  if (!flags.zero || flags.minus || flags.width === undefined) return 0;
  return negative || flags.plus || flags.space ? flags.width - 1 : flags.width;
}

const FLOAT_VERBS: ReadonlyMap<string, readonly [verb: string, precision: number]> = new Map([
  ['v', ['g', -1]],
  ['b', ['b', -1]],
  ['g', ['g', -1]],
  ['G', ['G', -1]],
  ['x', ['x', -1]],
  ['X', ['X', -1]],
  ['f', ['f', 6]],
  ['F', ['f', 6]],
  ['e', ['e', 6]],
  ['E', ['E', 6]],
]);

function printFloat(value: number, verb: string, flags: Flags): string {
  const known = FLOAT_VERBS.get(verb);
  if (known === undefined) return badVerb(value, verb, flags);
  const [letter, usual] = known;
  const precision = flags.precision ?? usual;
  let text = formatFloat(value, letter, precision);
  let sign = '+';
  if (text[0] === '-' || text[0] === '+') {
    sign = text[0];
    text = text.slice(1);
  }
  if (flags.space && sign === '+' && !flags.plus) sign = ' ';
  if (text === 'Inf' || text === 'NaN') return pad(specialFloat(text, sign, flags), flags, false);
  if (flags.sharp && letter !== 'b') text = keepZeros(text, letter, precision);
  if (!flags.plus && sign === '+') return pad(text, flags);
  const missing = (flags.width ?? 0) - text.length - 1;
  if (flags.zero && !flags.minus && missing > 0) return sign + '0'.repeat(missing) + text;
  return pad(sign + text, flags);
}

/** Infinity has its sign always where Go's FormatFloat gave one; NaN only where it was asked for. */
function specialFloat(text: string, sign: string, flags: Flags): string {
  if (text === 'NaN' && !flags.space && !flags.plus) return text;
  return flags.plus || sign !== '+' ? sign + text : text === 'Inf' ? '+Inf' : text;
}

/** The `#` flag: always a point, and the zeros that %g drops. */
function keepZeros(text: string, letter: string, precision: number): string {
  const marker = letter === 'x' || letter === 'X' ? /[pP]/ : /[eEpP]/;
  const at = text.search(marker);
  let head = at === -1 ? text : text.slice(0, at);
  const tail = at === -1 ? '' : text.slice(at);
  const counted = letter === 'g' || letter === 'G' || letter === 'x' || letter === 'X';
  // Go counts only the lower-case x here: %#X never gains zeros.
  let missing = counted && letter !== 'X' ? (precision === -1 ? 6 : precision) : 0;
  missing -= significantDigits(head);
  if (!head.includes('.')) {
    if (head === '0') missing--;
    head += '.';
  }
  return head + '0'.repeat(Math.max(missing, 0)) + tail;
}

/** Counted as Go does: every character from the first that is neither zero nor the point. */
function significantDigits(head: string): number {
  const first = head.search(/[^0.]/);
  return first === -1 ? 0 : head.slice(first).replace('.', '').length;
}

function printMap(map: GoMap, verb: string, flags: Flags, depth: number): string {
  const entries = sortedKeys(map).map(
    (key) => printString(key, verb, flags) + ':' + printElement(map[key], verb, flags, depth + 1),
  );
  return flags.sharpV ? composite(map, entries) : `map[${entries.join(' ')}]`;
}

function printList(list: Value[], verb: string, flags: Flags, depth: number): string {
  const elements = list.map((element) => printElement(element, verb, flags, depth + 1));
  return flags.sharpV ? composite(list, elements) : `[${elements.join(' ')}]`;
}

/** As it is written in Go's own syntax. */
function composite(value: Value[] | GoMap, parts: readonly string[]): string {
  return typeName(value) + (isNilValue(value) ? '(nil)' : `{${parts.join(', ')}}`);
}

/** A list that holds a list twice, which holds a list twice: a few actions make a value that no machine can print. */
const MOST_ELEMENTS = 1_000_000;
let elements = 0;
/** Who pays for the elements of the value that is being printed; printing calls nothing that prints on its own. */
let payer: Payer | undefined;

/** An element takes as long as that many actions. */
const STEPS_PER_ELEMENT = 8;

/** The execution, as far as printing needs it. */
export type Payer = Pick<CallContext, 'spend'>;

/** An element of a map or slice is an interface value: nil prints the same for every verb. */
function printElement(value: Value, verb: string, flags: Flags, depth: number): string {
  if (payer !== undefined) payer.spend(STEPS_PER_ELEMENT);
  else if (++elements > MOST_ELEMENTS) {
    throw new BudgetError('output', `template prints a value of more than ${MOST_ELEMENTS} elements`);
  }
  if (value === null || value === undefined) return flags.sharpV ? 'interface {}(nil)' : '<nil>';
  return printValue(value, verb, flags, depth);
}

const STRINGABLE: ReadonlySet<string> = new Set(['v', 's', 'x', 'X', 'q']);

/** As Go prints a Stringer, and field by field where no string will do. */
function printObject(object: GoObject, verb: string, flags: Flags, depth: number): string {
  if (object.text !== undefined && verb !== 'v' && STRINGABLE.has(verb))
    return printString(object.text(), verb, flags);
  if (isContainer(object) && verb !== 'v') return printValue(object.elements(), verb, flags, depth);
  if (STRINGABLE.has(verb) && !flags.sharpV) return printString(object.print(), verb, flags);
  const fields = [...object.fields].map(([name, value]) => {
    const shown = printElement(value, verb, flags, depth + 1);
    return flags.sharpV ? `${name}:${shown}` : shown;
  });
  return flags.sharpV ? `${object.goType}{${fields.join(', ')}}` : `{${fields.join(' ')}}`;
}

function printValue(value: Value, verb: string, flags: Flags, depth: number): string {
  switch (typeof value) {
    case 'string':
      return printString(value, verb, flags);
    case 'number':
      return printFloat(value, verb, flags);
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(String(value), flags) : badVerb(value, verb, flags);
    default:
      break;
  }
  if (value === null || value === undefined)
    return verb === 'v' ? pad('<nil>', flags) : badVerb(value, verb, flags);
  if (value instanceof NamedInt && STRINGABLE.has(verb) && !flags.sharpV)
    return printString(value.text, verb, flags);
  if (value instanceof GoInt) return printInt(value, verb, flags);
  if (Array.isArray(value)) return printList(value, verb, flags, depth);
  return isGoObject(value) ? printObject(value, verb, flags, depth) : printMap(value, verb, flags, depth);
}

/** A map's or slice's address means nothing here; Go's differs from run to run. */
const ADDRESS = '0xc000000000';

/** One argument under one verb, as Go's fmt prints it; the context pays for what a map or list holds. */
export function printArgument(value: Value, verb: string, flags: Flags, context?: Payer): string {
  const nil = value === null || value === undefined;
  if (verb === 'T') return nil ? pad('<nil>', flags) : pad(truncate(typeName(value), flags), flags);
  if (verb === 'p' && !nil) {
    return typeof value === 'object' && !(value instanceof GoInt)
      ? pad(ADDRESS, flags)
      : badVerb(value, verb, flags);
  }
  elements = 0;
  payer = context;
  return printValue(value, verb, flags, 0);
}
