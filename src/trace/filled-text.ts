/** Texts that a generator's parameters fill in, run once more with notes: which piece of one was made of which parameter. */
import type { TraceLog } from '../template/trace-log.ts';
import type { FieldPath, Json, JsonObject } from '../types.ts';
import { locate, parseYaml } from '../yaml/index.ts';
import { likenessOf } from './likeness.ts';
import { type Decision, guardsIn, writersOf } from './log-queries.ts';
import type { Stretch } from './stretches.ts';
import { offsetAt, outputRange } from './template-places.ts';
import { isScalar, valueAt } from './value-path.ts';

/** An expression of a text, which piece of the output it made, and what it read. Offsets are UTF-16 code units. */
export interface Use {
  readonly start: number;
  readonly end: number;
  /** Where it begins in the text as it is written. */
  readonly at: number;
  /** As it is written, with its braces. */
  readonly source: string;
  /** As paths in the parameters. */
  readonly reads: readonly FieldPath[];
  /** It printed nothing of what it read, but decided what is printed. */
  readonly isGuard: boolean;
}

export interface TracedText {
  readonly output: string;
  readonly uses: readonly Use[];
}

/** What an execution of a Go template noted. */
export function tracedText(source: string, output: string, log: TraceLog): TracedText {
  const useOf = ({ node, reads }: Decision, [start, end]: Stretch, isGuard: boolean): Use => {
    const at = offsetAt(source, { line: node.line, character: node.column });
    const close = source.indexOf('}}', at);
    const written = source.slice(at, close === -1 ? source.length : close + 2);
    return { start, end, at, source: written, reads, isGuard };
  };
  const writers = writersOf(log, 0, output.length);
  const guards = guardsIn(log, 0, Infinity);
  return {
    output,
    uses: [
      ...writers.map((writer) => useOf(writer, [writer.start, writer.end], false)),
      ...guards.map((guard) => useOf(guard, [guard.start, guard.end], true)),
    ],
  };
}

/** A parameter that a piece of the output was made of. */
export interface Part {
  readonly use: Use;
  readonly path: FieldPath;
  /** The piece is the parameter's text, or a piece of that. */
  readonly isItsText: boolean;
}

/** What a piece of the output was made of. */
export interface Makeup {
  readonly parts: readonly Part[];
  /** One expression made all of it. */
  readonly isAlone: boolean;
  /** The first of the expressions, or what decided that the piece is there. */
  readonly first: Use | undefined;
  readonly stretch: Stretch;
}

/** The field that is asked for: `inner` leads to it in the YAML that the output is, `field` in what it is a part of. */
export interface Asked {
  readonly inner: FieldPath;
  readonly field: FieldPath;
  readonly part: 'value' | 'key';
  /** The part of the field's text that is meant. */
  readonly focus?: string | undefined;
}

/** Undefined where the output has no such field. */
export function makeupOf(traced: TracedText, parameters: JsonObject, asked: Asked): Makeup | undefined {
  const { output, uses } = traced;
  const stretch = stretchOf(output, asked);
  if (stretch === undefined) return undefined;
  const [start, end] = stretch;
  const isIn = (use: Use): boolean =>
    start === end ? use.start <= start && use.end >= end : use.start < end && use.end > start;
  const writers = uses.filter((use) => !use.isGuard && isIn(use));
  // One around several lines is about more than this.
  const isAround = (use: Use): boolean =>
    use.start <= start && use.end >= end && !output.slice(use.start, use.end).includes('\n');
  const around = uses.filter((use) => use.isGuard && isAround(use));
  const deciding = writers.length > 0 ? writers : around;
  const shown = output.slice(start, end);
  const wanted = { field: asked.field, value: valueOf(output, asked) ?? shown };
  const parts = deciding.flatMap((use) =>
    deepest(use.reads).map((read): Part => {
      const value = valueAt(parameters, read);
      if (value === undefined || isScalar(value))
        return { use, path: read, isItsText: isWithin(shown, value) };
      const { score, inner } = likenessOf(value, wanted);
      return { use, path: [...read, ...inner], isItsText: score > 0 || use.reads.length === 1 };
    }),
  );
  const [only, ...others] = writers;
  const isAlone = only !== undefined && others.length === 0 && only.start <= start && only.end >= end;
  return { parts, isAlone, first: deciding[0], stretch };
}

/** Where the field is in the output: its text without quotes. */
function stretchOf(output: string, { inner, part, focus }: Asked): Stretch | undefined {
  const range = inner.length === 0 ? undefined : locate(output, 0, inner, part);
  if (range === undefined && inner.length > 0) return undefined;
  const [start, end] = range === undefined ? [0, output.length] : outputRange(output, range);
  const at = focus ? output.slice(start, end).lastIndexOf(focus) : -1;
  if (at >= 0) return [start + at, start + at + focus!.length];
  const shown = output.slice(start, end);
  const from = start + /^[\s"']*/.exec(shown)![0].length;
  return [Math.min(from, end), Math.max(from, start + shown.replace(/[\s"']+$/, '').length)];
}

/** The value of a field inside of the output. */
function valueOf(output: string, { inner }: Asked): Json | undefined {
  return inner.length === 0 ? undefined : valueAt(parseYaml(output).documents[0]?.value, inner);
}

/** Each once, without those that lead to another. */
function deepest(reads: readonly FieldPath[]): FieldPath[] {
  const keys = [...new Set(reads.map((read) => JSON.stringify(read)))];
  const isAbove = (key: string): boolean => keys.some((other) => other.startsWith(`${key.slice(0, -1)},`));
  return keys.filter((key) => !isAbove(key)).map((key) => JSON.parse(key) as FieldPath);
}

function isWithin(shown: string, value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  const text = String(value).trim().toLowerCase();
  return shown === '' ? text === '' : text.includes(shown.toLowerCase());
}
