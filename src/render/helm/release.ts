import type { GoMap } from '../../template/value.ts';
import type { Chart } from './chart.ts';
import { missingDependencies, selectCharts, selectionKey, settle } from './dependencies.ts';
import type { ChartNode } from './dependencies.ts';
import type { Log } from './log.ts';
import { tableAt } from './map.ts';
import { sortDocuments } from './documents.ts';
import type { SortedDocuments } from './documents.ts';
import { ChartProgram } from './program.ts';
import type { Budgets, ProgramResult, Release } from './program.ts';
import { schemaVerdict } from './values-schema/index.ts';
import type { SchemaFault, SchemaVerdict } from './values-schema/index.ts';
import { CoalesceError, coalesceValues } from './coalesce.ts';
import type { KubeVersion } from './capabilities.ts';
import { satisfies } from './version-range.ts';

/** A chart, and the programs made of it: one for each selection of subcharts. */
export class LoadedChart {
  readonly chart: Chart;
  readonly #programs = new Map<string, ChartProgram>();

  constructor(chart: Chart) {
    this.chart = chart;
  }

  /** The program for a user's values. @throws CoalesceError */
  program(user: GoMap, log?: Log): ChartProgram {
    const selected = selectCharts(this.chart, user, log);
    const key = selectionKey(selected);
    let program = this.#programs.get(key);
    if (program === undefined) this.#programs.set(key, (program = new ChartProgram(settle(selected, log))));
    return program;
  }

  /** Why Helm would not even start on this chart, in Helm's words. */
  refusal(kube: KubeVersion): string | undefined {
    return this.notInstallable ?? this.missing ?? this.incompatible(kube);
  }

  get notInstallable(): string | undefined {
    return this.chart.metadata.type === 'library' ? 'library charts are not installable' : undefined;
  }

  /** Which dependencies are not there. */
  get missing(): string | undefined {
    const missing = missingDependencies(this.chart);
    if (missing.length === 0) return undefined;
    return `found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`;
  }

  incompatible(kube: KubeVersion): string | undefined {
    const { metadata } = this.chart;
    if (metadata.kubeVersion === '' || satisfies(metadata.kubeVersion, kube.normalized)) return undefined;
    return `chart requires kubeVersion: ${metadata.kubeVersion} which is incompatible with Kubernetes ${kube.version}`;
  }
}

export interface ReleaseResult extends ProgramResult, SortedDocuments {
  readonly program: ChartProgram;
  /** Helm renders nothing when there is one. */
  readonly schemaFaults: readonly SchemaFault[];
  /** Helm's own words for them, chart by chart. */
  readonly schemaMessage: string;
}

/** Renders a release. @throws CoalesceError */
export function renderRelease(
  chart: LoadedChart,
  release: Release,
  budgets: Budgets,
  log?: Log,
): ReleaseResult {
  const program = programFor(chart, release.values, log);
  const values = coalesceValues(program.root, release.values, log);
  if (log && !release.skipSchemaValidation) logSchemas(program.root, values, log);
  const { faults, helmMessage } = release.skipSchemaValidation
    ? NO_FAULTS
    : schemaVerdict(program.root, values, budgets.limits.steps);
  if (faults.length > 0) {
    return {
      program,
      outputs: [],
      failures: [],
      ...NOTHING,
      schemaFaults: faults,
      schemaMessage: helmMessage,
    };
  }
  const result = program.run(release, values, budgets);
  const { helm } = chart.chart;
  const sorted = result.failures.length > 0 ? NOTHING : sortDocuments(result.outputs, helm, budgets.blocks);
  return { program, ...result, ...sorted, schemaFaults: [], schemaMessage: '' };
}

/** What Helm says at each chart whose values it holds against a schema. */
function logSchemas({ chart, name, dependencies }: ChartNode, values: GoMap, log: Log): void {
  const { schema } = chart;
  if (schema) {
    log({ level: 'DEBUG', message: 'chart name', fields: [['chart-name', name]] });
    const read = schema.tree.read(schema.path);
    const text = read.ok ? read.text : '';
    log({ level: 'DEBUG', message: 'unmarshalled JSON schema', fields: [['schema', text]] });
  }
  log({
    level: 'DEBUG',
    message: 'number of dependencies in the chart',
    fields: [
      ['chart', name],
      ['dependencies', String(dependencies.length)],
    ],
  });
  for (const child of dependencies) {
    const below = tableAt(values, child.name);
    if (below) logSchemas(child, below, log);
  }
}

function programFor(chart: LoadedChart, values: GoMap, log: Log | undefined): ChartProgram {
  try {
    return chart.program(values, log);
  } catch (error) {
    if (!(error instanceof CoalesceError)) throw error;
    throw new CoalesceError(chart.chart.helm.words.dependencies + error.message, { cause: error });
  }
}

const NO_FAULTS: SchemaVerdict = { faults: [], helmMessage: '' };
const NOTHING: SortedDocuments = { manifests: [], hooks: [], unknownHooks: [], refused: [] };
