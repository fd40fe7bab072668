/**
 * The proof of a trace: every scalar of a chart's values is changed, the release is rendered again, and whatever that
 * changed in the manifests must trace back to the very key.
 */
import { configFrom } from '../../src/config/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { type FieldTrace, type TracedRead, traceManifestField } from '../../src/trace/index.ts';
import type {
  Application,
  FieldPath,
  Json,
  JsonObject,
  KubernetesObject,
  Manifest,
  Rendered,
  SourceTree,
  Trees,
} from '../../src/types.ts';

const CHART_URL = 'https://git.example.com/chart.git';
const LEAF_URL = 'https://git.example.com/leaf.git';

export interface Subject {
  /** Holds the chart. */
  readonly tree: SourceTree;
  readonly folder: string;
  readonly values?: JsonObject;
  /** More of `spec.source.helm`. */
  readonly helm?: JsonObject;
}

/** What a change of one key did to one place of the manifests. */
export interface Effect {
  readonly what: 'changed' | 'vanished' | 'appeared';
  /** In the manifests before the change. */
  readonly manifest: number;
  readonly field: FieldPath;
  readonly key: FieldPath;
}

export interface Finding extends Effect {
  /** `right`: the trace's first read is such a key; `wrong`: it is not; `unexplained`: the key is not among its reads. */
  readonly verdict: 'right' | 'wrong' | 'unexplained';
  readonly trace: FieldTrace | undefined;
  /** Every key whose change does this to the field. */
  readonly keys: readonly string[];
}

interface Renderings {
  readonly base: Rendered;
  readonly again: (values: JsonObject) => Rendered;
}

function renderings({ tree, folder, values = {}, helm = {} }: Subject): Renderings {
  const checked = memoryTree({ 'leaf/values.yaml': JSON.stringify(values, undefined, 2) });
  const trees: Trees = { checked, resolve: (url) => ({ tree: url === CHART_URL ? tree : checked }) };
  const renderer = createRenderer(trees, configFrom({}));
  const release = (inline: JsonObject | undefined): Rendered => {
    const own = {
      valueFiles: ['$values/leaf/values.yaml'],
      ...helm,
      ...(inline && { valuesObject: inline }),
    };
    const sources = [
      { repoURL: CHART_URL, path: folder, helm: own },
      { repoURL: LEAF_URL, ref: 'values' },
    ];
    return renderer.render(applicationOf(checked, sources));
  };
  return { base: release(undefined), again: release };
}

function applicationOf(tree: SourceTree, sources: readonly object[]): Application {
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'rel' },
    spec: { destination: { namespace: 'space' }, sources },
  } as unknown as KubernetesObject;
  const origin = { file: { tree, path: 'app.yaml' }, document: 0, path: [] };
  return { name: 'rel', namespace: 'argocd', object, origin, production: false };
}

/** What changes of every key do. `limit` bounds the keys. */
export function findings(subject: Subject, limit = 2000, renders?: number): Finding[] {
  const { base, again } = renderings(subject);
  if (base.failure !== undefined || base.manifests.length === 0) return [];
  const tryKey = trialsOf(base, again);
  const effects = scalarsOf(base)
    .slice(0, limit)
    .flatMap(([key]) => tryKey(key));
  return judge(base, effects, tryKey, renders);
}

/** What changes of a key do; each is tried once. */
function trialsOf(base: Rendered, again: Renderings['again']): TryKey {
  const tried = new Map<string, readonly Effect[]>();
  return (key) => {
    const text = JSON.stringify(key);
    const known = tried.get(text) ?? effectsOfKey(base, again, key);
    tried.set(text, known);
    return known;
  };
}

function effectsOfKey(base: Rendered, again: Renderings['again'], key: FieldPath): Effect[] {
  const value = mergedAt(base, key);
  const effectsWith = (other: Json): Effect[] => {
    const changed = again(withChange(base, key, other));
    // A document that is no object any more says nothing of the trace.
    const isLess = changed.failure !== undefined || changed.problems.length > base.problems.length;
    return isLess ? [] : effectsOf(base, changed, key);
  };
  // A null in a chart's values for its subchart deletes, in Helm, only where a user sets something beside it.
  const anyway = new Set(value === undefined ? [] : effectsWith(value).map(placeOf));
  return changesOf(value ?? null)
    .flatMap(effectsWith)
    .filter((effect) => !anyway.has(placeOf(effect)));
}

type TryKey = (key: FieldPath) => readonly Effect[];

function judge(
  base: Rendered,
  effects: readonly Effect[],
  tryKey: TryKey,
  renders: number | undefined,
): Finding[] {
  const findings: Finding[] = [];
  for (const same of grouped(effects, placeOf).values()) {
    const [{ manifest, field }] = same as [Effect];
    const trace = traceManifestField(base, manifest, field, renders === undefined ? {} : { renders });
    const reads = trace?.reads ?? [];
    const keys = new Map(same.map(({ key }) => [JSON.stringify(key), key]));
    const isFirst = reads[0] !== undefined && decides(base, reads[0], same, tryKey);
    const seen = new Set<string>();
    for (const effect of same) {
      const text = JSON.stringify([effect.key, effect.what]);
      if (seen.has(text)) continue;
      seen.add(text);
      const isNamed = reads.some((read) => explains(base, read, effect));
      const verdict = !isNamed ? 'unexplained' : isFirst ? 'right' : 'wrong';
      findings.push({ ...effect, verdict, trace, keys: [...keys.keys()] });
    }
  }
  return findings;
}

/** A field, or a place where something was not. */
function placeOf({ what, manifest, field }: Effect): string {
  return JSON.stringify([what === 'appeared', manifest, field]);
}

/** Whether what was read does something to the place; keys that were not tried before are tried now. */
function decides(base: Rendered, read: TracedRead, same: readonly Effect[], tryKey: TryKey): boolean {
  if (same.some((effect) => explains(base, read, effect))) return true;
  if (read.path[0] !== 'Values') return false;
  const [{ what, manifest, field }] = same as [Effect];
  return tryKey(read.path.slice(1)).some(
    (effect) =>
      effect.manifest === manifest &&
      (what !== 'appeared' || effect.what === 'appeared') &&
      touches(effect.field, field, what),
  );
}

/** Something in a map or list that changes changes the map or list; one that goes takes with it all that is in it. */
function touches(changed: FieldPath, field: FieldPath, what: Effect['what']): boolean {
  if (field.every((step, index) => step === changed[index])) return true;
  return what === 'vanished' && changed.every((step, index) => step === field[index]);
}

/**
 * Whether a read is of the key itself. A map or list that was read whole explains all that is in it where a guard read it,
 * or where the field does not show the key's own text (a hash).
 */
function explains(base: Rendered, read: TracedRead, { key, manifest, field }: Effect): boolean {
  const [top, ...path] = read.path;
  if (top !== 'Values' || path.some((step, index) => step !== key[index])) return false;
  if (path.length === key.length || read.role === 'guard') return true;
  const shown = JSON.stringify(valueOf(base.manifests[manifest]!.object, field) ?? '');
  const text = String(mergedAt(base, key) ?? '');
  return text === '' || !shown.includes(text);
}

function valueOf(value: Json, path: FieldPath): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) at = typeof at === 'object' && at !== null ? (at as JsonObject)[step] : undefined;
  return at;
}

/** Every scalar, null and empty collection of the merged values, by its path. */
function scalarsOf(base: Rendered): [FieldPath, Json][] {
  const found = new Map<string, [FieldPath, Json]>();
  for (const { at, data } of base.layers) collect(data, at, found);
  return [...found.values()].filter(([path, value]) => {
    const merged = mergedAt(base, path);
    return merged !== undefined && (isObject(value) ? same(value, merged) : !isObject(merged));
  });
}

function collect(value: Json, path: FieldPath, found: Map<string, [FieldPath, Json]>): void {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value))
      collect(inner as Json, [...path, Array.isArray(value) ? Number(key) : key], found);
  } else found.set(JSON.stringify(path), [path, value]);
}

/** Other values that a template may well take. */
function changesOf(value: Json): Json[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return value === 0 ? [7] : [value + 1, 0];
  if (typeof value === 'string') return value === '' ? ['plimsoll'] : [`${value}x`, ''];
  if (value === null) return ['plimsoll', true, 7, { plimsoll: 'here' }];
  if (Object.keys(value).length > 0) return [null];
  return Array.isArray(value) ? [['plimsoll'], [{ name: 'plimsoll' }]] : [{ plimsoll: 'here' }];
}

/** Values to lay over the others. A list is replaced as a whole, so the other items go with the changed one. */
function withChange(base: Rendered, key: FieldPath, value: Json): JsonObject {
  let overlay = value;
  for (let depth = key.length - 1; depth >= 0; depth--) {
    const step = key[depth]!;
    overlay =
      typeof step === 'number' ? listWith(base, key.slice(0, depth), step, overlay) : { [step]: overlay };
  }
  return overlay as JsonObject;
}

function listWith(base: Rendered, path: FieldPath, index: number, overlay: Json): Json {
  const list = [...((mergedAt(base, path) as Json[] | undefined) ?? [])];
  list[index] = mergedOver(list[index], overlay);
  return list;
}

function mergedOver(value: Json | undefined, overlay: Json): Json {
  if (!isObject(value) || !isObject(overlay)) return overlay;
  const merged: Record<string, Json> = { ...value };
  for (const [key, inner] of Object.entries(overlay)) merged[key] = mergedOver(merged[key], inner);
  return merged;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the highest layer says; a null, a scalar or a list above a path hides what lower layers say. */
function mergedAt({ layers }: Rendered, path: FieldPath): Json | undefined {
  for (const { at, data } of layers.toReversed()) {
    if (!at.every((step, index) => path[index] === step)) continue;
    const inner = path.slice(at.length);
    const value = valueOf(data, inner);
    if (value !== undefined) return value;
    const above = inner.map((_, depth) => valueOf(data, inner.slice(0, depth)));
    if (above.some((each) => each !== undefined && !isObject(each))) return undefined;
  }
  return undefined;
}

function effectsOf(before: Rendered, after: Rendered, key: FieldPath): Effect[] {
  const effects: Effect[] = [];
  const files = grouped([...before.manifests.entries()], ([, manifest]) => fileOf(manifest));
  const others = grouped(after.manifests, fileOf);
  for (const [file, own] of files) {
    const other = others.get(file) ?? [];
    for (const [place, [manifest, { object, text }]] of own.entries()) {
      const peer = peerOf(
        own.map(([, each]) => each),
        other,
        place,
      );
      if (peer === undefined) effects.push({ what: 'vanished', manifest, field: ['kind'], key });
      else if (peer.text !== text)
        for (const { what, field } of differences(object, peer.object, []))
          effects.push({ what, manifest, field, key });
    }
  }
  return effects;
}

/** Of the same kind and name, else in the same place unless that is another of them. */
function peerOf(own: readonly Manifest[], others: readonly Manifest[], place: number): Manifest | undefined {
  const id = idOf(own[place]!);
  const named = others.filter((each) => idOf(each) === id);
  if (named.length === 1 || own.length !== others.length) return named[0];
  const inPlace = others[place]!;
  const isAnother = idOf(inPlace) !== id && own.some((each) => idOf(each) === idOf(inPlace));
  return isAnother ? undefined : inPlace;
}

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

function fileOf({ provenance }: Manifest): string {
  return provenance.kind === 'template' ? provenance.log.template : provenance.origin.file.path;
}

function idOf({ object }: Manifest): string {
  return `${object.kind}/${object.metadata.name}`;
}

interface Difference {
  readonly what: Effect['what'];
  readonly field: FieldPath;
}

function differences(before: Json | undefined, after: Json | undefined, field: FieldPath): Difference[] {
  if (before === undefined) return [{ what: 'appeared', field }];
  if (after === undefined) return leaves(before, field).map((each) => ({ what: 'vanished', field: each }));
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, field);
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(before[key], after[key], [...field, key]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isGone = !isScalarField(before) && isScalarField(after);
  return isGone
    ? leaves(before, field).map((each) => ({ what: 'vanished', field: each }))
    : [{ what: 'changed', field }];
}

function isScalarField(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Items with names are held against those of the same name. Of others those that stayed the same at both ends are left
 * out, so that an inserted one does not change all that follow.
 */
function listDifferences(before: readonly Json[], after: readonly Json[], field: FieldPath): Difference[] {
  if (before.length === after.length)
    return before.flatMap((item, index) => differences(item, after[index], [...field, index]));
  const [names, others] = [namesOf(before), namesOf(after)];
  if (names !== undefined && others !== undefined) return namedDifferences(before, after, field);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && same(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  if (before.length < after.length) return [{ what: 'appeared', field: [...field, before.length] }];
  const gone = before.slice(head, before.length - tail);
  return gone.flatMap((item, at) =>
    leaves(item, [...field, head + at]).map((each) => ({ what: 'vanished', field: each })),
  );
}

/** The names of a list's items, where each has one of its own. */
function namesOf(items: readonly Json[]): Set<Json> | undefined {
  const names = new Set(items.map((item) => valueOf(item, ['name']) ?? null));
  return names.size === items.length && !names.has(null) ? names : undefined;
}

function namedDifferences(before: readonly Json[], after: readonly Json[], field: FieldPath): Difference[] {
  const byName = new Map(after.map((item) => [valueOf(item, ['name']), item]));
  const own = before.flatMap((item, at) =>
    differences(item, byName.get(valueOf(item, ['name'])), [...field, at]),
  );
  const isMore = after.some((item) => !namesOf(before)!.has(valueOf(item, ['name'])!));
  return isMore ? [...own, { what: 'appeared', field: [...field, before.length] }] : own;
}

function leaves(value: Json, field: FieldPath): FieldPath[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [field];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner as Json, [...field, Array.isArray(value) ? Number(key) : key]),
  );
}
