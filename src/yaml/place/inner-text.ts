import type { Node } from '../compose/node.ts';
import { blockStyle, type Span } from './span.ts';

/** YAML that stands in a block scalar (`values: |`), and where its offsets are in the text around. */
export interface InnerText {
  readonly text: string;
  readonly outer: (span: Span) => Span;
}

/** The lines of a literal block scalar without their indentation; undefined for any other node. */
export function innerText(text: string, node: Node | undefined): InnerText | undefined {
  if (node?.kind !== 'scalar' || blockStyle(text, node) !== '|') return undefined;
  const { start, end } = node;
  const first = text.indexOf('\n', start) + 1;
  if (first === 0 || first >= end) return undefined;
  const lines = text.slice(first, end).split('\n');
  const indent = indentOf(lines, node.value);
  const inner = lines.map((line) => line.slice(indent));
  const at = (offset: number): number => {
    let before = 0;
    let row = 0;
    for (; row < inner.length - 1 && before + inner[row]!.length < offset; row++)
      before += inner[row]!.length + 1;
    const above = lines.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0);
    return first + above + Math.min(indent, lines[row]!.length) + (offset - before);
  };
  return { text: inner.join('\n'), outer: (span) => ({ start: at(span.start), end: at(span.end) }) };
}

/** Told by the first line that is not blank, for an indentation may be given, and its text begin with more spaces. */
function indentOf(lines: readonly string[], value: string): number {
  const written = lines.find((line) => line.trim() !== '') ?? '';
  const read = value.split('\n').find((line) => line.trim() !== '') ?? '';
  return Math.max(written.trimEnd().length - read.trimEnd().length, 0);
}
