/** What Go's JSON decoder says of a Chart.yaml with wrong types. */
import { isMap } from '../../json.ts';
import { parseTime } from '../../sprig/index.ts';
import type { Json } from '../../types.ts';
import type { HelmVersion } from './version/index.ts';

/** A Go type: its name, and what is wrong with a value for it (`path` in Go's `Struct.field`, or undefined at the top). */
interface Shape {
  readonly type: string;
  fault(value: Json, path: string | undefined): string | undefined;
}

interface Struct extends Shape {
  readonly names: ReadonlySet<string>;
}

/** Scalars become texts before Go decodes them (sigs.k8s.io/yaml). */
const text = scalar('string', (value) => typeof value !== 'object');
const flag = scalar('bool', (value) => typeof value === 'boolean');
const anything: Shape = { type: 'interface {}', fault: () => undefined };

const base = struct('loader.chartBase', { apiVersion: text });

function dependencyIn(chart: string): Struct {
  return struct(`${chart}.Dependency`, {
    name: text,
    version: text,
    repository: text,
    condition: text,
    tags: list(text),
    enabled: flag,
    'import-values': list(anything),
    alias: text,
  });
}

function maintainerIn(chart: string): Struct {
  return struct(`${chart}.Maintainer`, { name: text, email: text, url: text });
}

/** Helm's `Metadata` in a package. */
function metadataIn(chart: string): Struct {
  const maintainer = maintainerIn(chart);
  const dependency = dependencyIn(chart);
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

/** Of Chart.yaml, of a maintainer and of a dependency, the same in every Helm. */
export const METADATA_FIELDS: ReadonlySet<string> = metadataIn('').names;
export const MAINTAINER_FIELDS: ReadonlySet<string> = maintainerIn('').names;
export const DEPENDENCY_FIELDS: ReadonlySet<string> = dependencyIn('').names;

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
  isRoot: boolean,
): string | undefined {
  const checked =
    helm.checksApiVersion && isRoot && file === 'Chart.yaml' ? base.fault(value, undefined) : undefined;
  const fault = checked ?? metadataShape(helm).fault(value, undefined);
  if (fault === undefined) return undefined;
  return `cannot load ${file}: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${fault}`;
}

/** Why Helm can not decode a lock file, which it reads if only to throw it away, in its words, or undefined. */
export function lockFault(value: Json, { packages }: HelmVersion): string | undefined {
  const lock = struct(`${packages.chart}.Lock`, {
    digest: text,
    dependencies: list(dependencyIn(packages.chart), '*'),
    generated: anything,
  });
  // A time that can't be read ends the decoding; other faults are told when it is done.
  const time = isMap(value) ? timeFault(value, lock.names) : undefined;
  if (time !== undefined) return time;
  const fault = lock.fault(value, undefined);
  return fault && `json: cannot unmarshal ${fault}`;
}

const RFC3339 = '2006-01-02T15:04:05Z07:00';

function timeFault(value: Readonly<Record<string, Json>>, names: ReadonlySet<string>): string | undefined {
  for (const [field, time] of structFields(value, names)) {
    if (field !== 'generated' || time === null) continue;
    if (typeof time !== 'string') return 'Time.UnmarshalJSON: input is not a JSON string';
    try {
      parseTime(RFC3339, time);
    } catch (error) {
      return (error as Error).message;
    }
  }
  return undefined;
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
      if (!isMap(value)) return mismatch(value, path, type);
      return first(Object.keys(value).toSorted(), (key) => of.fault(value[key]!, path));
    },
  };
}

/**
 * The fields of a Go struct that the keys of an object stand for: a key in other letters is the field's too, as encoding/json
 * has it. Keys come in the order of the JSON, which is sorted; a later one goes before.
 */
export function* structFields(
  value: Readonly<Record<string, Json>>,
  fields: ReadonlySet<string>,
): Generator<readonly [field: string, value: Json]> {
  for (const key of Object.keys(value).toSorted()) {
    const field = fields.has(key) ? key : key.toLowerCase();
    const known = fields.has(field) ? field : [...fields].find((each) => each.toLowerCase() === field);
    if (known !== undefined) yield [known, value[key]!];
  }
}

/** Go tells the first fault. */
function struct(type: string, fields: Readonly<Record<string, Shape>>): Struct {
  const name = type.slice(type.indexOf('.') + 1);
  const names = new Set(Object.keys(fields));
  return {
    type,
    names,
    fault(value, path) {
      if (value === null) return undefined;
      if (!isMap(value)) return mismatch(value, path, type);
      return first([...structFields(value, names)], ([field, given]) =>
        fields[field]!.fault(given, nested(name, path, field)),
      );
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
