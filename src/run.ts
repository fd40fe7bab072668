import { syncFacts } from './argocd/sync-plan.ts';
import { createChecker, diagnose, rules } from './check/index.ts';
import type { Config } from './config/index.ts';
import { discover } from './discover/index.ts';
import { createExpansion } from './expand/index.ts';
import { type FleetEntry, fleetEntry, inFleetOrder } from './fleet/fleet-entry.ts';
import { fleetProblems } from './fleet/fleet-problems.ts';
import { Lineage } from './lineage.ts';
import { createRenderer, manifestStream, type Renderer, syncStream } from './render/index.ts';
import type { SourceStore } from './load/index.ts';
import { open, type OpenedRun, type RunOptions, type Refused } from './open.ts';
import { SharedResources } from './fleet/shared-resources.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { createSummary } from './summary.ts';
import { undeployedCharts } from './fleet/undeployed-charts.ts';
import { UnreadValues } from './fleet/unread-values.ts';
import { VERSION } from './version.ts';
import { reaches } from './severity.ts';
import type { Application, Diagnostic, Discovered, Found, Problem, Rendered, Report, Rule } from './types.ts';

export type { RunOptions, Refused } from './open.ts';

export type RunResult =
  | {
      readonly ok: true;
      readonly report: Report;
      readonly rules: readonly Rule[];
      /** The text of a file by its name in the report, for code frames. */
      readonly readText: (file: string) => string | undefined;
    }
  | Refused;

export type RenderAllResult =
  | {
      readonly ok: true;
      readonly applications: readonly RenderedText[];
      /** What kept anything from being found or rendered. */
      readonly diagnostics: readonly Diagnostic[];
      /** True when a diagnostic reaches the configured `failOn` severity, or an Application was not rendered. */
      readonly failed: boolean;
    }
  | Refused;

export interface RenderedText {
  readonly name: string;
  /** As `helm template` prints them, or as Argo CD would apply them. */
  readonly manifests: string;
  readonly failure?: string;
}

/** Checks a folder: load ─► discover ─► expand ─► render ─► check; the caller reports. */
export async function run(options: RunOptions): Promise<RunResult> {
  return settled(options, (begun) => checkAll(begun, options));
}

async function checkAll(begun: Begun, options: RunOptions): Promise<RunResult> {
  const { opened, discovered, lineage, watch, problems } = begun;
  const summary = createSummary(discovered);
  const shared = new SharedResources(discovered);
  const unread = new UnreadValues();
  const checker = await createChecker({ config: opened.config, discovered });
  watch.lap('check');
  const found = new Map<Application, readonly Problem[]>();
  for (const rendered of renderEach(begun, options)) {
    checker.know(lineage);
    if (!found.has(rendered.application)) {
      summary.add(rendered);
      problems.push(...shared.add(rendered));
      unread.add(rendered);
    }
    found.set(rendered.application, [...rendered.problems, ...checker.check(rendered)]);
    watch.lap('check');
  }
  const all = problems.concat(
    [...found.values()].flat(),
    lineage.problems,
    summary.uncovered().flatMap((leaf) => checker.checkLeaf(leaf)),
    unread.problems(),
    fleetProblems(lineage, discovered.inventory, opened.trees),
  );
  const diagnostics = diagnose(all, opened.config, rules());
  watch.lap('check');
  const report: Report = {
    version: VERSION,
    diagnostics,
    coverage: summary.coverage({
      gaps: [...lineage.gaps, ...undeployedCharts(opened.trees, lineage.applications)],
      applicationSets: lineage.applicationSets,
    }),
    matrix: summary.matrix(diagnostics),
    timings: watch.timings(),
    failed: fails(diagnostics, opened.config),
  };
  return { ok: true, report, rules: rules(), readText: opened.readText };
}

export interface RenderOptions extends RunOptions {
  readonly application?: string;
  /** As Argo CD would apply them: with namespace and tracking, in the order of a sync. */
  readonly sync?: boolean;
}

/** Renders a folder's Applications, or the one of that name, without checking them. */
export async function renderAll(options: RenderOptions): Promise<RenderAllResult> {
  return settled(options, (begun) => textsOf(begun, options));
}

function textsOf(begun: Begun, options: RenderOptions): RenderAllResult {
  const { opened, lineage, problems } = begun;
  const texts = new Map<Application, RenderedText>();
  for (const rendered of renderEach(begun, options)) {
    if (!texts.has(rendered.application)) problems.push(...rendered.problems);
    texts.set(rendered.application, renderedText(rendered, begun, options));
  }
  const applications = [...texts.values()].sort((left, right) =>
    left.name < right.name ? -1 : left.name > right.name ? 1 : 0,
  );
  const diagnostics = diagnose(problems.concat(lineage.problems), opened.config, rules());
  const failed =
    applications.some(({ failure }) => failure !== undefined) || fails(diagnostics, opened.config);
  return { ok: true, applications, diagnostics, failed };
}

export type RenderOneResult = { readonly ok: true; readonly rendered: Rendered | undefined } | Refused;

/** The Application of that name, rendered; `rendered` is undefined where the folder has none. */
export async function renderOne(
  options: RunOptions & { readonly application: string },
): Promise<RenderOneResult> {
  const begun = begin(options);
  if (!begun.ok) return begun;
  return { ok: true, rendered: renderEach(begun, options).next().value ?? undefined };
}

export type ListResult =
  | {
      readonly ok: true;
      /** In the order in which they are listed. */
      readonly applications: readonly FleetEntry[];
      /** What kept anything from being found or rendered. */
      readonly diagnostics: readonly Diagnostic[];
      /** True when a diagnostic reaches the configured `failOn` severity. */
      readonly failed: boolean;
    }
  | Refused;

/** What a folder deploys, where, and with which images. */
export async function listFleet(options: RunOptions): Promise<ListResult> {
  return settled(options, (begun) => entriesOf(begun, options));
}

function entriesOf(begun: Begun, options: RunOptions): ListResult {
  const { opened, discovered, lineage, problems } = begun;
  const entries = new Map<Application, FleetEntry>();
  for (const rendered of renderEach(begun, options)) {
    if (!entries.has(rendered.application)) problems.push(...rendered.problems);
    entries.set(rendered.application, fleetEntry(rendered, opened.trees, discovered.inventory));
  }
  const diagnostics = diagnose([...problems, ...lineage.problems], opened.config, rules());
  const failed = fails(diagnostics, opened.config);
  return { ok: true, applications: inFleetOrder([...entries.values()]), diagnostics, failed };
}

/** Goes through a folder as a check does, so that its store knows what was asked of it. */
export async function findSources(
  options: RunOptions,
): Promise<{ readonly ok: true; readonly store: SourceStore } | Refused> {
  return settled(options, (begun) => {
    const rendered = renderEach(begun, options);
    while (rendered.next().done !== true);
    return { ok: true, store: begun.opened.store };
  });
}

function fails(diagnostics: readonly Diagnostic[], { failOn }: Config): boolean {
  return diagnostics.some(({ severity }) => reaches(severity, failOn));
}

function renderedText(
  rendered: Rendered,
  { discovered, lineage }: Begun,
  { sync }: RenderOptions,
): RenderedText {
  const { application, failure } = rendered;
  const { argocd, inventory } = discovered;
  const manifests = sync
    ? syncStream(rendered, syncFacts(argocd, inventory, lineage.crds))
    : manifestStream(rendered);
  return { name: application.name, manifests, ...(failure !== undefined && { failure }) };
}

interface Begun {
  readonly ok: true;
  readonly opened: OpenedRun;
  readonly discovered: Discovered;
  readonly lineage: Lineage;
  readonly renderer: Renderer;
  readonly watch: Stopwatch;
  /** What opening and discovering noticed; the caller adds to it. */
  readonly problems: Problem[];
}

/** As often as clusters may turn up whose Secrets are rendered by what others made. */
const MOST_ROUNDS = 5;

/**
 * Does the work, and again from the start where it turned out that Applications render Secrets of clusters: generators
 * go by all clusters that there are.
 */
async function settled<Result>(
  options: RunOptions,
  work: (begun: Begun) => Result | Promise<Result>,
): Promise<Result | Refused> {
  const clusters: Found[] = [];
  for (let round = 1; ; round++) {
    const begun = begin(options, clusters);
    if (!begun.ok) return begun;
    const result = await work(begun);
    if (begun.lineage.clusters.length === 0 || round === MOST_ROUNDS) return result;
    clusters.push(...begun.lineage.clusters);
  }
}

/** The first half of every run: load ─► discover ─► expand. */
function begin(options: RunOptions, clusters: readonly Found[] = []): Begun | Refused {
  const watch = createStopwatch();
  const ruleIds = rules().map(({ id }) => id);
  const opened = open(options, ruleIds);
  if (!opened.ok) return opened;
  const { trees, config } = opened;
  watch.lap('load');
  const discovered = discover(trees, config, clusters);
  watch.lap('discover');
  const expansion = createExpansion(discovered, trees, config);
  const lineage = new Lineage(discovered, expansion, config.limits.applications);
  watch.lap('expand');
  const renderer = createRenderer(trees, config, discovered.inventory, discovered.argocd);
  const problems = [...opened.problems, ...discovered.problems];
  return { ok: true, opened, discovered, lineage, renderer, watch, problems };
}

/**
 * What was found, then what that renders to, turn by turn: Applications may deploy Applications. One at a time, so that
 * no more than one render is held in memory, but for those that print Applications. A wanted Application is rendered
 * alone where no other has to be for it. At last those again that an AppProject or a CRD concerns which came up after them.
 */
function* renderEach(
  { lineage, renderer, watch }: Begun,
  { application: wanted, onProgress }: RunOptions & { readonly application?: string },
): Generator<Rendered> {
  let done = 0;
  for (let turn = lineage.next(); turn.length > 0; turn = lineage.next()) {
    const named = turn.filter(({ name }) => name === wanted);
    const total = done + turn.length;
    for (const application of named.length > 0 ? named : turn) {
      onProgress?.(done++, total, 'render');
      const rendered = renderer.render(application);
      watch.lap('render');
      if (named.length === 0) lineage.look(rendered);
      watch.lap('expand');
      if (named.length > 0 || wanted === undefined) yield rendered;
    }
    if (named.length > 0) return;
  }
  for (const application of wanted === undefined ? lineage.outdated() : [])
    yield renderer.render(application);
}
