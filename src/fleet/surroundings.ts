import { parentFolder } from '../tree-path.ts';
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

/** `environments/live/…`: whatever stands there is one. */
const FOLDER = /(?:^|\/)(?:environments|envs?)\/([^/]+)/;
/** `overlays/eu-prod`. */
const OVERLAY = /(?:^|\/)overlays\/([^/]+)/;
/** `values-prod.yaml`, `prod-values.yaml`, `values.prod.yaml`, `values/prod.yaml`. */
const VALUES_FILES = [/(?:^|\/)values[-_./]([\w-]+)\.ya?ml$/, /(?:^|\/)([\w-]+)[-_.]values\.ya?ml$/];
/** What people call environments. Any other folder, or name of a values file, is mostly one of a component. */
const WORDS: ReadonlySet<string> = new Set(
  'acc acceptance canary ci demo dev devel develop development dr hml hom homolog int integration lab live local lower mgmt management nonprod perf performance pre preprod preproduction preview prd prod production qa sandbox sbx sit stage staging stg test testing tst uat'.split(
    ' ',
  ),
);

/**
 * By the first that says it: the leaf; the Application's own label; a parameter of the generator that made it; a label of
 * its cluster; for the environment also its source's folder and the last of its values files that is named after one, or
 * lies in a folder that is.
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
  const paths = sources.flatMap(({ path }) => (typeof path === 'string' ? [path] : []));
  const folder = paths.map(environmentOfFolder).find((each) => each !== undefined);
  if (folder !== undefined) return folder;
  const files = sources.flatMap(({ helm }) => valueFilesOf(helm));
  return files.map(environmentOfFile).findLast((each) => each !== undefined);
}

/** Of several folders called so the last is nearest to what is deployed. */
function environmentOfFolder(path: string): string | undefined {
  const overlay = OVERLAY.exec(path)?.[1];
  return (
    FOLDER.exec(path)?.[1] ??
    (isNamedSo(overlay) ? overlay : path.split('/').findLast((segment) => WORDS.has(segment.toLowerCase())))
  );
}

function environmentOfFile(path: string): string | undefined {
  const named = VALUES_FILES.map((pattern) => pattern.exec(path)?.[1]).find((name) => isNamedSo(name));
  const folder = parentFolder(path);
  return named ?? FOLDER.exec(path)?.[1]?.replace(/\.ya?ml$/, '') ?? environmentOfFolder(folder);
}

/** `prod`, or `eu-prod`, which stands as it is. */
function isNamedSo(name: string | undefined): boolean {
  return name?.split(/[-_.]/).some((word) => WORDS.has(word.toLowerCase())) === true;
}

function valueFilesOf(helm: Json | undefined): string[] {
  if (typeof helm !== 'object' || helm === null || Array.isArray(helm)) return [];
  const files = (helm as JsonObject)['valueFiles'];
  return Array.isArray(files) ? (files as readonly Json[]).filter((file) => typeof file === 'string') : [];
}
