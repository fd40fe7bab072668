import type { Config } from '../config/types.ts';
import type { Application, Rendered, Trees } from '../types.ts';
import { renderDirectory } from './directory/index.ts';
import { HelmRenderer } from './helm/index.ts';
import { withOverlay } from './overlay.ts';
import { applicationLocation, problemOf } from './places.ts';
import { resolveSources } from './source.ts';
import type { Source } from './source.ts';
import { overriddenSource } from './source-override.ts';
import { failed, unsupported } from './source-result.ts';
import type { SourceResult } from './source-result.ts';
import { sourceType } from './source-type.ts';
import type { SourceType } from './source-type.ts';

export { TemplateCommand, type TemplateAnswer, type TemplateOptions } from './helm/helm-template.ts';
export { manifestStream } from './manifest-stream.ts';

/** Renders Applications of one run, one at a time, in any order. */
export interface Renderer {
  /** Never throws: what can't be rendered has `failure` and the problems that say why. */
  render(application: Application): Rendered;
}

/**
 * A renderer that shares what Applications have in common: charts are loaded, and their templates compiled, once;
 * values files are parsed once.
 */
export function createRenderer(trees: Trees, config: Config): Renderer {
  const helm = new HelmRenderer(config, trees.resolveChart?.bind(trees));
  const renderers: ReadonlyMap<SourceType, (source: Source) => SourceResult> = new Map([
    ['helm', (source) => helm.render(source)],
    ['directory', renderDirectory],
    ['kustomize', () => unsupported('Kustomize')],
    ['plugin', () => unsupported('a config management plugin')],
  ]);
  return { render: (application) => renderApplication(application, trees, renderers) };
}

type Renderers = ReadonlyMap<SourceType, (source: Source) => SourceResult>;

function renderApplication(application: Application, trees: Trees, renderers: Renderers): Rendered {
  try {
    const { sources, problems } = resolveSources(application, trees);
    const results = sources.map((source) => renderSource(source, renderers));
    const paths = sources.filter((_, index) => results[index]!.layers.length > 0).map(({ path }) => path);
    const again: Rendered['again'] = (overlay) =>
      renderApplication(withOverlay(application, paths, overlay), trees, renderers);
    return { ...join(application, problems.length > 0 ? [failed(problems), ...results] : results), again };
  } catch (error) {
    return join(application, [internalError(application, error)]);
  }
}

function renderSource(written: Source, renderers: Renderers): SourceResult {
  const overridden = overriddenSource(written);
  if ('result' in overridden) return overridden.result;
  const { source } = overridden;
  const found = sourceType(source);
  if ('type' in found) return renderers.get(found.type)!(source);
  const location = applicationLocation(source.application, source.path);
  return failed([problemOf(source.application, 'template-failed', found.conflict, location)]);
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

/** A fault of ours, told as such, so that one Application does not take the run with it. */
function internalError(application: Application, error: unknown): SourceResult {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `internal error while rendering ${application.name}: ${reason}; please report it`;
  return failed([
    problemOf(application, 'template-failed', message, { ...applicationLocation(application, []) }),
  ]);
}
