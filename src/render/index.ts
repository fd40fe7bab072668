import { isCrd } from '../argocd/kind.ts';
import { type ArgoSettings, DEFAULT_SETTINGS } from '../argocd/settings.ts';
import { instanceName, trackingFault } from '../argocd/tracking.ts';
import type { Config } from '../config/types.ts';
import { tracePolicyResult } from '../trace/index.ts';
import type { Application, Cluster, Problem, Rendered, Trees } from '../types.ts';
import { renderDirectory } from './directory/index.ts';
import { HelmRenderer } from './helm/index.ts';
import { renderKustomize } from './kustomize/index.ts';
import { withOverlay } from './overlay.ts';
import { applicationLocation, problemOf } from './places.ts';
import { asObject, resolveSources, textOf } from './source.ts';
import type { Source } from './source.ts';
import { refFaults } from './ref-faults.ts';
import { overriddenSource } from './source-override.ts';
import { failed, unsupported } from './source-result.ts';
import type { SourceResult } from './source-result.ts';
import { sourceType } from './source-type.ts';
import type { SourceType } from './source-type.ts';

export { TemplateCommand, type TemplateAnswer, type TemplateOptions } from './helm/helm-template.ts';
export { isAlwaysWalked } from './helm/broken-link.ts';
export { HELM_3, HELM_4, helmVersion, type HelmVersion } from './helm/version/index.ts';
export { kubeVersionFault } from './helm/kube-version-fault.ts';
export type { LogLine } from './helm/log.ts';
export { templateName } from './helm/name-template.ts';
export type { OutputFile } from './helm/template-output.ts';
export { manifestStream } from './manifest-stream.ts';
export { syncStream } from './sync-stream.ts';

/** Renders Applications of one run, one at a time, in any order. */
export interface Renderer {
  /** Never throws: what can't be rendered has `failure` and the problems that say why. */
  render(application: Application): Rendered;
}

/**
 * A renderer that shares what Applications have in common: charts are loaded, and their templates compiled, once;
 * values files are parsed once. `inventory`: the clusters whose Kubernetes is known.
 */
export function createRenderer(
  trees: Trees,
  config: Config,
  inventory: readonly Cluster[] = [],
  settings: ArgoSettings = DEFAULT_SETTINGS,
): Renderer {
  const helm = new HelmRenderer(config, trees.resolveChart?.bind(trees));
  const renderers: ReadonlyMap<SourceType, (source: Source) => SourceResult> = new Map([
    ['helm', (source) => helm.render(source)],
    ['directory', renderDirectory],
    ['kustomize', (source) => renderKustomize(source, trees)],
    ['plugin', () => unsupported('a config management plugin')],
  ]);
  const place = { trees, inventory, settings, renderers };
  return { render: (application) => renderApplication(application, place) };
}

type Renderers = ReadonlyMap<SourceType, (source: Source) => SourceResult>;

/** What all Applications of a run are rendered with. */
interface Place {
  readonly trees: Trees;
  readonly inventory: readonly Cluster[];
  readonly settings: ArgoSettings;
  readonly renderers: Renderers;
  /** The only template to execute; all are where it is undefined. */
  readonly template?: string;
}

function renderApplication(application: Application, place: Place): Rendered {
  if (application.refused !== undefined)
    return join(application, [refused(application, application.refused)]);
  const { trees, inventory, settings, renderers, template } = place;
  const more = template === undefined ? undefined : { template };
  try {
    const { sources, problems, written, refs } = resolveSources(application, trees, inventory);
    const faults = refFaults(application, written, refs);
    const instance = instanceName(application, settings.namespace);
    const results = sources.map((source) => renderSource({ ...source, instance, ...more }, renderers));
    const paths = sources.filter((_, index) => results[index]!.layers.length > 0).map(({ path }) => path);
    const again: Rendered['again'] = (overlay, only) =>
      renderApplication(
        withOverlay(application, paths, overlay),
        only ? { ...place, template: only } : place,
      );
    const fatal = [...problems, ...faults.problems];
    const found = fatal.length > 0 ? [failed(fatal), ...results] : results;
    const joined = join(application, faults.notes.length > 0 ? [...found, noted(faults.notes)] : found);
    return { ...trackable(joined, settings), again };
  } catch (error) {
    return join(application, [internalError(application, error)]);
  }
}

function renderSource(written: Source, renderers: Renderers): SourceResult {
  const overridden = overriddenSource(written);
  if ('result' in overridden) return overridden.result;
  const { source, notes } = overridden;
  const result = renderAsType(source, renderers);
  return notes.length === 0 ? result : { ...result, problems: [...result.problems, ...notes] };
}

function renderAsType(source: Source, renderers: Renderers): SourceResult {
  const found = sourceType(source);
  const version = textOf(asObject(source.spec['helm'])?.['version']);
  if ('type' in found && found.type === 'helm' && !HELM_VERSIONS.has(version))
    return unknownHelm(source, version);
  if ('type' in found) return renderers.get(found.type)!(source);
  const location = applicationLocation(source.application, source.path);
  return failed([problemOf(source.application, 'template-failed', found.conflict, location)]);
}

/** Argo CD's `NewCmd`: it has but one Helm, whatever is said. */
const HELM_VERSIONS: ReadonlySet<string> = new Set(['', 'v3', 'v4']);

function unknownHelm({ application, path }: Source, version: string): SourceResult {
  const location = applicationLocation(application, [...path, 'helm', 'version']);
  const message = `helm version '${version}' is not supported by Argo CD: it is v3 or v4`;
  return failed([problemOf(application, 'template-failed', message, location)]);
}

function noted(problems: readonly Problem[]): SourceResult {
  return { manifests: [], layers: [], logs: [], problems };
}

function refused({ name, leaf }: Application, problem: Problem): SourceResult {
  return failed([{ ...problem, application: name, ...(leaf && { leaf }) }]);
}

/** Argo CD deploys nothing of an Application of which one source fails. */
function join(application: Application, results: readonly SourceResult[]): Rendered {
  const failure = results.find((result) => result.failure !== undefined)?.failure;
  return {
    application,
    manifests: failure === undefined ? results.flatMap(({ manifests }) => manifests) : [],
    layers: results.flatMap(({ layers }) => layers),
    logs: results.flatMap(({ logs }) => logs),
    problems: results.flatMap(({ problems }) => problems),
    ...(failure !== undefined && { failure }),
  };
}

/** Argo CD renders nothing of an Application that holds an object which it can't mark as its own. */
function trackable(rendered: Rendered, settings: ArgoSettings): Rendered {
  const problems = rendered.manifests.flatMap(({ object }, manifest) => {
    const fault = isCrd(object) ? undefined : trackingFault(object, settings);
    if (fault === undefined) return [];
    const { path } = fault;
    const message = `Argo CD can't track ${object.kind} ${object.metadata.name}: ${fault.message}`;
    const at = { rule: 'template-failed', message, subject: 'manifest', manifest, path } as const;
    const { location, ...more } = tracePolicyResult(at, rendered);
    return [problemOf(rendered.application, at.rule, message, location, more)];
  });
  if (problems.length === 0) return rendered;
  const failure = problems[0]!.message;
  return { ...rendered, manifests: [], problems: [...rendered.problems, ...problems], failure };
}

/** A fault of ours, told as such, so that one Application does not take the run with it. */
function internalError(application: Application, error: unknown): SourceResult {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `internal error while rendering ${application.name}: ${reason}; please report it`;
  return failed([
    problemOf(application, 'template-failed', message, { ...applicationLocation(application, []) }),
  ]);
}
