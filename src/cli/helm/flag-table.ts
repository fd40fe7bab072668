/** The flags of `helm template`, Helm's global ones included: Helm 4.2's pkg/cmd/install.go, flags.go, template.go and pkg/cli/environment.go. */
import type { FlagKind } from './flag-value.ts';

export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly kind: FlagKind;
  /** What the flag alone, without `=VALUE`, means; one without it needs a value. */
  readonly bare?: string;
  /** Helm's words for one that is on its way out. */
  readonly deprecated?: string;
  /** What stands for the value in the help, e.g. `FILE`. */
  readonly value?: string;
  /** For flags that change what is printed; the others are accepted, or refused by who reads them. */
  readonly help?: string;
}

const NO_NOTES = "this flag has no effect for 'helm template' and will be removed in Helm 5";

const TELLING: readonly FlagSpec[] = [
  {
    name: 'values',
    short: 'f',
    kind: 'comma-list',
    value: 'FILE',
    help: 'Values from a YAML file, - for standard input. May be repeated.',
  },
  { name: 'set', kind: 'list', value: 'A=B', help: 'Set a value. May be repeated.' },
  { name: 'set-string', kind: 'list', value: 'A=B', help: 'Set a text.' },
  { name: 'set-file', kind: 'list', value: 'A=FILE', help: 'Set a value to the content of a file.' },
  {
    name: 'set-json',
    kind: 'list',
    value: 'A=JSON',
    help: 'Set a value to JSON; a JSON object sets all of its keys.',
  },
  {
    name: 'set-literal',
    kind: 'list',
    value: 'A=B',
    help: 'Set a text in which no character is special.',
  },
  {
    name: 'namespace',
    short: 'n',
    kind: 'text',
    value: 'NAME',
    help: 'The release’s namespace; HELM_NAMESPACE or `default` unless given.',
  },
  {
    name: 'name-template',
    kind: 'text',
    value: 'TEMPLATE',
    help: 'A template that gives the release’s name, instead of NAME.',
  },
  { name: 'generate-name', short: 'g', ...toggle('Without NAME: `release-name`, as without the flag.') },
  { name: 'include-crds', ...toggle('Print the chart’s CRDs too.') },
  { name: 'no-hooks', ...toggle('Leave out hooks.') },
  { name: 'skip-tests', ...toggle('Leave out tests.') },
  { name: 'is-upgrade', ...toggle('Set .Release.IsUpgrade instead of .Release.IsInstall.') },
  { name: 'skip-schema-validation', ...toggle('Do not hold values against values.schema.json.') },
  {
    name: 'kube-version',
    kind: 'text',
    value: 'VERSION',
    help: 'The Kubernetes version; 1.36.0 unless given, as in Helm 4.2, and 1.37.0 as in Helm 3.22.',
  },
  {
    name: 'api-versions',
    short: 'a',
    kind: 'comma-list',
    value: 'VERSION',
    help: 'API versions that the cluster has, beside Helm’s own list.',
  },
  {
    name: 'show-only',
    short: 's',
    kind: 'list',
    value: 'TEMPLATE',
    help: 'Print only what these templates give; `*` and `?` stand for names in a folder.',
  },
  {
    name: 'output-dir',
    kind: 'text',
    value: 'DIR',
    help: 'Write a file for each template into this folder.',
  },
  {
    name: 'dependency-update',
    ...toggle(
      'Take `file://` dependencies that charts/ lacks from their place; nothing is fetched or written.',
    ),
  },
  { name: 'release-name', ...toggle('Begin the paths in --output-dir with the release’s name.') },
  {
    name: 'debug',
    ...toggle('Print what Helm logs, and the documents even where one is no YAML. Also HELM_DEBUG.'),
  },
  {
    name: 'helm-version',
    kind: 'text',
    value: 'VERSION',
    help: 'Ours, not Helm’s: the Helm to render as, 4 (4.2) unless given, or 3 (3.22).',
  },
  {
    name: 'seed',
    kind: 'text',
    value: 'TEXT',
    help: 'Ours, not Helm’s: another text gives other random values; Helm’s are new each time.',
  },
];

/** They tell of a cluster, of installing or of fetching: nothing that a local chart's manifests depend on. */
const SILENT: readonly FlagSpec[] = [
  ...switches(
    'create-namespace devel disable-openapi-validation enable-dns force-conflicts force-replace',
    'insecure-skip-tls-verify pass-credentials plain-http replace rollback-on-failure server-side skip-crds',
    'take-ownership verify wait-for-jobs kube-insecure-skip-tls-verify help',
  ).map((flag) => (flag.name === 'help' ? { ...flag, short: 'h' } : flag)),
  ...texts(
    'ca-file cert-file description key-file keyring password post-renderer post-renderer-args repo username version',
    'color colour content-cache kube-apiserver kube-as-user kube-ca-file kube-context kube-tls-server-name kube-token',
    'kubeconfig registry-config repository-cache repository-config kube-as-group',
  ),
  { name: 'labels', short: 'l', kind: 'pairs' },
  { name: 'timeout', kind: 'duration' },
  { name: 'burst-limit', kind: 'int' },
  { name: 'qps', kind: 'float' },
  { name: 'wait', kind: 'wait', bare: 'watcher' },
  { name: 'dry-run', kind: 'text', bare: 'unset' },
  { name: 'validate', ...toggle(), deprecated: "use '--dry-run=server' instead" },
  { name: 'force', ...toggle(), deprecated: 'use --force-replace instead' },
  { name: 'atomic', ...toggle(), deprecated: 'use --rollback-on-failure instead' },
  { name: 'hide-notes', ...toggle(), deprecated: NO_NOTES },
  { name: 'render-subchart-notes', ...toggle(), deprecated: NO_NOTES },
];

/** Of klog, which Helm takes along and does not show in its help. */
const KLOG: readonly FlagSpec[] = [
  ...'add-dir-header alsologtostderr logtostderr one-output skip-headers skip-log-headers'
    .split(' ')
    .map((name) => ({ name, kind: 'klog-switch' as const, bare: 'true' })),
  ...texts('log-backtrace-at log-dir log-file stderrthreshold vmodule'),
  { name: 'log-file-max-size', kind: 'int' },
  { name: 'v', short: 'v', kind: 'int' },
];

function toggle(help?: string): Pick<FlagSpec, 'kind' | 'bare' | 'help'> {
  return { kind: 'switch', bare: 'true', ...(help !== undefined && { help }) };
}

function switches(...names: readonly string[]): FlagSpec[] {
  return words(names).map((name) => ({ name, ...toggle() }));
}

function texts(...names: readonly string[]): FlagSpec[] {
  return words(names).map((name) => ({ name, kind: 'text' }));
}

function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

const ALL: readonly FlagSpec[] = [...TELLING, ...SILENT, ...KLOG];

export const helmFlags: ReadonlyMap<string, FlagSpec> = new Map(ALL.map((flag) => [flag.name, flag]));

/** By the one letter that a single dash takes. */
export const shortFlags: ReadonlyMap<string, FlagSpec> = new Map(
  ALL.flatMap((flag) => (flag.short === undefined ? [] : [[flag.short, flag]])),
);

/** Of which Helm takes one at most, in the order in which it looks. */
export const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ['force', 'force-conflicts'],
  ['force-replace', 'force-conflicts'],
  ['validate', 'dry-run'],
];
