import { BudgetError, IncludeMemo, TemplateError, TemplateSet } from '../../template/index.ts';
import type { PathTable } from '../../template/trace-log.ts';
import { GoInt } from '../../template/value.ts';
import type { GoMap, GoObject, Value } from '../../template/value.ts';
import type { Limits } from '../../config/types.ts';
import type { SprigHost } from '../../sprig/index.ts';
import type { BlockMemo } from '../../yaml/index.ts';
import { baseName } from '../paths.ts';
import type { ChartFile } from './chart.ts';
import type { ChartNode } from './dependencies.ts';
import type { TemplateOutput } from './documents.ts';
import { filesObject } from './files.ts';
import { put, tableAt } from './map.ts';
import { withoutNoValue } from './no-value.ts';
import { SubchartPaths } from './subchart-paths.ts';
import { alias, tellsTypes, valuesType } from './values-methods.ts';
import type { HelmVersion } from './version/index.ts';

/** What a release brings to a chart. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  /** The user's values, all layers in one; not changed. */
  readonly values: GoMap;
  readonly capabilities: GoObject;
  readonly skipSchemaValidation?: boolean;
  readonly isUpgrade?: boolean;
  /** The only template to execute; all are where it is undefined. */
  readonly template?: string;
  /** Clock and chance; the same in each render unless given. */
  readonly host?: SprigHost;
}

export interface Budgets {
  readonly limits: Limits;
  /** Shared over a run. */
  readonly paths: PathTable;
  /** Shared over a run that changes nothing of what was rendered. */
  readonly blocks?: BlockMemo;
}

/** A template that failed, with its file. */
export interface ProgramFailure {
  readonly error: TemplateError | BudgetError;
  readonly file: ChartFile;
  readonly node: ChartNode;
}

export interface ProgramResult {
  readonly outputs: readonly TemplateOutput[];
  /** In the order in which Helm would meet them; Helm stops at the first. */
  readonly failures: readonly ProgramFailure[];
}

interface Entry {
  readonly name: string;
  readonly file: ChartFile;
  readonly node: ChartNode;
}

/** A chart with the subcharts that take part, its templates compiled: made once, run for each release. */
export class ChartProgram {
  readonly root: ChartNode;
  /** Template name → the file that holds it. */
  readonly files: ReadonlyMap<string, Entry>;
  readonly #entries: readonly Entry[];
  readonly #templates: TemplateSet;
  readonly #parseFailures: ProgramFailure[] = [];
  readonly #fileObjects = new Map<ChartNode, GoObject>();
  readonly #metadata = new Map<ChartNode, () => Value>();
  readonly #helm: HelmVersion;
  /** Go's type of dot and of the chart's `.Values`, which is no `map[string]interface {}` to `dig`. */
  readonly #asValues: (map: GoMap) => GoMap;
  /** A subchart's `.Values` is a plain map to its parent; that they are two types costs time, and rarely shows. */
  readonly #asSubchartValues: (map: GoMap) => GoMap;
  readonly #asTemplate: (map: GoMap) => GoMap;
  readonly #paths = new Map<ChartNode, SubchartPaths>();

  constructor(root: ChartNode) {
    this.root = root;
    this.#helm = root.chart.helm;
    this.#asValues = valuesType(`${this.#helm.packages.common}.Values`, this.#helm.functions);
    // Of two charts in one place the last counts.
    this.#entries = [...new Map(collect(root).map((entry) => [entry.name, entry])).values()].sort(byDepth);
    const shown = this.#entries.some(({ file }) => tellsTypes(file.text));
    this.#asSubchartValues = (map) => (shown ? this.#asValues(alias(map)) : map);
    this.#asTemplate = shown ? this.#asValues : (map) => map;
    this.files = new Map(this.#entries.map((entry) => [entry.name, entry]));
    this.#templates = new TemplateSet({ functions: this.#helm.functions, missingKey: 'zero' });
    for (const entry of this.#entries) this.#parse(entry);
    for (const node of allNodes(root)) {
      this.#fileObjects.set(node, filesObject(node.chart.files, this.#helm));
      this.#paths.set(node, new SubchartPaths(node.at));
      this.#metadata.set(node, this.#helm.chartObject(node.chart.metadata, node));
    }
  }

  #parse(entry: Entry): void {
    try {
      this.#templates.parse(entry.name, entry.file.text);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.#parseFailures.push({ error, file: entry.file, node: entry.node });
    }
  }

  /** Executes every template that is no partial, or the one that the release asks for; templates may change `values`. */
  run(release: Release, values: GoMap, { limits, paths }: Budgets): ProgramResult {
    if (this.#parseFailures.length > 0) return { outputs: [], failures: this.#parseFailures };
    const scopes = this.#scopes(release, values);
    const outputs: TemplateOutput[] = [];
    const failures: ProgramFailure[] = [];
    const ledger = { steps: 0, written: 0 };
    const memo = new IncludeMemo();
    for (const { name, file, node } of this.#entries) {
      if (baseName(name).startsWith('_') || name !== (release.template ?? name)) continue;
      const dot = scopes.get(node)!;
      dot['Template'] = this.#asTemplate({ Name: name, BasePath: `${node.fullPath}/templates` });
      try {
        const { output, log } = this.#templates.execute(name, dot, {
          host: new TemplateHost(release, name),
          limits: remaining(limits, ledger),
          ledger,
          paths,
          memo,
          trace: true,
        });
        ledger.written += output.length;
        outputs.push({
          name,
          file: file.source,
          ...withoutNoValue(output, this.#paths.get(node)!.fromRoot(log)),
        });
      } catch (error) {
        if (!(error instanceof TemplateError || error instanceof BudgetError)) throw error;
        failures.push({ error, file, node });
        if (isSpent(error)) break;
      }
    }
    return { outputs, failures };
  }

  /** What `.` is for the templates of each chart. Mirrors Helm's `recAllTpls`. */
  #scopes(release: Release, values: GoMap): Map<ChartNode, GoMap> {
    const shared: GoMap = {
      Release: {
        Name: release.name,
        Namespace: release.namespace,
        IsUpgrade: release.isUpgrade === true,
        IsInstall: release.isUpgrade !== true,
        Revision: new GoInt(1),
        Service: 'Helm',
      },
      Capabilities: release.capabilities,
    };
    const scopes = new Map<ChartNode, GoMap>();
    this.#addScope(scopes, this.root, shared, this.#asValues(values));
    return scopes;
  }

  #addScope(scopes: Map<ChartNode, GoMap>, node: ChartNode, shared: GoMap, values: GoMap): GoMap {
    const subcharts: GoMap = {};
    const scope = this.#asValues({
      Chart: this.#metadata.get(node)!(),
      Files: this.#fileObjects.get(node)!,
      ...shared,
      Values: values,
      Subcharts: subcharts,
    });
    scopes.set(node, scope);
    for (const child of node.dependencies) {
      const below = this.#asSubchartValues(tableAt(values, child.name) ?? {});
      put(subcharts, child.name, this.#addScope(scopes, child, shared, below));
    }
    return scope;
  }
}

/**
 * Chance of a template's own: what is random differs between templates and releases, and stays what it is when another
 * template changes.
 */
class TemplateHost implements SprigHost {
  readonly now?: bigint;
  readonly #release: Release;
  readonly #template: string;

  constructor(release: Release, template: string) {
    this.#release = release;
    this.#template = template;
    if (release.host?.now !== undefined) this.now = release.host.now;
  }

  get seed(): string {
    const { host, namespace, name } = this.#release;
    return JSON.stringify([host?.seed ?? '', namespace, name, this.#template]);
  }
}

/** What the templates before it have left of a render's budgets. */
function remaining(limits: Limits, used: { readonly steps: number; readonly written: number }): Limits {
  const { steps, outputLength } = limits;
  return { ...limits, steps: steps - used.steps, outputLength: outputLength - used.written };
}

/** No template after it has anything left. */
function isSpent(error: Error): boolean {
  return error instanceof BudgetError && error.budget !== 'depth';
}

function* allNodes(node: ChartNode): Generator<ChartNode> {
  yield node;
  for (const child of node.dependencies) yield* allNodes(child);
}

/** The templates of all charts; of a library chart only the partials. */
function collect(root: ChartNode): Entry[] {
  return [...allNodes(root)].flatMap((node) => {
    const isLibrary = node.chart.metadata.type.toLowerCase() === 'library';
    const files = node.chart.templates.filter((file) => !isLibrary || baseName(file.name).startsWith('_'));
    return files.map((file) => ({ name: `${node.fullPath}/${file.name}`, file, node }));
  });
}

/** Helm parses and executes deep paths first, then by name, last first: a parent's `define` wins over a subchart's. */
function byDepth(a: Entry, b: Entry): number {
  const depth = b.name.split('/').length - a.name.split('/').length;
  return depth !== 0 ? depth : a.name < b.name ? 1 : -1;
}
