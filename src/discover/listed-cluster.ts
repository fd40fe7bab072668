import { isMap } from '../json.ts';
import type { Cluster, FieldPath, Json, JsonObject } from '../types.ts';
import { setOwn } from '../yaml/index.ts';

/** An entry of a list of clusters, as far as its fields are what they should be, and what is wrong with the others. */
export interface ListedCluster {
  readonly cluster: Omit<Cluster, 'origin'> | undefined;
  readonly faults: readonly { readonly path: FieldPath; readonly message: string }[];
}

type Fault = ListedCluster['faults'][number];

/** What the field's value counts as, or why it counts as nothing. */
type Read<T> = (value: Json, path: FieldPath, faults: Fault[]) => T | undefined;

const KUBERNETES: ReadonlySet<string> = new Set(['version', 'apiVersions']);
/** As the configuration's schema has it. */
const VERSION = /^v?\d+\.\d+(?:\.\d+)?(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * Clusters of a file and of `appset generate`'s `--clusters`; those in plimsoll.yaml are held against its schema. Other
 * fields may be there, as in what `argocd cluster list --output yaml` prints.
 */
export function listedCluster(entry: Json): ListedCluster {
  const faults: Fault[] = [];
  const map = isMap(entry) ? entry : {};
  const { name, server } = map;
  if (typeof name !== 'string' || typeof server !== 'string') {
    return { cluster: undefined, faults: [{ path: [], message: 'a cluster must have a name and a server' }] };
  }
  const read = <T>(key: string, as: Read<T>): T | undefined => readField(map, key, [], as, faults);
  const [project, labels] = [read('project', asText) ?? '', read('labels', asTexts) ?? {}];
  const annotations = read('annotations', asTexts) ?? {};
  const kubernetes = read('kubernetes', asKubernetes);
  const cluster = { name, server, project, labels, annotations, ...(kubernetes && { kubernetes }) };
  return { cluster, faults };
}

function readField<T>(
  map: JsonObject,
  key: string,
  above: FieldPath,
  as: Read<T>,
  faults: Fault[],
): T | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return value === undefined || value === null ? undefined : as(value, [...above, key], faults);
}

function wrong(path: FieldPath, wanted: string, value: Json, faults: Fault[]): undefined {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  const hint = wanted === 'text' && isScalar ? '; put it in quotes' : '';
  faults.push({
    path,
    message: `${path.join('.')} of a cluster must be ${wanted}, not ${JSON.stringify(value)}${hint}`,
  });
}

function asText(value: Json, path: FieldPath, faults: Fault[]): string | undefined {
  return typeof value === 'string' ? value : wrong(path, 'text', value, faults);
}

/** Labels and annotations are text; what isn't, the API server refuses. One that is left out would leave a selector without its clusters. */
function asTexts(value: Json, path: FieldPath, faults: Fault[]): Record<string, string> | undefined {
  if (!isMap(value)) return wrong(path, 'a map of texts', value, faults);
  const kept: Record<string, Json> = {};
  for (const [key, each] of Object.entries(value)) {
    const text = asText(each, [...path, key], faults);
    if (text !== undefined) setOwn(kept, key, text);
  }
  return kept as Record<string, string>;
}

function asKubernetes(value: Json, path: FieldPath, faults: Fault[]): Cluster['kubernetes'] {
  if (!isMap(value)) return wrong(path, 'a map of version and apiVersions', value, faults);
  for (const key of Object.keys(value)) {
    if (!KUBERNETES.has(key))
      faults.push({
        path: [...path, key],
        message: `kubernetes of a cluster has version and apiVersions, and no ${key}`,
      });
  }
  const version = readField(value, 'version', path, asVersion, faults);
  const apiVersions = readField(value, 'apiVersions', path, asList, faults);
  return { ...(version !== undefined && { version }), ...(apiVersions && { apiVersions }) };
}

function asVersion(value: Json, path: FieldPath, faults: Fault[]): string | undefined {
  const text = asText(value, path, faults);
  if (text === undefined || VERSION.test(text)) return text;
  return wrong(path, 'a version such as 1.34.0', value, faults);
}

function asList(value: Json, path: FieldPath, faults: Fault[]): readonly string[] | undefined {
  if (!Array.isArray(value)) return wrong(path, 'a list of texts', value as Json, faults);
  return (value as readonly Json[]).flatMap((each, index) => asText(each, [...path, index], faults) ?? []);
}
