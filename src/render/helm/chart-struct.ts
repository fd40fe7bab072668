/** `.Chart` as Go's struct: what Helm 3 gives to templates, which can't change it and fail where it has no such field. */
import { isNilValue, nilList, sprint, typed } from '../../template/index.ts';
import type { GoMap, GoObject, Value } from '../../template/value.ts';
import { importedValues } from './chart-map.ts';
import { isTable } from './map.ts';
import type { Dependency, Metadata } from './metadata.ts';
import type { ChartPlace } from './version/index.ts';

/** A field of a Go struct, with its key in JSON. `kept`: JSON has it also where it is empty. */
interface Field {
  readonly name: string;
  readonly key: string;
  readonly value: Value;
  readonly kept?: boolean;
}

/** Mirrors Helm 3's `recAllTpls`: `struct { chart.Metadata; IsRoot bool }`. */
export function metadataStruct(metadata: Metadata, place: ChartPlace): () => GoObject {
  const inner = fieldsOf(metadata, place);
  const isRoot: Field = { name: 'IsRoot', key: 'IsRoot', value: place.isRoot, kept: true };
  const embedded = struct('chart.Metadata', inner);
  const object = struct('struct { chart.Metadata; IsRoot bool }', [...inner, isRoot]);
  const fields = new Map(object.fields).set('Metadata', embedded);
  const whole = { ...object, fields, print: () => `{${embedded.print()} ${String(place.isRoot)}}` };
  return () => whole;
}

function fieldsOf(metadata: Metadata, { name, declared }: ChartPlace): Field[] {
  const { fields } = metadata;
  const field = (of: string, key: string): Field => ({ name: of, key, value: fields[of] });
  return [
    { name: 'Name', key: 'name', value: name },
    field('Home', 'home'),
    field('Sources', 'sources'),
    { name: 'Version', key: 'version', value: metadata.version },
    field('Description', 'description'),
    field('Keywords', 'keywords'),
    { name: 'Maintainers', key: 'maintainers', value: maintainers(fields['Maintainers'] as GoMap[]) },
    field('Icon', 'icon'),
    { name: 'APIVersion', key: 'apiVersion', value: metadata.apiVersion },
    field('Condition', 'condition'),
    field('Tags', 'tags'),
    field('AppVersion', 'appVersion'),
    field('Deprecated', 'deprecated'),
    field('Annotations', 'annotations'),
    { name: 'KubeVersion', key: 'kubeVersion', value: metadata.kubeVersion },
    {
      name: 'Dependencies',
      key: 'dependencies',
      value: pointers('*chart.Dependency', declared.map(dependencyFields)),
    },
    { name: 'Type', key: 'type', value: metadata.type },
  ];
}

function maintainers(maps: readonly GoMap[]): Value {
  const fields = maps.map(({ Name, Email, URL }) => [
    { name: 'Name', key: 'name', value: Name },
    { name: 'Email', key: 'email', value: Email },
    { name: 'URL', key: 'url', value: URL },
  ]);
  return pointers('*chart.Maintainer', fields);
}

function dependencyFields(dependency: Dependency): Field[] {
  return [
    { name: 'Name', key: 'name', value: dependency.alias || dependency.name, kept: true },
    { name: 'Version', key: 'version', value: dependency.version },
    { name: 'Repository', key: 'repository', value: dependency.repository, kept: true },
    { name: 'Condition', key: 'condition', value: dependency.condition },
    { name: 'Tags', key: 'tags', value: typed<Value[]>([...dependency.tags], '[]string') },
    { name: 'Enabled', key: 'enabled', value: true },
    { name: 'ImportValues', key: 'import-values', value: importedValues(dependency) },
    { name: 'Alias', key: 'alias', value: dependency.alias },
  ];
}

function pointers(type: string, all: readonly (readonly Field[])[]): Value {
  if (all.length === 0) return nilList(`[]${type}`);
  return typed<Value[]>(
    all.map((fields) => struct(type, fields)),
    `[]${type}`,
  );
}

function struct(goType: string, fields: readonly Field[]): GoObject & { toGoJson(): Value } {
  return {
    goType,
    fields: new Map(fields.map(({ name, value }) => [name, value])),
    methods: new Map(),
    // As an action prints it, which looks behind a pointer.
    print: () => `{${fields.map(({ value }) => sprint([value])).join(' ')}}`,
    toGoJson: () => jsonOf(goType, fields),
  };
}

/** A struct whose fields are called as in JSON. */
function jsonOf(goType: string, fields: readonly Field[]): GoObject {
  const shown = fields.filter(({ value, kept }) => kept === true || !isEmpty(value));
  return {
    goType,
    fields: new Map(shown.map(({ key, value }) => [key, value])),
    methods: new Map(),
    print: () => goType,
  };
}

/** Go's `omitempty`. */
function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isTable(value)) return isNilValue(value) || Object.keys(value).length === 0;
  return value === '' || value === false;
}
