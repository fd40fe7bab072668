/** How Argo CD knows its own: the label or annotation on each resource. util/argo/resource_tracking.go, util/kube. */
import { isMap } from '../json.ts';
import type { Application, Json, JsonObject, KubernetesObject } from '../types.ts';
import { GENERATED_SUFFIX, groupOf } from './kind.ts';
import type { ArgoSettings } from './settings.ts';

const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
const INSTALLATION_ID = 'argocd.argoproj.io/installation-id';
/** With this one, pods carry it too. */
const LEGACY_LABEL = 'applications.argoproj.io/app-name';
const LABEL_LENGTH = 63;

/** The Application's name as Argo CD writes it on resources: with its namespace where that is not Argo CD's own. */
export function instanceName({ name, namespace, object, parent }: Application, own?: string): string {
  const isSaid = object.metadata['namespace'] !== undefined || parent !== undefined;
  return own === undefined || !isSaid || namespace === own ? name : `${namespace}_${name}`;
}

/** The resource with what `SetAppInstance` sets; `namespace` is that of the Application's destination. */
export function tracked(
  object: KubernetesObject,
  instance: string,
  namespace: string,
  settings: ArgoSettings,
): KubernetesObject {
  const { trackingMethod, instanceLabelKey } = settings;
  if (trackingMethod === 'label') return labelled(object, instanceLabelKey, instance);
  const annotated = withAnnotation(object, instance, namespace, settings);
  if (trackingMethod === 'annotation') return annotated;
  return labelled(annotated, instanceLabelKey, shortened(instance));
}

function withAnnotation(
  object: KubernetesObject,
  instance: string,
  namespace: string,
  { installationId }: ArgoSettings,
): KubernetesObject {
  const { metadata, kind } = object;
  const { [INSTALLATION_ID]: _, ...annotations } = mapOf(metadata['annotations']);
  const place = `${textOf(metadata['namespace']) || namespace}/${nameOf(object)}`;
  const id = `${instance}:${groupOf(object)}/${kind}:${place}`;
  const installation: JsonObject = installationId === '' ? {} : { [INSTALLATION_ID]: installationId };
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...annotations, ...installation, [TRACKING_ID]: id } },
  };
}

function labelled(object: KubernetesObject, key: string, value: string): KubernetesObject {
  const { metadata } = object;
  const made = {
    ...object,
    metadata: { ...metadata, labels: { ...mapOf(metadata['labels']), [key]: value } },
  };
  return key === LEGACY_LABEL && hasPods(object) ? withPodLabel(made, key, value) : made;
}

/** A selector that nobody wrote would come to hold the label in these old versions, so it is written without. */
function withPodLabel(object: KubernetesObject, key: string, value: string): KubernetesObject {
  const spec = mapOf(object['spec']);
  const template = mapOf(spec['template']);
  const metadata = mapOf(template['metadata']);
  const own = mapOf(metadata['labels']);
  const labels = { ...own, [key]: value };
  const isOld = object.apiVersion === 'apps/v1beta1' || object.apiVersion === 'extensions/v1beta1';
  const isBare = isOld && Object.keys(mapOf(spec['selector'])).length === 0;
  const { [key]: _, ...unlabelled } = own;
  return {
    ...object,
    spec: {
      ...spec,
      ...(isBare && { selector: { matchLabels: unlabelled } }),
      template: { ...template, metadata: { ...metadata, labels } },
    },
  };
}

function hasPods(object: KubernetesObject): boolean {
  const group = groupOf(object);
  if (group === 'batch') return object.kind === 'Job';
  return (
    (group === 'apps' || group === 'extensions') &&
    ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].includes(object.kind)
  );
}

/** `TruncateLabel`; a text of nothing but special characters, which Argo CD refuses, is no Application's name. */
function shortened(text: string): string {
  return text.length <= LABEL_LENGTH ? text : text.slice(0, LABEL_LENGTH).replace(/[^a-zA-Z0-9]+$/, '');
}

const MARKED: Readonly<Record<ArgoSettings['trackingMethod'], readonly ('annotations' | 'labels')[]>> = {
  label: ['labels'],
  annotation: ['annotations'],
  'annotation+label': ['annotations', 'labels'],
};

/**
 * Why Argo CD renders nothing of an Application that holds this object: a map that it writes to has a value that is
 * no text. `path` leads to it.
 */
export function trackingFault(
  object: KubernetesObject,
  { trackingMethod }: ArgoSettings,
): { readonly path: readonly string[]; readonly message: string } | undefined {
  for (const field of MARKED[trackingMethod]) {
    const path = ['metadata', field];
    const map = object.metadata[field] ?? null;
    if (map === null) continue;
    if (!isMap(map)) return { path, message: `its ${field} are no mapping` };
    const wrong = Object.keys(map).find((key) => typeof map[key] !== 'string');
    if (wrong !== undefined)
      return {
        path: [...path, wrong],
        message: `its ${field.slice(0, -1)} ${wrong} is ${nounOf(map[wrong]!)}, not text`,
      };
  }
  return undefined;
}

function nounOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`;
}

/** One that the API server makes of `generateName` is not known yet. */
function nameOf({ metadata }: KubernetesObject): string {
  const prefix = textOf(metadata['generateName']);
  return prefix !== '' && metadata.name === prefix + GENERATED_SUFFIX ? '' : metadata.name;
}

function mapOf(value: Json | undefined): JsonObject {
  return value !== undefined && isMap(value) ? value : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
