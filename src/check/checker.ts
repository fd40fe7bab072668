import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scopesOf } from '../argocd/scopes.ts';
import type { Config } from '../config/types.ts';
import { nearestInOrigin, tracePolicyResult, type PolicyResult } from '../trace/index.ts';
import type {
  Discovered,
  FieldPath,
  Found,
  Json,
  Leaf,
  Problem,
  RelatedLocation,
  Rendered,
  ResourceId,
  Severity,
} from '../types.ts';
import { hookResults } from './hooks.ts';
import { packageFolder } from './package-folder.ts';
import { policyData, projectsByName, type PolicyData } from './policy/data.ts';
import { policyInput } from './policy/input.ts';
import { PolicyRuntime } from './policy/runtime.ts';
import { rules } from './rules.ts';
import { type ExcludedResults, excludedResultsOf } from './excluded-results.ts';
import { repeatedResults } from './repeated-results.ts';
import { leafValues } from './schema/leaf-values.ts';
import { platformSchema, type PlatformSchema } from './schema/platform-schema.ts';
import { traceWritten } from './written.ts';

export interface CheckerInput {
  readonly config: Config;
  readonly discovered: Discovered;
}

export interface Checker {
  /** What the rules and the platform schema say of one Application, its manifests and its leaf's values. Never throws. */
  check(rendered: Rendered): Problem[];
  /** The AppProjects and CRDs of the run, where rendered output holds more than were found; for what is checked from now on. */
  know(facts: Facts): void;
  /** What the platform schema says of a leaf that nothing renders. */
  checkLeaf(leaf: Leaf): Problem[];
}

/** What rules go by that Applications may render. */
type Facts = Pick<Discovered, 'projects' | 'crds'>;

/** A rule's result as Rego gives it. */
type RegoResult = PolicyResult & {
  readonly project?: { readonly name: string; readonly field: string };
  /** Paths, one of which must be written in git for the result to stand. */
  readonly written?: readonly FieldPath[];
};

/** Loads policies and schemas once for a run. */
export async function createChecker({ config, discovered }: CheckerInput): Promise<Checker> {
  const wasm = readFileSync(join(packageFolder(), 'policies', 'generated', 'plimsoll.wasm'));
  const dataWith = ({ projects, crds }: Facts): PolicyData =>
    policyData(config, rules(), { ...discovered, projects, crds });
  const runtime = new PolicyRuntime(wasm, dataWith(discovered));
  const excluded = excludedResultsOf(discovered.argocd, discovered.inventory);
  return checkerOf(runtime, await platformSchema(config, discovered), excluded, discovered, dataWith);
}

function checkerOf(
  runtime: PolicyRuntime,
  schema: PlatformSchema,
  excludedResults: ExcludedResults,
  found: Facts,
  dataWith: (facts: Facts) => PolicyData,
): Checker {
  let projects = projectsByName(found.projects);
  let scopes = scopesOf(found.crds.map(({ object }) => object));
  let count = found.projects.length + found.crds.length;
  return {
    know(facts) {
      if (facts.projects.length + facts.crds.length === count) return;
      count = facts.projects.length + facts.crds.length;
      projects = projectsByName(facts.projects);
      scopes = scopesOf(facts.crds.map(({ object }) => object));
      runtime.replaceData(dataWith(facts));
    },
    check(rendered) {
      const { leaf } = rendered.application;
      const values = leaf && leafValues(leaf);
      const fromSchema = leaf && values !== undefined ? schema(leaf, values, rendered.application.name) : [];
      const excluded = excludedResults(rendered);
      const left = new Set(excluded.map(({ manifest }) => manifest));
      // What is never applied (a chart's tests, a hook that says `Skip`, an excluded kind) breaks no rule.
      const deployed = {
        ...rendered,
        manifests: rendered.manifests.filter(({ sync }, index) => sync.phases.length > 0 && !left.has(index)),
      };
      const unapplied = [...hookResults(rendered), ...excluded].flatMap(
        (result) => problemOf(result, rendered, projects) ?? [],
      );
      const repeated = repeatedResults(rendered, scopes).flatMap(({ result, related }) => {
        const problem = problemOf(result, rendered, projects);
        return problem === undefined ? [] : { ...problem, related };
      });
      return [
        ...fromSchema,
        ...unapplied,
        ...repeated,
        ...policyProblems(runtime, projects, deployed, values ?? null),
      ];
    },
    checkLeaf(leaf) {
      const values = leafValues(leaf);
      return values === undefined ? [] : schema(leaf, values);
    },
  };
}

function policyProblems(
  runtime: PolicyRuntime,
  projects: ReadonlyMap<string, Found>,
  rendered: Rendered,
  values: Json,
): Problem[] {
  try {
    const results = runtime.evaluate(policyInput(rendered, values)) as RegoResult[];
    return results.flatMap((result) => problemOf(result, rendered, projects) ?? []);
  } catch (error) {
    return [{ ...common(rendered), ...failure(rendered, (error as Error).message) }];
  }
}

function failure(
  { application }: Rendered,
  reason: string,
): Pick<Problem, 'ruleId' | 'message' | 'location'> {
  return {
    ruleId: 'policy-failed',
    message: `The rules could not be evaluated for this Application: ${reason}`,
    location: nearestInOrigin(application.origin, []),
  };
}

/** Undefined where a template makes up what would be wrong if it were written. */
function problemOf(
  result: RegoResult,
  rendered: Rendered,
  projects: ReadonlyMap<string, Found>,
): Problem | undefined {
  const traced = result.written
    ? traceWritten(result, result.written, rendered)
    : tracePolicyResult(result, rendered);
  if (traced === undefined) return undefined;
  const { location, related, trace } = traced;
  const project = projectLocation(result, projects);
  return {
    ...common(rendered),
    ruleId: result.rule,
    message: result.message,
    location,
    related: project ? [...related, project] : related,
    ...(trace !== undefined && { trace }),
    ...severityOf(result.rule, rendered),
    ...resourceOf(result, rendered),
  };
}

/** Without a leaf, `diagnose` can't know that this isn't production. */
function severityOf(id: string, { application }: Rendered): { severity?: Severity } {
  if (application.leaf !== undefined || application.production) return {};
  const severity = rules().find((rule) => rule.id === id)?.severityElsewhere;
  return severity === undefined ? {} : { severity };
}

function common({ application }: Rendered): Pick<Problem, 'application' | 'leaf'> {
  return { application: application.name, ...(application.leaf && { leaf: application.leaf }) };
}

function resourceOf({ manifest }: RegoResult, rendered: Rendered): { resource?: ResourceId } {
  const object = manifest === undefined ? undefined : rendered.manifests[manifest]?.object;
  if (object === undefined) return {};
  const { namespace, name } = object.metadata;
  const place = typeof namespace === 'string' ? { namespace } : {};
  return { resource: { apiVersion: object.apiVersion, kind: object.kind, ...place, name: String(name) } };
}

/** Where the AppProject says what it permits. */
function projectLocation(
  { project }: RegoResult,
  projects: ReadonlyMap<string, Found>,
): RelatedLocation | undefined {
  const found = project && projects.get(project.name);
  if (!found) return undefined;
  const place = nearestInOrigin(found.origin, ['spec', project.field]);
  return { ...place, message: `AppProject ${project.name} says what it permits here` };
}
