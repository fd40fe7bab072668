/**
 * Which subcharts take part in a release, under which names and with which default values. Mirrors Helm's
 * pkg/chart/v2/util/dependencies.go (`ProcessDependencies`).
 */
import { quote } from '../../template/index.ts';
import type { GoMap, Value } from '../../template/value.ts';
import type { FieldPath, Json } from '../../types.ts';
import type { Chart } from './chart.ts';
import { CoalesceError, coalesceTables, coalesceValues, mergeValues } from './coalesce.ts';
import type { Log, LogLine } from './log.ts';
import { isTable, own, put, tableAt, valueAt } from './map.ts';
import type { Dependency } from './metadata.ts';
import { satisfies } from './version-range.ts';

/** A chart in its place in a release. */
export interface ChartNode {
  readonly chart: Chart;
  /** Its alias, where Chart.yaml gives it one. */
  readonly name: string;
  /** `parent/charts/name`: what the names of its templates begin with. */
  readonly fullPath: string;
  /** The subchart names that lead to its values from the root's. */
  readonly at: FieldPath;
  readonly isRoot: boolean;
  /** Its default values, those imported from its subcharts included. */
  readonly values: GoMap;
  readonly dependencies: readonly ChartNode[];
  /** Chart.yaml's dependencies without the disabled ones. */
  readonly declared: readonly Dependency[];
}

interface Draft {
  readonly chart: Chart;
  readonly name: string;
  readonly parent: Draft | undefined;
  /** Whether Chart.yaml names it: Helm then makes a copy of the chart that was loaded. */
  readonly isCopy: boolean;
  values: GoMap;
  dependencies: Draft[];
  declared: readonly Dependency[] | undefined;
}

/** Dependencies that Chart.yaml names and `charts/` does not hold; Helm refuses to render. */
export function missingDependencies(chart: Chart): readonly string[] {
  const present = new Set(chart.dependencies.map((subchart) => subchart.metadata.name));
  return (chart.metadata.dependencies ?? []).map(({ name }) => name).filter((name) => !present.has(name));
}

/** Aliases of charts that alias others multiply. */
const MAX_CHARTS = 1000;

/** The charts that take part when the user gives these values. @throws CoalesceError */
export function selectCharts(chart: Chart, user: GoMap, log?: Log): Selection {
  const root = draft(chart, undefined);
  const shared = chart.helm.sharesAliased ? new SharedCharts() : undefined;
  enable(root, user, '', { charts: 0, log, shared });
  return { root, shared };
}

/** The charts of a release, not yet settled. */
export interface Selection {
  readonly root: Draft;
  readonly shared: SharedCharts | undefined;
}

function draft(chart: Chart, parent: Draft | undefined, alias?: string): Draft {
  const made: Draft = {
    chart,
    name: alias ?? chart.metadata.name,
    parent,
    isCopy: alias !== undefined,
    values: chart.values,
    dependencies: [],
    declared: chart.metadata.dependencies,
  };
  made.dependencies = chart.dependencies.map((subchart) => draft(subchart, made));
  return made;
}

/**
 * Helm 3 copies a chart that Chart.yaml names, and not what is below it. So the aliases of one chart share its subcharts, which
 * belong to the last alias that takes them, and what Chart.yaml says of these, whose names the first alias has replaced.
 */
class SharedCharts {
  readonly #owners = new Map<Chart, Draft>();
  readonly #renamed = new Set<Dependency>();

  /** By which name a dependency is looked for now. */
  nameOf(dependency: Dependency): string {
    return this.#renamed.has(dependency) ? dependency.alias : dependency.name;
  }

  take(owner: Draft): void {
    for (const subchart of owner.dependencies) if (!subchart.isCopy) this.#owners.set(subchart.chart, owner);
    for (const dependency of owner.declared ?? []) if (dependency.alias !== '') this.#renamed.add(dependency);
  }

  path(of: Draft): string {
    const { parent } = of;
    if (parent === undefined) return of.name;
    const owner = of.isCopy ? parent : this.#owners.get(of.chart);
    return `${owner ? this.path(owner) : this.#loadedPath(parent)}/charts/${of.name}`;
  }

  /** Of the chart that was copied. */
  #loadedPath(of: Draft): string {
    const { parent } = of;
    if (parent === undefined || !of.isCopy) return this.path(of);
    return `${this.#loadedPath(parent)}/charts/${of.chart.metadata.name}`;
  }
}

/** Two selections of one chart with the same key are the same. */
export function selectionKey({ root }: Selection): string {
  return draftKey(root);
}

function draftKey({ name, dependencies }: Draft): string {
  return dependencies.length === 0 ? name : `${name}(${dependencies.map(draftKey).join(',')})`;
}

/** Imports values from child to parent, and settles names. @throws CoalesceError */
export function settle({ root, shared }: Selection, log?: Log): ChartNode {
  importAll(root, log);
  return toNode(root, undefined, shared);
}

function toNode(
  from: Draft,
  parent: Omit<ChartNode, 'dependencies'> | undefined,
  shared: SharedCharts | undefined,
): ChartNode {
  const path = parent ? `${parent.fullPath}/charts/${from.name}` : from.name;
  const node = {
    chart: from.chart,
    name: from.name,
    fullPath: shared ? shared.path(from) : path,
    at: parent ? [...parent.at, from.name] : [],
    isRoot: parent === undefined,
    values: from.values,
    declared: from.declared ?? [],
  };
  return { ...node, dependencies: from.dependencies.map((each) => toNode(each, node, shared)) };
}

interface Used {
  charts: number;
  readonly log: Log | undefined;
  readonly shared: SharedCharts | undefined;
}

/** `processDependencyEnabled`. */
function enable(parent: Draft, user: GoMap, path: string, used: Used): void {
  if (++used.charts > MAX_CHARTS)
    throw new CoalesceError(`more than ${MAX_CHARTS} charts take part, aliases included`);
  const { declared } = parent;
  if (declared === undefined) return;
  parent.dependencies = nameDependencies(parent, declared, used.shared);
  used.shared?.take(parent);
  const values = coalesceValues(parent, user, used.log);
  const byTags = declared.map((dependency) => isTagged(dependency, values, used.log));
  const enabled = declared.filter(
    (dependency, index) => condition(dependency, values, path, used.log) ?? byTags[index],
  );
  const disabled = new Set(declared.filter((each) => !enabled.includes(each)).map(nameOf));
  parent.dependencies = parent.dependencies.filter((subchart) => !disabled.has(subchart.name));
  for (const subchart of parent.dependencies) enable(subchart, values, `${path}${subchart.name}.`, used);
  parent.declared = enabled.length > 0 ? enabled : undefined;
}

function nameOf(dependency: Dependency): string {
  return dependency.alias || dependency.name;
}

/** Those that Chart.yaml does not name, then one for each that it does, under its alias. */
function nameDependencies(
  parent: Draft,
  declared: readonly Dependency[],
  shared: SharedCharts | undefined,
): Draft[] {
  const { dependencies } = parent;
  const isMeant = ({ name, chart }: Draft, dependency: Dependency): boolean =>
    name === (shared?.nameOf(dependency) ?? dependency.name) &&
    satisfies(dependency.version, chart.metadata.version);
  const named = declared.flatMap((dependency) => {
    const found = dependencies.find((subchart) => isMeant(subchart, dependency));
    return found ? [draft(found.chart, parent, nameOf(dependency))] : [];
  });
  return [...dependencies.filter((subchart) => !declared.some((each) => isMeant(subchart, each))), ...named];
}

/** What decides over tags: of several conditions the first that is a boolean. */
function condition(
  dependency: Dependency,
  values: GoMap,
  path: string,
  log: Log | undefined,
): boolean | undefined {
  for (const key of dependency.condition.trim().split(',')) {
    const value = key === '' ? undefined : valueAt(values, path + key);
    if (typeof value === 'boolean') return value;
    if (value !== undefined) log?.(notBoolean('path', key, dependency));
  }
  return undefined;
}

function isTagged(dependency: Dependency, values: GoMap, log: Log | undefined): boolean {
  const tags = tableAt(values, 'tags');
  const set = dependency.tags.map((tag) => tags && own(tags, tag));
  if (log)
    for (const [at, tag] of dependency.tags.entries())
      logTag(set[at], notBoolean('tag', tag, dependency), log);
  return set.includes(true) || !set.includes(false);
}

function logTag(value: Value, line: LogLine, log: Log): void {
  if (value !== undefined && typeof value !== 'boolean') log(line);
}

function notBoolean(kind: 'path' | 'tag', name: string, dependency: Dependency): LogLine {
  const fields = [[kind, name] as const, ['chart', nameOf(dependency)] as const];
  return { level: 'WARN', message: 'returned non-bool value', fields };
}

function importAll(parent: Draft, log: Log | undefined): void {
  for (const subchart of parent.dependencies) importAll(subchart, log);
  if (parent.declared === undefined) return;
  const values = mergeValues(parent, {}, log);
  const imported: GoMap = {};
  for (const dependency of parent.declared) {
    for (const wanted of dependency.importValues)
      importOne(imported, values, nameOf(dependency), wanted, log);
  }
  parent.values = coalesceTables(values, imported, true, log);
}

/** `exports` by name, or a table of the child's put where the parent wants it. */
function importOne(imported: GoMap, values: GoMap, name: string, wanted: Json, log: Log | undefined): void {
  if (typeof wanted === 'string') {
    const path = `${name}.exports.${wanted}`;
    const table = tableAt(values, path);
    if (table) coalesceTables(imported, table, true, log);
    else log?.(missingTable(values, path));
  } else if (isTable(wanted as GoMap)) {
    const { child, parent } = wanted as Record<string, Json>;
    const path = `${name}.${goText(child)}`;
    const table = tableAt(values, path);
    if (table) coalesceTables(imported, nest(goText(parent), table), true, log);
    else log?.(missingTable(values, path, name));
  }
}

/** As Go's `%v`. */
function goText(value: Json | undefined): string {
  return value === undefined || value === null ? '<nil>' : String(value);
}

/** Helm names the step of the path where it ends. */
function missingTable(values: GoMap, path: string, chart?: string): LogLine {
  const steps = path.split('.');
  const end = steps.findIndex((_, at) => tableAt(values, steps.slice(0, at + 1).join('.')) === undefined);
  const error = ['error', `${quote(steps[end]!)} is not a table`] as const;
  if (chart === undefined) return { level: 'WARN', message: 'ImportValues missing table', fields: [error] };
  const fields = [['chart', chart] as const, error];
  return { level: 'WARN', message: 'ImportValues missing table from chart', fields };
}

function nest(dotted: string, table: GoMap): GoMap {
  if (dotted === '.') return table;
  return dotted.split('.').reduceRight<GoMap>((inner, name) => {
    const outer: GoMap = {};
    put(outer, name, inner);
    return outer;
  }, table);
}
