import { sprint, typed } from '../../template/index.ts';
import type { GoMap, Value } from '../../template/value.ts';
import type { Json } from '../../types.ts';
import { asObject } from '../source.ts';
import { cloneTable, put } from './map.ts';
import type { Dependency, Metadata } from './metadata.ts';
import type { ChartPlace } from './version/index.ts';

/** `.Chart` as a map, new for each release: templates may change it. Mirrors Helm 4's `MetadataAsMap`. */
export function metadataMap(metadata: Metadata, place: ChartPlace): () => GoMap {
  // A map of texts keeps its type, for no template can change it.
  const { Annotations, ...fields } = metadata.fields;
  const map: GoMap = {
    ...fields,
    APIVersion: metadata.apiVersion,
    Name: place.name,
    Version: metadata.version,
    KubeVersion: metadata.kubeVersion,
    Type: metadata.type,
    Dependencies: place.declared.map(dependencyMap),
    IsRoot: place.isRoot,
  };
  return () => {
    const copy = cloneTable(map);
    put(copy, 'Annotations', Annotations);
    return copy;
  };
}

/** What a dependency brings up, as it is once Helm has looked at it: what is neither a name nor a pair is gone. */
export function importedValues({ importValues }: Dependency): Value[] {
  return importValues.flatMap((wanted): Value[] => {
    if (typeof wanted === 'string') return [pair(`exports.${wanted}`, '.')];
    const fields = asObject(wanted);
    return fields === undefined ? [] : [pair(sprintOf(fields['child']), sprintOf(fields['parent']))];
  });
}

function pair(child: string, parent: string): GoMap {
  return typed({ child, parent }, 'map[string]string');
}

function sprintOf(value: Json | undefined): string {
  return sprint([(value ?? null) as Value]);
}

function dependencyMap(dependency: Dependency): GoMap {
  return {
    Name: dependency.alias || dependency.name,
    Version: dependency.version,
    Repository: dependency.repository,
    Condition: dependency.condition,
    Tags: [...dependency.tags],
    Enabled: true,
    ImportValues: importedValues(dependency),
    Alias: dependency.alias,
  };
}
