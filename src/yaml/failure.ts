import { offsetRange } from './place/position.ts';
import type { YamlProblem } from './types.ts';

/** Why a document can't be read any further. Thrown and caught inside `src/yaml` only. */
export class YamlFailure extends Error {
  readonly code: YamlProblem['code'];
  readonly start: number;
  readonly end: number;
  /** Tokens from here on can't be had. */
  unread: number;
  /**
   * Where go-yaml stands when it notices, and which part of it: the line that it names follows from them. `ended`: behind
   * the last line, which it ends itself where no line break does.
   */
  mark: { readonly by: 'scanner' | 'parser'; readonly at: number; readonly ended: boolean } | undefined;
  /** Go's own words, where they are others than the message. */
  goWords: string | undefined;

  constructor(code: YamlProblem['code'], message: string, start: number, end: number) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
    this.unread = start;
  }

  problem(text: string): YamlProblem {
    const goError =
      jsonWords(this.message) ?? this.goWords ?? `yaml: ${goWhere(this, text)}${goWords(this.message)}`;
    return {
      code: this.code,
      message: this.message,
      range: offsetRange(text, this.start, this.end),
      goError,
    };
  }
}

/** go-yaml's parser counts lines from 0, and neither it nor the scanner names the first. */
function goWhere({ mark }: YamlFailure, text: string): string {
  if (mark === undefined) return '';
  const above = text.slice(0, mark.at);
  const isCut = mark.ended && !/(?:^|[\n\r\u0085\u2028\u2029])$/.test(above);
  const before = (above.match(/\r\n|[\n\r\u0085\u2028\u2029]/g)?.length ?? 0) + (isCut ? 1 : 0);
  return before === 0 ? '' : `line ${mark.by === 'scanner' ? before + 1 : before}: `;
}

/** Without what we say beyond go-yaml. */
function goWords(message: string): string {
  if (message.startsWith('the quote that opens here')) return 'found unexpected end of stream';
  return message
    .replace(/(?<=^(?:did not|could not|found) .*) (?:behind|in|of) an? [\w% ]+$/, '')
    .replace(/(?<=<document start>|incompatible YAML document): .*$/, '')
    .replace(/(?<=found undefined tag handle) .*$/, '')
    .replace('hexadecimal', 'hexdecimal');
}

/** What JSON can't hold fails a step after YAML. */
function jsonWords(message: string): string | undefined {
  if (!message.startsWith(NO_NUMBER)) return undefined;
  const number = message.slice(NO_NUMBER.length);
  const name = /nan/i.test(number) ? 'NaN' : number.startsWith('-') ? '-Inf' : '+Inf';
  return `json: unsupported value: ${name}`;
}

export const NO_NUMBER = 'JSON has no number ';
