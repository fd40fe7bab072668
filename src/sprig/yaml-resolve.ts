/** Whether go-yaml would read a plain text back as a text: if not, it is quoted. */
import { isInteger64, parseGoFloat } from './number.ts';

const WORDS = new Set(
  (
    'true True TRUE false False FALSE ~ null Null NULL .nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF ' +
    'y Y yes Yes YES on On ON n N no No NO off Off OFF'
  ).split(' '),
);
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const BASE60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

export function resolvesToText(text: string, version: 2 | 3): boolean {
  if (text === '' || WORDS.has(text)) return false;
  if (text.startsWith('.')) return parseGoFloat(text) === undefined;
  if (!/^[-+0-9]/.test(text)) return true;
  return !(isTimestamp(text) || isNumber(text.replaceAll('_', ''), version) || BASE60.test(text));
}

function isNumber(text: string, version: 2 | 3): boolean {
  if (isInteger64(text)) return true;
  if (FLOAT.test(text)) return parseGoFloat(text) !== undefined;
  return version === 3 && /^-?0o[0-7]+$/.test(text);
}

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1, 4).map(Number);
  const [hour = 0, minute = 0, second = 0] = match
    .slice(match[4] === undefined ? 7 : 4)
    .map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  return (
    date.getUTCMonth() === month! - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  );
}
