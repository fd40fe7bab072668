import type { FieldPath, Location, Origin } from '../types.ts';
import { locate, locateNearest } from '../yaml/index.ts';
import { fileName, FILE_START } from '../source-file.ts';

/** The field `path` below `origin`, its value or its key; undefined where the file doesn't hold it. */
export function findInOrigin(
  origin: Origin,
  path: FieldPath,
  part: 'value' | 'key' = 'value',
): Location | undefined {
  if (origin.printed !== undefined) return origin.printed([...origin.path, ...path]);
  const read = origin.file.tree.read(origin.file.path);
  if (!read.ok) return undefined;
  const range = locate(read.text, origin.document, [...origin.path, ...path], part);
  return range && { file: fileName(origin.file), range };
}

/** The field `path` below `origin`, or the deepest of its ancestors that the file holds, or the document's first line. */
export function nearestInOrigin(origin: Origin, path: FieldPath): Location {
  if (origin.printed !== undefined) return origin.printed([...origin.path, ...path]);
  const read = origin.file.tree.read(origin.file.path);
  const file = fileName(origin.file);
  if (!read.ok) return { file, range: FILE_START };
  return { file, range: locateNearest(read.text, origin.document, [...origin.path, ...path]).range };
}
