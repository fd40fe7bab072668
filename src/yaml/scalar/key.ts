/**
 * How a key that is not a string becomes one: sigs.k8s.io/yaml's convertToJSONableObject. Integers in decimal, booleans
 * as `true` and `false` (so `yes:` is the key `true`), floats with the shortest digits of 32 bits.
 */
import { resolveInteger, resolvePlain } from './resolve.ts';

/** The key that a plain scalar names, or undefined where Go refuses it (null, or an integer over 63 bits). */
export function plainKey(source: string): string | undefined {
  const value = resolvePlain(source);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value === null ? undefined : numberKey(source, value);
}

function numberKey(source: string, value: number): string | undefined {
  const integer = resolveInteger(source);
  if (integer !== undefined) return integer < 2n ** 63n ? integer.toString() : undefined;
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  return floatKey(value);
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 32)`. */
function floatKey(value: number): string {
  const single = Math.fround(value);
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  const [mantissa = '', power = ''] = shortestDigits(single).split('e');
  const exponent = Number(power);
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const body = exponent < -4 || exponent >= 6 ? scientific(digits, exponent) : fixed(digits, exponent);
  return negative ? `-${body}` : body;
}

function shortestDigits(single: number): string {
  for (let digits = 0; digits < 9; digits += 1) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(9);
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
}

function fixed(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return digits.length > exponent + 1 ? `${whole}.${digits.slice(exponent + 1)}` : whole;
}
