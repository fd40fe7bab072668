import type { FieldPath, Location, Manifest, Position, Provenance, Range, SourceFile } from '../types.ts';
import { GUARD, SPAN, type TraceLog } from '../template/trace-log.ts';
import { locateNearest, offsetRange } from '../yaml/index.ts';
import { fileName } from '../source-file.ts';

/** Offsets of a range, in UTF-16 code units from the start of `text`. */
export function outputRange(text: string, range: Range): [number, number] {
  return [offsetAt(text, range.start), offsetAt(text, range.end)];
}

/** The offset of a place, in UTF-16 code units; past the end of `text` that end. */
export function offsetAt(text: string, { line, character }: Position): number {
  let offset = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', offset);
    if (next < 0) return text.length;
    offset = next + 1;
  }
  return Math.min(offset + character - 1, text.length);
}

/**
 * The line of the template that printed a field: literal text has no record of its own, so it is looked for by its own
 * words from the last action before it on.
 */
export function templateLocation(
  manifest: Manifest,
  provenance: Extract<Provenance, { kind: 'template' }>,
  path: FieldPath,
): Location {
  const file = fileName(provenance.file);
  const { range } = locateNearest(manifest.text, 0, path);
  const start = offsetAt(manifest.text, { line: range.start.line, character: 1 });
  const words = manifest.text.slice(start).split('\n', 1)[0]!.trim();
  const from = lineBefore(provenance.log, provenance.offset + start);
  const read = provenance.file.tree.read(provenance.file.path);
  const lines = read.ok ? read.text.split('\n') : [];
  const holds = (line: string): boolean => words !== '' && line.includes(words);
  const after = lines.findIndex((line, index) => index >= from - 1 && holds(line));
  // In a loop's next round the line stands before the last action.
  const found = after < 0 ? lines.findIndex(holds) : after;
  const line = found < 0 ? from : found + 1;
  const text = lines[line - 1] ?? '';
  const indent = text.length - text.trimStart().length;
  return {
    file,
    range: { start: { line, character: indent + 1 }, end: { line, character: text.trimEnd().length + 1 } },
  };
}

/** The template line of the last action or guard of the template itself that was executed before the output at `offset`. */
function lineBefore(log: TraceLog, offset: number): number {
  let line = 1;
  const look = (records: readonly number[], size: number, start: number, node: number): void => {
    for (let at = 0; at < records.length; at += size) {
      const found = log.nodes[records[at + node]!]!;
      if (records[at + start]! <= offset && found.template === log.template)
        line = Math.max(line, found.line);
    }
  };
  look(log.spans, SPAN, 0, 2);
  look(log.guards, GUARD, 2, 0);
  return line;
}

/** Line `line` of a file, without the blanks around it. */
export function lineLocation(file: SourceFile, text: string, line: number): Location {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const own = lines[line - 1] ?? '';
  const indent = own.length - own.trimStart().length;
  return { file: fileName(file), range: offsetRange(text, start + indent, start + own.trimEnd().length) };
}
