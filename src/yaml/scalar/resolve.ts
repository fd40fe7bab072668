/**
 * What an untagged plain scalar means, as `go.yaml.in/yaml/v2` (resolve.go) decides it: YAML 1.1 booleans with `y`
 * and `n`, Go's integer prefixes, `_` between digits, no base 60, timestamps left as strings.
 */
import type { Json } from '../../types.ts';

/** Not-a-number and the infinities are read, but JSON can't hold them: the caller must refuse them. */
export type Scalar = Extract<Json, string | number | boolean | null>;

const words = new Map<string, Scalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (w) => [w, false] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((w) => [w, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w) => [w, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((w) => [w, -Infinity] as const),
]);

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const based = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Behind a first dot ParseFloat itself reads the digits, and takes a `_` between two. */
const dotted = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const signedBinary = /^(-?)0b([-+]?[01]+)$/;

const uint64 = 2n ** 64n;
const int64 = 2n ** 63n;

/** The value of a plain scalar: `0777` is 511, `0o17` 15, `1_000` 1000, `yes` true, `08` 8, `1e400` a string. */
export function resolvePlain(source: string): Scalar {
  const first = source.charCodeAt(0);
  if (isDigit(first) || first === 0x2b || first === 0x2d) return resolveNumber(source);
  if (first === 0x2e) return resolveDotted(source);
  if (source.length > 5) return source;
  const word = words.get(source);
  return word === undefined ? source : word;
}

/** An integer of any written form as a BigInt, within the range that Go holds; undefined for all else. */
export function resolveInteger(source: string): bigint | undefined {
  const plain = source.includes('_') ? source.replaceAll('_', '') : source;
  if (decimal.test(plain)) return inRange(BigInt(plain.startsWith('+') ? plain.slice(1) : plain), plain);
  const parts = based.exec(plain);
  if (parts !== null) return inRange(signed(parts), plain);
  return binaryWithInnerSign(plain);
}

function resolveNumber(source: string): Scalar {
  const plain = source.includes('_') ? source.replaceAll('_', '') : source;
  if (decimal.test(plain)) return Number(plain) || 0;
  const integer = resolveInteger(plain);
  if (integer !== undefined) return Number(integer);
  if (float.test(plain)) return finiteOr(Number(plain), source);
  const word = words.get(source);
  return word === undefined ? source : word;
}

function resolveDotted(source: string): Scalar {
  if (dotted.test(source)) return finiteOr(Number(source.replaceAll('_', '')), source);
  const word = words.get(source);
  return word === undefined ? source : word;
}

/** Go's ParseFloat refuses what overflows, and the scalar stays a string. */
function finiteOr(value: number, source: string): Scalar {
  return Number.isFinite(value) ? value : source;
}

function signed(parts: RegExpExecArray): bigint {
  const [, sign, hex, binary, octal] = parts;
  const digits = hex === undefined ? (binary === undefined ? `0o${octal}` : `0b${binary}`) : `0x${hex}`;
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

/** ParseInt takes 64 bits with a sign, ParseUint 64 bits without one (and refuses a written `+`). */
function inRange(value: bigint, plain: string): bigint | undefined {
  if (value >= -int64 && value < int64) return value;
  const bare = isDigit(plain.charCodeAt(0));
  return bare && value >= 0n && value < uint64 ? value : undefined;
}

/** `0b-1`: resolve.go cuts the prefix by hand and lets ParseInt read a sign after it. */
function binaryWithInnerSign(plain: string): bigint | undefined {
  const parts = signedBinary.exec(plain);
  if (parts === null) return undefined;
  const [, outer, inner = ''] = parts;
  if (outer === '-' && !isDigit(inner.charCodeAt(0))) return undefined;
  const magnitude = BigInt(`0b${inner.replace(/^[-+]/, '')}`);
  return inner.startsWith('-') ? -magnitude : magnitude;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
