/** What Go's JSON decoder says of a Chart.yaml with wrong types. */
import type { Json } from '../../types.ts';
import type { HelmVersion } from './version/index.ts';

/** A Go type: its name, and what is wrong with a value for it (`path` in Go's `Struct.field`, or undefined at the top). */
interface Shape {
  readonly type: string;
  fault(value: Json, path: string | undefined): string | undefined;
}

/** Scalars become texts before Go decodes them (sigs.k8s.io/yaml). */
const text = scalar('string', (value) => typeof value !== 'object');
const flag = scalar('bool', (value) => typeof value === 'boolean');
const anything: Shape = { type: 'interface {}', fault: () => undefined };

const base = struct('loader.chartBase', { apiVersion: text });

/** Helm's `Metadata` in a package. */
function metadataIn(chart: string): Shape {
  const maintainer = struct(`${chart}.Maintainer`, { name: text, email: text, url: text });
  const dependency = struct(`${chart}.Dependency`, {
    name: text,
    version: text,
    repository: text,
    condition: text,
    tags: list(text),
    enabled: flag,
    'import-values': list(anything),
    alias: text,
  });
  return struct(`${chart}.Metadata`, {
    apiVersion: text,
    name: text,
    version: text,
    home: text,
    description: text,
    icon: text,
    condition: text,
    tags: text,
    appVersion: text,
    kubeVersion: text,
    type: text,
    sources: list(text),
    keywords: list(text),
    maintainers: list(maintainer, '*'),
    dependencies: list(dependency, '*'),
    annotations: mapOf(text),
    deprecated: flag,
  });
}

const shapes = new Map<string, Shape>();

function metadataShape({ packages: { chart } }: HelmVersion): Shape {
  let shape = shapes.get(chart);
  if (shape === undefined) shapes.set(chart, (shape = metadataIn(chart)));
  return shape;
}

/** Why Helm can not decode a file, in its words, or undefined. */
export function metadataFault(
  value: Json,
  file: 'Chart.yaml' | 'requirements.yaml',
  helm: HelmVersion,
): string | undefined {
  const checked = helm.checksApiVersion && file === 'Chart.yaml' ? base.fault(value, undefined) : undefined;
  const fault = checked ?? metadataShape(helm).fault(value, undefined);
  if (fault === undefined) return undefined;
  return `cannot load ${file}: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${fault}`;
}

function mismatch(value: Json, path: string | undefined, type: string): string {
  return `${kindOf(value)} into Go ${path === undefined ? 'value' : `struct field ${path}`} of type ${type}`;
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function scalar(type: string, fits: (value: Json) => boolean): Shape {
  return {
    type,
    fault: (value, path) => (value === null || fits(value) ? undefined : mismatch(value, path, type)),
  };
}

function list(of: Shape, pointer = ''): Shape {
  const type = `[]${pointer}${of.type}`;
  return {
    type,
    fault(value, path) {
      if (value === null) return undefined;
      if (!Array.isArray(value)) return mismatch(value, path, type);
      return first(value as readonly Json[], (item) => of.fault(item, path));
    },
  };
}

function mapOf(of: Shape): Shape {
  const type = `map[string]${of.type}`;
  return {
    type,
    fault(value, path) {
      if (value === null) return undefined;
      if (!isObject(value)) return mismatch(value, path, type);
      return first(Object.keys(value).toSorted(), (key) => of.fault(value[key]!, path));
    },
  };
}

/** Go decodes keys in the order of the JSON, which is sorted, and tells the first fault. */
function struct(type: string, fields: Readonly<Record<string, Shape>>): Shape {
  const name = type.slice(type.indexOf('.') + 1);
  return {
    type,
    fault(value, path) {
      if (value === null) return undefined;
      if (!isObject(value)) return mismatch(value, path, type);
      const known = Object.keys(value).filter((key) => Object.hasOwn(fields, key));
      return first(known.toSorted(), (key) => fields[key]!.fault(value[key]!, nested(name, path, key)));
    },
  };
}

/** Go names the innermost struct and all keys. */
function nested(name: string, path: string | undefined, key: string): string {
  const above = path === undefined ? '' : `${path.slice(path.indexOf('.') + 1)}.`;
  return `${name}.${above}${key}`;
}

function first<T>(values: readonly T[], fault: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = fault(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
