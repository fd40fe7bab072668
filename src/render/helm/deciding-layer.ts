/** Which layer of a release's values a diagnostic about one of them belongs to. */
import { isOwn } from '../../source-file.ts';
import type { FieldPath, Json, Layer } from '../../types.ts';

interface Held {
  readonly layer: Layer;
  readonly depth: number;
}

/** The layer that holds most of a path; of equals the one that counts. */
export function nearestLayer(path: FieldPath, layers: readonly Layer[]): Held | undefined {
  let best: Held | undefined;
  for (const layer of layers) {
    const depth = heldDepth(layer, path);
    if (depth > 0 && depth >= (best?.depth ?? 0)) best = { layer, depth };
  }
  return best;
}

/** How many keys of a path lead to something in a layer; what lies outside its part of the values is none. */
function heldDepth({ at, data }: Layer, path: FieldPath): number {
  if (at.some((key, index) => path[index] !== key)) return 0;
  let value: Json | undefined = data;
  for (let depth = at.length; depth < path.length; depth++) {
    const key = path[depth]!;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return depth;
    value = (value as Record<string | number, Json>)[key];
  }
  return path.length;
}

/**
 * The layer that the author edits to give `path` another value: the one that decides it, where that is theirs. What a
 * chart elsewhere sets for all who use it, or nobody sets, belongs where they set its neighbours, else into their values
 * file.
 */
export function authorsLayer(layers: readonly Layer[], path: FieldPath): Layer | undefined {
  if (path.length === 0) return usersLayer(layers);
  const theirs = layers.filter(
    (layer) => isOwn(layer.origin.file) && (layer.kind !== 'chart' || heldDepth(layer, path) === path.length),
  );
  return nearestLayer(path, theirs)?.layer ?? usersLayer(layers);
}

/** The layer that the author of the Application or leaf edits: their values file first of all. */
export function usersLayer(layers: readonly Layer[]): Layer | undefined {
  const file = layers.findLast(({ kind, origin }) => kind === 'file' && isOwn(origin.file));
  return file ?? layers.findLast(({ kind }) => kind === 'inline' || kind === 'parameter');
}
