/**
 * What a value decides, found out by asking: the release is rendered again with another value, and the field looked at
 * once more. Asked only where what was read does not already tell.
 */
import { isMap } from '../json.ts';
import type { FieldPath, Json, JsonObject, Manifest, Rendered } from '../types.ts';
import { mergedAt } from './layers.ts';
import { isScalar, valueAt } from './value-path.ts';

/** What a trace wants to know of a value. */
export interface Question {
  /** Index in `Rendered.manifests`; undefined when it is about a kind. */
  readonly manifest?: number;
  readonly path: FieldPath;
  /** The part of the field's text that is meant. */
  readonly focus?: string | undefined;
  /** A kind that is missing. */
  readonly kind?: string;
}

/**
 * `changes`: the field is another with another value; `removes`: it is not there then; `adds`: something missing is;
 * `nothing`; `unknown` where the release does not render with any other value that was tried.
 */
export type Effect = 'changes' | 'removes' | 'adds' | 'nothing' | 'unknown';

/** Renders that are kept for one release: the same value is asked for by several diagnostics. */
const MOST_KEPT = 64;

const kept = new WeakMap<Rendered, Map<string, Rendered>>();

/** What it does that the key at `path` of the merged values is not there: as a null takes not every key away, or its map. */
export function effectOfKey(rendered: Rendered, path: FieldPath, question: Question): Effect {
  const after = rerendered(rendered, overlayOf(rendered, path, null), question);
  const effect = after?.failure === undefined && after ? compare(rendered, after, question) : 'unknown';
  const isDecided = effect === 'changes' || effect === 'removes' || path.length < 2;
  return isDecided ? effect : effectOf(rendered, path.slice(0, -1), question);
}

/** What another value at `path` of the merged values does to what is asked for. */
export function effectOf(rendered: Rendered, path: FieldPath, question: Question): Effect {
  let effect: Effect = 'unknown';
  for (const other of othersFor(rendered, path, question)) {
    const after = rerendered(rendered, overlayOf(rendered, path, other), question);
    if (after === undefined) return 'unknown';
    if (after.failure !== undefined) continue;
    effect = compare(rendered, after, question);
    if (effect !== 'nothing') return effect;
  }
  return effect;
}

/** What other values at all of these paths do together: `nothing` says so of each of them. */
export function effectOfAll(rendered: Rendered, paths: readonly FieldPath[], question: Question): Effect {
  const overlay = paths.reduce<JsonObject>(
    (all, path) => overlayOf(rendered, path, othersFor(rendered, path, question)[0]!, all),
    {},
  );
  const after = rerendered(rendered, overlay, question);
  return after === undefined || after.failure !== undefined ? 'unknown' : compare(rendered, after, question);
}

function rerendered(rendered: Rendered, overlay: JsonObject, question: Question): Rendered | undefined {
  const template = templateOf(rendered, question);
  return again(rendered, overlay, template && standsAlone(rendered, template) ? template : undefined);
}

/** The template that printed what is asked for; a missing kind may be in any. */
function templateOf({ manifests }: Rendered, { manifest }: Question): string | undefined {
  const provenance = manifest === undefined ? undefined : manifests[manifest]!.provenance;
  return provenance?.kind === 'template' ? provenance.log.template : undefined;
}

/** Whether a template prints by itself what it prints in the release: a template may change the values of those after it. */
function standsAlone(rendered: Rendered, template: string): boolean {
  const alone = again(rendered, {}, template);
  return alone !== undefined && printedBy(template, alone) === printedBy(template, rendered);
}

function printedBy(template: string, { manifests }: Rendered): string {
  const own = manifests.filter((each) => sourceOf(each) === template);
  return JSON.stringify(own.map(({ text }) => text));
}

function again(rendered: Rendered, overlay: JsonObject, template: string | undefined): Rendered | undefined {
  if (rendered.again === undefined) return undefined;
  let known = kept.get(rendered);
  if (known === undefined) kept.set(rendered, (known = new Map()));
  const key = JSON.stringify([template, overlay]);
  let after = known.get(key);
  if (after === undefined) {
    after = rendered.again(overlay, template);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, after);
  }
  return after;
}

/** Where a field is missing, a map may lack just its key, and a list an item. */
function othersFor(rendered: Rendered, path: FieldPath, question: Question): Json[] {
  const value = mergedAt(rendered.layers, path);
  const others = otherValues(value);
  const lacks = missingKeys(rendered, question);
  if (lacks.length === 0 || isScalar(value)) return others;
  if (Array.isArray(value))
    return [...[SOME, { name: SOME }].map((item) => [...value, item] as Json), ...others];
  const added = lacks.map((_, at) =>
    lacks
      .slice(at)
      .reduceRight<Json>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), SOME),
  );
  return [...added.filter(isMap), ...others];
}

/** The keys of the field that are not there. */
function missingKeys({ manifests }: Rendered, { manifest, path }: Question): FieldPath {
  if (manifest === undefined) return [];
  let depth = 0;
  while (depth < path.length && valueAt(manifests[manifest]!.object, path.slice(0, depth + 1)) !== undefined)
    depth++;
  return path.slice(depth);
}

const SOME = 'plimsoll';

/** Values that a template may well take in place of another. */
function otherValues(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [SOME, true, { [SOME]: SOME }, 7];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return value === 0 ? [7] : [value + 1, 0];
  if (typeof value === 'string') return value === '' ? [SOME] : [`${value}x`, ''];
  if (Object.keys(value).length > 0) return [null];
  return Array.isArray(value) ? [[SOME], [{ name: SOME }]] : [{ [SOME]: SOME }];
}

/** Values to lay over the others, one more than `others` are; a list counts as a whole, so its other items go with the one that differs. */
function overlayOf({ layers }: Rendered, path: FieldPath, value: Json, others: JsonObject = {}): JsonObject {
  const depth = path.findIndex((key) => typeof key === 'number');
  if (depth < 0) return withValue(others, path, value) as JsonObject;
  const above = path.slice(0, depth);
  const list = valueAt(others, above) ?? mergedAt(layers, above) ?? null;
  return withValue(others, above, withValue(list, path.slice(depth), value)) as JsonObject;
}

/** A copy with another value at `path`; what is no map or list on the way becomes one. */
function withValue(at: Json | undefined, [key, ...rest]: FieldPath, value: Json): Json {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items: Json[] = Array.isArray(at) ? [...(at as readonly Json[])] : [];
    items[key] = withValue(items[key], rest, value);
    return items;
  }
  const map = isMap(at) ? at : {};
  const inner = withValue(Object.hasOwn(map, key) ? map[key] : undefined, rest, value);
  return Object.fromEntries([...Object.entries(map), [key, inner]]) as JsonObject;
}

function compare(before: Rendered, after: Rendered, { manifest, path, focus, kind }: Question): Effect {
  if (manifest === undefined) return countOf(after, kind) > countOf(before, kind) ? 'adds' : 'nothing';
  const peer = peerOf(before, after, manifest);
  const { object } = before.manifests[manifest]!;
  const had = valueAt(object, path);
  // Nobody adds what is missing by taking away what lacks it.
  if (peer === undefined) return had === undefined ? 'nothing' : 'removes';
  const has = alignedValue(object, peer.object, path);
  if (had === undefined) return has === undefined ? 'nothing' : 'adds';
  if (has === undefined) return 'removes';
  // Another repository of an image leaves its tag what it was.
  if (focus && typeof has === 'string' && shows(has, focus)) return had === has ? 'nothing' : 'unknown';
  return JSON.stringify(had) === JSON.stringify(has) ? 'nothing' : 'changes';
}

/** By itself: `main` is not in `mainx`. */
function shows(text: string, focus: string): boolean {
  const at = text.lastIndexOf(focus);
  return at >= 0 && !/^[\w.-]/.test(text.slice(at + focus.length)) && !/[\w.-]$/.test(text.slice(0, at));
}

function countOf({ manifests }: Rendered, kind: string | undefined): number {
  return manifests.filter(({ object }) => object.kind === kind).length;
}

/**
 * The same document in another render of the release: of the same kind and name, else the one in its place among as many,
 * unless that was there under its own name before.
 */
function peerOf(before: Rendered, after: Rendered, index: number): Manifest | undefined {
  const manifest = before.manifests[index]!;
  const file = sourceOf(manifest);
  const own = before.manifests.filter((each) => sourceOf(each) === file);
  const others = after.manifests.filter((each) => sourceOf(each) === file);
  const named = others.filter((each) => idOf(each) === idOf(manifest));
  if (named.length === 1) return named[0];
  const inPlace = own.length === others.length ? others[own.indexOf(manifest)] : undefined;
  if (inPlace === undefined) return named[0];
  const isAnother = idOf(inPlace) !== idOf(manifest) && own.some((each) => idOf(each) === idOf(inPlace));
  return isAnother ? undefined : inPlace;
}

function idOf({ object }: Manifest): string {
  return `${object.kind}/${object.metadata.name}`;
}

function sourceOf({ provenance }: Manifest): string {
  return provenance.kind === 'template' ? provenance.log.template : provenance.origin.file.path;
}

/** The value at `path` of another object; an item of a list that has grown or shrunk is found by what it is. */
function alignedValue(before: Json, after: Json, path: FieldPath): Json | undefined {
  let had: Json | undefined = before;
  let has: Json | undefined = after;
  for (const key of path) {
    if (Array.isArray(had) && Array.isArray(has) && typeof key === 'number' && had.length !== has.length)
      has = itemLike(had, has, key);
    else has = has === undefined ? undefined : valueAt(has, [key]);
    had = valueAt(had, [key]);
  }
  return has;
}

function itemLike(had: readonly Json[], has: readonly Json[], index: number): Json | undefined {
  const item = had[index];
  // What stands where the list ended was not there before.
  if (item === undefined) return has.length > had.length ? has[index] : undefined;
  const text = JSON.stringify(item);
  const same = has.find((each) => JSON.stringify(each) === text);
  if (same !== undefined || isScalar(item)) return same;
  const name = valueAt(item, ['name']);
  return name === undefined ? undefined : has.find((each) => valueAt(each, ['name']) === name);
}
