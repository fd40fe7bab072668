/** What Go's flag types make of a flag's text, and what they say where they refuse it (spf13/pflag, Helm's own types). */
import { durationProblem, parseDuration } from '../../sprig/index.ts';
import { quote } from '../../template/index.ts';
import { readCommaList, type FlagReading } from '../../comma-list.ts';

export type FlagKind =
  | 'switch'
  | 'klog-switch'
  | 'text'
  | 'list'
  | 'comma-list'
  | 'pairs'
  | 'duration'
  | 'int'
  | 'float'
  | 'wait';

type Reader = (text: string) => FlagReading;

const READERS: Readonly<Record<FlagKind, Reader>> = {
  switch: (text) => readSwitch(text, `strconv.ParseBool: parsing ${quote(text)}: invalid syntax`),
  'klog-switch': (text) => readSwitch(text, 'parse error'),
  text: taken,
  list: taken,
  'comma-list': readCommaList,
  pairs: readPairs,
  duration: (text) => unless(parseDuration(text) === undefined, durationProblem(text), text),
  int: readInt,
  float: (text) => unless(!isFloat(text), `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax`, text),
  wait: (text) => unless(!WAITS.has(text), `invalid wait input ${quote(text)}. ${VALID_WAITS}`, text),
};

export function readFlagValue(kind: FlagKind, text: string): FlagReading {
  return READERS[kind](text);
}

function taken(text: string): FlagReading {
  return { values: [text] };
}

function unless(wrong: boolean, problem: string, text: string): FlagReading {
  return wrong ? { problem } : { values: [text] };
}

/** Go's `strconv.ParseBool`; undefined is its error. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

function readSwitch(text: string, problem: string): FlagReading {
  const value = parseBool(text);
  return value === undefined ? { problem } : { values: [String(value)] };
}

const WAITS: ReadonlySet<string> = new Set(['watcher', 'legacy', 'hookOnly', 'true', 'false']);
const VALID_WAITS = 'Valid inputs are watcher, hookOnly, and legacy';

const INTEGER = /^[+-]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]*|0[bB][01]+|[1-9][0-9]*)$/;

/** `strconv.ParseInt` with base 0 and 64 bits. */
function readInt(text: string): FlagReading {
  const refused = (why: string): FlagReading => ({
    problem: `strconv.ParseInt: parsing ${quote(text)}: ${why}`,
  });
  if (!INTEGER.test(text)) return refused('invalid syntax');
  const digits = text.replace(/^[+-]/, '').replace(/^0(?=[0-7])/, '0o');
  const size = text.startsWith('-') ? -BigInt(digits) : BigInt(digits);
  return BigInt.asIntN(64, size) === size ? taken(text) : refused('value out of range');
}

function isFloat(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|infinity|nan)$/i.test(text);
}

/** `key=value,key=value`: read as a line of CSV where there are several. */
function readPairs(text: string): FlagReading {
  const count = text.split('=').length - 1;
  if (count === 0) return unpaired(text);
  const read = count === 1 ? { values: [text.replace(/^"+|"+$/g, '')] } : readCommaList(text);
  if ('problem' in read) return read;
  const wrong = read.values.find((pair) => !pair.includes('='));
  return wrong === undefined ? read : unpaired(wrong);
}

function unpaired(pair: string): FlagReading {
  return { problem: `${pair} must be formatted as key=value` };
}
