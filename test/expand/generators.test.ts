import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { expand } from '../../src/expand/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import type { Fleet, Trees } from '../../src/types.ts';

const HERE = 'https://git.example.com/platform';

function fleetOf(generators: string, config: object = {}, files: Record<string, string> = {}): Fleet {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: set, namespace: argocd}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
${generators}
  template:
    metadata: {name: 'app-{{ toJson . | sha256sum | trunc 8 }}'}
    spec: {project: default, destination: {name: x}, source: {repoURL: r, path: p}}
`;
  const checked = memoryTree({ ...files, 'set.yaml': set });
  const trees: Trees = {
    checked,
    resolve: (url) => (url === HERE ? { tree: checked } : { reason: 'is not among `repositories:`' }),
  };
  const settings = configFrom({
    leaves: { pattern: 'environments/{environment}/{service}' },
    ...config,
  } as never);
  return expand(discover(trees, settings), trees, settings);
}

function said({ problems }: Fleet): string[] {
  return problems.map(
    ({ ruleId, location: { file, range }, message }) => `${ruleId} ${file}:${range.start.line} ${message}`,
  );
}

const TEN = `[${Array.from({ length: 10 }, (_, index) => `{n: ${index}}`).join(', ')}]`;
const TEN_OTHERS = TEN.replaceAll('n:', 'm:');

describe('a combination', () => {
  it('that explodes is told where it stands, and makes nothing', () => {
    const fleet = fleetOf(
      `    - matrix:\n        generators:\n          - list: {elements: ${TEN}}\n          - list: {elements: ${TEN_OTHERS}}\n    - list: {elements: [{a: 1}]}`,
      { limits: { applications: 99 } },
    );
    expect(said(fleet)).toEqual([
      'generator-unresolved set.yaml:8 the matrix generator makes more than 99 parameter sets (limits.applications)',
    ]);
    expect(fleet.applications).toHaveLength(1);
  });

  it.each([
    ['list: {elements: [{b: "{{ .nothing }}"}]}', 'template-failed set.yaml:11'],
    ['list: {elements: [1]}', 'application-invalid set.yaml:11 elements[0] must be a map'],
    [
      'git: {repoURL: "https://{{ .a }}", files: [{path: x}]}',
      'generator-unresolved set.yaml:11 the git generator needs https://x, which is not among `repositories:`',
    ],
    [
      "git: {repoURL: '{{ .a }}', files: [{path: x}]}",
      'generator-unresolved set.yaml:10 the git generator needs x, which is not among `repositories:`',
    ],
    ['matrix: {generators: []}', 'application-invalid set.yaml:11 found less than two generators'],
    [
      'plugins: {}',
      "application-invalid set.yaml:11 child generator generated no parameters: plugins can't stand here",
    ],
    ['list: {elements: [{a: {b: c}}]}', ''],
    [
      'clusters: {selector: {matchExpressions: [{key: a, operator: Near}]}}',
      'application-invalid set.yaml:11 selector: "Near" is not a valid operator',
    ],
  ])('tells the fault of a child on its line: %s', (child, expected) => {
    const fleet = fleetOf(
      `    - matrix:\n        generators:\n          - list: {elements: [{a: x}]}\n          - ${child}`.replace(
        '8',
        '8',
      ),
    );
    expect(said(fleet)[0] ?? '').toContain(expected);
  });

  it('knows the leaf of a folder that it was made of', () => {
    const fleet = fleetOf(
      `    - matrix:\n        generators:\n          - clusters: {}\n          - git: {repoURL: ${HERE}, files: [{path: 'environments/*/config.yaml'}]}`,
      {},
      { 'environments/prod/cart/config.yaml': 'a: 1\n', 'environments/prod/cart/values.yaml': 'b: 1\n' },
    );
    expect(fleet.applications.map(({ leaf }) => leaf?.path)).toEqual(['environments/prod/cart']);
    expect(said(fleet)).toEqual([]);
  });
});

describe('the git generator', () => {
  it.each([
    ['a: [', /^application-invalid set\.yaml:\d+ unable to process file 'x\.yaml': unable to parse file: /],
    ['text', /holds neither a map nor a list of maps/],
    ['[a]', /its list holds something that is no map/],
  ])('tells what is wrong with a file that holds %j', (text, expected) => {
    const fleet = fleetOf(`    - git: {repoURL: ${HERE}, files: [{path: x.yaml}]}`, {}, { 'x.yaml': text });
    expect(said(fleet)[0]).toMatch(expected);
  });

  it('does not look for attributes', () => {
    const fleet = fleetOf(`    - git: {repoURL: ${HERE}, files: [{path: ':(attr:x)y'}]}`);
    expect(said(fleet)).toEqual([
      expect.stringContaining('the pathspec magic attr of :(attr:x)y is not supported here'),
    ]);
  });

  it('is not slowed down by a hostile glob', () => {
    const files = { [`${'a'.repeat(200)}.yaml`]: '' };
    const glob = `${'*a'.repeat(60)}b`;
    const before = performance.now();
    fleetOf(`    - git: {repoURL: ${HERE}, files: [{path: '${glob}'}], values: {}}`, {}, files);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
