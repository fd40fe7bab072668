/**
 * `helm template` as a function: the options of its command line, and the bytes that Helm 4.2 prints for them. Mirrors
 * Helm's pkg/cmd/template.go, pkg/cmd/install.go and pkg/action.
 */
import { isTest } from './hook-problem.ts';
import type { Limits } from '../../config/types.ts';
import type { SprigHost } from '../../sprig/index.ts';
import { PathTable } from '../../template/index.ts';
import type { SourceTree } from '../../types.ts';
import { streamDocument } from '../manifest-stream.ts';
import { capabilities, parseKubeVersion } from './capabilities.ts';
import { ChartError, loadChart, loadPackedChart } from './chart.ts';
import type { Chart } from './chart.ts';
import { chartWords } from './chart-words.ts';
import { CoalesceError } from './coalesce.ts';
import { commandValues } from './command-values.ts';
import type { CommandValues, ReadText } from './command-values.ts';
import type { ChartNode } from './dependencies.ts';
import type { RenderedDocument } from './documents.ts';
import { helmFunctions } from './functions/index.ts';
import { templateWords } from './go-words.ts';
import { LoadedChart, renderRelease } from './release.ts';
import type { ReleaseResult } from './release.ts';
import { releaseNameFault } from './release-name.ts';
import { selectDocuments } from './show-only.ts';

export interface TemplateOptions extends CommandValues {
  readonly releaseName: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  readonly includeCrds: boolean;
  readonly noHooks: boolean;
  readonly skipTests: boolean;
  readonly isUpgrade: boolean;
  readonly skipSchemaValidation: boolean;
  /** Names of templates inside the chart; `*` and `?` match within a folder. */
  readonly showOnly: readonly string[];
  /** What `now` and the random functions give; the same each time unless told otherwise. */
  readonly host?: SprigHost;
}

/** What Helm prints: standard output, or what stands on standard error after `Error: `. */
export type TemplateAnswer = { readonly stdout: string } | { readonly error: string };

/** A failure in Helm's words. */
class CommandError extends Error {}

/** A chart, ready for any number of renders. */
export class TemplateCommand {
  readonly #chart: LoadedChart | ChartError;
  readonly #limits: Limits;
  readonly #paths = new PathTable();

  /** `path` is a folder of the tree, or a packaged chart. */
  constructor(tree: SourceTree, path: string, limits: Limits) {
    this.#chart = load(tree, path);
    this.#limits = limits;
  }

  /** `readText` reads a file that the command line names. */
  run(options: TemplateOptions, readText: ReadText): TemplateAnswer {
    try {
      return { stdout: this.#run(options, readText) };
    } catch (error) {
      if (error instanceof CommandError) return { error: error.message };
      throw error;
    }
  }

  #run(options: TemplateOptions, readText: ReadText): string {
    const kube = parseKubeVersion(options.kubeVersion);
    if (kube === undefined) throw new CommandError(invalidKubeVersion(options.kubeVersion));
    const values = commandValues(options, readText);
    if ('error' in values) throw new CommandError(values.error);
    const chart = this.#chart;
    if (chart instanceof ChartError) throw new CommandError(chartWords(chart));
    refuseChart(chart);
    const nameFault = releaseNameFault(options.releaseName);
    if (nameFault !== undefined) throw new CommandError(nameFault);
    const release = {
      name: options.releaseName,
      namespace: options.namespace,
      values: values.values,
      capabilities: capabilities(kube, options.apiVersions),
      skipSchemaValidation: options.skipSchemaValidation,
      isUpgrade: options.isUpgrade,
      host: { ...options.host },
    };
    const result = rendered(() =>
      renderRelease(chart, release, { limits: this.#limits, paths: this.#paths }),
    );
    refuse(result, chart.incompatible(kube));
    return printed(result, options);
  }
}

function load(tree: SourceTree, path: string): LoadedChart | ChartError {
  try {
    const isFolder = path === '' || tree.kind(path) === 'directory';
    const chart = isFolder ? withoutLocal(loadChart(tree, path)) : loadPackedChart({ tree, path });
    return new LoadedChart(chart, helmFunctions());
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

function refuseChart({ notInstallable, missing }: LoadedChart): void {
  if (notInstallable !== undefined) throw new CommandError(notInstallable);
  if (missing !== undefined) throw new CommandError(UNCHECKED_DEPENDENCIES + missing);
}

const UNCHECKED_DEPENDENCIES =
  'an error occurred while checking for chart dependencies. ' +
  "You may need to run 'helm dependency build' to fetch missing dependencies: ";

function rendered(render: () => ReleaseResult): ReleaseResult {
  try {
    return render();
  } catch (error) {
    if (error instanceof CoalesceError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

const BAD_RENDER = '\n\nUse --debug flag to render out invalid YAML';

const UNFIT_VALUES = "values don't meet the specifications of the schema(s) in the following chart(s):\n";

/** In Helm's order: the chart's own words about Kubernetes come after the schema's. */
function refuse(
  { schemaFaults, schemaMessage, failures, refused }: ReleaseResult,
  incompatible: string | undefined,
): void {
  if (schemaFaults.length > 0) throw new CommandError(UNFIT_VALUES + schemaMessage);
  if (incompatible !== undefined) throw new CommandError(incompatible + BAD_RENDER);
  const [failure] = failures;
  if (failure) throw new CommandError(templateWords(failure.error) + BAD_RENDER);
  const [fault] = refused;
  if (fault) throw new CommandError((fault.helmMessage ?? fault.message) + BAD_RENDER);
}

function printed(result: ReleaseResult, options: TemplateOptions): string {
  const crds = options.includeCrds ? crdStream(result.program.root) : '';
  const hooks = options.noHooks ? [] : result.hooks.filter((hook) => !options.skipTests || !isTest(hook));
  const all = `${trimSpace(crds + stream(result.manifests))}\n${stream(hooks)}`;
  if (options.showOnly.length === 0) return all;
  const selected = selectDocuments(all, options.showOnly);
  if ('missing' in selected) throw new CommandError(`could not find template ${selected.missing} in chart`);
  return selected.documents.map((document) => `---\n${document}\n`).join('');
}

function stream(documents: readonly RenderedDocument[]): string {
  return documents.map(({ output, text }) => streamDocument(output.name, text)).join('');
}

function crdStream(node: ChartNode): string {
  const own = node.chart.crds.map(({ name, text }) => streamDocument(`${node.fullPath}/${name}`, text));
  return own.join('') + node.dependencies.map(crdStream).join('');
}

/** Go's `strings.TrimSpace`. */
function trimSpace(text: string): string {
  return text
    .replace(/^[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/, '')
    .replace(/[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+$/, '');
}

function invalidKubeVersion(text: string): string {
  return `invalid kube version '${text}': could not parse "${text}" as version`;
}
