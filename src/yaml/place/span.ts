import type { Node } from '../compose/node.ts';
import type { Entry } from './step.ts';

/** UTF-16 offsets into the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function valueSpan(text: string, entry: Entry): Span {
  const { node } = entry;
  if (node === undefined || !isOneLine(text, node)) return keySpan(text, entry);
  return { start: node.start, end: node.end };
}

export function keySpan(text: string, entry: Entry): Span {
  if (entry.key !== undefined) return { start: entry.key.start, end: entry.key.end };
  return firstLine(text, entry.node?.start ?? entry.start);
}

/** With a sequence item's `-`, without the blanks and comments behind the value. */
export function entrySpan(text: string, entry: Entry): Span {
  const end = entry.node?.end ?? entry.key?.end ?? entry.start;
  const start = entry.key === undefined ? dashBefore(text, entry.start) : entry.start;
  return { start, end: start + text.slice(start, Math.max(start, end)).trimEnd().length };
}

/** The rest of the first line from `offset` on that says anything, without its comment's line end. */
export function firstLine(text: string, offset: number): Span {
  const blank = /^(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const start = offset + blank < text.length ? offset + blank : offset;
  const found = text.indexOf('\n', start);
  const line = text.slice(start, found === -1 ? text.length : found);
  return { start, end: start + line.trimEnd().length };
}

/** The character that a block scalar begins with, `|` or `>`; undefined for any other node. */
export function blockStyle(text: string, node: Node): '|' | '>' | undefined {
  if (node.kind !== 'scalar' || node.plain) return undefined;
  const style = text[node.start];
  return style === '|' || style === '>' ? style : undefined;
}

function isOneLine(text: string, node: Node): boolean {
  const { kind, start, end } = node;
  if (start === end || kind === 'map' || kind === 'sequence') return false;
  return blockStyle(text, node) === undefined && !text.slice(start, end).includes('\n');
}

function dashBefore(text: string, offset: number): number {
  const before = /-[ \t]+$/.exec(text.slice(Math.max(0, offset - 64), offset));
  return before === null ? offset : offset - before[0].length;
}
