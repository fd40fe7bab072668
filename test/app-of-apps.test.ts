import { describe, expect, it } from 'vitest';
import { renderAll } from '../src/run.ts';
import type { Report } from '../src/types.ts';
import { check, write, type Files } from './scratch-fleet.ts';

async function rendered(files: Files, application?: string): Promise<string[]> {
  const result = await renderAll({ ...write(files), ...(application !== undefined && { application }) });
  return result.ok ? result.applications.map(({ name }) => name) : [];
}

const application = (name: string, path: string, more = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: default
  source: {repoURL: https://git.example.com/fleet.git, path: ${path}${more}}
  destination: {server: https://kubernetes.default.svc, namespace: argocd}
`;
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n';
const CHART = 'apiVersion: v2\nname: teams\nversion: 1.0.0\n';

function of(report: Report, ruleId: string): string[] {
  return report.diagnostics
    .filter((diagnostic) => diagnostic.ruleId === ruleId)
    .map(
      ({ severity, location, message }) =>
        `${severity} ${location.file}:${location.range.start.line} ${message}`,
    );
}

describe('app of apps', () => {
  it('follows the Applications that a chart renders', async () => {
    const report = await check({
      'root.yaml': application('root', 'teams'),
      'teams/Chart.yaml': CHART,
      'teams/values.yaml': 'teams: [carts, tills]\n',
      'teams/templates/apps.yaml': `{{- range .Values.teams }}\n---\n${application('{{ . }}', 'apps/{{ . }}')}{{- end }}\n`,
      'apps/carts/settings.yaml': CONFIG_MAP,
      'apps/tills/settings.yaml': CONFIG_MAP.replace('settings', 'till-settings'),
    });
    expect(report.coverage.applications).toEqual({ found: 3, rendered: 3 });
    expect(report.coverage.resources).toBe(4);
    expect(report.diagnostics).toEqual([]);
  });

  it('points into the template that made an Application', async () => {
    const report = await check({
      'root.yaml': application('root', 'teams'),
      'teams/Chart.yaml': CHART,
      'teams/templates/app.yaml': application('carts', 'apps/none'),
    });
    expect(of(report, 'source-missing')).toEqual([
      expect.stringMatching(/^error teams\/templates\/app\.yaml:8 .*no folder apps\/none/),
    ]);
    expect(report.coverage.gaps).toContainEqual(expect.objectContaining({ what: 'Application carts' }));
  });

  it('takes an Application that is a file and rendered as well for one', async () => {
    const report = await check({
      'root.yaml': application('root', 'apps'),
      'apps/carts.yaml': application('carts', 'carts').replace('  namespace: argocd\n', ''),
      'carts/settings.yaml': CONFIG_MAP,
    });
    expect(report.coverage.applications).toEqual({ found: 2, rendered: 2 });
    expect(report.diagnostics).toEqual([]);
  });

  it('expands ApplicationSets and obeys AppProjects that are rendered', async () => {
    const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shops}
spec:
  generators: [{list: {elements: [{shop: north}, {shop: south}]}}]
  template:
    metadata: {name: 'shop-{{ "{{shop}}" }}'}
    spec:
      project: shops
      source: {repoURL: https://git.example.com/fleet.git, path: shop}
      destination: {server: https://kubernetes.default.svc, namespace: shop}
`;
    const project = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shops}
spec:
  sourceRepos: ['*']
  destinations: [{server: '*', namespace: elsewhere}]
`;
    const report = await check({
      'root.yaml': application('root', 'sets'),
      'sets/Chart.yaml': CHART,
      'sets/templates/set.yaml': set,
      'sets/templates/project.yaml': project,
      'shop/settings.yaml': CONFIG_MAP,
    });
    expect(report.coverage).toMatchObject({ applicationSets: 1, applications: { found: 3, rendered: 3 } });
    expect(of(report, 'project-violation')).toEqual([expect.stringContaining('sets/templates/set.yaml')]);
  });

  it('says what is wrong with a rendered Application, and goes on', async () => {
    const report = await check({
      'root.yaml': application('root', 'teams'),
      'teams/Chart.yaml': CHART,
      'teams/templates/app.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: bare}\n',
    });
    expect(of(report, 'application-invalid')).toEqual([
      expect.stringMatching(/teams\/templates\/app\.yaml:1 .*no spec/),
    ]);
    expect(report.coverage.applications).toEqual({ found: 1, rendered: 1 });
  });

  it('hints at an Application that deploys itself', async () => {
    const report = await check({ 'apps/root.yaml': application('root', 'apps') });
    expect(report.coverage.applications).toEqual({ found: 1, rendered: 1 });
    expect(of(report, 'application-cycle')).toEqual([
      expect.stringMatching(/^info apps\/root\.yaml:4 .*itself/),
    ]);
  });

  it('reports a ring once, wherever one enters it', async () => {
    const report = await check({
      'a/b.yaml': application('b', 'b'),
      'b/c.yaml': application('c', 'c'),
      'c/a.yaml': application('a', 'a'),
      'root.yaml': application('root', 'c'),
    });
    expect(report.coverage.applications).toEqual({ found: 4, rendered: 4 });
    expect(of(report, 'application-cycle')).toEqual([
      'error c/a.yaml:4 Applications deploy each other in a ring: a → b → c → a',
    ]);
  });

  it('does not follow an Application that renders itself with other content', async () => {
    const report = await check({
      'root.yaml': application('root', 'self'),
      'self/Chart.yaml': CHART,
      'self/values.yaml': 'depth: 0\n',
      'self/templates/app.yaml': application(
        '{{ .Release.Name }}',
        'self',
        ', helm: {valuesObject: {depth: {{ add1 .Values.depth }}}}',
      ),
    });
    expect(report.coverage.applications).toEqual({ found: 1, rendered: 1 });
    expect(of(report, 'application-cycle')).toEqual([expect.stringMatching(/^error .*root → root/)]);
    expect(report.coverage.gaps).toContainEqual(expect.objectContaining({ what: 'Application root' }));
  });

  it('comes to an end where each renders one with a new name', async () => {
    const report = await check({
      'root.yaml': application('root', 'self'),
      'self/Chart.yaml': CHART,
      'self/templates/app.yaml': application('{{ .Release.Name }}x', 'self'),
    });
    expect(report.coverage.applications).toEqual({ found: 10, rendered: 10 });
    expect(of(report, 'application-cycle')).toEqual([expect.stringContaining('more than 10 deep')]);
  });

  it('comes to an end where each renders two', async () => {
    const two = ['a', 'b'].map((suffix) => application(`{{ .Release.Name }}${suffix}`, 'self')).join('---\n');
    const report = await check({
      'plimsoll.yaml': 'limits: {applications: 20}\n',
      'root.yaml': application('root', 'self'),
      'self/Chart.yaml': CHART,
      'self/templates/app.yaml': two,
    });
    expect(report.coverage.applications.found).toBe(21);
    expect(of(report, 'application-cycle')).toEqual([expect.stringContaining('limits.applications')]);
  });

  it('tells once of all that one template makes too deep', async () => {
    const two = ['a', 'b'].map((suffix) => application(`{{ .Release.Name }}${suffix}`, 'self')).join('---\n');
    const report = await check({
      'root.yaml': application('root', 'self'),
      'self/Chart.yaml': CHART,
      'self/templates/app.yaml': two,
    });
    expect(report.coverage.applications.found).toBe(1023);
    expect(of(report, 'application-cycle')).toEqual([
      expect.stringMatching(/app\.yaml:\d+ .*more than 10 deep .*; nor are 1023 others of this file$/),
    ]);
    expect(report.coverage.gaps).toEqual([
      expect.objectContaining({ what: 'Application rootaaaaaaaaaa and 1023 others of its file' }),
    ]);
  });

  it('points at the value, or the line of the template, that a rendered Application has its fault from', async () => {
    const made = application('{{ .name }}', 'apps/{{ .path }}').replace(
      'https://git.example.com',
      '{{ .repo }}',
    );
    const report = await check({
      'root.yaml': application('root', 'teams'),
      'teams/Chart.yaml': CHART,
      'teams/values.yaml': [
        'apps:',
        '  - name: carts',
        '    repo: https://git.example.com',
        '    path: nowhere',
        '  - name: orders',
        '    repo: https://git.example.com',
        '    path: settings',
        '',
      ].join('\n'),
      'teams/templates/app.yaml': `{{- range .Values.apps }}\n---\n${made}{{- end }}\n---\n${application('till', 'lost')}`,
      'apps/settings/settings.yaml': CONFIG_MAP,
    });
    expect(of(report, 'source-missing')).toEqual([
      'error teams/templates/app.yaml:21 https://git.example.com/fleet.git has no folder lost',
      'error teams/values.yaml:4 https://git.example.com/fleet.git has no folder apps/nowhere',
    ]);
  });

  it('counts a leaf as deployed that a rendered Application covers', async () => {
    const leaf = 'environments/prod/aws/eu-west-1-01/carts';
    const report = await check({
      'root.yaml': application('root', 'teams'),
      'teams/Chart.yaml': CHART,
      'teams/templates/app.yaml': application('carts', leaf),
      [`${leaf}/settings.yaml`]: CONFIG_MAP,
    });
    expect(report.coverage.leaves).toEqual({ found: 1, rendered: 1 });
    expect(of(report, 'leaf-orphaned')).toEqual([]);
  });

  it('renders one by its name, also one that another renders', async () => {
    const files = {
      'root.yaml': application('root', 'teams'),
      'teams/Chart.yaml': CHART,
      'teams/templates/app.yaml': application('carts', 'apps'),
      'apps/settings.yaml': CONFIG_MAP,
    };
    expect(await rendered(files)).toEqual(['carts', 'root']);
    expect(await rendered(files, 'carts')).toEqual(['carts']);
    expect(await rendered(files, 'root')).toEqual(['root']);
    expect(await rendered(files, 'none')).toEqual([]);
  });
});
