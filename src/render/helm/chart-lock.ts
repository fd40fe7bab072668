import { createHash } from 'node:crypto';
import type { Json, JsonObject, SourceFile } from '../../types.ts';
import { readYaml } from '../../yaml/index.ts';
import { asObject, textOf } from '../source.ts';
import type { Chart } from './chart.ts';
import type { Dependency } from './metadata.ts';

/** A Chart.lock, or a v1 chart's requirements.lock. */
export interface ChartLock {
  readonly file: SourceFile;
  /** Name → the versions that it is locked to. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** Whether it was made of other dependencies than Chart.yaml names now. */
  readonly isStale: boolean;
}

/** Undefined where there is none, or one that can't be read; the loader has told that. */
export function readChartLock({ folder: { tree, path: folder }, metadata }: Chart): ChartLock | undefined {
  for (const name of ['Chart.lock', 'requirements.lock']) {
    const file = { tree, path: folder === '' ? name : `${folder}/${name}` };
    const read = tree.kind(file.path) === 'file' ? readYaml(file) : undefined;
    const lock = asObject(read?.ok ? read.yaml.documents[0]?.value : undefined);
    if (lock === undefined) continue;
    const locked = entriesOf(lock['dependencies']);
    const versions = new Map<string, string[]>();
    for (const each of locked) {
      const key = textOf(each['name']);
      versions.set(key, [...(versions.get(key) ?? []), textOf(each['version'])]);
    }
    const requests = withEnabled(metadata.dependencies ?? [], { tree, path: folder });
    const known = digests(requests, locked.map(fromYaml), metadata.apiVersion);
    return { file, versions, isStale: known !== undefined && !known.includes(textOf(lock['digest'])) };
  }
  return undefined;
}

/**
 * What the digest may be: Helm's `HashReq`, and of a v1 chart Helm 2's (`HashV2Req`). Undefined where it is made of an
 * address that only a Helm client has under a name.
 */
function digests(
  requests: readonly GoDependency[],
  locked: readonly GoDependency[],
  apiVersion: string,
): string[] | undefined {
  if (requests.some(({ repository }) => /^(?:@|alias:)/.test(repository))) return undefined;
  const own = sha256(goJson([requests, locked]));
  return apiVersion === 'v1' ? [own, sha256(goJson({ dependencies: requests }))] : [own];
}

/** Helm's struct, in the order of its fields; those that are empty are left out. */
interface GoDependency extends JsonObject {
  readonly name: string;
  readonly repository: string;
}

function goDependency(fields: Dependency & { readonly enabled: boolean }): GoDependency {
  const { name, version, repository, condition, tags, enabled, importValues, alias } = fields;
  return {
    name,
    ...(version !== '' && { version }),
    repository,
    ...(condition !== '' && { condition }),
    ...(tags.length > 0 && { tags }),
    ...(enabled && { enabled }),
    ...(importValues.length > 0 && { 'import-values': importValues.map(sorted) }),
    ...(alias !== '' && { alias }),
  };
}

function fromYaml(entry: JsonObject): GoDependency {
  const list = (key: string): readonly Json[] => {
    const value = entry[key];
    return Array.isArray(value) ? (value as readonly Json[]) : [];
  };
  const text = (key: string): string => textOf(entry[key]);
  return goDependency({
    name: text('name'),
    version: text('version'),
    repository: text('repository'),
    condition: text('condition'),
    tags: list('tags').map(textOf),
    enabled: entry['enabled'] === true,
    importValues: list('import-values'),
    alias: text('alias'),
  });
}

/** `enabled`, which nothing else asks for, is in the digest too. */
function withEnabled(dependencies: readonly Dependency[], folder: SourceFile): GoDependency[] {
  const written = ['Chart.yaml', 'requirements.yaml'].flatMap((name) => {
    const file = { tree: folder.tree, path: folder.path === '' ? name : `${folder.path}/${name}` };
    const read = file.tree.kind(file.path) === 'file' ? readYaml(file) : undefined;
    return entriesOf(asObject(read?.ok ? read.yaml.documents[0]?.value : undefined)?.['dependencies']);
  });
  return dependencies.map((each, index) =>
    goDependency({ ...each, enabled: written[index]?.['enabled'] === true }),
  );
}

function entriesOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).map((each) => asObject(each) ?? {}) : [];
}

/** Go writes maps by their sorted keys. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  const object = asObject(value);
  if (object === undefined) return value;
  return Object.fromEntries(
    Object.entries(object)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Go escapes what would mean something in HTML or JavaScript. */
function goJson(value: Json): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
