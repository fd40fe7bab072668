import { isScalar, type ParsedNode, Scalar } from 'yaml';
import type { Entry } from './step.ts';

/** UTF-16 offsets into the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function valueSpan(text: string, entry: Entry): Span {
  const { node } = entry;
  if (node === null || !isOneLine(text, node)) return keySpan(text, entry);
  return { start: node.range[0], end: node.range[1] };
}

export function keySpan(text: string, entry: Entry): Span {
  if (entry.key !== undefined) return { start: entry.key.range[0], end: entry.key.range[1] };
  return firstLine(text, entry.node?.range[0] ?? entry.start);
}

/** With a sequence item's `-`, without the blanks and comments behind the value. */
export function entrySpan(text: string, entry: Entry): Span {
  const end = entry.node?.range[1] ?? entry.key?.range[1] ?? entry.start;
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

function isOneLine(text: string, node: ParsedNode): boolean {
  const [start, end] = node.range;
  if (
    start === end ||
    (isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED))
  )
    return false;
  return (isScalar(node) || text.charCodeAt(start) === 0x2a) && !text.slice(start, end).includes('\n');
}

function dashBefore(text: string, offset: number): number {
  const before = /-[ \t]+$/.exec(text.slice(Math.max(0, offset - 64), offset));
  return before === null ? offset : offset - before[0].length;
}
