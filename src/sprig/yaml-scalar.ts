/* eslint-disable no-control-regex -- control characters are what decides the style */
/** How go-yaml writes a text: which style it chooses, and the style's bytes. */
import { resolvesToText } from './yaml-resolve.ts';

export interface Dialect {
  readonly version: 2 | 3;
  /** The column after which a text is folded at the next space. */
  readonly width: number;
}

type Style = 'plain' | 'single' | 'double' | 'literal';

export interface Sink {
  readonly dialect: Dialect;
  /** Characters written since the line began. */
  readonly column: number;
  put(text: string, columns?: number): void;
  newline(): void;
  startLine(indent: number): void;
}

/** Most texts: names, paths, image references. */
const SIMPLE = /^[A-Za-z_/][A-Za-z0-9_./-]*$/;
/** The words among them that mean something else. */
const WORD = /^(?:[yYnN]|[yY]es|YES|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF|[nN]ull|NULL)$/;
const LONGEST_WORD = 5;

/** Neither quoted nor changed in any dialect. */
export function isPlainWord(text: string): boolean {
  return SIMPLE.test(text) && !(text.length <= LONGEST_WORD && WORD.test(text));
}

export function styleOf(text: string, dialect: Dialect): Style {
  if (isPlainWord(text)) return 'plain';
  const allowed = analyze(text, dialect.version);
  if (text.includes('\n')) return allowed.block ? 'literal' : 'double';
  if (!resolvesToText(text, dialect.version)) return 'double';
  if (allowed.plain) return 'plain';
  return allowed.single ? 'single' : 'double';
}

interface Allowed {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

const INDICATOR_FIRST = /^(?:[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$)|[?:-]$|---|\.\.\.)/;
const INDICATOR_INSIDE = /.:(?:[ \t\r\n]|$)|[ \t\r\n]#/su;
/** What libyaml does not hold for printable, tabs and beyond the basic plane included. */
const SPECIAL =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]|[\u{10000}-\u{10ffff}]|[\ud800-\udfff]/u;
const SPECIAL_V3 =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]|[\u{10000}-\u{10ffff}]|[\ud800-\udfff]/u;
const BREAK = /[\n\u2028\u2029]/;
/** A line, and its break. */
const LINE = /([^\n\u2028\u2029]*)([\n\u2028\u2029]|$)/g;

/** libyaml's `analyze_scalar`, outside flow collections. */
function analyze(text: string, version: 2 | 3): Allowed {
  const special = (version === 2 ? SPECIAL : SPECIAL_V3).test(text) || / [\n\u2028\u2029]/.test(text);
  const breakSpace = /[\n\u2028\u2029] /.test(text);
  const tab = version === 3 && text.includes('\t');
  const edge = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(text);
  const indicator = INDICATOR_FIRST.test(text) || INDICATOR_INSIDE.test(text);
  return {
    plain: !(special || tab || breakSpace || edge || indicator || BREAK.test(text)),
    single: !(special || tab || breakSpace),
    block: !special && !text.endsWith(' '),
  };
}

interface Place {
  /** The column at which further lines of the text stand. */
  readonly indent: number;
  /** A key is never folded. */
  readonly key: boolean;
}

export function writeText(sink: Sink, text: string, style: Style, place: Place): void {
  if (style === 'literal') writeLiteral(sink, text, place.indent);
  else if (style === 'plain') writeFolded(sink, text, place, { quote: '', escape: (character) => character });
  else if (style === 'single') writeFolded(sink, text, place, SINGLE);
  else writeFolded(sink, text, place, text.startsWith('\ufeff') ? MARKED : DOUBLE);
}

interface Quoting {
  readonly quote: string;
  readonly escape: (character: string) => string;
}

const SINGLE: Quoting = { quote: "'", escape: (character) => (character === "'" ? "''" : character) };
const DOUBLE: Quoting = { quote: '"', escape: escapeDouble };
/** libyaml asks of every character whether the text begins with a byte order mark, and escapes them all if so. */
const MARKED: Quoting = { quote: '"', escape: escapeMarked };

function writeFolded(sink: Sink, text: string, { indent, key }: Place, { quote, escape }: Quoting): void {
  if (quote !== '') sink.put(quote);
  if (UNTOUCHED.test(text) && sink.column + text.length <= sink.dialect.width) sink.put(text);
  else writeLong(sink, text, { indent, key }, { quote, escape });
  if (quote !== '') sink.put(quote);
}

function writeLong(sink: Sink, text: string, { indent, key }: Place, { quote, escape }: Quoting): void {
  if (quote === SINGLE.quote && BREAK.test(text)) return writeBroken(sink, text, indent, escape);
  const escaped = [...text].map((rune) => escape(rune)).join('');
  const fits = sink.column + escaped.length <= sink.dialect.width;
  if (key || fits || !text.includes(' ')) putEscaped(sink, escaped);
  else foldText(sink, text, indent, { quote, escape });
  return undefined;
}

/** In single quotes a line break other than `\n` is kept as it is, and the next line indented. */
function writeBroken(sink: Sink, text: string, indent: number, escape: Quoting['escape']): void {
  for (const [, line = '', end = ''] of text.matchAll(LINE)) {
    if (line !== '' && sink.column === 0) sink.startLine(indent);
    putEscaped(sink, [...line].map((rune) => escape(rune)).join(''));
    if (end !== '') sink.put(end, -sink.column);
  }
}

/** No style changes these. */
const UNTOUCHED = /^[ !#-&(-[\]-~]*$/;

function putEscaped(sink: Sink, escaped: string): void {
  sink.put(escaped, UNTOUCHED.test(escaped) ? escaped.length : [...escaped].length);
}

/** A break replaces the first of a run of spaces once the line is full; each style has its own exceptions. */
function foldText(sink: Sink, text: string, indent: number, { quote, escape }: Quoting): void {
  const runes = [...text];
  let afterSpace = false;
  for (const [at, rune] of runes.entries()) {
    if (rune !== ' ') putEscaped(sink, escape(rune));
    else if (!afterSpace && sink.column > sink.dialect.width && foldsAt(runes, at, quote)) {
      sink.startLine(indent);
      if (quote === '"' && runes[at + 1] === ' ') sink.put('\\');
    } else sink.put(' ');
    afterSpace = rune === ' ';
  }
}

function foldsAt(runes: readonly string[], at: number, quote: string): boolean {
  if (quote === '') return runes[at + 1] !== ' ';
  const inside = at > 0 && at < runes.length - 1;
  return inside && (quote === '"' || runes[at + 1] !== ' ');
}

function writeLiteral(sink: Sink, text: string, indent: number): void {
  sink.put('|');
  if (/^[ \n\u2028\u2029]/.test(text)) sink.put('2');
  if (!/[\n\u2028\u2029]$/.test(text)) sink.put('-');
  else if (/(?:^|[\n\u2028\u2029]).$/su.test(text)) sink.put('+');
  sink.newline();
  for (const [, line = '', end = ''] of text.matchAll(LINE)) {
    if (line !== '') sink.startLine(indent);
    sink.put(line, [...line].length);
    if (end === '\n') sink.newline();
    else if (end !== '') sink.put(end, -sink.column);
  }
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x00, '0'],
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x1b, 'e'],
  [0x22, '"'],
  [0x5c, '\\'],
  [0x85, 'N'],
  [0x2028, 'L'],
  [0x2029, 'P'],
]);

function escapeMarked(character: string): string {
  const named = ESCAPES.get(character.codePointAt(0)!);
  return named === undefined ? escapeCode(character) : `\\${named}`;
}

function escapeDouble(character: string): string {
  const named = ESCAPES.get(character.codePointAt(0)!);
  if (named !== undefined) return `\\${named}`;
  return SPECIAL.test(character) ? escapeCode(character) : character;
}

function escapeCode(character: string): string {
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
