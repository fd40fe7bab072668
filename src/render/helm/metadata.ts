import { parseVersion } from '../../sprig/index.ts';
import { nilList, nilMap, quote, typed } from '../../template/index.ts';
import type { GoMap, Value } from '../../template/value.ts';
import type { Json } from '../../types.ts';
import {
  DEPENDENCY_FIELDS,
  MAINTAINER_FIELDS,
  METADATA_FIELDS,
  metadataFault,
  structFields,
} from './metadata-shape.ts';
import type { HelmVersion } from './version/index.ts';

/** Chart.yaml, as Helm's `chart.Metadata`. */
export interface Metadata {
  readonly apiVersion: string;
  readonly name: string;
  readonly version: string;
  readonly kubeVersion: string;
  readonly type: string;
  /** Undefined where Chart.yaml has no such key: Helm then looks neither at conditions nor at imported values. */
  readonly dependencies?: readonly Dependency[];
  /** The rest, under the names that templates see. */
  readonly fields: Readonly<Record<string, Value>>;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly alias: string;
  readonly importValues: readonly Json[];
}

/** What is wrong with a Chart.yaml, in Helm's words. */
export class MetadataError extends Error {}

type Fields = Readonly<Record<string, Json>>;

/**
 * Reads and validates Chart.yaml (`requirements`: a v1 chart's requirements.yaml, which may hold the dependencies).
 * Numbers and booleans become strings where Helm's struct has strings. Mirrors `Metadata.Validate`; of the chart that is
 * rendered (`isRoot`) Helm 4 asks the apiVersion first, of those inside it never.
 */
export function readMetadata(
  value: Json,
  requirements: Json | undefined,
  helm: HelmVersion,
  isRoot: boolean,
): Metadata {
  const fields: Record<string, Json> = {};
  fill(fields, decoded(value, 'Chart.yaml', helm, isRoot), METADATA_FIELDS);
  if (requirements !== undefined)
    fill(fields, decoded(requirements, 'requirements.yaml', helm, isRoot), METADATA_FIELDS);
  const dependencies = list(fields, 'dependencies');
  const metadata: Metadata = {
    apiVersion: text(fields, 'apiVersion') || 'v1',
    name: clean(text(fields, 'name')),
    version: text(fields, 'version'),
    kubeVersion: clean(text(fields, 'kubeVersion')),
    type: text(fields, 'type'),
    ...(dependencies && { dependencies: dependencies.map(readDependency) }),
    fields: otherFields(fields),
  };
  if (isRoot && helm.checksApiVersion && !KNOWN_VERSIONS.has(metadata.apiVersion)) {
    // Helm has begun to load charts of this version, and then does not take them.
    if (metadata.apiVersion === 'v3') validate(metadata);
    throw new MetadataError('invalid chart apiVersion');
  }
  validate(metadata);
  return metadata;
}

type MetadataFile = 'Chart.yaml' | 'requirements.yaml';

/** @throws MetadataError */
function decoded(value: Json, file: MetadataFile, helm: HelmVersion, isRoot: boolean): Fields {
  const fault = metadataFault(value, file, helm, isRoot);
  if (fault !== undefined) throw new MetadataError(fault);
  return (value ?? {}) as Fields;
}

const LISTS: ReadonlySet<string> = new Set([
  'sources',
  'keywords',
  'maintainers',
  'dependencies',
  'annotations',
  'tags',
  'import-values',
]);

/** Puts what a file says over what is known, as encoding/json does: null empties a list, and leaves a text as it is. */
function fill(known: Record<string, Json>, value: Fields, names: ReadonlySet<string>): Record<string, Json> {
  for (const [field, given] of structFields(value, names))
    if (given !== null || LISTS.has(field)) known[field] = given;
  return known;
}

function otherFields(fields: Fields): Record<string, Value> {
  return {
    Home: clean(text(fields, 'home')),
    Sources: goTexts(fields, 'sources'),
    Description: clean(text(fields, 'description')),
    Keywords: goTexts(fields, 'keywords'),
    Maintainers: (list(fields, 'maintainers') ?? []).map(readMaintainer),
    Icon: clean(text(fields, 'icon')),
    Condition: clean(text(fields, 'condition')),
    Tags: clean(text(fields, 'tags')),
    AppVersion: clean(text(fields, 'appVersion')),
    Deprecated: fields['deprecated'] === true,
    Annotations: annotations(fields),
  };
}

const TEXTS = 'map[string]string';

function annotations(fields: Fields): GoMap {
  const given = fields['annotations'];
  if (given === undefined || given === null) return typed(nilMap(), TEXTS);
  const result: GoMap = typed<GoMap>({}, TEXTS);
  for (const key of Object.keys(given)) {
    const value = text(given as Fields, key);
    Object.defineProperty(result, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return result;
}

function readMaintainer(value: Json): GoMap {
  if (value === null) throw new MetadataError('validation: maintainers must not contain empty or null nodes');
  const fields = fill({}, value as Fields, MAINTAINER_FIELDS);
  return {
    Name: clean(text(fields, 'name')),
    Email: clean(text(fields, 'email')),
    URL: clean(text(fields, 'url')),
  };
}

function readDependency(value: Json): Dependency {
  if (value === null)
    throw new MetadataError('validation: dependencies must not contain empty or null nodes');
  const fields = fill({}, value as Fields, DEPENDENCY_FIELDS);
  const dependency: Dependency = {
    name: clean(text(fields, 'name')),
    version: clean(text(fields, 'version')),
    repository: clean(text(fields, 'repository')),
    condition: clean(text(fields, 'condition')),
    tags: texts(fields, 'tags').map(clean),
    alias: text(fields, 'alias'),
    importValues: list(fields, 'import-values') ?? [],
  };
  if (dependency.alias !== '' && !/^[a-zA-Z0-9_-]+$/.test(dependency.alias)) {
    throw new MetadataError(
      `validation: dependency "${dependency.name}" has disallowed characters in the alias`,
    );
  }
  return dependency;
}

const KNOWN_VERSIONS: ReadonlySet<string> = new Set(['v1', 'v2']);

function validate(metadata: Metadata): void {
  const { name, version, type } = metadata;
  if (name === '') throw new MetadataError('validation: chart.metadata.name is required');
  if (name === '.' || name === '..')
    throw new MetadataError(`validation: chart.metadata.name "${name}" is not allowed`);
  if (name.includes('/')) throw new MetadataError(`validation: chart.metadata.name "${name}" is invalid`);
  if (version === '') throw new MetadataError('validation: chart.metadata.version is required');
  if (!isVersion(version))
    throw new MetadataError(`validation: chart.metadata.version ${quote(version)} is invalid`);
  if (!['', 'application', 'library'].includes(type)) {
    throw new MetadataError('validation: chart.metadata.type must be application or library');
  }
  const names = new Set<string>();
  for (const dependency of metadata.dependencies ?? []) {
    const key = dependency.alias || dependency.name;
    if (names.has(key))
      throw new MetadataError(`validation: more than one dependency with name or alias "${key}"`);
    names.add(key);
  }
}

function isVersion(text: string): boolean {
  try {
    parseVersion(text);
    return true;
  } catch {
    return false;
  }
}

function text(fields: Fields, key: string): string {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (value === undefined || value === null) return '';
  return String(value);
}

function list(fields: Fields, key: string): readonly Json[] | undefined {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (value === undefined || value === null) return undefined;
  return value as readonly Json[];
}

function texts(fields: Fields, key: string): string[] {
  return (list(fields, key) ?? []).map((_, index, all) => text(all as unknown as Fields, String(index)));
}

/** A `[]string` of Go's: nil where Chart.yaml does not have it. */
function goTexts(fields: Fields, key: string): Value[] {
  const found = list(fields, key) && texts(fields, key).map(clean);
  return found === undefined ? nilList('[]string') : typed<Value[]>(found, '[]string');
}

/** Helm's `sanitizeString`: white space becomes a blank, what does not print goes. */
function clean(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  return value.replace(/\s/gu, ' ').replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '');
}
