/** What ApplicationSets outside any checked folder make: load ─► discover ─► expand. */
import { FILE_START, fileName } from './source-file.ts';
import { diagnose, rules } from './check/index.ts';
import { configFrom } from './config/index.ts';
import { asArgoPrints } from './argocd/application-fields.ts';
import { discoverIn } from './discover/index.ts';
import { expand } from './expand/index.ts';
import { memoryTree, repositoryTrees } from './load/index.ts';
import type { Diagnostic, Discovered, JsonObject, Problem, SourceFile, Trees } from './types.ts';

/** A file as its name was given, and its text. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

export interface GenerateOptions {
  /** Each holds at least one ApplicationSet. */
  readonly files: readonly GivenFile[];
  /** repoURL → absolute folder; `*` stands for every other URL. */
  readonly repositoryMap: ReadonlyMap<string, string>;
  /** The name of a mapped folder in a message. */
  readonly nameOf: (folder: string) => string;
  /** Cluster Secrets, or a list of clusters. */
  readonly clusters?: GivenFile;
  /** As `argocd.newGitFileGlobbing` of plimsoll.yaml. */
  readonly newGitFileGlobbing?: boolean;
}

export interface GenerateResult {
  /** Sorted by name. */
  readonly applications: readonly JsonObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Never throws for what the files hold; where a diagnostic is an error, Argo CD would generate nothing. */
export function generate({
  files,
  repositoryMap,
  nameOf,
  clusters,
  newGitFileGlobbing = false,
}: GenerateOptions): GenerateResult {
  const config = configFrom({ argocd: { newGitFileGlobbing } });
  const sources = files.map(sourceFile);
  const discovered = discoverIn(sources, config, clusters && sourceFile(clusters));
  const resolve = repositoryTrees(Object.fromEntries(repositoryMap), config, nameOf);
  const trees: Trees = { checked: memoryTree({}), resolve };
  const fleet = expand({ ...discovered, applications: [] }, trees, config);
  const problems = [
    ...discovered.problems.map((problem) => strictly(problem, clusters)),
    ...sources.flatMap((file) => withoutSet(file, discovered)),
    ...fleet.problems,
    ...fleet.applications.flatMap(({ refused }) => (refused === undefined ? [] : asGenerated(refused))),
  ];
  return {
    applications: fleet.applications.map(({ object }) => asArgoPrints(object)),
    diagnostics: diagnose(problems, config, rules()),
  };
}

/** A tag that stays is printed as it stands; a name that the API server refuses is not. */
function asGenerated(refused: Problem): Problem {
  return refused.ruleId === 'template-failed' ? { ...refused, severity: 'warning' } : refused;
}

/** A cluster that is left out of the list leaves Applications out. */
function strictly(problem: Problem, clusters: GivenFile | undefined): Problem {
  const { severity, ...rest } = problem;
  return severity === 'warning' && problem.location?.file === clusters?.name ? rest : problem;
}

/** A tree of its own for each, so that a name may lead anywhere. */
function sourceFile({ name, text }: GivenFile): SourceFile {
  const slash = name.lastIndexOf('/') + 1;
  const path = name.slice(slash);
  return { tree: memoryTree({ [path]: text }, name.slice(0, slash)), path };
}

function withoutSet(
  file: SourceFile,
  { applicationSets, problems, gaps }: Discovered,
): Discovered['problems'] {
  const name = fileName(file);
  const isOf = (location?: { readonly file: string }): boolean => location?.file === name;
  if (applicationSets.some(({ origin }) => origin.file === file)) return [];
  if (problems.some(({ location, severity }) => isOf(location) && severity === undefined)) return [];
  const reason = gaps.find(({ location }) => isOf(location))?.reason ?? 'holds no ApplicationSet';
  const location = { file: name, range: FILE_START };
  return [{ ruleId: 'application-invalid', message: `${name} ${reason}`, location }];
}
