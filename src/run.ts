import { createChecker, diagnose, rules, type Checker } from './check/index.ts';
import type { Config, ConfigError } from './config/index.ts';
import { discover } from './discover/index.ts';
import { expand } from './expand/index.ts';
import { createRenderer, manifestStream } from './render/index.ts';
import type { SourceStore } from './load/index.ts';
import { open, type OpenedRun, type RunOptions } from './open.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { createSummary } from './summary.ts';
import { VERSION } from './version.ts';
import { reaches } from './severity.ts';
import type { Application, Diagnostic, Discovered, Fleet, Problem, Rendered, Report, Rule } from './types.ts';

export type { RunOptions } from './open.ts';

export type RunResult =
  | {
      readonly ok: true;
      readonly report: Report;
      readonly rules: readonly Rule[];
      /** The text of a file by its name in the report, for code frames. */
      readonly readText: (file: string) => string | undefined;
    }
  | Refused;

export interface Refused {
  readonly ok: false;
  readonly errors: readonly ConfigError[];
}

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
  /** As `helm template` prints them. */
  readonly manifests: string;
  readonly failure?: string;
}

/** Checks a folder: load ─► discover ─► expand ─► render ─► check; the caller reports. */
export async function run(options: RunOptions): Promise<RunResult> {
  const watch = createStopwatch();
  const opened = open(options, ruleIds());
  if (!opened.ok) return opened;
  watch.lap('load');
  const { discovered, fleet } = find(opened, watch);
  const summary = createSummary(discovered, fleet);
  const checker = await createChecker({ config: opened.config, discovered });
  watch.lap('check');
  const problems = [...opened.problems, ...discovered.problems, ...fleet.problems];
  for (const rendered of renderEach(opened, fleet.applications, watch, options.onProgress)) {
    problems.push(...rendered.problems, ...checker.check(rendered));
    summary.add(rendered);
    watch.lap('check');
  }
  problems.push(...checkUncovered(checker, discovered, fleet));
  const diagnostics = diagnose(problems, opened.config, rules());
  watch.lap('check');
  const report: Report = {
    version: VERSION,
    diagnostics,
    coverage: summary.coverage(),
    matrix: summary.matrix(diagnostics),
    timings: watch.timings(),
    failed: fails(diagnostics, opened.config),
  };
  return { ok: true, report, rules: rules(), readText: opened.readText };
}

/** Renders a folder's Applications, or the one of that name, without checking them. */
export async function renderAll(
  options: RunOptions & { readonly application?: string },
): Promise<RenderAllResult> {
  const watch = createStopwatch();
  const opened = open(options, ruleIds());
  if (!opened.ok) return opened;
  const { discovered, fleet } = find(opened, watch);
  const wanted = fleet.applications.filter(({ name }) => (options.application ?? name) === name);
  const problems = [...opened.problems, ...discovered.problems, ...fleet.problems];
  const applications = [...renderEach(opened, wanted, watch, options.onProgress)].map(
    (rendered): RenderedText => {
      problems.push(...rendered.problems);
      const { application, failure } = rendered;
      return {
        name: application.name,
        manifests: manifestStream(rendered),
        ...(failure !== undefined && { failure }),
      };
    },
  );
  const diagnostics = diagnose(problems, opened.config, rules());
  const failed =
    applications.some(({ failure }) => failure !== undefined) || fails(diagnostics, opened.config);
  return { ok: true, applications, diagnostics, failed };
}

/** Goes through a folder as a check does, so that its store knows what was asked of it. */
export async function findSources(
  options: RunOptions,
): Promise<{ readonly ok: true; readonly store: SourceStore } | Refused> {
  const watch = createStopwatch();
  const opened = open(options, ruleIds());
  if (!opened.ok) return opened;
  const { fleet } = find(opened, watch);
  const rendered = renderEach(opened, fleet.applications, watch, options.onProgress);
  while (rendered.next().done !== true);
  return { ok: true, store: opened.store };
}

function fails(diagnostics: readonly Diagnostic[], { failOn }: Config): boolean {
  return diagnostics.some(({ severity }) => reaches(severity, failOn));
}

function ruleIds(): string[] {
  return rules().map(({ id }) => id);
}

function find({ trees, config }: OpenedRun, watch: Stopwatch): { discovered: Discovered; fleet: Fleet } {
  const discovered = discover(trees, config);
  watch.lap('discover');
  const fleet = expand(discovered, trees, config);
  watch.lap('expand');
  return { discovered, fleet };
}

/** One at a time, so that no more than one render is held in memory. */
function* renderEach(
  { trees, config }: OpenedRun,
  applications: readonly Application[],
  watch: Stopwatch,
  onProgress: RunOptions['onProgress'],
): Generator<Rendered> {
  const renderer = createRenderer(trees, config);
  for (const [done, application] of applications.entries()) {
    onProgress?.(done, applications.length, 'render');
    const rendered = renderer.render(application);
    watch.lap('render');
    yield rendered;
  }
}

/** A leaf that nothing renders has values all the same. */
function checkUncovered(checker: Checker, discovered: Discovered, fleet: Fleet): Problem[] {
  const covered = new Set(fleet.applications.map(({ leaf }) => leaf?.path));
  return discovered.leaves
    .filter(({ path }) => !covered.has(path))
    .flatMap((leaf) => checker.checkLeaf(leaf));
}
