import { describe, expect, it } from 'vitest';
import { manifestStream } from '../../src/render/index.ts';
import { application, APPS, CHART, GITOPS, kinds, render, shown } from './fixture.ts';

const OBJECT = (kind: string, name: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

const folder = (...files: [string, string][]): Record<string, string> => ({
  'application.yaml': application('  source:', `    repoURL: ${GITOPS}`, '    path: app'),
  ...Object.fromEntries(files.map(([name, text]) => [`app/${name}`, text])),
});

const problemsOf = (...source: string[]): string[] =>
  render({ 'application.yaml': application(...source), 'app/a.yaml': OBJECT('Service', 'a') }).problems.map(
    shown,
  );

describe('the type of a source', () => {
  it('is Helm where the folder has a Chart.yaml', () => {
    const chart = Object.entries(CHART).map(([path, text]): [string, string] => [
      path.replace('chart/', ''),
      text,
    ]);
    expect(kinds(render(folder(...chart)))).toEqual(['ConfigMap/shop']);
  });

  it('is Kustomize where it has a kustomization, also beside a Chart.yaml, and that is not supported yet', () => {
    const rendered = render(folder(['Chart.yaml', CHART['chart/Chart.yaml']!], ['kustomization.yaml', '']));
    expect(rendered.failure).toBe('Kustomize is not supported yet');
    expect(rendered.problems).toEqual([]);
  });

  it('is a directory otherwise', () => {
    expect(kinds(render(folder(['a.yaml', OBJECT('Service', 'a')])))).toEqual(['Service/a']);
  });

  it('is what the source says, whatever the folder holds', () => {
    const files = folder(['Chart.yaml', CHART['chart/Chart.yaml']!], ['a.yaml', OBJECT('Service', 'a')]);
    const explicit = application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: app',
      '    directory:',
      '      exclude: Chart.yaml',
    );
    expect(kinds(render({ ...files, 'application.yaml': explicit }))).toEqual(['Service/a']);
  });

  it('can not be two', () => {
    const both = application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: app',
      '    helm: {}',
      '    kustomize: {}',
    );
    const { problems, failure } = render({ ...folder(['a.yaml', '']), 'application.yaml': both });
    expect(failure).toBe('multiple application sources defined: Kustomize,Helm');
    expect(problems.map(shown)).toEqual([`template-failed application.yaml:8:3 ${failure}`]);
  });

  it('leaves plugins and Jsonnet to a later version, by name', () => {
    const plugin = application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: app',
      '    plugin: {name: x}',
    );
    expect(render({ ...folder(['a.yaml', '']), 'application.yaml': plugin }).failure).toBe(
      'a config management plugin is not supported yet',
    );
    expect(render(folder(['a.jsonnet', '{}'])).failure).toBe('Jsonnet (app/a.jsonnet) is not supported yet');
  });
});

describe('a source that is not there', () => {
  it('is told on the repoURL, with what to add', () => {
    expect(problemsOf('  source:', '    repoURL: https://git.example.com/nope.git', '    path: app')).toEqual(
      [
        'source-missing application.yaml:9:14 repoURL https://git.example.com/nope.git is not among `repositories:` in plimsoll.yaml; add it to `repositories:` in plimsoll.yaml with the folder that holds a checkout of it, or fetch it with `plimsoll vendor`',
      ],
    );
  });

  it('is told on the path', () => {
    expect(problemsOf('  source:', `    repoURL: ${GITOPS}`, '    path: nope')).toEqual([
      `source-missing application.yaml:10:11 ${GITOPS} has no folder nope (looked for nope)`,
    ]);
    expect(problemsOf('  source:', `    repoURL: ${GITOPS}`, '    path: ../x')).toEqual([
      `source-missing application.yaml:10:11 path ../x leads out of the repository ${GITOPS}`,
    ]);
  });

  it('is told for a chart from a registry', () => {
    const [problem] = problemsOf('  source:', '    repoURL: https://charts.example.com', '    chart: redis');
    expect(problem).toMatch(
      /^source-missing application.yaml:9:14 chart redis comes from https:\/\/charts\.example\.com/,
    );
    expect(problem).toContain('its charts, unpacked (redis/Chart.yaml)');
  });

  it('is told where the Application has none at all', () => {
    expect(problemsOf()).toEqual([
      'source-missing application.yaml:5:1 Application shop has neither spec.source nor spec.sources',
    ]);
  });

  it('is told where a Helm source has no chart', () => {
    expect(
      problemsOf('  source:', `    repoURL: ${GITOPS}`, '    path: app', '    helm: {releaseName: x}'),
    ).toEqual([
      'source-missing application.yaml:10:11 Chart.yaml file is missing (looked for app/Chart.yaml)',
    ]);
  });
});

describe('several sources', () => {
  const two = application(
    '  sources:',
    `    - repoURL: ${GITOPS}`,
    '      path: plain',
    `    - repoURL: ${APPS}`,
    '      path: chart',
    '      helm: {valueFiles: [$here/leaf.yaml]}',
    `    - repoURL: ${GITOPS}`,
    '      ref: here',
  );
  const checked = {
    'application.yaml': two,
    'plain/a.yaml': OBJECT('Service', 'a'),
    'leaf.yaml': 'image: {tag: leaf}',
  };

  it('are rendered in order, and joined', () => {
    const rendered = render(checked, CHART);
    expect(kinds(rendered)).toEqual(['Service/a', 'ConfigMap/shop']);
    expect(rendered.manifests[1]!.object['data']).toEqual({ tag: 'leaf' });
  });

  it('yield nothing when one of them fails', () => {
    const rendered = render({ ...checked, 'leaf.yaml': 'image: none' }, CHART);
    expect(rendered.manifests).toEqual([]);
    expect(rendered.failure).toBeDefined();
  });
});

describe('a directory', () => {
  const files: Record<string, string> = {
    'app/b.yml': `${OBJECT('Service', 'b')}---\n# nothing\n---\n${OBJECT('Secret', 'b')}`,
    'app/a.json':
      '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}}]}',
    'app/deep/c.yaml': OBJECT('Service', 'c'),
    'app/skipped.yaml': `# +argocd:skip-file-rendering\n${OBJECT('Service', 'skipped')}`,
    'app/readme.md': 'no manifest',
  };
  const rendered = (...options: string[]): string[] =>
    kinds(
      render({
        ...files,
        'application.yaml': application('  source:', `    repoURL: ${GITOPS}`, '    path: app', ...options),
      }),
    );

  it('has the documents of its files, lists taken apart', () => {
    expect(rendered()).toEqual(['Pod/p', 'Service/b', 'Secret/b']);
  });

  it('recurses, includes and excludes on demand; here * crosses folders', () => {
    expect(rendered('    directory: {recurse: true}')).toEqual([
      'Pod/p',
      'Service/b',
      'Secret/b',
      'Service/c',
    ]);
    expect(rendered('    directory: {recurse: true, include: "*.yaml"}')).toEqual(['Service/c']);
    expect(rendered('    directory: {recurse: true, exclude: "{*.json,deep/*}"}')).toEqual([
      'Service/b',
      'Secret/b',
    ]);
  });

  it('leads each manifest back to its document', () => {
    const { manifests } = render({
      ...files,
      'application.yaml': application('  source:', `    repoURL: ${GITOPS}`, '    path: app'),
    });
    const secret = manifests.find(({ object }) => object.kind === 'Secret')!;
    expect(secret.provenance).toMatchObject({
      kind: 'file',
      origin: { file: { path: 'app/b.yml' }, path: [] },
    });
    expect(secret.text).toContain('kind: Secret');
    expect(secret.text).not.toContain('Service');
  });

  it('is broken by a file that is: syntax, a document that is no object', () => {
    const broken = render({
      'application.yaml': application('  source:', `    repoURL: ${GITOPS}`, '    path: app'),
      'app/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: "x}\n',
      'app/b.yaml': 'apiVersion: v1\nmetadata: {name: x}\n',
    });
    expect(broken.manifests).toEqual([]);
    expect(broken.problems.map((problem) => shown(problem).split(' ').slice(0, 2).join(' '))).toEqual([
      expect.stringMatching(/^yaml-invalid app\/a\.yaml:[34]/),
      'template-failed app/b.yaml:1:1',
    ]);
    expect(broken.problems[1]!.message).toBe('the document has no kind');
  });
});

describe('an override beside the source', () => {
  const files = {
    ...CHART,
    'application.yaml': application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: chart',
      '    helm: {releaseName: written, valuesObject: {image: {tag: written}}}',
    ),
  };

  it('is merged into it, that of the Application last, except for what names the source', () => {
    const { manifests } = render({
      ...files,
      'chart/.argocd-source.yaml': 'path: nope\nhelm: {releaseName: all, valuesObject: {image: {tag: all}}}',
      'chart/.argocd-source-shop.yaml': 'helm: {releaseName: null}',
      'chart/.argocd-source-other.yaml': 'helm: {releaseName: other}',
    });
    expect(manifests[0]!.object).toMatchObject({ metadata: { name: 'shop' }, data: { tag: 'all' } });
  });

  it('that is broken is told in its place', () => {
    const { problems } = render({ ...files, 'chart/.argocd-source.yaml': '- a' });
    expect(problems.map(shown)).toEqual([
      'value-file-invalid chart/.argocd-source.yaml:1:1 an override of a source must be a mapping of keys',
    ]);
  });
});

const item = (name: string): string => `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}}`;

describe('a list', () => {
  it('is printed once, whatever it holds', () => {
    const text = `apiVersion: v1\nkind: List\nitems: [${item('a')}, ${item('b')}]\n`;
    const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: app');
    const rendered = render({ 'application.yaml': source, 'app/a.yaml': text, 'app/b.yaml': text });
    expect(kinds(rendered)).toEqual(['Pod/a', 'Pod/b', 'Pod/a', 'Pod/b']);
    expect(manifestStream(rendered).match(/kind: List/g)).toHaveLength(2);
  });
});
