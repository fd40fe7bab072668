import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { memoryTree } from '../../src/load/index.ts';

interface Workflow {
  readonly on?: string;
  readonly job?: string;
  readonly checkout?: string;
  readonly script?: string;
}

/** The lines of the steps that start their own workflow. */
function loops({
  on = 'push',
  job = '',
  checkout = "token: '${{ secrets.BOT }}'",
  script,
}: Workflow): number[] {
  const text = `on: ${on}
jobs:
  bump:
    runs-on: ubuntu-latest${job}
    steps:
      - uses: actions/checkout@v4
        with: {${checkout}}
      - run: ${script ?? 'yq -i .a=1 apps/a.yaml && git commit -am bump && git push'}
`;
  const checked = memoryTree({ '.github/workflows/bump.yaml': text });
  const { problems } = discover({ checked, resolve: () => ({ reason: 'is not mapped' }) }, configFrom({}));
  return problems
    .filter(({ ruleId }) => ruleId === 'ci-writes-where-it-listens')
    .map(({ location }) => location.range.start.line);
}

describe('a workflow that pushes what starts it', () => {
  it('is told on the step that pushes', () => {
    expect(loops({})).toEqual([8]);
    expect(loops({ on: '[push, pull_request]' })).toEqual([8]);
    expect(loops({ on: '{push: {branches: [main]}}' })).toEqual([8]);
    expect(loops({ on: '{push: {paths: [apps/**]}}' })).toEqual([8]);
    expect(loops({ checkout: "ssh-key: '${{ secrets.KEY }}'" })).toEqual([8]);
  });

  it.each<Workflow & { readonly why: string }>([
    { why: 'nothing that is pushed starts it', on: 'workflow_dispatch' },
    { why: 'only tags start it', on: '{push: {tags: [v*]}}' },
    { why: 'it listens elsewhere', on: '{push: {paths: [src/**]}}' },
    { why: 'it does not listen there', on: '{push: {paths-ignore: [apps/**]}}' },
    { why: 'the message skips it', script: "git commit -am 'bump [skip ci]' && git push" },
    { why: "the workflow's own token starts none", checkout: 'fetch-depth: 0' },
    { why: 'its own token is written out', checkout: "token: '${{ secrets.GITHUB_TOKEN }}'" },
    { why: 'another repository is checked out', checkout: "repository: a/b, token: '${{ secrets.BOT }}'" },
    { why: 'another repository is cloned', script: 'git clone https://example.com/b && cd b && git push' },
    { why: 'it looks at who pushed', job: "\n    if: github.actor != 'bot'" },
    { why: 'nothing is pushed', script: 'git commit -am bump' },
  ])('is not told of where $why', (workflow) => {
    expect(loops(workflow)).toEqual([]);
  });
});
