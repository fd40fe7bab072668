import type { PullRequestFixture } from '../../config/types.ts';
import { nilList, strings } from '../../sprig/index.ts';
import type { Json, JsonObject } from '../../types.ts';
import { slugOfBranch } from '../argo-names.ts';
import { field, list, text } from '../json-map.ts';
import { fixtureOf } from './fixture-lookup.ts';
import type { GeneratorInput, ParameterSet } from './generator.ts';
import { matchOf } from './match-filters.ts';
import { compileValues } from './values.ts';

/** Argo CD's pull request generator (applicationset/generators/pull_request.go) over a fixture. */
export function pullRequestGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, context } = input;
  const name = context.set.object.metadata.name;
  const pulls = fixtureOf(
    'pullRequest',
    context.fixtures.pullRequest,
    [repositoryOf(generator), name],
    input,
  );
  const isWanted = compileFilters(input);
  const withValues = compileValues(input);
  return pulls.filter(isWanted).map((pull) => withValues(parametersOf(pull, input)));
}

const PROVIDERS: readonly (readonly [provider: string, fields: readonly string[]])[] = [
  ['github', ['owner', 'repo']],
  ['gitlab', ['project']],
  ['gitea', ['owner', 'repo']],
  ['bitbucketServer', ['project', 'repo']],
  ['bitbucket', ['owner', 'repo']],
  ['azuredevops', ['organization', 'project', 'repo']],
];

function repositoryOf(generator: JsonObject): string | undefined {
  for (const [provider, fields] of PROVIDERS) {
    const names = fields.map((key) => text(field(generator, provider, key)));
    if (names.every((name) => name !== undefined)) return names.join('/');
  }
  return undefined;
}

/** A pull request must match all of at least one filter. */
function compileFilters({ generator, path }: GeneratorInput): (pull: PullRequestFixture) => boolean {
  const filters = list(field(generator, 'filters')).map((filter, index) => {
    const at = [...path, 'filters', index];
    const [branch, target, title] = ['branchMatch', 'targetBranchMatch', 'titleMatch'].map((key) =>
      matchOf(filter, key, at),
    );
    return (pull: PullRequestFixture): boolean =>
      (branch?.(pull.branch ?? '') ?? true) &&
      (target?.(pull.targetBranch ?? '') ?? true) &&
      (title?.(pull.title ?? '') ?? true);
  });
  return (pull) => filters.length === 0 || filters.some((matches) => matches(pull));
}

function parametersOf(pull: PullRequestFixture, { context }: GeneratorInput): Record<string, Json> {
  const { number, title = '', branch = '', targetBranch = '', headSha = '', author = '' } = pull;
  const parameters: Record<string, Json> = {
    number: String(number),
    title,
    branch,
    branch_slug: slugOfBranch(branch),
    target_branch: targetBranch,
    target_branch_slug: slugOfBranch(targetBranch),
    head_sha: headSha,
    head_short_sha: headSha.slice(0, 8),
    head_short_sha_7: headSha.slice(0, 7),
    author,
  };
  const labels = pull.labels === undefined ? nilList('[]string') : strings([...pull.labels]);
  if (context.goTemplate) parameters.labels = labels as Json[];
  return parameters;
}
