import type { FieldPath, Range } from '../../types.ts';
import { plainKey } from '../scalar/key.ts';
import { resolveInteger } from '../scalar/resolve.ts';
import { innerText } from './inner-text.ts';
import { offsetRange } from './position.ts';
import { Recent } from './recent.ts';
import { entrySpan, firstLine, keySpan, type Span, valueSpan } from './span.ts';
import { type Entry, step } from './step.ts';
import { readWritten, type WrittenDocument } from './written.ts';

const written = new Recent<readonly WrittenDocument[]>(16);

/**
 * Where the field at `path` of a document is written; undefined where it isn't. Aliases and merge keys are followed to
 * what a person would edit, and a path that goes on in a literal block scalar (`values: |`) into the YAML that it holds.
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
  const span = spanAt(text, document, path, what);
  return span && toRange(text, span);
}

function spanAt(
  text: string,
  document: number,
  path: FieldPath,
  what: 'key' | 'value' | 'entry',
): Span | undefined {
  const { found, at } = walk(text, document, path);
  if (at === undefined) return undefined;
  if (found === path.length) return spanOf(text, at, what);
  const inner = innerText(text, at.node);
  const span = inner && spanAt(inner.text, 0, path.slice(found), what);
  return span && inner.outer(span);
}

/** The deepest part of `path` that exists: its key, or the first line of the document when nothing does. */
export function locateNearest(
  text: string,
  document: number,
  path: FieldPath,
): { range: Range; found: FieldPath } {
  const { span, found } = nearestSpan(text, document, path);
  return { range: toRange(text, span), found: path.slice(0, Math.max(found, 0)) };
}

function nearestSpan(text: string, document: number, path: FieldPath): { span: Span; found: number } {
  const { found, at } = walk(text, document, path);
  if (at === undefined) return { span: firstLine(text, 0), found };
  if (found === path.length) return { span: spanOf(text, at, 'value'), found };
  const within = innerText(text, at.node);
  const inner = within && nearestSpan(within.text, 0, path.slice(found));
  if (inner === undefined || inner.found < 1) return { span: spanOf(text, at, 'key'), found };
  return { span: within!.outer(inner.span), found: found + inner.found };
}

/**
 * Where a stretch of the text of a literal block scalar (`templatePatch: |`) is written, that may be no YAML; offsets are
 * UTF-16 units of the scalar's value. Undefined where no such scalar is at `path`.
 */
export function locateStretch(
  text: string,
  document: number,
  path: FieldPath,
  [start, end]: readonly [number, number],
): Range | undefined {
  const { found, at } = walk(text, document, path);
  const inner = at === undefined || found < path.length ? undefined : innerText(text, at.node);
  return inner && toRange(text, inner.outer({ start, end }));
}

/**
 * What sigs.k8s.io/yaml makes of the number at `path` where Go wants a text: its digits as they are written, or, of a
 * float, the shortest of 32 bits. Undefined where no plain number is written there.
 */
export function numberText(text: string, document: number, path: FieldPath): string | undefined {
  const { found, at } = walk(text, document, path);
  const node = at?.node;
  if (found < path.length || node?.kind !== 'scalar' || !node.plain || node.tag !== '') return undefined;
  return resolveInteger(node.value)?.toString() ?? plainKey(node.value);
}

interface Walked {
  readonly found: number;
  readonly at: Entry | undefined;
}

function walk(text: string, document: number, path: FieldPath): Walked {
  const root = written.get(text, readWritten)[document];
  if (root === undefined) return { found: -1, at: undefined };
  let at: Entry = { node: root.contents, key: undefined, start: root.start };
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
