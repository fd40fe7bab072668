/** Overrides that stand beside what a source names. Mirrors Argo CD's `mergeSourceParameters`. */
import { TYPES } from '../argocd/generated/types.ts';
import { type TypeFault, typeFaults } from '../argocd/type-faults.ts';
import { fileName, FILE_START } from '../source-file.ts';
import type { Json, JsonObject, Problem, SourceFile } from '../types.ts';
import { locateNearest, readYaml } from '../yaml/index.ts';
import { fileLocation, problemOf } from './places.ts';
import { asObject } from './source.ts';
import type { Override, Source } from './source.ts';
import { failed } from './source-result.ts';
import type { SourceResult } from './source-result.ts';

const TYPE = 'ApplicationSource';

/** What an override may not change. */
const KEPT = ['chart', 'path', 'repoURL', 'targetRevision'];

/** The source with `.argocd-source.yaml`, then `.argocd-source-<Application>.yaml`, of its folder merged into it. */
export function overriddenSource(
  source: Source,
): { readonly source: Source; readonly notes: readonly Problem[] } | { readonly result: SourceResult } {
  let spec = source.spec;
  const overrides: Override[] = [];
  const notes: Problem[] = [];
  for (const name of [
    '.argocd-source.yaml',
    `.argocd-source-${source.instance ?? source.application.name}.yaml`,
  ]) {
    const path = source.folder === '' ? name : `${source.folder}/${name}`;
    if (source.tree.kind(path) !== 'file') continue;
    const read = readOverride({ tree: source.tree, path });
    if ('message' in read) return { result: refused(source, read) };
    spec = decoded(spec, merge(spec, read.override), TYPE) as JsonObject;
    overrides.push({
      file: { tree: source.tree, path },
      data: decoded(undefined, read.override, TYPE) as JsonObject,
    });
    notes.push(...read.unknown.map((fault) => noteOf(source, fault)));
  }
  if (overrides.length === 0) return { source, notes };
  return { source: { ...source, spec: withKept(spec, source.spec), overrides }, notes };
}

interface Fault {
  readonly ruleId: string;
  readonly message: string;
  readonly file: SourceFile;
  readonly range: typeof FILE_START;
}

function readOverride(
  file: SourceFile,
): { readonly override: JsonObject; readonly unknown: readonly Fault[] } | Fault {
  const read = readYaml(file);
  if (!read.ok)
    return {
      ruleId: 'file-unreadable',
      message: `${fileName(file)} ${read.reason}`,
      file,
      range: FILE_START,
    };
  const fatal = read.yaml.problems.find(({ code }) => code !== 'duplicate-key');
  if (fatal) return { ruleId: 'yaml-invalid', message: fatal.message, file, range: fatal.range };
  const override = asObject(read.yaml.documents[0]?.value);
  const invalid = (message: string): Fault => ({
    ruleId: 'value-file-invalid',
    message,
    file,
    range: FILE_START,
  });
  if (override === undefined) return invalid('an override of a source must be a mapping of keys');
  const known = decoded(undefined, override, TYPE) as JsonObject;
  const faults = typeFaults(known, TYPE);
  const wrong = faults.find(({ kind }) => kind === 'type');
  const placed = ({ message, path }: TypeFault): Fault => ({
    ...invalid(message),
    range: locateNearest(read.text, 0, path).range,
  });
  if (wrong !== undefined) return placed(wrong);
  return { override, unknown: faults.filter(({ kind }) => kind === 'unknown').map(placed) };
}

function refused(source: Source, fault: Fault): SourceResult {
  return failed([problemIn(source, fault)]);
}

/** Argo CD passes over what it does not know. */
function noteOf(source: Source, fault: Fault): Problem {
  return { ...problemIn(source, fault), severity: 'warning' };
}

function problemIn({ application }: Source, { ruleId, message, file, range }: Fault): Problem {
  return problemOf(application, ruleId, message, fileLocation(file, range));
}

/** RFC 7396, JSON merge patch. */
function merge(target: Json | undefined, patch: Json): Json {
  const changes = asObject(patch);
  if (changes === undefined) return patch;
  const merged = new Map(Object.entries(asObject(target) ?? {}));
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) merged.delete(key);
    else merged.set(key, merge(merged.get(key), change));
  }
  return Object.fromEntries(merged);
}

/**
 * Go's JSON decodes what was merged into the source as it was: a key that is gone stays as it was, and an item of a list
 * keeps what the item in its place had and it does not say itself. `valuesObject` is taken as it comes. A key is a field's
 * whatever its case; of several for one the last by their text decides.
 */
function decoded(before: Json | undefined, after: Json, type: string): Json {
  if (Array.isArray(after)) {
    const items = Array.isArray(before) ? (before as readonly Json[]) : [];
    return (after as readonly Json[]).map((item, index) => decoded(items[index], item, type.slice(2)));
  }
  const changed = asObject(after);
  const fields = Object.hasOwn(TYPES, type) ? TYPES[type]! : undefined;
  if (changed === undefined || (fields === undefined && !type.startsWith('{}'))) return after;
  const made = new Map(Object.entries(asObject(before) ?? {}));
  for (const key of Object.keys(changed).sort()) {
    const name = fields === undefined ? key : fieldOf(key, fields);
    const inner = fields === undefined ? type.slice(2) : (fields[name]?.type ?? 'any');
    made.set(name, decoded(made.get(name), changed[key]!, inner));
  }
  return Object.fromEntries(made);
}

function fieldOf(key: string, fields: Readonly<Record<string, unknown>>): string {
  if (Object.hasOwn(fields, key)) return key;
  const wanted = caseless(key);
  return Object.keys(fields).find((field) => caseless(field) === wanted) ?? key;
}

/** encoding/json's `foldName`, for names of ASCII letters: two other letters fold to such. */
function caseless(name: string): string {
  return name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
}

function withKept(spec: JsonObject, original: JsonObject): JsonObject {
  const entries = Object.entries(spec).filter(([key]) => !KEPT.includes(key));
  return Object.fromEntries([...entries, ...Object.entries(original).filter(([key]) => KEPT.includes(key))]);
}
