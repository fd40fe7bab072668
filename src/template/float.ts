/** Go's strconv.FormatFloat for float64. Digits are exact and ties go to even, which JavaScript's toFixed does not do. */

/** A finite, non-negative number as 0.d1d2d3… × 10^point. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const buffer = new DataView(new ArrayBuffer(8));

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** mantissa × 2^exponent, exactly. */
function split(value: number): { mantissa: bigint; exponent: number } {
  buffer.setFloat64(0, Math.abs(value));
  const bits = buffer.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** value × 10^places as a fraction. */
function scaledFraction(value: number, places: number): [numerator: bigint, denominator: bigint] {
  const { mantissa, exponent } = split(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  return [numerator, denominator];
}

/** round(value × 10^places), ties to even. */
function scaled(value: number, places: number): bigint {
  const [numerator, denominator] = scaledFraction(value, places);
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

function shortest(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e') as [string, string];
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** Rounded to so many significant digits, at least one. */
function rounded(value: number, count: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  let point = shortest(value).point;
  // That is one too high where the shortest form rounds up to a power of ten, as 1e23 does.
  const [numerator, denominator] = scaledFraction(value, 1 - point);
  if (numerator < denominator) point--;
  const digits = scaled(value, count - point).toString();
  if (digits.length > count) point++;
  return { digits: digits.slice(0, count).replace(/0+$/, ''), point };
}

/** A float64 has no more digits than this, before or behind the point: further precision adds zeros only. */
const MOST_DIGITS = 1100;

function formatE(decimal: Decimal, precision: number, letter: string): string {
  const digits = (decimal.digits || '0').padEnd(precision + 1, '0');
  const exponent = decimal.digits === '' ? 0 : decimal.point - 1;
  const fraction = precision > 0 ? '.' + digits.slice(1, precision + 1) : '';
  const sign = exponent < 0 ? '-' : '+';
  return digits[0] + fraction + letter + sign + String(Math.abs(exponent)).padStart(2, '0');
}

function formatF(decimal: Decimal, precision: number): string {
  const { digits, point } = decimal;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (precision <= 0) return whole;
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return whole + '.' + fraction.slice(0, precision).padEnd(precision, '0');
}

function fixed(value: number, precision: number): string {
  const places = Math.min(precision, MOST_DIGITS);
  const digits = scaled(value, places)
    .toString()
    .padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return precision === 0 ? whole : `${whole}.${digits.slice(digits.length - places).padEnd(precision, '0')}`;
}

function formatG(value: number, precision: number, letter: string): string {
  const exact = precision < 0;
  const significant = precision === 0 ? 1 : precision;
  const decimal = exact ? shortest(value) : rounded(value, Math.min(significant, MOST_DIGITS));
  const count = decimal.digits.length;
  let limit = exact ? count : significant;
  let threshold = limit > count && count >= decimal.point ? count : limit;
  if (exact) threshold = 6;
  const exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= threshold) {
    limit = Math.min(limit, count);
    return formatE(decimal, Math.max(limit - 1, 0), letter);
  }
  return formatF(decimal, Math.max(count - decimal.point, 0));
}

function formatExponent(value: number, precision: number, letter: string): string {
  const decimal = precision < 0 ? shortest(value) : rounded(value, Math.min(precision, MOST_DIGITS) + 1);
  return formatE(decimal, precision < 0 ? Math.max(decimal.digits.length - 1, 0) : precision, letter);
}

/** `%b`: the mantissa as an integer and a binary exponent. */
function formatBinary(value: number): string {
  const { mantissa, exponent } = split(value);
  return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** `%x`: a hexadecimal mantissa, normalised to 1.…, and a binary exponent. */
function formatHex(value: number, precision: number, upper: boolean): string {
  let { mantissa, exponent } = split(value);
  if (mantissa === 0n) exponent = 0;
  else {
    while (mantissa < 1n << 60n) {
      mantissa <<= 1n;
      exponent--;
    }
    exponent += 60;
  }
  if (precision >= 0 && precision < 15) ({ mantissa, exponent } = roundHex(mantissa, exponent, precision));
  const hex = mantissa.toString(16).padStart(16, '0').slice(-15);
  const whole = (mantissa >> 60n).toString(16);
  const fraction = precision < 0 ? hex.replace(/0+$/, '') : hex.slice(0, precision).padEnd(precision, '0');
  const text = `0x${whole}${fraction && '.' + fraction}p${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return upper ? text.toUpperCase() : text;
}

function roundHex(
  mantissa: bigint,
  exponent: number,
  precision: number,
): { mantissa: bigint; exponent: number } {
  const shift = BigInt(60 - precision * 4);
  const half = 1n << (shift - 1n);
  const extra = mantissa & ((1n << shift) - 1n);
  let kept = mantissa >> shift;
  if (extra > half || (extra === half && (kept & 1n) === 1n)) kept++;
  kept <<= shift;
  return kept >= 1n << 61n ? { mantissa: kept >> 1n, exponent: exponent + 1 } : { mantissa: kept, exponent };
}

function formatMagnitude(value: number, verb: string, precision: number): string {
  switch (verb) {
    case 'e':
    case 'E':
      return formatExponent(value, precision, verb);
    case 'f':
      return precision < 0 ? formatShortF(value) : fixed(value, precision);
    case 'g':
    case 'G':
      return formatG(value, precision, verb === 'g' ? 'e' : 'E');
    case 'b':
      return formatBinary(value);
    default:
      return formatHex(value, precision, verb === 'X');
  }
}

function formatShortF(value: number): string {
  const decimal = shortest(value);
  return formatF(decimal, Math.max(decimal.digits.length - decimal.point, 0));
}

/** strconv.FormatFloat(value, verb, precision, 64); precision -1 is the shortest text that reads back the same. */
export function formatFloat(value: number, verb: string, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = formatMagnitude(Math.abs(value), verb, precision);
  return isNegative(value) ? '-' + text : text;
}

/** How `%v` prints a float64: `1`, `0.5`, `1e+06`. */
export function formatNumber(value: number): string {
  // Up to six digits the two languages agree.
  if (Number.isInteger(value) && value > -1e6 && value < 1e6 && !Object.is(value, -0)) return String(value);
  return formatFloat(value, 'g', -1);
}
