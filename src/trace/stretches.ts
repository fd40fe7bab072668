/** Which piece of a manifest's text a field is. Offsets are UTF-16 code units from the start of `Manifest.text`. */
import type { FieldPath, Manifest } from '../types.ts';
import { locate, locateNearest, parseYaml } from '../yaml/index.ts';
import { outputRange } from './template-places.ts';
import { valueAt } from './value-path.ts';

export type Stretch = readonly [start: number, end: number];

/** The pieces to look at, narrowest first: the focus inside the field's value, then the value. */
export function stretches(manifest: Manifest, path: FieldPath, focus?: string): Stretch[] {
  const { text } = manifest;
  const found = valueStretch(manifest, path);
  if (found === undefined) return [];
  const value = withWhatEnds(text, found);
  const [start, end] = value;
  const at = focus ? text.slice(start, end).lastIndexOf(focus) : -1;
  return at < 0 ? [value] : [[start + at, start + at + focus!.length], value];
}

/**
 * What printed nothing at the end of several lines, or in the empty block of a `key: |`, might have printed more of them:
 * they reach to what follows.
 */
function withWhatEnds(text: string, [start, end]: Stretch): Stretch {
  const shown = text.slice(start, end);
  if (!shown.includes('\n') && !/^:\s*(?:[|>][-+\d]*)?\s*$/.test(shown)) return [start, end];
  return [start, end + blankLength(text, end)];
}

/** Blanks and comments, which stand between a block's end and the next key. */
function blankLength(text: string, from: number): number {
  const blank = /(?:\s|(?<=\n[ \t]*)#.*)*/y;
  blank.lastIndex = from;
  return blank.exec(text)![0].length;
}

/** The key of a field, where it has one: it too may be printed. */
export function keyStretch(manifest: Manifest, path: FieldPath): Stretch | undefined {
  if (typeof path.at(-1) !== 'string') return undefined;
  const place = locate(manifest.text, 0, [...pathOfObject(manifest), ...path], 'key');
  return place && outputRange(manifest.text, place);
}

/** A value on one line is itself; of a collection or block scalar all lines below the key, or the key where it has none. */
function valueStretch(manifest: Manifest, path: FieldPath): Stretch | undefined {
  const { text } = manifest;
  const inText = [...pathOfObject(manifest), ...path];
  if (inText.length === 0) return [0, text.length];
  const place = locate(text, 0, inText);
  const entry = locate(text, 0, inText, 'entry');
  const key = locate(text, 0, inText, 'key');
  if (place === undefined || entry === undefined || key === undefined) return nearest(manifest, inText);
  const [start, end] = outputRange(text, place);
  const [entryStart, entryEnd] = outputRange(text, entry);
  const [keyStart, keyEnd] = outputRange(text, key);
  if (start !== keyStart || typeof path.at(-1) === 'number') return [start, Math.max(end, entryEnd)];
  return entryEnd > keyEnd ? [keyEnd, entryEnd] : [entryStart, entryEnd];
}

function nearest({ text }: Manifest, path: FieldPath): Stretch | undefined {
  const { range, found } = locateNearest(text, 0, path);
  return found.length === path.length ? outputRange(text, range) : undefined;
}

/** The keys from the top of a document to an object that it holds in a list. */
function pathOfObject({ object, text }: Manifest): FieldPath {
  if (!text.includes('items:') && !text.includes('"items"')) return [];
  const document = parseYaml(text).documents[0]?.value;
  const items = valueAt(document, ['items']);
  if (valueAt(document, ['kind']) === object.kind || !Array.isArray(items)) return [];
  const wanted = JSON.stringify(object);
  const index = items.findIndex((item) => JSON.stringify(item) === wanted);
  return index < 0 ? [] : ['items', index];
}

export interface Block {
  readonly start: number;
  /** Up to where the next key begins: what was not printed at the block's end stands there. */
  readonly end: number;
  /** The keys of the path that are not there. */
  readonly missing: FieldPath;
}

/** The deepest part of `path` that is there, from its key to what follows it. */
export function blockOf(manifest: Manifest, path: FieldPath): Block {
  const { object, text } = manifest;
  let depth = path.length;
  while (depth > 0 && valueAt(object, path.slice(0, depth)) === undefined) depth--;
  const missing = path.slice(depth);
  const inText = [...pathOfObject(manifest), ...path.slice(0, depth)];
  const entry = inText.length === 0 ? undefined : locate(text, 0, inText, 'entry');
  if (entry === undefined) return { start: 0, end: text.length, missing };
  const [start, end] = outputRange(text, entry);
  return { start, end: end + blankLength(text, end), missing };
}
