import { isMap } from '../json.ts';
import { fileName } from '../source-file.ts';
import type { FieldPath, Found, Json, JsonObject, KubernetesObject, Origin } from '../types.ts';
import { locateNearest } from '../yaml/index.ts';
import { applicationFaults, applicationSetFaults, nameFaults, projectFaults } from './argo-shape.ts';
import type { Fault } from './fault.ts';
import type { Finds } from './finds.ts';
import type { Kustomized } from './kustomizations.ts';

/** Sorts one document into `finds`; a List is looked into. `text` is the file's. */
export function lookIntoDocument(
  value: Json,
  origin: Origin,
  text: string,
  kustomized: Kustomized,
  finds: Finds,
): void {
  if (!isMap(value)) return;
  const { apiVersion, kind } = value;
  if (typeof kind !== 'string') return;
  if (typeof apiVersion !== 'string') {
    if (kustomized.patchOf === undefined && isMeantForArgo(value))
      report(NO_VERSION, kind, origin, text, finds);
    return;
  }
  if (kind.endsWith('List') && Array.isArray(value.items)) {
    for (const [index, item] of (value.items as Json[]).entries()) {
      const path: FieldPath = [...origin.path, 'items', index];
      lookIntoDocument(item, { ...origin, path }, text, kustomized, finds);
    }
    return;
  }
  const sort = sortOf(apiVersion, kind, value);
  if (sort === undefined) return;
  const faults = sort.faults(value);
  const reason = sort.into === 'settings' ? undefined : isPart(kind, faults, kustomized);
  if (reason !== undefined) finds.gap({ what: fileName(origin.file), reason });
  else if (faults.every((fault) => report(fault, kind, origin, text, finds))) {
    finds[sort.into].push({ object: value as KubernetesObject, origin } satisfies Found);
  }
}

/** Why an object is none of its own: what it lacks comes from a kustomization. */
function isPart(
  kind: string,
  faults: readonly Fault[],
  { patchOf, completedBy }: Kustomized,
): string | undefined {
  if (patchOf !== undefined) return `is a patch of ${patchOf}, not a whole ${kind}`;
  const absent = faults.find((fault) => fault.absent);
  if (absent === undefined || completedBy === undefined) return undefined;
  return `${absent.message}, which the patches of ${completedBy} may set; Kustomize is not supported yet`;
}

interface Sort {
  readonly into: 'applications' | 'applicationSets' | 'projects' | 'clusters' | 'crds' | 'settings';
  readonly faults: (object: JsonObject) => readonly Fault[];
}

const ARGO_SORTS: ReadonlyMap<string, Sort> = new Map([
  ['Application', { into: 'applications', faults: applicationFaults }],
  ['ApplicationSet', { into: 'applicationSets', faults: applicationSetFaults }],
  ['AppProject', { into: 'projects', faults: projectFaults }],
]);
/** Whoever applies it is told so; whoever reads the folder only sees that it isn't there. */
const NO_VERSION: Fault = {
  path: ['kind'],
  message: 'this has no apiVersion: Argo CD does not take it for one of its own (argoproj.io/v1alpha1)',
  fatal: true,
};
/** What of Argo CD's specs no other kind of the same name has. */
const ARGO_FIELDS = ['generators', 'source', 'sources', 'sourceRepos'];

function isMeantForArgo({ apiVersion, kind, spec }: JsonObject): boolean {
  if (apiVersion !== undefined || !ARGO_SORTS.has(String(kind)) || !isMap(spec)) return false;
  return ARGO_FIELDS.some((field) => Object.hasOwn(spec, field));
}

const NO_FAULTS = (): readonly Fault[] => [];

function sortOf(apiVersion: string, kind: string, object: JsonObject): Sort | undefined {
  if (apiVersion.startsWith('argoproj.io/')) return ARGO_SORTS.get(kind);
  if (kind === 'Secret')
    return isClusterSecret(object) ? { into: 'clusters', faults: nameFaults } : undefined;
  if (kind === 'ConfigMap') return isSettings(object) ? { into: 'settings', faults: NO_FAULTS } : undefined;
  const isCrd = kind === 'CustomResourceDefinition' && apiVersion.startsWith('apiextensions.k8s.io/');
  return isCrd ? { into: 'crds', faults: NO_FAULTS } : undefined;
}

/** Argo CD's declarative clusters: a Secret with the label `argocd.argoproj.io/secret-type: cluster`. */
function isClusterSecret({ metadata }: JsonObject): boolean {
  const labels = isMap(metadata) ? metadata.labels : undefined;
  return isMap(labels) && labels['argocd.argoproj.io/secret-type'] === 'cluster';
}

function isSettings({ metadata }: JsonObject): boolean {
  return isMap(metadata) && metadata.name === 'argocd-cm';
}

/** True where the object is of use in spite of the fault. */
function report(fault: Fault, kind: string, origin: Origin, text: string, finds: Finds): boolean {
  const path = [...origin.path, ...fault.path];
  const location = origin.printed?.(path) ?? {
    file: fileName(origin.file),
    range: locateNearest(text, origin.document, path).range,
  };
  const { message, fatal, severity } = fault;
  const problem = { ruleId: 'application-invalid', message, location };
  finds.problem(severity === undefined ? problem : { ...problem, severity });
  if (fatal) finds.gap({ what: `${kind} in ${location.file}`, reason: message, location });
  return !fatal;
}
