/** Numbers as golang.org/x/text prints them in English: `1,500`, `0.5`, `1×10⁰⁶`. */
export function printed(value: number): string {
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) return `${digits}×10${superscript(exponent)}`;
  const [whole = '', fraction] = decimal(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return (exponent < 0 ? '⁻' : '') + digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}

/** A count, with commas between thousands. */
export function printedCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Whether a number is a whole multiple, by their decimal texts as Go's rationals are. */
export function isMultiple(value: number, of: number): boolean {
  const [a, b] = [exact(value), exact(of)];
  if (a === undefined || b === undefined || b.digits === 0n) return false;
  const shift = a.power - b.power;
  const left = shift > 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const right = shift < 0 ? b.digits * 10n ** BigInt(-shift) : b.digits;
  return left % right === 0n;
}

/** digits × 10^power; a double has at most 17 digits and a power of a few hundred. */
function exact(value: number): { readonly digits: bigint; readonly power: number } | undefined {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential());
  if (match === null) return undefined;
  const [, sign = '', first = '', rest = '', exponent = '0'] = match;
  return { digits: BigInt(`${sign}${first}${rest}`), power: Number(exponent) - rest.length };
}
