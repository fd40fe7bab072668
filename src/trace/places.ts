import type { FieldPath, Location, Origin, RelatedLocation } from '../types.ts';
import { locate, locateNearest, locateStretch } from '../yaml/index.ts';
import { fileName, FILE_START } from '../source-file.ts';

/**
 * The field `path` below `origin`, its value or its key; undefined where the file doesn't hold it. `focus`: the part of the
 * value's text that is meant.
 */
export function findInOrigin(
  origin: Origin,
  path: FieldPath,
  part: 'value' | 'key' = 'value',
  focus?: string,
): Location | undefined {
  const full = [...origin.path, ...path];
  if (origin.filled !== undefined) return origin.filled.place(full, part, focus);
  if (origin.printed !== undefined) return origin.printed(full);
  const read = origin.file.tree.read(origin.file.path);
  if (!read.ok) return undefined;
  const range = locate(read.text, origin.document, full, part);
  return range && { file: fileName(origin.file), range };
}

/** The field `path` below `origin`, or the deepest of its ancestors that the file holds, or the document's first line. */
export function nearestInOrigin(origin: Origin, path: FieldPath, focus?: string): Location {
  const full = [...origin.path, ...path];
  if (origin.filled !== undefined) return origin.filled.place(full, 'value', focus);
  if (origin.printed !== undefined) return origin.printed(full);
  const read = origin.file.tree.read(origin.file.path);
  const file = fileName(origin.file);
  if (!read.ok) return { file, range: FILE_START };
  return { file, range: locateNearest(read.text, origin.document, full).range };
}

/** A stretch of the text in a literal block scalar at `path` below `origin`, or the nearest to it. */
export function stretchInOrigin(
  origin: Origin,
  path: FieldPath,
  stretch: readonly [number, number],
): Location {
  const { file, document, filled, printed } = origin;
  const read = (filled ?? printed) ? undefined : file.tree.read(file.path);
  const range = read?.ok ? locateStretch(read.text, document, [...origin.path, ...path], stretch) : undefined;
  return range === undefined ? nearestInOrigin(origin, path) : { file: fileName(file), range };
}

/** A place with those that lead to it, or from it on, among its related ones; of the others none keeps its own. */
export function withVia<
  P extends { readonly location: Location; readonly related?: readonly RelatedLocation[] },
>(placed: P): P & { readonly related: readonly RelatedLocation[] } {
  const { via, ...location } = placed.location;
  const related = [...(via?.places ?? []), ...(placed.related ?? [])];
  return {
    ...placed,
    location,
    related: related.map(({ file, range, message }) => ({ file, range, message })),
  };
}
