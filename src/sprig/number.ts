/** Go's numbers: casts, wrapping int64, and the ways to print a float64. */
export { formatNumber as formatFloat } from '../template/index.ts';
import { GoInt, NamedInt } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import { isNil } from './kind.ts';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

export function int(value: number | bigint): GoInt {
  return new GoInt(value, 'int');
}

/** A result of Go's int64 arithmetic, wrapped around as it is there. */
export function int64(value: bigint): GoInt {
  return new GoInt(BigInt.asIntN(64, value), 'int64');
}

/** `cast.ToInt64`: what cannot be read as a whole number is 0; a float64 is cut, out of range it is amd64's minimum. */
export function toInt64(value: Value): bigint {
  if (isNil(value)) return 0n;
  if (value instanceof GoInt) return isForeign(value) ? 0n : BigInt.asIntN(64, value.value);
  if (typeof value === 'number') return truncate(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'string' ? (parseGoInt(trimZeroDecimal(value), 0) ?? 0n) : 0n;
}

/** Of named types cast knows months and weekdays. */
function isForeign(value: GoInt): boolean {
  return value instanceof NamedInt && value.goType === 'time.Duration';
}

function truncate(value: number): bigint {
  if (!Number.isFinite(value)) return MIN_INT64;
  const whole = BigInt(Math.trunc(value));
  return whole < MIN_INT64 || whole > MAX_INT64 ? MIN_INT64 : whole;
}

/** cast's own helper: `1.0` and `1.00` are read as 1. */
function trimZeroDecimal(text: string): string {
  return text.endsWith('0') ? text.replace(/\.0+$/, '') : text;
}

const DIGITS: readonly (readonly [RegExp, number])[] = [
  [/^0[xX]_?([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)$/, 16],
  [/^0[oO]?_?([0-7]+(?:_[0-7]+)*)$/, 8],
  [/^0[bB]_?([01]+(?:_[01]+)*)$/, 2],
  [/^([1-9][0-9]*(?:_[0-9]+)*|0)$/, 10],
];

/** `strconv.ParseInt(text, base, 64)` for bases 0, 8 and 10; `undefined` is its error, except that overflow saturates. */
export function parseGoInt(text: string, base: 0 | 8 | 10): bigint | undefined {
  const value = parseDigits(text, base);
  return value === undefined || value < MIN_INT64 || value > MAX_INT64 ? undefined : value;
}

/** Whether Go reads the text, by its prefix, as an int64 or a uint64. */
export function isInteger64(text: string): boolean {
  const value = parseDigits(text, 0);
  if (value === undefined || value < MIN_INT64) return false;
  return value <= MAX_INT64 || (value < 2n ** 64n && !/^[+-]/.test(text));
}

function parseDigits(text: string, base: 0 | 8 | 10): bigint | undefined {
  const negative = text.startsWith('-');
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  const magnitude = base === 0 ? prefixed(body) : plain(body, base);
  return magnitude !== undefined && negative ? -magnitude : magnitude;
}

function prefixed(body: string): bigint | undefined {
  for (const [pattern, base] of DIGITS) {
    const digits = pattern.exec(body)?.[1];
    if (digits !== undefined) return inBase(digits.replaceAll('_', ''), base);
  }
  return undefined;
}

function plain(body: string, base: 8 | 10): bigint | undefined {
  return (base === 8 ? /^[0-7]+$/ : /^[0-9]+$/).test(body) ? inBase(body, base) : undefined;
}

const PREFIX = new Map([
  [16, '0x'],
  [8, '0o'],
  [2, '0b'],
  [10, ''],
]);

/** Longer than any 64-bit number: not worth the work. */
const MAX_DIGITS = 400;

function inBase(digits: string, base: number): bigint | undefined {
  return digits.length > MAX_DIGITS ? MAX_INT64 + 1n : BigInt(PREFIX.get(base)! + digits);
}

/** `cast.ToFloat64`. */
export function toFloat64(value: Value): number {
  if (isNil(value)) return 0;
  if (value instanceof GoInt) return isForeign(value) ? 0 : Number(value.value);
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? (parseGoFloat(value) ?? 0) : 0;
}

const DECIMAL = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const HEX = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?[0-9]+)$/;

/** `strconv.ParseFloat(text, 64)`; `undefined` is its error, being out of range included. */
export function parseGoFloat(text: string): number | undefined {
  const digits = text.replaceAll(/(?<=[0-9])_(?=[0-9])/g, '');
  if (DECIMAL.test(digits)) {
    const value = Number(digits);
    return Number.isFinite(value) ? value : undefined;
  }
  if (/^\+?inf(?:inity)?$/i.test(text)) return Infinity;
  if (/^-inf(?:inity)?$/i.test(text)) return -Infinity;
  return /^nan$/i.test(text) ? NaN : parseHexFloat(text);
}

function parseHexFloat(text: string): number | undefined {
  const match = HEX.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return undefined;
  const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

/** `%f` with the shortest digits. Below 1e21 JavaScript writes the digits out down to 1e-6; from there on we do. */
export function plainFloat(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', lead = '', rest = '', exponent = ''] = match;
  const power = Number(exponent);
  const digits = lead + rest;
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  return `${sign}${digits.padEnd(power + 1, '0')}`;
}
