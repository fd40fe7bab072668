import { isMap } from '../json.ts';
import type { FieldPath, Json, JsonObject, Layer, Location, Rendered, RelatedLocation } from '../types.ts';
import { findInOrigin, nearestInOrigin } from './places.ts';
import { valueAt } from './value-path.ts';
import { fileName, isOwn } from '../source-file.ts';

/** The layer that decides a value, and what it says there. */
export interface Setting {
  readonly layer: Layer;
  /** The value's path inside the layer. */
  readonly path: FieldPath;
  readonly value: Json;
}

/** A path of the merged values as the layer itself writes it, or undefined where the layer has nothing to say there. */
function pathInLayer(layer: Layer, path: FieldPath): FieldPath | undefined {
  const within = layer.at.every((key, index) => path[index] === key);
  return within ? path.slice(layer.at.length) : undefined;
}

/** The highest layer that sets the value at `path`; Helm's own order of precedence. */
export function settingOf(layers: readonly Layer[], path: FieldPath): Setting | undefined {
  for (const layer of layers.toReversed()) {
    const inner = pathInLayer(layer, path);
    const value = inner && valueAt(layer.data, inner);
    if (inner !== undefined && value !== undefined) return { layer, path: inner, value };
  }
  return undefined;
}

const mergedValues = new WeakMap<readonly Layer[], JsonObject>();

/** What the root's templates see at `path`, all layers in one; a null of a higher layer removes what is below it. */
export function mergedAt(layers: readonly Layer[], path: FieldPath): Json | undefined {
  let values = mergedValues.get(layers);
  if (values === undefined) {
    values = layers.reduce<JsonObject>((all, { at, data }) => laidOver(all, nested(at, data)), {});
    mergedValues.set(layers, values);
  }
  return valueAt(values, path);
}

function nested(at: FieldPath, data: JsonObject): JsonObject {
  return at.reduceRight<JsonObject>((inner, key) => Object.fromEntries([[key, inner]]) as JsonObject, data);
}

function laidOver(below: JsonObject, above: JsonObject): JsonObject {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const known = merged.get(key);
    if (value === null && known !== undefined) merged.delete(key);
    else merged.set(key, isMap(known) && isMap(value) ? laidOver(known, value) : value);
  }
  return Object.fromEntries(merged) as JsonObject;
}

/** The layer that the author of the checked tree edits: the highest one that is written there, the leaf's own file above all. */
export function authorLayer(rendered: Rendered): Layer | undefined {
  const own = rendered.layers.filter((layer) => isOwn(layer.origin.file));
  const leafFile = rendered.application.leaf?.values;
  return (
    own.findLast(
      (layer) => layer.kind !== 'chart' && leafFile && fileName(layer.origin.file) === fileName(leafFile),
    ) ?? own.findLast((layer) => layer.kind !== 'chart')
  );
}

/**
 * Where the author would write another value, at the deepest key there is of its path. A parameter has room for its own
 * alone: where there is nothing else, it is their list.
 */
export function placeWithRoom(rendered: Rendered, path: FieldPath): Location | undefined {
  const highest = authorLayer(rendered);
  const others = rendered.layers.filter(({ kind }) => kind === 'file' || kind === 'inline');
  const layer = highest?.kind === 'parameter' ? others.findLast(({ origin }) => isOwn(origin.file)) : highest;
  const inner = layer && pathInLayer(layer, path);
  if (inner !== undefined) return nearestInOrigin(layer!.origin, inner);
  const { origin } = highest ?? {};
  return origin && nearestInOrigin({ ...origin, path: origin.path.slice(0, -LIST_TO_VALUE) }, []);
}

/** From `parameters` to the text of one: its index, and `value`. */
const LIST_TO_VALUE = 2;

export interface Anchor {
  readonly location: Location;
  readonly related: readonly RelatedLocation[];
}

/** A parameter is one text, whatever path it sets. */
function placeOf({ layer, path }: Setting, part?: 'key', shown?: string): Location | undefined {
  const isParameter = layer.kind === 'parameter';
  return findInOrigin(layer.origin, isParameter ? [] : path, isParameter ? undefined : part, shown);
}

/**
 * Where to change the value at `path`: the line that sets it if the author wrote it for this Application. A chart's
 * default is shared by all that use the chart, so there it is the author's own layer, at the deepest key it has of the
 * path, with the default beside; only where there is no such layer, the default itself. `shown`: what is meant of its text.
 */
export function anchorValue(
  rendered: Rendered,
  path: FieldPath,
  part?: 'key',
  shown?: string,
): Anchor | undefined {
  const setting = settingOf(rendered.layers, path);
  const set = setting && placeOf(setting, part, shown);
  if (set && setting.layer.kind !== 'chart' && isOwn(setting.layer.origin.file))
    return { location: set, related: [] };
  const related = set ? [{ ...set, message: `${path.join('.')} is set here` }] : [];
  const location = placeWithRoom(rendered, path);
  if (location) return { location, related };
  return set && { location: set, related: [] };
}
