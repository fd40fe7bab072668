import type { Json, JsonObject } from './types.ts';

/**
 * The fields of Argo CD's `Application`, as encoding/json writes its Go types (v3.5.7, pkg/apis/application/v1alpha1):
 * a field is left out where it is zero; `!`: it is always there; `*`: zero is kept, for it is not the same as nothing;
 * `any`: what it holds is kept as it is. After the colon: the type of its value or, with `[]`, of its items.
 */
const TYPES: Readonly<Record<string, string>> = {
  Application: 'apiVersion kind metadata!:Metadata spec!:Spec',
  Metadata: 'name namespace labels annotations finalizers',
  Spec: 'source*:Source destination!:Destination project! syncPolicy*:SyncPolicy ignoreDifferences:Ignored[] info:Info[] revisionHistoryLimit* sources:Source[] sourceHydrator*:Hydrator',
  Source:
    'repoURL! path targetRevision helm*:Helm kustomize*:Kustomize directory*:Directory plugin*:Plugin chart ref name tagPrefix',
  Destination: 'server namespace name',
  SyncPolicy: 'automated*:Automated syncOptions retry*:Retry managedNamespaceMetadata*:Managed',
  Automated: 'prune* selfHeal* allowEmpty* enabled*',
  Retry: 'limit backoff*:Backoff refresh',
  Backoff: 'duration factor* maxDuration',
  Managed: 'labels annotations',
  Ignored: 'group kind! name namespace jsonPointers jqPathExpressions managedFieldsManagers',
  Info: 'name! value!',
  Hydrator: 'drySource!:Dry syncSource!:Sync hydrateTo*:HydrateTo',
  Dry: 'repoURL! targetRevision! path! helm*:Helm kustomize*:Kustomize directory*:Directory plugin*:Plugin',
  Sync: 'targetBranch! path! repoURL',
  HydrateTo: 'targetBranch!',
  Helm: 'valueFiles parameters:HelmParameter[] releaseName values fileParameters:HelmFile[] version passCredentials ignoreMissingValueFiles skipCrds valuesObject*:any namespace kubeVersion apiVersions skipTests skipSchemaValidation',
  HelmParameter: 'name value forceString',
  HelmFile: 'name path',
  Kustomize:
    'namePrefix nameSuffix images commonLabels version commonAnnotations forceCommonLabels forceCommonAnnotations namespace commonAnnotationsEnvsubst replicas:Replica[] patches:Patch[] components ignoreMissingComponents labelWithoutSelector kubeVersion apiVersions labelIncludeTemplates',
  Replica: 'name! count*',
  Patch: 'path patch target*:Target options',
  Target: 'group version kind name namespace annotationSelector labelSelector',
  Directory: 'recurse jsonnet:Jsonnet exclude include',
  Jsonnet: 'extVars:Variable[] tlas:Variable[] libs',
  Variable: 'name! value! code',
  Plugin: 'name env:Environment[] parameters:PluginParameter[]',
  Environment: 'name! value!',
  PluginParameter: 'name string* map* array*',
};

interface Field {
  readonly name: string;
  readonly mark: string;
  readonly type: string | undefined;
}

const FIELDS: ReadonlyMap<string, readonly Field[]> = new Map(
  Object.entries(TYPES).map(([type, fields]) => [type, fields.split(' ').map(fieldOf)]),
);

/** An Application as `argocd` would print it: nothing that Argo CD does not know, nothing that it leaves out. */
export function asArgoPrints(application: JsonObject): JsonObject {
  return typed(application, 'Application');
}

function fieldOf(text: string): Field {
  const [, name = '', mark = '', type] = /^(\w+)([!*]?)(?::(.*))?$/.exec(text)!;
  return { name, mark, type };
}

function typed(object: JsonObject, type: string): JsonObject {
  const kept: [string, Json][] = [];
  for (const field of FIELDS.get(type)!) {
    const value = Object.hasOwn(object, field.name) ? object[field.name]! : null;
    const shown = valueOf(value, field);
    const isLeftOut = shown === undefined || (field.mark === '' && isZero(shown));
    if (!isLeftOut) kept.push([field.name, shown]);
  }
  return Object.fromEntries(kept);
}

/** Undefined where the field is left out. */
function valueOf(value: Json, { mark, type }: Field): Json | undefined {
  if (value === null) return mark !== '!' ? undefined : type === undefined ? '' : typed({}, type);
  if (type === undefined || type === 'any') return value;
  if (!type.endsWith('[]')) return isMap(value) ? typed(value, type) : value;
  const items = Array.isArray(value) ? (value as readonly Json[]) : undefined;
  return items?.map((item) => (isMap(item) ? typed(item, type.slice(0, -2)) : item)) ?? value;
}

function isZero(value: Json): boolean {
  if (value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
