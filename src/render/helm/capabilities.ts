import type { GoFunction, GoObject, Value } from '../../template/value.ts';

/** What Helm 4.2 knows of a cluster that it is not connected to: `common.DefaultVersionSet`, in its order. */
const DEFAULT_API_VERSIONS: readonly string[] = [
  'v1',
  ...versions('admissionregistration.k8s.io', 'v1 v1alpha1 v1beta1'),
  ...versions('internal.apiserver.k8s.io', 'v1alpha1'),
  ...versions('apps', 'v1 v1beta1 v1beta2'),
  ...versions('authentication.k8s.io', 'v1 v1alpha1 v1beta1'),
  ...versions('authorization.k8s.io', 'v1 v1beta1'),
  ...versions('autoscaling', 'v1 v2'),
  ...versions('batch', 'v1 v1beta1'),
  ...versions('certificates.k8s.io', 'v1 v1beta1 v1alpha1'),
  ...versions('coordination.k8s.io', 'v1alpha2 v1beta1 v1'),
  ...versions('discovery.k8s.io', 'v1 v1beta1'),
  ...versions('events.k8s.io', 'v1 v1beta1'),
  ...versions('extensions', 'v1beta1'),
  ...versions('flowcontrol.apiserver.k8s.io', 'v1 v1beta1 v1beta2 v1beta3'),
  ...versions('networking.k8s.io', 'v1 v1beta1'),
  ...versions('node.k8s.io', 'v1 v1alpha1 v1beta1'),
  ...versions('policy', 'v1 v1beta1'),
  ...versions('rbac.authorization.k8s.io', 'v1 v1beta1 v1alpha1'),
  ...versions('resource.k8s.io', 'v1 v1beta2 v1beta1 v1alpha3'),
  ...versions('scheduling.k8s.io', 'v1alpha2 v1beta1 v1'),
  ...versions('storage.k8s.io', 'v1beta1 v1 v1alpha1'),
  ...versions('storagemigration.k8s.io', 'v1beta1'),
  ...versions('apiextensions.k8s.io', 'v1beta1 v1'),
];

function versions(group: string, names: string): string[] {
  return names.split(' ').map((name) => `${group}/${name}`);
}

/** A Kubernetes version as Helm's `ParseKubeVersion` reads it. */
export interface KubeVersion {
  /** As given, with a leading `v`. */
  readonly version: string;
  /** `vMAJOR.MINOR.PATCH`: what constraints are checked against. */
  readonly normalized: string;
  readonly major: string;
  readonly minor: string;
}

/** Undefined where the text is no version. */
export function parseKubeVersion(text: string): KubeVersion | undefined {
  const match = /^\s*v?(\d+)\.(\d+)(?:\.(\d+))?((?:\.\d+)*)([-+].*)?/.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '0'] = match;
  return {
    version: text.startsWith('v') ? text : `v${text}`,
    normalized: `v${Number(major)}.${Number(minor)}.${Number(patch)}`,
    major: String(Number(major)),
    minor: String(Number(minor)),
  };
}

/** `.Capabilities`: the same object serves every render, for templates can't change it. */
export function capabilities(kube: KubeVersion, apiVersions: readonly string[]): GoObject {
  const known = [...DEFAULT_API_VERSIONS, ...apiVersions];
  const kubeVersion = kubeVersionObject(kube);
  const versionSet = versionSetObject(known);
  const helmVersion = helmVersionObject();
  return struct(
    '*common.Capabilities',
    { KubeVersion: kubeVersion, APIVersions: versionSet, HelmVersion: helmVersion },
    `&{{${kube.version} ${kube.normalized} ${kube.major} ${kube.minor}} ${versionSet.print()} ${helmVersion.print()}}`,
  );
}

function kubeVersionObject({ version, normalized, major, minor }: KubeVersion): GoObject {
  const methods = [method('String', [], () => normalized), method('GitVersion', [], () => version)];
  return struct('common.KubeVersion', { Version: version, Major: major, Minor: minor }, normalized, methods);
}

/** A slice with a method: `elements` is what `range` and `has` see, `toGoJson` what `toJson` and `toYaml` do. */
function versionSetObject(known: readonly string[]): GoObject {
  const set = new Set(known);
  const has = method('Has', ['string'], ([version]) => set.has(version as string));
  const printed = `[${known.join(' ')}]`;
  const json = { elements: (): Value[] => [...known], toGoJson: (): Value => [...known] };
  return Object.assign(struct('common.VersionSet', {}, printed, [has]), json);
}

function helmVersionObject(): GoObject {
  const fields = {
    Version: 'v4.2',
    GitCommit: '',
    GitTreeState: '',
    GoVersion: 'go1.26',
    KubeClientVersion: 'v1.36',
  };
  const json = {
    toGoJson: (): Value => ({
      version: fields.Version,
      go_version: fields.GoVersion,
      kube_client_version: fields.KubeClientVersion,
    }),
  };
  return Object.assign(struct('version.BuildInfo', fields, `{${Object.values(fields).join(' ')}}`), json);
}

function method(name: string, params: GoFunction['params'], call: (args: Value[]) => Value): GoFunction {
  return { name, params, call };
}

function struct(
  goType: string,
  fields: Record<string, Value>,
  printed: string,
  methods: readonly GoFunction[] = [],
): GoObject {
  return {
    goType,
    fields: new Map(Object.entries(fields)),
    methods: new Map(methods.map((each) => [each.name, each])),
    print: () => printed,
  };
}
