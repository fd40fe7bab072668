import type { FieldPath, Range } from '../../types.ts';
import { offsetRange } from './position.ts';
import { Recent } from './recent.ts';
import { entrySpan, firstLine, keySpan, type Span, valueSpan } from './span.ts';
import { type Entry, step } from './step.ts';
import { readWritten, type WrittenDocument } from './written.ts';

const written = new Recent<readonly WrittenDocument[]>(16);

/**
 * Where the field at `path` of a document is written; undefined where it isn't. Aliases and merge keys are followed to
 * what a person would edit.
 *
 * - `key`: the key; of a sequence's item the first line.
 * - `value` (the default): a scalar on one line; for collections, block scalars and empty values the same as `key`.
 * - `entry`: from the key, or the item's `-`, to the end of the value.
 */
export function locate(
  text: string,
  document: number,
  path: FieldPath,
  what: 'key' | 'value' | 'entry' = 'value',
): Range | undefined {
  const entry = walk(text, document, path);
  if (entry.found < path.length || entry.at === undefined) return undefined;
  return toRange(text, spanOf(text, entry.at, what));
}

/** The deepest part of `path` that exists: its key, or the first line of the document when nothing does. */
export function locateNearest(
  text: string,
  document: number,
  path: FieldPath,
): { range: Range; found: FieldPath } {
  const { found, at } = walk(text, document, path);
  const what = found === path.length ? 'value' : 'key';
  const span = at === undefined ? firstLine(text, 0) : spanOf(text, at, what);
  return { range: toRange(text, span), found: path.slice(0, Math.max(found, 0)) };
}

interface Walked {
  readonly found: number;
  readonly at: Entry | undefined;
}

function walk(text: string, document: number, path: FieldPath): Walked {
  const root = written.get(text, readWritten)[document];
  if (root === undefined) return { found: -1, at: undefined };
  let at: Entry = { node: root.contents, key: undefined, start: root.start, aliases: root.aliases };
  for (const [found, segment] of path.entries()) {
    const next = step(at, segment);
    if (next === undefined) return { found, at };
    at = next;
  }
  return { found: path.length, at };
}

function spanOf(text: string, entry: Entry, what: 'key' | 'value' | 'entry'): Span {
  if (what === 'entry') return entrySpan(text, entry);
  return what === 'key' ? keySpan(text, entry) : valueSpan(text, entry);
}

function toRange(text: string, span: Span): Range {
  return offsetRange(text, span.start, span.end);
}
