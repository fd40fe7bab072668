/** go-yaml's order of map keys: letters after everything else, numbers inside keys by their value. */
import { isLetter } from './unicode.ts';

const WORDS_ONLY = /^[A-Za-z]*$/;
const ASCII_DIGIT = /^[0-9]$/;

export function sortYamlKeys(keys: string[], version: 2 | 3): string[] {
  if (keys.length < 2) return keys;
  if (keys.every((key) => WORDS_ONLY.test(key))) return keys.sort();
  return keys.sort((a, b) => (a === b ? 0 : compareKeys([...a], [...b], version)));
}

function isDigit(rune: string | undefined): boolean {
  if (rune === undefined) return false;
  return rune < '\u0080' ? ASCII_DIGIT.test(rune) : /^\p{Nd}$/u.test(rune);
}

function letter(rune: string): boolean {
  return rune < '\u0080' ? /[A-Za-z]/.test(rune) : isLetter(rune);
}

function compareKeys(a: string[], b: string[], version: 2 | 3): number {
  const shared = Math.min(a.length, b.length);
  let digits = false;
  for (let at = 0; at < shared; at++) {
    if (a[at] === b[at]) digits = isDigit(a[at]);
    else return compareAt(a, b, at, digits && version === 3);
  }
  return a.length - b.length;
}

/** `digits`: the runes before are a number in both (v3 only): then a letter ends it and comes first. */
function compareAt(a: string[], b: string[], at: number, digits: boolean): number {
  const left = a[at]!;
  const right = b[at]!;
  const leftLetter = letter(left);
  const rightLetter = letter(right);
  if (leftLetter && rightLetter) return left.codePointAt(0)! - right.codePointAt(0)!;
  if (leftLetter || rightLetter) return (digits ? leftLetter : rightLetter) ? -1 : 1;
  return compareNumbers(a, b, at) || left.codePointAt(0)! - right.codePointAt(0)!;
}

function compareNumbers(a: string[], b: string[], at: number): number {
  const seed = (a[at] === '0' || b[at] === '0') && insideNumber(a, at) ? 1n : 0n;
  const [left, leftEnd] = numberAt(a, at, seed);
  const [right, rightEnd] = numberAt(b, at, seed);
  if (left !== right) return left < right ? -1 : 1;
  return leftEnd - rightEnd;
}

/** Whether a digit other than 0 stands before, so that a 0 here counts. */
function insideNumber(runes: string[], at: number): boolean {
  for (let before = at - 1; before >= 0 && isDigit(runes[before]); before--)
    if (runes[before] !== '0') return true;
  return false;
}

function numberAt(runes: string[], at: number, seed: bigint): [bigint, number] {
  let value = seed;
  let end = at;
  for (; isDigit(runes[end]); end++)
    value = BigInt.asIntN(64, value * 10n + BigInt(runes[end]!.codePointAt(0)! - 48));
  return [value, end];
}
