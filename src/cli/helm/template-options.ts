/** What flags and environment ask of `helm template`, each step in Helm's order. Mirrors `RunE` in Helm's pkg/cmd/template.go. */
import { HELM_4, helmVersion, kubeVersionFault, templateName } from '../../render/index.ts';
import type { HelmVersion, LogLine, TemplateOptions } from '../../render/index.ts';
import { quote } from '../../template/index.ts';
import { networkReason } from './chart-place.ts';
import { parseBool } from './flag-value.ts';
import { isOn, listOf, textOf } from './parse-flags.ts';
import type { Flags } from './parse-flags.ts';

/** Helm gives the release this name where none is given, whatever `--generate-name` says. */
const DEFAULT_NAME = 'release-name';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `--debug`, or `HELM_DEBUG` where the flag is not there. */
export function isDebug(flags: Flags, env: Environment): boolean {
  return flags.values.has('debug') ? isOn(flags, 'debug') : parseBool(env['HELM_DEBUG'] ?? '') === true;
}

/** What Helm's flags log when they are read. */
export function flagWarnings(flags: Flags): LogLine[] {
  return listOf(flags, 'wait').flatMap((value) => {
    const better = { true: 'watcher', false: 'hookOnly' }[value];
    if (better === undefined) return [];
    const message = `--wait=${value} is deprecated (boolean value) and can be replaced with --wait=${better}`;
    return [{ level: 'WARN' as const, message }];
  });
}

/** What Helm says where it ends at once. */
export function colorWarning({ values }: Flags): LogLine | undefined {
  const given = [...(values.get('color') ?? []), ...(values.get('colour') ?? [])];
  const mode = given.at(-1) ?? 'auto';
  if (['never', 'auto', 'always'].includes(mode)) return undefined;
  const error = `invalid color mode ${quote(mode)}: must be one of: never, auto, always`;
  return { level: 'WARN', message: 'command failed', fields: [['error', error]] };
}

/** Why these flags are refused before anything is looked at. */
export function flagFault(flags: Flags): string | undefined {
  const wanted = textOf(flags, 'helm-version');
  if (wanted !== undefined && helmVersion(wanted) === undefined)
    return `invalid argument ${quote(wanted)} for "--helm-version" flag: it is 3, 4, or an exact version of these`;
  const version = textOf(flags, 'kube-version') ?? '';
  const fault = version === '' ? undefined : kubeVersionFault(version);
  return fault ?? dryRunFault(textOf(flags, 'dry-run'));
}

/** Helm's `cmdGetDryRunFlagStrategy`. */
function dryRunFault(value: string | undefined): string | undefined {
  if (value === undefined || DRY_RUNS.has(value) || parseBool(value) === true) return undefined;
  const isKnown = value === 'none' || parseBool(value) === false;
  const choices = isKnown ? '"server" or "client"' : '"none", "server", or "client"';
  return `invalid dry-run value (${quote(value)}). Must be ${choices}`;
}

const DRY_RUNS: ReadonlySet<string> = new Set(['unset', 'client', 'server']);

/** What Helm says of a way to write `--dry-run` that is on its way out. */
export function dryRunWarning(flags: Flags): LogLine | undefined {
  const value = textOf(flags, 'dry-run');
  if (value === undefined || value === 'client' || value === 'server') return undefined;
  const message =
    value === 'unset'
      ? "--dry-run is deprecated and should be replaced with '--dry-run=client'"
      : `boolean '--dry-run=${value}' flag is deprecated and must be replaced with '--dry-run=client'`;
  return { level: 'WARN', message };
}

/** Mirrors Helm's `NameAndChart`. */
export function nameAndChart(
  flags: Flags,
): { readonly name: string; readonly chart: string } | { readonly error: string } {
  const [first = '', second, ...more] = flags.operands;
  const template = textOf(flags, 'name-template') ?? '';
  if (more.length > 0)
    return { error: `expected at most two arguments, unexpected arguments: ${more.join(', ')}` };
  if (second !== undefined) {
    if (isOn(flags, 'generate-name')) return { error: 'cannot set --generate-name and also specify a name' };
    if (template !== '') return { error: 'cannot set --name-template and also specify a name' };
    return { name: first, chart: second };
  }
  if (template === '') return { name: DEFAULT_NAME, chart: first };
  const named = templateName(template, hostOf(flags));
  return 'error' in named ? named : { name: named.name, chart: first };
}

/** What can't be done without a cluster, a network or programs of others. */
export function unsupported(flags: Flags, isFolder: boolean): string | undefined {
  if (isOn(flags, 'verify'))
    return isFolder
      ? 'unpacked charts cannot be verified'
      : '--verify is not supported: Plimsoll checks no signatures of charts';
  if (isOn(flags, 'enable-dns'))
    return '--enable-dns is not supported: Plimsoll asks no name server; without the flag `getHostByName` gives an empty text, as in Helm';
  return undefined;
}

/** What is refused before the chart is looked for. */
export function unsupportedEarly(flags: Flags): string | undefined {
  const renderer = textOf(flags, 'post-renderer') ?? '';
  if (renderer !== '')
    return `invalid argument ${quote(renderer)} for "--post-renderer" flag: Plimsoll runs no other programs; pipe what it prints into the post-renderer`;
  const repository = textOf(flags, 'repo') ?? '';
  return repository === '' ? undefined : networkReason(`--repo ${repository}`);
}

export const NEEDS_CLUSTER =
  '--dry-run=server asks a cluster, and Plimsoll has none: give --kube-version and --api-versions instead';

export function asksServer(flags: Flags): boolean {
  return isOn(flags, 'validate') || textOf(flags, 'dry-run') === 'server';
}

function hostOf(flags: Flags): { readonly seed?: string } {
  const seed = textOf(flags, 'seed');
  return seed === undefined ? {} : { seed };
}

/** The Helm to render as. */
export function versionOf(flags: Flags): HelmVersion {
  return helmVersion(textOf(flags, 'helm-version') ?? '') ?? HELM_4;
}

export function templateOptions(flags: Flags, releaseName: string, env: Environment): TemplateOptions {
  const namespace = flags.values.has('namespace') ? textOf(flags, 'namespace') : env['HELM_NAMESPACE'];
  return {
    releaseName,
    namespace: namespace || 'default',
    kubeVersion: textOf(flags, 'kube-version') || versionOf(flags).kubeVersion,
    apiVersions: listOf(flags, 'api-versions'),
    includeCrds: isOn(flags, 'include-crds'),
    noHooks: isOn(flags, 'no-hooks'),
    skipTests: isOn(flags, 'skip-tests'),
    isUpgrade: isOn(flags, 'is-upgrade'),
    skipSchemaValidation: isOn(flags, 'skip-schema-validation'),
    showOnly: listOf(flags, 'show-only'),
    valueFiles: listOf(flags, 'values'),
    jsonValues: listOf(flags, 'set-json'),
    values: listOf(flags, 'set'),
    stringValues: listOf(flags, 'set-string'),
    fileValues: listOf(flags, 'set-file'),
    literalValues: listOf(flags, 'set-literal'),
    labels: listOf(flags, 'labels').map((pair) => pair.split('=', 1)[0]!),
    debug: isDebug(flags, env),
    dependencyUpdate: isOn(flags, 'dependency-update'),
    toFiles: (textOf(flags, 'output-dir') ?? '') !== '',
    host: hostOf(flags),
  };
}
