/** Overrides that stand beside what a source names. Mirrors Argo CD's `mergeSourceParameters`. */
import { typeFaults } from '../argocd/type-faults.ts';
import { fileName, FILE_START } from '../source-file.ts';
import type { Json, JsonObject, SourceFile } from '../types.ts';
import { locateNearest, readYaml } from '../yaml/index.ts';
import { fileLocation, problemOf } from './places.ts';
import { asObject } from './source.ts';
import type { Override, Source } from './source.ts';
import { failed } from './source-result.ts';
import type { SourceResult } from './source-result.ts';

/** What an override may not change. */
const KEPT = ['chart', 'path', 'repoURL', 'targetRevision'];

/** The source with `.argocd-source.yaml`, then `.argocd-source-<Application>.yaml`, of its folder merged into it. */
export function overriddenSource(
  source: Source,
): { readonly source: Source } | { readonly result: SourceResult } {
  let spec = source.spec;
  const overrides: Override[] = [];
  for (const name of [
    '.argocd-source.yaml',
    `.argocd-source-${source.instance ?? source.application.name}.yaml`,
  ]) {
    const path = source.folder === '' ? name : `${source.folder}/${name}`;
    if (source.tree.kind(path) !== 'file') continue;
    const read = readOverride({ tree: source.tree, path });
    if ('message' in read) return { result: refused(source, read) };
    spec = decoded(spec, merge(spec, read.override)) as JsonObject;
    overrides.push({ file: { tree: source.tree, path }, data: read.override });
  }
  if (overrides.length === 0) return { source };
  return { source: { ...source, spec: withKept(spec, source.spec), overrides } };
}

interface Fault {
  readonly ruleId: string;
  readonly message: string;
  readonly file: SourceFile;
  readonly range: typeof FILE_START;
}

function readOverride(file: SourceFile): { readonly override: JsonObject } | Fault {
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
  const wrong = typeFaults(override, 'ApplicationSource').find(({ kind }) => kind === 'type');
  if (wrong === undefined) return { override };
  return { ...invalid(wrong.message), range: locateNearest(read.text, 0, wrong.path).range };
}

function refused({ application }: Source, { ruleId, message, file, range }: Fault): SourceResult {
  return failed([problemOf(application, ruleId, message, fileLocation(file, range))]);
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
 * keeps what the item in its place had and it does not say itself. `valuesObject` is taken as it comes.
 */
function decoded(before: Json | undefined, after: Json): Json {
  if (Array.isArray(after)) {
    const items = Array.isArray(before) ? (before as readonly Json[]) : [];
    return (after as readonly Json[]).map((item, index) =>
      asObject(item) ? decoded(items[index], item) : item,
    );
  }
  const [kept, changed] = [asObject(before), asObject(after)];
  if (kept === undefined || changed === undefined) return after;
  const entries = Object.entries(changed).map(([key, value]): [string, Json] => {
    return [key, key === 'valuesObject' || !Object.hasOwn(kept, key) ? value : decoded(kept[key], value)];
  });
  return { ...kept, ...Object.fromEntries(entries) };
}

function withKept(spec: JsonObject, original: JsonObject): JsonObject {
  const entries = Object.entries(spec).filter(([key]) => !KEPT.includes(key));
  return Object.fromEntries([...entries, ...Object.entries(original).filter(([key]) => KEPT.includes(key))]);
}
