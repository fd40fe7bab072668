/**
 * `helm template` as a function: the options of its command line, and the bytes that Helm prints for them. Mirrors
 * Helm's pkg/cmd/template.go, pkg/cmd/install.go and pkg/action.
 */
import type { Limits } from '../../config/types.ts';
import type { SprigHost } from '../../sprig/index.ts';
import { PathTable } from '../../template/index.ts';
import type { SourceTree } from '../../types.ts';
import { asObject } from '../source.ts';
import { capabilities, parseKubeVersion } from './capabilities.ts';
import { ChartError, loadChart, loadPackedChart } from './chart.ts';
import type { Chart } from './chart.ts';
import { chartWords } from './chart-words.ts';
import { CoalesceError } from './coalesce.ts';
import { commandValues } from './command-values.ts';
import type { CommandValues, ReadText } from './command-values.ts';
import type { RenderedDocument } from './documents.ts';
import { templateWords } from './go-words.ts';
import { kubeVersionFault } from './kube-version-fault.ts';
import type { Log, LogLine } from './log.ts';
import { LoadedChart, renderRelease } from './release.ts';
import type { ReleaseResult } from './release.ts';
import { releaseNameFault } from './release-name.ts';
import { brokenOutput, emptyOutput, releaseOutput } from './template-output.ts';
import type { Output, OutputFile, OutputOptions } from './template-output.ts';
import { HELM_4 } from './version/index.ts';
import type { HelmVersion } from './version/index.ts';

export interface TemplateOptions extends CommandValues, OutputOptions {
  readonly releaseName: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  readonly isUpgrade: boolean;
  readonly skipSchemaValidation: boolean;
  /** Names of the labels that the release would get. */
  readonly labels?: readonly string[];
  /** Print what was rendered even where it is no YAML. */
  readonly debug?: boolean;
  /** Take dependencies that `charts/` lacks from their `file://` paths. */
  readonly dependencyUpdate?: boolean;
  /** What Helm tells of the symbolic links in the chart's folder, and why it does not load it for them. */
  readonly links?: { readonly log: readonly LogLine[]; readonly error?: string };
  /** What `now` and the random functions give; the same each time unless told otherwise. */
  readonly host?: SprigHost;
}

/** What Helm prints and writes. */
export interface TemplateAnswer {
  readonly stdout: string;
  /** What stands on standard output before all else, and before any file is written. */
  readonly progress?: string;
  /** What stands on standard error after `Error: `; Helm ends with 1 then. */
  readonly error?: string;
  /** What stands on standard error before that; lines of the level DEBUG are for `--debug`. */
  readonly log: readonly LogLine[];
  readonly files: readonly OutputFile[];
}

/** A failure in Helm's words, and what is printed all the same. */
class CommandError extends Error {
  readonly output: Output;

  constructor(message: string, output: Output = NO_OUTPUT, options?: ErrorOptions) {
    super(message, options);
    this.output = output;
  }
}

const NO_OUTPUT: Output = { stdout: '', files: [] };

/** A chart, ready for any number of renders. */
export class TemplateCommand {
  readonly #helm: HelmVersion;
  readonly #chart: LoadedChart | ChartError;
  readonly #limits: Limits;
  readonly #paths = new PathTable();
  /** With the dependencies that are beside the chart. */
  readonly #updated: () => LoadedChart | ChartError;

  /** What Helm calls the folder; undefined for a packaged chart. */
  readonly #folder: string | undefined;

  /** `path` is a folder of the tree, or a packaged chart; `file` is where it is on the disk. */
  constructor(
    tree: SourceTree,
    path: string,
    limits: Limits,
    helm: HelmVersion = HELM_4,
    file: string = path,
  ) {
    this.#helm = helm;
    this.#folder = isFolder(tree, path) ? file : undefined;
    this.#chart = load(tree, path, helm, withoutLocal);
    this.#updated = () => load(tree, path, helm, (chart) => chart);
    this.#limits = limits;
  }

  /** `readText` reads a file that the command line names. */
  run(options: TemplateOptions, readText: ReadText): TemplateAnswer {
    const log: LogLine[] = [];
    try {
      return { ...this.#run(options, readText, (line) => log.push(line)), log };
    } catch (error) {
      if (error instanceof CommandError) return { ...error.output, error: error.message, log };
      throw error;
    }
  }

  #run(options: TemplateOptions, readText: ReadText, log: Log): Output & Pick<TemplateAnswer, 'progress'> {
    const helm = this.#helm;
    const kube = parseKubeVersion(options.kubeVersion, helm);
    if (kube === undefined) throw new CommandError(kubeVersionFault(options.kubeVersion)!);
    const values = commandValues(options, readText, helm);
    if ('error' in values) throw new CommandError(values.error);
    options.links?.log.forEach(log);
    if (options.links?.error !== undefined) throw new CommandError(options.links.error);
    const loaded = this.#chart;
    if (loaded instanceof ChartError) throw new CommandError(chartWords(loaded, helm, this.#folder));
    logLoading(loaded.chart, log);
    refuseChart(loaded, log);
    const chart = this.#complete(loaded, options);
    refuseName(options.releaseName, helm, log);
    const release = {
      name: options.releaseName,
      namespace: options.namespace,
      values: values.values,
      capabilities: capabilities(kube, options.apiVersions, helm),
      skipSchemaValidation: options.skipSchemaValidation,
      isUpgrade: options.isUpgrade,
      host: { ...options.host },
    };
    const budgets = { limits: this.#limits, paths: this.#paths };
    const result = rendered(() => renderRelease(chart, release, budgets, log), helm, log);
    refuse(result, chart.incompatible(kube), options, helm);
    for (const hook of result.unknownHooks) log(skippedHook(hook));
    const progress = chart === loaded ? undefined : savedWords(chart);
    return { ...printed(releaseOutput(result, options, helm)), ...(progress !== undefined && { progress }) };
  }

  /** The chart with all that it depends on. */
  #complete(chart: LoadedChart, { dependencyUpdate }: TemplateOptions): LoadedChart {
    const { missing } = chart;
    if (missing === undefined) return chart;
    const words = chart.chart.helm.words.missingDependencies + missing;
    if (dependencyUpdate !== true) throw new CommandError(words);
    const updated = this.#updated();
    if (updated instanceof LoadedChart && updated.missing === undefined) return updated;
    throw new CommandError(words + NOT_FETCHED);
  }
}

const NOT_FETCHED =
  '; --dependency-update takes `file://` dependencies of the same repository, and fetches none: ' +
  'only `plimsoll vendor` uses the network, for what Applications name';

/** What `--dependency-update` says, which writes into `charts/`; ours does not. */
function savedWords({ chart }: LoadedChart): string {
  return `Saving ${chart.metadata.dependencies?.length ?? 0} charts\nDeleting outdated charts\n`;
}

/** An empty one is none to a tree. */
function isFolder(tree: SourceTree, path: string): boolean {
  return path === '' || tree.kind(path) !== 'file';
}

function load(
  tree: SourceTree,
  path: string,
  helm: HelmVersion,
  dependencies: (chart: Chart) => Chart,
): LoadedChart | ChartError {
  try {
    const chart = isFolder(tree, path)
      ? dependencies(loadChart(tree, path, { helm }))
      : loadPackedChart({ tree, path }, helm);
    return new LoadedChart(chart);
  } catch (error) {
    if (error instanceof ChartError) return error;
    throw error;
  }
}

/** `helm template` takes what is in `charts/`, and leaves `file://` dependencies to `helm dependency build`. */
function withoutLocal(chart: Chart): Chart {
  const { tree, path } = chart.folder;
  const charts = path === '' ? 'charts/' : `${path}/charts/`;
  const isOwn = ({ folder }: Chart): boolean => folder.tree !== tree || folder.path.startsWith(charts);
  return { ...chart, dependencies: chart.dependencies.filter(isOwn) };
}

/** Of the chart's own files, and its subcharts'. */
function logLoading({ metadata, files, dependencies }: Chart, log: Log): void {
  const warn = (message: string): void => log({ level: 'INFO', message: `Warning: ${message}` });
  const since = 'since apiVersion "v2". We recommend migrating';
  if (metadata.apiVersion === 'v2' && files.has('requirements.yaml'))
    warn(`Dependencies are handled in Chart.yaml ${since} dependencies to Chart.yaml.`);
  if (metadata.apiVersion === 'v2' && files.has('requirements.lock'))
    warn(`Dependency locking is handled in Chart.lock ${since} to Chart.lock.`);
  for (const subchart of dependencies) logLoading(subchart, log);
}

function refuseChart({ chart, notInstallable }: LoadedChart, log: Log): void {
  if (notInstallable !== undefined) throw new CommandError(notInstallable);
  if (chart.metadata.fields['Deprecated'] === true)
    log({ level: 'WARN', message: 'this chart is deprecated' });
}

function refuseName(name: string, helm: HelmVersion, log: Log): void {
  const fault = releaseNameFault(name);
  if (fault === undefined) return;
  const { releaseName } = helm.words;
  logStep(releaseName, releaseName + fault, log);
  throw new CommandError(releaseName + fault);
}

/** A Helm that says in which step it failed logs it too. */
function logStep(step: string, message: string, log: Log): void {
  if (step === '' || !message.startsWith(step)) return;
  log({
    level: 'ERROR',
    message: step.replace(/: $/, ''),
    fields: [['error', message.slice(step.length)]],
  });
}

function rendered(render: () => ReleaseResult, helm: HelmVersion, log: Log): ReleaseResult {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof CoalesceError)) throw error;
    logStep(helm.words.dependencies, error.message, log);
    throw new CommandError(error.message, NO_OUTPUT, { cause: error });
  }
}

const BAD_RENDER = '\n\nUse --debug flag to render out invalid YAML';

const UNFIT_VALUES = "values don't meet the specifications of the schema(s) in the following chart(s):\n";

/** In Helm's order: the chart's own words about Kubernetes come after the schema's. */
function refuse(
  result: ReleaseResult,
  incompatible: string | undefined,
  options: TemplateOptions,
  helm: HelmVersion,
): void {
  if (result.schemaFaults.length > 0) throw new CommandError(UNFIT_VALUES + result.schemaMessage);
  if (options.labels?.some((label) => SYSTEM_LABELS.includes(label))) throw new CommandError(TAKEN_LABEL);
  const reason = incompatible ?? renderFault(result, helm);
  if (reason === undefined) return;
  if (options.debug !== true) throw new CommandError(reason + BAD_RENDER);
  const isBroken = incompatible === undefined && result.failures.length === 0;
  const output = isBroken ? brokenOutput(result, options, helm) : emptyOutput(options, helm);
  // A template that is not there is not told of: the documents are too broken to say.
  throw new CommandError(reason, output.missing === undefined ? output : { ...output, stdout: '' });
}

function renderFault(
  { failures: [failure], refused: [fault] }: ReleaseResult,
  helm: HelmVersion,
): string | undefined {
  if (failure) return templateWords(failure.error, helm);
  return fault && (fault.helmMessage ?? fault.message);
}

/** Helm's own, on the Secret that keeps a release. */
const SYSTEM_LABELS: readonly string[] = ['name', 'owner', 'status', 'version', 'createdAt', 'modifiedAt'];
const TAKEN_LABEL =
  'user supplied labels contains system reserved label name. ' +
  `System labels: [${SYSTEM_LABELS.join(' ')}]`;

function skippedHook({ value }: RenderedDocument): LogLine {
  const annotations = asObject(asObject(asObject(value)?.['metadata'])?.['annotations']);
  const types = String(annotations?.['helm.sh/hook'] ?? '');
  return { level: 'INFO', message: 'skipping unknown hooks', fields: [['hookTypes', types]] };
}

function printed(output: Output): Output {
  if (output.missing === undefined) return output;
  throw new CommandError(`could not find template ${output.missing} in chart`, { ...output, stdout: '' });
}
