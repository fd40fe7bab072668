/** Applications that can't come to be: one mistake is one diagnostic, that names what it concerns. */
import { describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import { check } from './scratch-fleet.ts';

const CHART = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/templates/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}"}\n',
};

interface SetText {
  readonly lists: readonly (readonly string[])[];
  readonly name: string;
  readonly path?: string;
  readonly goTemplate?: boolean;
}

function setText({ lists, name, path = 'chart', goTemplate = true }: SetText): string {
  const generators = lists.map(
    (names) => `    - list: {elements: [${names.map((each) => `{name: ${each}}`).join(', ')}]}`,
  );
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: fleet}
spec:
${goTemplate ? '  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n' : ''}  generators:
${generators.join('\n')}
  template:
    metadata: {name: '${name}'}
    spec:
      project: default
      source: {repoURL: ., targetRevision: main, path: '${path}'}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
}

function written(name: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}}
spec: {project: default, source: {repoURL: ., path: chart}, destination: {server: https://x, namespace: a}}
`;
}

function many(count: number, before: string): string[] {
  return Array.from({ length: count }, (_, index) => `${before}${index + 10}`);
}

describe('a name that Kubernetes refuses', () => {
  it('is said once for all that one template makes, and none of them is rendered', async () => {
    const text = setText({ lists: [[...many(40, 'App_'), 'fine']], name: '{{ .name }}' });
    const { diagnostics, coverage } = await check({ ...CHART, 'set.yaml': text });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      ruleId: 'application-invalid',
      severity: 'error',
      application: 'App_10',
      location: { file: 'set.yaml' },
    });
    expect(diagnostics[0]!.message).toMatch(
      /^the names of 40 Applications .*: "App_10", "App_11", "App_12", and 37 more$/,
    );
    expect(diagnostics[0]!.also).toHaveLength(39);
    expect(coverage.applications).toEqual({ found: 41, rendered: 1 });
    expect(coverage.gaps).toHaveLength(40);
  });

  it('is said of each that is written by hand', async () => {
    const { diagnostics } = await check({ ...CHART, 'a.yaml': written('A_1'), 'b.yaml': written('A_2') });
    expect(diagnostics.map(({ location, message }) => [location.file, message])).toEqual([
      ['a.yaml', expect.stringContaining('"A_1"')],
      ['b.yaml', expect.stringContaining('"A_2"')],
    ]);
  });
});

describe('a kustomization below the folder of a source', () => {
  it('is told of as what it is', async () => {
    const app = written('app').replace('path: chart', 'path: dir, directory: {recurse: true}');
    const { diagnostics } = await check({
      'app.yaml': app,
      'dir/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
      'dir/other/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'dir/sub/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    });
    expect(diagnostics.map(({ location, message }) => [location.file, message])).toEqual([
      ['dir/other/kustomization.yaml', expect.stringContaining('directory.exclude')],
    ]);
    expect(diagnostics[0]!.related).toMatchObject([{ file: 'dir/sub/kustomization.yaml' }]);
  });
});

describe('names that two generators give', () => {
  it('are said at once, without what follows from it', async () => {
    const lists = [many(30, 'web-'), [...many(30, 'web-'), 'other']];
    const { diagnostics } = await check({ ...CHART, 'set.yaml': setText({ lists, name: '{{ .name }}' }) });
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['application-name-collision']);
    expect(diagnostics[0]!.message).toBe(
      '30 names are each given to several Applications, by ApplicationSet fleet: web-10, web-11, web-12, and 27 more; Argo CD refuses them',
    );
    expect([diagnostics[0]!.application, ...diagnostics[0]!.also]).toEqual(many(30, 'web-'));
  });
});

describe('a tag that no parameter fills', () => {
  const lists = [['a', 'b']];

  it.each([
    [
      'the name',
      { name: '{{nmae}}-web' },
      '{{nmae}} is no parameter and stays as it is; did you mean {{name}}?',
    ],
    [
      'the path',
      { name: '{{name}}', path: '{{path}}' },
      '{{path}} is no parameter and stays as it is; the parameters are name',
    ],
  ])(
    'in %s is all that is said',
    async (_, { name, path = 'chart' }: { name: string; path?: string }, message) => {
      const text = setText({ lists, name, path, goTemplate: false });
      const { diagnostics, coverage, failed } = await check({ ...CHART, 'set.yaml': text });
      expect(diagnostics.map((each) => [each.severity, each.message])).toEqual([['error', message]]);
      expect(failed).toBe(true);
      expect(coverage.applications).toEqual({ found: 2, rendered: 0 });
      expect(coverage.gaps.map(({ reason }) => reason)).toEqual([message, message]);
    },
  );

  it('is printed as it stands by `appset generate`, as Argo CD does', () => {
    const text = setText({ lists, name: '{{name}}', path: '{{path}}', goTemplate: false });
    const files = [{ name: 'set.yaml', text }];
    const { applications, diagnostics } = generate({ files, repositoryMap: new Map(), nameOf: () => '.' });
    expect(applications).toMatchObject([
      { spec: { source: { path: '{{path}}' } } },
      { metadata: { name: 'b' } },
    ]);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('elsewhere is a warning, and the rest is rendered', async () => {
    const text = setText({ lists, name: '{{name}}', goTemplate: false }).replace(
      'namespace: web',
      "namespace: '{{ns}}'",
    );
    const { diagnostics, coverage } = await check({ ...CHART, 'set.yaml': text });
    expect(diagnostics.map(({ severity, ruleId }) => [severity, ruleId])).toEqual([
      ['warning', 'template-failed'],
    ]);
    expect(coverage.applications).toEqual({ found: 2, rendered: 2 });
  });
});

describe('a path that no Application of a set has', () => {
  const set = (count: number): string =>
    setText({ lists: [many(count, 'web-')], name: '{{ .name }}', path: 'services/{{ .name }}/charts' });
  const files = Object.fromEntries(
    many(40, 'services/web-').map((folder) => [`${folder}/chart/a.yaml`, 'apiVersion: v1\n']),
  );

  it('is said once for all', async () => {
    const { diagnostics, coverage } = await check({ ...files, 'set.yaml': set(40) });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '. has no folder services/web-10/charts; did you mean services/web-10/chart? (and the like for 39 more Applications)',
    ]);
    expect([diagnostics[0]!.application, ...diagnostics[0]!.also]).toEqual(many(40, 'web-'));
    expect(diagnostics[0]).not.toHaveProperty('alike');
    expect(coverage.applications).toEqual({ found: 40, rendered: 0 });
    expect(new Set(coverage.gaps.map(({ reason }) => reason)).size).toBe(40);
  });

  it('is said of each where they are few', async () => {
    const { diagnostics } = await check({ ...files, 'set.yaml': set(3) });
    expect(diagnostics.map(({ application }) => application)).toEqual(many(3, 'web-'));
  });
});
