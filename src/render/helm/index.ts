import { readCommaList } from '../../comma-list.ts';
import type { Config } from '../../config/types.ts';
import { PathTable } from '../../template/index.ts';
import type { GoObject } from '../../template/value.ts';
import type { Json, Layer, Problem, SourceTree } from '../../types.ts';
import { BlockMemo } from '../../yaml/index.ts';
import { applicationLocation, fileLocation, problemOf } from '../places.ts';
import { asObject, textOf } from '../source.ts';
import type { Source } from '../source.ts';
import type { SourceResult } from '../source-result.ts';
import { failed } from '../source-result.ts';
import { capabilities, parseKubeVersion } from './capabilities.ts';
import type { KubeVersion } from './capabilities.ts';
import { chartLayers } from './chart-layers.ts';
import { ChartError, loadChart } from './chart.ts';
import type { FindChart } from './chart.ts';
import { CoalesceError } from './coalesce.ts';
import { documentProblems } from './document-problem.ts';
import { refusedChart } from './refused-chart.ts';
import { releaseManifests } from './manifests.ts';
import { LoadedChart, renderRelease } from './release.ts';
import type { Release } from './program.ts';
import type { ReleaseResult } from './release.ts';
import { releaseNameFault } from './release-name.ts';
import { templateProblems } from './template-problem.ts';
import { userValues } from './user-values.ts';
import type { UserValues } from './user-values.ts';
import { schemaProblems } from './values-schema-problem.ts';
import { HELM_4, helmVersion } from './version/index.ts';
import type { HelmVersion } from './version/index.ts';
import { fileName } from '../../source-file.ts';

/** Renders Helm sources; holds what several of them share for the length of a run. */
export class HelmRenderer {
  readonly #config: Config;
  readonly #find: FindChart | undefined;
  readonly #limits: Config['limits'];
  readonly #helm: HelmVersion;
  readonly #paths = new PathTable();
  readonly #blocks = new BlockMemo();
  readonly #charts = new WeakMap<SourceTree, Map<string, LoadedChart | ChartError>>();
  readonly #capabilities = new Map<string, { readonly kube: KubeVersion; readonly object: GoObject }>();
  readonly #chartLayers = new WeakMap<ReleaseResult['program'], readonly Layer[]>();

  /** `find`: where dependencies of charts come from that are not beside them. */
  constructor(config: Config, find?: FindChart) {
    this.#config = config;
    this.#helm = helmVersion(config.helm.version) ?? HELM_4;
    this.#find = find;
    this.#limits = config.limits;
  }

  render(source: Source): SourceResult {
    const chart = this.#chart(source);
    const user = userValues(source, this.#helm);
    if (chart instanceof ChartError) return failed([...user.problems, chartProblem(source, chart)]);
    if (user.failed) return failed(user.problems);
    const capable = this.#capable(source);
    if ('ruleId' in capable) return failed([...user.problems, capable]);
    const refusal = chart.refusal(capable.kube);
    if (refusal !== undefined) return failed([...user.problems, ...refusedChart(source, chart, refusal)]);
    const unnamed = releaseNameProblem(source, this.#helm);
    if (unnamed) return failed([...user.problems, unnamed]);
    return this.#release(source, chart, user, capable.object);
  }

  #chart({ tree, folder }: Source): LoadedChart | ChartError {
    let charts = this.#charts.get(tree);
    if (charts === undefined) this.#charts.set(tree, (charts = new Map()));
    let chart = charts.get(folder);
    if (chart === undefined) charts.set(folder, (chart = this.#load(tree, folder)));
    return chart;
  }

  #load(tree: SourceTree, folder: string): LoadedChart | ChartError {
    try {
      const options = { helm: this.#helm, ...(this.#find && { find: this.#find }) };
      return new LoadedChart(loadChart(tree, folder, options));
    } catch (error) {
      if (error instanceof ChartError) return error;
      throw error;
    }
  }

  /** The source's own Kubernetes version and API versions, else those of its destination, else those of the config. */
  #capable(source: Source): { readonly kube: KubeVersion; readonly object: GoObject } | Problem {
    const helm = asObject(source.spec['helm']);
    const { kubernetes } = this.#config;
    const version = textOf(helm?.['kubeVersion']) || source.kubernetes?.version || kubernetes.version;
    const own = ownApiVersions(source);
    if (own !== undefined && 'ruleId' in own) return own;
    const apiVersions = own?.values ?? source.kubernetes?.apiVersions ?? kubernetes.apiVersions;
    const key = JSON.stringify([version, apiVersions]);
    let found = this.#capabilities.get(key);
    if (found === undefined) {
      const parsed = parseKubeVersion(version, this.#helm);
      if (parsed === undefined) return invalidKubeVersion(source, version);
      // Argo CD hands on the numbers alone.
      const kube = { ...parsed, version: parsed.normalized };
      this.#capabilities.set(key, (found = { kube, object: capabilities(kube, apiVersions, this.#helm) }));
    }
    return found;
  }

  #release(source: Source, chart: LoadedChart, user: UserValues, capable: GoObject): SourceResult {
    try {
      const release = {
        ...releaseOf(source),
        values: user.values,
        capabilities: capable,
        host: this.#config.helm,
        ...(source.template !== undefined && { template: source.template }),
      };
      const result = renderRelease(chart, release, {
        limits: this.#limits,
        paths: this.#paths,
        blocks: this.#blocks,
      });
      return this.#result(source, user, result);
    } catch (error) {
      if (!(error instanceof CoalesceError)) throw error;
      const location = applicationLocation(source.application, [...source.path, 'helm']);
      return failed([
        ...user.problems,
        problemOf(source.application, 'template-failed', error.message, location),
      ]);
    }
  }

  #result(source: Source, user: UserValues, result: ReleaseResult): SourceResult {
    const layers = [...this.#layersOf(result), ...user.layers];
    const failures = [
      ...schemaProblems(result.schemaFaults, source, layers),
      ...templateProblems(result.failures, result.program, source, layers, this.#limits),
      ...documentProblems(result.refused, result.program, source, layers),
    ];
    const logs = result.outputs.map(({ log }) => log);
    if (failures.length > 0) return { ...failed([...user.problems, ...failures]), layers, logs };
    const { manifests, problems } = releaseManifests(source, result, layers);
    return { manifests, layers, logs, problems: [...user.problems, ...problems] };
  }

  #layersOf({ program }: ReleaseResult): readonly Layer[] {
    let layers = this.#chartLayers.get(program);
    if (layers === undefined) this.#chartLayers.set(program, (layers = chartLayers(program.root)));
    return layers;
  }
}

/** Argo CD's: the Application's name and its destination's namespace unless the source says otherwise. */
function releaseOf({ application, spec, template }: Source): Omit<Release, 'values' | 'capabilities'> {
  const helm = asObject(spec['helm']);
  const destination = asObject(asObject(application.object['spec'])?.['destination']);
  return {
    name: textOf(helm?.['releaseName']) || application.name,
    namespace: textOf(helm?.['namespace']) || textOf(destination?.['namespace']) || 'default',
    // What a value decides does not depend on which values the schema allows.
    skipSchemaValidation: helm?.['skipSchemaValidation'] === true || template !== undefined,
  };
}

/** Helm's bound is lower than that of an Application's name. */
function releaseNameProblem(source: Source, { words }: HelmVersion): Problem | undefined {
  const { application, spec, path } = source;
  const fault = releaseNameFault(releaseOf(source).name);
  if (fault === undefined) return undefined;
  const own = textOf(asObject(spec['helm'])?.['releaseName']) !== '';
  const at = own ? [...path, 'helm', 'releaseName'] : ['metadata', 'name'];
  return problemOf(
    application,
    'template-failed',
    words.releaseName + fault,
    applicationLocation(application, at),
  );
}

/** A folder without Chart.yaml is what the Application's path is wrong about; anything else is the chart's own fault. */
function chartProblem(source: Source, error: ChartError): Problem {
  const { application, path, isChart } = source;
  const isPath = error.ruleId === 'source-missing' && error.file.path.endsWith('Chart.yaml');
  if (!isPath)
    return problemOf(application, error.ruleId, error.message, fileLocation(error.file, error.range));
  const where = fileName(error.file);
  const location = applicationLocation(application, [...path, isChart ? 'chart' : 'path']);
  return problemOf(application, 'source-missing', `${error.message} (looked for ${where})`, location);
}

/** Each goes to `helm --api-versions`, which takes several with commas between. */
function ownApiVersions({
  application,
  path,
  spec,
}: Source): { readonly values: readonly string[] } | Problem | undefined {
  const own = asObject(spec['helm'])?.['apiVersions'];
  if (!Array.isArray(own) || own.length === 0) return undefined;
  const values: string[] = [];
  for (const [index, each] of (own as readonly Json[]).entries()) {
    const text = textOf(each);
    const read = readCommaList(text);
    if ('problem' in read) {
      const location = applicationLocation(application, [...path, 'helm', 'apiVersions', index]);
      const message = `invalid argument ${JSON.stringify(text)} for "-a, --api-versions" flag: ${read.problem}`;
      return problemOf(application, 'template-failed', message, location);
    }
    values.push(...read.values);
  }
  return { values };
}

function invalidKubeVersion({ application, path }: Source, version: string): Problem {
  const location = applicationLocation(application, [...path, 'helm', 'kubeVersion']);
  return problemOf(application, 'template-failed', `invalid kube version '${version}'`, location);
}
