import { nilList, nilMap, typed } from '../../template/index.ts';
import type { GoMap, Value } from '../../template/value.ts';
import type { Json } from '../../types.ts';
import { metadataFault } from './metadata-shape.ts';
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
 * Numbers and booleans become strings where Helm's struct has strings. Mirrors `Metadata.Validate`.
 */
export function readMetadata(value: Json, requirements: Json | undefined, helm: HelmVersion): Metadata {
  const fields: Record<string, Json> = { ...decoded(value, 'Chart.yaml', helm) };
  if (requirements !== undefined) Object.assign(fields, decoded(requirements, 'requirements.yaml', helm));
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
  validate(metadata, helm);
  return metadata;
}

/** @throws MetadataError */
function decoded(value: Json, file: 'Chart.yaml' | 'requirements.yaml', helm: HelmVersion): Fields {
  const fault = metadataFault(value, file, helm);
  if (fault !== undefined) throw new MetadataError(fault);
  return (value ?? {}) as Fields;
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
  const fields = value as Fields;
  return {
    Name: clean(text(fields, 'name')),
    Email: clean(text(fields, 'email')),
    URL: clean(text(fields, 'url')),
  };
}

function readDependency(value: Json): Dependency {
  if (value === null)
    throw new MetadataError('validation: dependencies must not contain empty or null nodes');
  const fields = value as Fields;
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

function validate(metadata: Metadata, helm: HelmVersion): void {
  const { apiVersion, name, version, type } = metadata;
  if (helm.checksApiVersion && apiVersion !== 'v1' && apiVersion !== 'v2')
    throw new MetadataError('invalid chart apiVersion');
  if (name === '') throw new MetadataError('validation: chart.metadata.name is required');
  if (name === '.' || name === '..')
    throw new MetadataError(`validation: chart.metadata.name "${name}" is not allowed`);
  if (name.includes('/')) throw new MetadataError(`validation: chart.metadata.name "${name}" is invalid`);
  if (version === '') throw new MetadataError('validation: chart.metadata.version is required');
  if (!LOOSE_SEMVER.test(version))
    throw new MetadataError(`validation: chart.metadata.version "${version}" is invalid`);
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

/** What Masterminds/semver's `NewVersion` takes. */
const LOOSE_SEMVER =
  /^v?\d+(\.\d+)?(\.\d+)?(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

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
