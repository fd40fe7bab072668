import type { ScmFixture } from '../../config/types.ts';
import type { Json, JsonObject } from '../../types.ts';
import { sanitizeName } from '../argo-names.ts';
import { field, list, text } from '../json-map.ts';
import { fixtureOf } from './fixture-lookup.ts';
import type { GeneratorInput, ParameterSet } from './generator.ts';
import { matchOf } from './match-filters.ts';
import { compileValues } from './values.ts';

/** Argo CD's SCM provider generator (applicationset/generators/scm_provider.go) over a fixture. */
export function scmProviderGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, context } = input;
  const owner = ownerOf(generator);
  const name = context.set.object.metadata.name;
  const repositories = fixtureOf('scmProvider', context.fixtures.scmProvider, [owner, name], input);
  const isWanted = compileFilters(input);
  const withValues = compileValues(input);
  return repositories.filter(isWanted).map((repository) => withValues(parametersOf(repository, owner ?? '')));
}

const OWNERS: readonly (readonly [provider: string, field: string])[] = [
  ['github', 'organization'],
  ['gitlab', 'group'],
  ['gitea', 'owner'],
  ['bitbucketServer', 'project'],
  ['azureDevOps', 'organization'],
  ['bitbucket', 'owner'],
  ['awsCodeCommit', 'region'],
];

function ownerOf(generator: JsonObject): string | undefined {
  for (const [provider, key] of OWNERS) {
    const owner = text(field(generator, provider, key));
    if (owner !== undefined) return owner;
  }
  return undefined;
}

type Test = (repository: ScmFixture) => boolean;

/**
 * Filters on branches and paths count apart from those on repositories alone: of each kind, if there are any, one must
 * match whole.
 */
function compileFilters({ generator, path }: GeneratorInput): Test {
  const onRepositories: Test[] = [];
  const onBranches: Test[] = [];
  for (const [index, filter] of list(field(generator, 'filters')).entries()) {
    const at = [...path, 'filters', index];
    const test = compileFilter(filter, at);
    const has = (key: string): boolean => (field(filter, key) ?? null) !== null;
    if (has('pathsExist') || has('pathsDoNotExist') || has('branchMatch')) onBranches.push(test);
    else if (has('repositoryMatch') || has('labelMatch')) onRepositories.push(test);
  }
  return (repository) =>
    [onRepositories, onBranches].every(
      (tests) => tests.length === 0 || tests.some((matches) => matches(repository)),
    );
}

function compileFilter(filter: Json, at: readonly (string | number)[]): Test {
  const [name, branch, label] = ['repositoryMatch', 'branchMatch', 'labelMatch'].map((key) =>
    matchOf(filter, key, at),
  );
  const [present, absent] = ['pathsExist', 'pathsDoNotExist'].map((key) =>
    list(field(filter, key)).map((path) => String(path).replace(/\/+$/, '')),
  );
  return (repository) => {
    const has = (path: string): boolean => hasPath(repository, path);
    return (
      (name?.(repository.repository) ?? true) &&
      (branch?.(repository.branch ?? DEFAULT_BRANCH) ?? true) &&
      (label === undefined || (repository.labels ?? []).some(label)) &&
      present!.every(has) &&
      !absent!.some(has)
    );
  };
}

function hasPath({ paths = [] }: ScmFixture, path: string): boolean {
  return paths.some((known) => known === path || known.startsWith(`${path}/`));
}

const DEFAULT_BRANCH = 'main';

function parametersOf(fixture: ScmFixture, owner: string): Record<string, Json> {
  const {
    organization = owner,
    repository,
    repositoryId,
    url = '',
    branch = DEFAULT_BRANCH,
    sha = '',
  } = fixture;
  return {
    organization,
    repository,
    repository_id: repositoryId ?? null,
    url,
    branch,
    sha,
    short_sha: sha.slice(0, 8),
    short_sha_7: sha.slice(0, 7),
    labels: (fixture.labels ?? []).join(','),
    branchNormalized: sanitizeName(branch),
  };
}
