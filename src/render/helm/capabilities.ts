import type { GoFunction, GoObject, Value } from '../../template/value.ts';
import type { HelmVersion } from './version/index.ts';

/** A Kubernetes version as Helm's `ParseKubeVersion` reads it. */
export interface KubeVersion {
  /** With a leading `v`. */
  readonly version: string;
  /** `v` and its numbers: what constraints are checked against. */
  readonly normalized: string;
  readonly major: string;
  readonly minor: string;
}

/** Undefined where the text is no version. Mirrors apimachinery's `version.ParseGeneric`. */
export function parseKubeVersion(text: string, helm: HelmVersion): KubeVersion | undefined {
  const [, numbers = ''] = /^\s*v?(\d+(?:\.\d+)*)/.exec(text) ?? [];
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  const [major = '', minor] = parts;
  if (minor === undefined || /^0\d/.test(numbers) || parts.some((part) => BigInt(part) > MOST))
    return undefined;
  const normalized = `v${parts.join('.')}`;
  const version = text.startsWith('v') ? text : `v${text}`;
  return { version: helm.keepsKubeSuffix ? version : normalized, normalized, major, minor };
}

/** Go's largest uint. */
const MOST = 2n ** 64n - 1n;

/** `.Capabilities`: the same object serves every render, for templates can't change it. */
export function capabilities(kube: KubeVersion, apiVersions: readonly string[], helm: HelmVersion): GoObject {
  const type = helm.packages.common;
  const kubeVersion = kubeVersionObject(kube, helm);
  const versionSet = versionSetObject([...helm.apiVersions, ...apiVersions], type);
  const helmVersion = helmVersionObject(helm);
  return struct(
    `*${type}.Capabilities`,
    { KubeVersion: kubeVersion, APIVersions: versionSet, HelmVersion: helmVersion },
    `&{${kubeVersion.print()} ${versionSet.print()} ${helmVersion.print()}}`,
  );
}

function kubeVersionObject(
  { version, normalized, major, minor }: KubeVersion,
  { packages, keepsKubeSuffix }: HelmVersion,
): GoObject {
  const methods = [method('String', [], () => normalized), method('GitVersion', [], () => version)];
  const fields = { Version: version, Major: major, Minor: minor };
  const numbers = keepsKubeSuffix ? [version, normalized, major, minor] : [version, major, minor];
  const object = struct(`${packages.common}.KubeVersion`, fields, `{${numbers.join(' ')}}`, methods);
  return Object.assign(object, { display: () => normalized, equals });
}

/** Of the structs here a release has one each. */
function equals(): boolean {
  return true;
}

function versionSetObject(known: readonly string[], type: string): GoObject {
  const set = new Set(known);
  const has = method('Has', ['string'], ([version]) => set.has(version as string));
  const printed = `[${known.join(' ')}]`;
  const json = { elements: (): Value[] => [...known], toGoJson: (): Value => [...known] };
  return Object.assign(struct(`${type}.VersionSet`, {}, printed, [has]), json);
}

function helmVersionObject({ build }: HelmVersion): GoObject {
  const type = 'version.BuildInfo';
  const fields = Object.fromEntries(build.map(({ name, value }) => [name, value]));
  const shown = Object.fromEntries(build.flatMap(({ key, value }) => (value === '' ? [] : [[key, value]])));
  const json = { toGoJson: (): Value => struct(type, shown, ''), equals };
  return Object.assign(struct(type, fields, `{${Object.values(fields).join(' ')}}`), json);
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
