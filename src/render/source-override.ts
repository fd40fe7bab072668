/** Overrides that stand beside what a source names. Mirrors Argo CD's `mergeSourceParameters`. */
import { decodedOnto } from '../argocd/decoded-onto.ts';
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
    spec = decodedOnto(spec, merge(spec, read.override), TYPE) as JsonObject;
    overrides.push({
      file: { tree: source.tree, path },
      data: decodedOnto(undefined, read.override, TYPE) as JsonObject,
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
  const known = decodedOnto(undefined, override, TYPE) as JsonObject;
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

function withKept(spec: JsonObject, original: JsonObject): JsonObject {
  const entries = Object.entries(spec).filter(([key]) => !KEPT.includes(key));
  return Object.fromEntries([...entries, ...Object.entries(original).filter(([key]) => KEPT.includes(key))]);
}
