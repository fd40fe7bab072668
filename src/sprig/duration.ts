/** Go's durations: nanoseconds in 64 bits, written `1h2m3.5s`. */
import { quote } from '../template/index.ts';

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const PART = /([0-9]*)(?:\.([0-9]*))?(ns|us|µs|μs|ms|s|m|h)/y;
export const SECOND = 1_000_000_000n;
const LIMIT = 2n ** 63n;

/** `time.ParseDuration`; undefined is its error. */
export function parseDuration(text: string): bigint | undefined {
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  if (body === '0') return 0n;
  const size = body === '' ? undefined : sumParts(body);
  if (size === undefined || size > LIMIT || (size === LIMIT && !text.startsWith('-'))) return undefined;
  return text.startsWith('-') ? -size : size;
}

function sumParts(body: string): bigint | undefined {
  let sum = 0n;
  for (let at = 0; at < body.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const match = PART.exec(body);
    if (match === null) return undefined;
    const [, whole = '', fraction = '', unit = ''] = match;
    if (whole + fraction === '' || whole.length > 20) return undefined;
    const digits = fraction.slice(0, 18);
    sum += BigInt(whole || '0') * UNITS.get(unit)!;
    sum += (BigInt(digits || '0') * UNITS.get(unit)!) / 10n ** BigInt(digits.length);
  }
  return sum;
}

/** What Go says of a text that is no duration. */
export function durationProblem(text: string): string {
  const body = text.replace(/^[+-]/, '').replace(/^(?:[0-9.]+(?:ns|us|µs|μs|ms|s|m|h)(?=[0-9.]|$))*/, '');
  const [, number = '', unit = ''] = /^([0-9]+\.?[0-9]*|\.[0-9]+)?([^0-9.]*)/.exec(body) ?? [];
  if (number === '') return `time: invalid duration ${quote(text)}`;
  if (unit === '') return `time: missing unit in duration ${quote(text)}`;
  return `time: unknown unit ${quote(unit)} in duration ${quote(text)}`;
}

/** `Duration.String`. */
export function printDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return sign + (size < SECOND ? printSmall(size) : printLarge(size));
}

function printSmall(size: bigint): string {
  if (size < 1000n) return `${size}ns`;
  return size < 1_000_000n ? `${decimal(size, 3)}µs` : `${decimal(size, 6)}ms`;
}

function printLarge(size: bigint): string {
  const total = size / SECOND;
  const seconds = `${decimal((total % 60n) * SECOND + (size % SECOND), 9)}s`;
  if (total < 60n) return seconds;
  const minutes = `${(total / 60n) % 60n}m${seconds}`;
  return total < 3600n ? minutes : `${total / 3600n}h${minutes}`;
}

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return digits.slice(0, -places) + (fraction && `.${fraction}`);
}

const HOUR = 3600n * SECOND;
const ROUNDED: readonly (readonly [bigint, string])[] = [
  [HOUR * 24n * 365n, 'y'],
  [HOUR * 24n * 30n, 'mo'],
  [HOUR * 24n, 'd'],
  [HOUR, 'h'],
  [60n * SECOND, 'm'],
  [SECOND, 's'],
];

/** Sprig's `durationRound`: the largest unit of which there is more than one. */
export function roundDuration(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const unit = ROUNDED.find(([length]) => size > length);
  return unit === undefined ? '0s' : `${size / unit[0]}${unit[1]}`;
}
