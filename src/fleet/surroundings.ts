import type { Application, Cluster, Json, JsonObject } from '../types.ts';

/** The environment and the cloud that an Application deploys to, as far as anything says so. */
export interface Surroundings {
  readonly environment?: string;
  readonly cloud?: string;
}

/** The names that labels, and parameters of generators, have for them. */
const KEYS: Readonly<Record<keyof Surroundings, ReadonlySet<string>>> = {
  environment: new Set(['environment', 'env', 'stage']),
  cloud: new Set(['cloud', 'provider']),
};

/** `overlays/staging`, `environments/prod/…`: where a folder says it. */
const FOLDER = /(?:^|\/)(?:overlays|environments|envs?)\/([^/]+)/;
/** `values-prod.yaml`, `values.prod.yaml`, `values/prod.yaml`. */
const VALUES_FILE = /(?:^|\/)values[-_./]([\w-]+)\.ya?ml$/;

/**
 * By the first that says it: the leaf; the Application's own label; a parameter of the generator that made it; a label of
 * its cluster; for the environment also its source's folder and the last of its values files that is named after one.
 */
export function surroundingsOf(
  { object, leaf, generatedBy }: Application,
  cluster: Pick<Cluster, 'labels'> | undefined,
  sources: readonly JsonObject[],
): Surroundings {
  const said = (key: keyof Surroundings): string | undefined => {
    const maps = [object.metadata['labels'], generatedBy?.parameters, cluster?.labels];
    return (
      leaf?.segments[key] ?? maps.map((each) => valueOf(each, KEYS[key])).find((each) => each !== undefined)
    );
  };
  const environment = said('environment') ?? environmentRead(sources);
  const cloud = said('cloud');
  return { ...(environment !== undefined && { environment }), ...(cloud !== undefined && { cloud }) };
}

/** A label may have a domain before its name. */
function valueOf(map: Json | undefined, keys: ReadonlySet<string>): string | undefined {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return undefined;
  const entries = Object.entries(map as JsonObject);
  const found = entries.find(
    ([key, value]) => typeof value === 'string' && keys.has(key.replace(/^.*\//, '')),
  );
  return found === undefined || found[1] === '' ? undefined : String(found[1]);
}

function environmentRead(sources: readonly JsonObject[]): string | undefined {
  const folders = sources.flatMap(({ path }) =>
    typeof path === 'string' ? (FOLDER.exec(path)?.[1] ?? []) : [],
  );
  if (folders[0] !== undefined) return folders[0];
  const files = sources.flatMap(({ helm }) => valueFilesOf(helm));
  return files
    .flatMap((file) => FOLDER.exec(file)?.[1]?.replace(/\.ya?ml$/, '') ?? VALUES_FILE.exec(file)?.[1] ?? [])
    .at(-1);
}

function valueFilesOf(helm: Json | undefined): string[] {
  if (typeof helm !== 'object' || helm === null || Array.isArray(helm)) return [];
  const files = (helm as JsonObject)['valueFiles'];
  return Array.isArray(files) ? (files as readonly Json[]).filter((file) => typeof file === 'string') : [];
}
