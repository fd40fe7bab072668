import { configFrom } from '../../../src/config/index.ts';
import { memoryTree } from '../../../src/load/index.ts';
import { capabilities, parseKubeVersion } from '../../../src/render/helm/capabilities.ts';
import { ChartError, loadChart } from '../../../src/render/helm/chart.ts';
import { chartWords } from '../../../src/render/helm/chart-words.ts';
import { CoalesceError } from '../../../src/render/helm/coalesce.ts';
import type { ChartNode } from '../../../src/render/helm/dependencies.ts';
import type { SortedDocuments } from '../../../src/render/helm/documents.ts';
import { releaseNameFault } from '../../../src/render/helm/release-name.ts';
import { LoadedChart, renderRelease } from '../../../src/render/helm/release.ts';
import type { ReleaseResult } from '../../../src/render/helm/release.ts';
import { userValues } from '../../../src/render/helm/user-values.ts';
import { streamDocument } from '../../../src/render/manifest-stream.ts';
import type { Source } from '../../../src/render/source.ts';
import { PathTable, TemplateError } from '../../../src/template/index.ts';
import type { Application, JsonObject } from '../../../src/types.ts';
import { helmVersion } from '../../../src/render/helm/version/index.ts';
import type { HelmVersion } from '../../../src/render/helm/version/index.ts';
import type { CaseFiles, CaseOptions, Helm } from './case.mjs';

export interface CaseError {
  /** Helm's `template:line:column`, outermost first. */
  readonly places: readonly string[];
  readonly reasons: readonly string[];
}

export type CaseResult = { readonly output: string } | { readonly errors: readonly CaseError[] };

/** Renders a case as `helm template` would, by the stage's own parts. */
export function renderCase(options: CaseOptions, files: CaseFiles, version: Helm): CaseResult {
  const helm = helmVersion(version)!;
  try {
    return render(options, files, helm);
  } catch (error) {
    if (error instanceof ChartError) return failure(chartWords(error, helm));
    if (error instanceof CoalesceError) return failure(error.message);
    throw error;
  }
}

function failure(...reasons: string[]): CaseResult {
  return { errors: [{ places: [], reasons }] };
}

function render(options: CaseOptions, files: CaseFiles, helm: HelmVersion): CaseResult {
  const tree = memoryTree(files);
  const kube = parseKubeVersion(options.kubeVersion ?? '1.34.0', helm)!;
  const chart = new LoadedChart(loadChart(tree, 'chart', { helm }));
  const user = userValues(sourceOf(options, tree), helm);
  if (user.failed) return failure();
  const refusal = chart.notInstallable ?? chart.missing ?? releaseNameFault(options.releaseName ?? 'release');
  if (refusal !== undefined) return failure(refusal);
  const release = {
    name: options.releaseName ?? 'release',
    namespace: options.namespace ?? 'default',
    values: user.values,
    capabilities: capabilities(kube, options.apiVersions ?? [], helm),
  };
  const result = renderRelease(chart, release, { limits: configFrom({}).limits, paths: new PathTable() });
  const incompatible = result.schemaFaults.length > 0 ? undefined : chart.incompatible(kube);
  return incompatible === undefined ? resultOf(result, options) : failure(incompatible);
}

function sourceOf(options: CaseOptions, tree: Source['tree']): Source {
  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'case' } };
  const origin = { file: { tree, path: 'application.yaml' }, document: 0, path: [] };
  const application: Application = { name: 'case', namespace: 'argocd', object, origin, production: false };
  const spec = { helm: options as JsonObject };
  return {
    application,
    spec,
    path: ['spec', 'source'],
    tree,
    folder: 'chart',
    isChart: false,
    refs: new Map(),
  };
}

function resultOf(result: ReleaseResult, { skipCrds, skipTests }: CaseOptions): CaseResult {
  if (result.failures.length > 0) {
    return {
      errors: result.failures.map(({ error }) =>
        error instanceof TemplateError ? templateError(error) : { places: [], reasons: [error.message] },
      ),
    };
  }
  if (result.schemaFaults.length > 0) return failure("values don't meet the specifications of the schema");
  if (result.refused.length > 0) {
    return {
      errors: result.refused.map(({ message }) => ({
        places: [],
        reasons: [message.replace(/: line \d+: .*/s, '')],
      })),
    };
  }
  const hooks = skipTests
    ? result.hooks.filter(({ hooks: events }) => !events.includes('test'))
    : result.hooks;
  const crds = skipCrds ? '' : crdStream(result.program.root);
  return { output: `${(crds + stream(result.manifests)).trim()}\n${stream(hooks)}` };
}

function templateError(error: TemplateError): CaseError {
  const places = error.chain.map(({ template, line, goColumn, executing }) =>
    executing === undefined ? `${template}:${line}` : `${template}:${line}:${goColumn}`,
  );
  return { places, reasons: [error.rootReason] };
}

function stream(documents: SortedDocuments['manifests']): string {
  return documents.map(({ output, text }) => streamDocument(output.name, text)).join('');
}

function crdStream(node: ChartNode): string {
  const own = node.chart.crds.map(({ name, text }) => streamDocument(`${node.fullPath}/${name}`, text));
  return own.join('') + node.dependencies.map(crdStream).join('');
}
