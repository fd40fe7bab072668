import type { NumberLiteral } from './node.ts';
import { unquoteChar, quote } from './quote.ts';
import { GoInt } from './value.ts';

const MAX_INT = (1n << 63n) - 1n;
const MIN_INT = -(1n << 63n);
const MAX_UINT = (1n << 64n) - 1n;

const DECIMAL_FLOAT =
  /^[+-]?(?:[0-9]+(?:_?[0-9]+)*)?(?:\.(?:[0-9]+(?:_?[0-9]+)*)?)?(?:[eE][+-]?[0-9]+(?:_?[0-9]+)*)?$/;
const HEX_FLOAT = /^([+-]?)0[xX]_?([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([+-]?[0-9]+)$/;
const INTEGER =
  /^([+-]?)(?:(0[xX])((?:_?[0-9a-fA-F]+)+)|(0[bB])((?:_?[01]+)+)|(0[oO]|0(?=_?[0-7]))((?:_?[0-7]+)+)|(0|[1-9][0-9]*(?:_[0-9]+)*))$/;

/** Go's newNumber for a char constant: its rune under every type. Throws the reason of an error. */
export function parseCharConstant(text: string): NumberLiteral {
  const char = unquoteChar(text, 1, "'");
  if (char === undefined) throw new Error('invalid syntax');
  if (text.slice(char.next) !== "'") throw new Error(`malformed character constant: ${text}`);
  const int = BigInt(char.code);
  return { int, uint: int, float: char.code, complex: false, ideal: new GoInt(int) };
}

/** Go's newNumber for a number; imaginary ones are known, but have no value here. Throws the reason of an error. */
export function parseNumber(text: string): NumberLiteral {
  if (text.endsWith('i')) return parseImaginary(text);
  const integer = parseInteger(text);
  if (integer !== undefined) return integerLiteral(text, integer);
  const float = parseFloat64(text);
  if (float === undefined) throw new Error(`illegal number syntax: ${quote(text)}`);
  if (!/[.eEpP]/.test(text)) throw new Error(`integer overflow: ${quote(text)}`);
  return floatLiteral(float);
}

function parseImaginary(text: string): NumberLiteral {
  const imaginary = parseFloat64(text.slice(0, -1));
  if (imaginary === undefined) throw new Error(`illegal number syntax: ${quote(text)}`);
  return { int: undefined, uint: undefined, float: undefined, complex: true, ideal: undefined };
}

/** Go's strconv.ParseInt(text, 0, …) without a bound, or undefined. */
function parseInteger(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, , hex, , binary, , octal, decimal] = match;
  const digits = hex ? '0x' + hex : binary ? '0b' + binary : octal ? '0o' + octal : decimal!;
  const value = BigInt(digits.replaceAll('_', ''));
  return sign === '-' ? -value : value;
}

function integerLiteral(text: string, value: bigint): NumberLiteral {
  const int = value >= MIN_INT && value <= MAX_INT ? value : undefined;
  const signed = text.startsWith('-') || text.startsWith('+');
  const uint = value >= 0n && value <= MAX_UINT && (!signed || value === 0n) ? value : undefined;
  // Go tries a float then, and those have no binary, octal or plain hexadecimal form.
  if (int === undefined && uint === undefined) {
    const prefixed = /^[+-]?0[xXbBoO]/.test(text);
    throw new Error(`${prefixed ? 'illegal number syntax' : 'integer overflow'}: ${quote(text)}`);
  }
  const ideal = int === undefined ? undefined : idealInteger(text, int);
  return { int, uint, float: Number(value), complex: false, ideal };
}

/** An integer is an int, unless it is spelled with an exponent (`0b1e` can't be; hex digits do not count). */
function idealInteger(text: string, int: bigint): GoInt | number {
  const hex = /^0[xX]/.test(text);
  return !hex && /[.eEpP]/.test(text) ? Number(int) : new GoInt(int);
}

function floatLiteral(float: number): NumberLiteral {
  const whole = Number.isInteger(float);
  const int = whole && Math.abs(float) < 2 ** 63 ? BigInt(float) : undefined;
  const uint = whole && float >= 0 && float < 2 ** 64 ? BigInt(float) : undefined;
  return { int, uint, float, complex: false, ideal: float };
}

/** Go's strconv.ParseFloat(text, 64), or undefined. */
function parseFloat64(text: string): number | undefined {
  const hex = HEX_FLOAT.exec(text);
  if (hex !== null) return hexFloat(hex);
  if (!DECIMAL_FLOAT.test(text) || !/[0-9]/.test(text.replace(/[eE].*$/, ''))) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

function hexFloat([, sign, whole = '', fraction = '', exponent]: RegExpExecArray): number | undefined {
  const digits = (whole + fraction).replaceAll('_', '');
  if (digits === '') return undefined;
  const scale = Number(exponent) - 4 * fraction.replaceAll('_', '').length;
  const value = Number(BigInt('0x' + digits)) * 2 ** scale;
  if (!Number.isFinite(value)) return undefined;
  return sign === '-' ? -value : value;
}
