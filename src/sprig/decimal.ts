/** shopspring/decimal, as Sprig's `addf`, `subf`, `mulf` and `divf` use it: exact, but for 16 places in a division. */
interface Decimal {
  /** Value = digits × 10^exponent. */
  readonly digits: bigint;
  readonly exponent: number;
}

const DIVISION_PLACES = 16;

/** `decimal.NewFromFloat`: the shortest digits that give the float. */
function fromNumber(value: number): Decimal {
  if (!Number.isFinite(value))
    throw new Error(`Cannot create a Decimal from ${Number.isNaN(value) ? 'NaN' : infinity(value)}`);
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function infinity(value: number): string {
  return value > 0 ? '+Inf' : '-Inf';
}

function rescale({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}

function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: rescale(a, exponent) + rescale(b, exponent), exponent };
}

function sub(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, digits: -b.digits });
}

function mul(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** `DivRound` to 16 places, half away from zero. */
function div(a: Decimal, b: Decimal): Decimal {
  if (b.digits === 0n) throw new Error('decimal division by 0');
  const shift = a.exponent - b.exponent + DIVISION_PLACES;
  const top = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const bottom = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
  const quotient = top / bottom;
  const twice = 2n * abs(top % bottom);
  const away = top < 0n === bottom < 0n ? 1n : -1n;
  return { digits: twice >= abs(bottom) ? quotient + away : quotient, exponent: -DIVISION_PLACES };
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

type Operation = 'add' | 'sub' | 'mul' | 'div';

const OPERATIONS: ReadonlyMap<Operation, (a: Decimal, b: Decimal) => Decimal> = new Map([
  ['add', add],
  ['sub', sub],
  ['mul', mul],
  ['div', div],
]);

/** The numbers joined from left to right; the result is a float64 again. */
export function chain(operation: Operation, values: readonly number[]): number {
  const step = OPERATIONS.get(operation)!;
  const { digits, exponent } = values.map((value) => fromNumber(value)).reduce((a, b) => step(a, b));
  return Number(`${digits}e${exponent}`);
}
