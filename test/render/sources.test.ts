import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer, manifestStream } from '../../src/render/index.ts';
import { application, applicationOf, APPS, CHART, GITOPS, kinds, render, shown, treesOf } from './fixture.ts';

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
        'source-missing application.yaml:9:14 repoURL https://git.example.com/nope.git is not among `repositories:` in plimsoll.yaml; `plimsoll vendor` fetches it',
      ],
    );
  });

  it.each(['${GIT_URL}/fleet', '<GITOPS_REPO_URL>', 'REPLACE', '"{{ .url }}"', '__REPO__/x'])(
    'is told with another remedy where something else fills in its address: %s',
    (url) => {
      expect(problemsOf('  source:', `    repoURL: ${url}`, '    path: app')[0]).toMatch(
        /; something else fills it in: `repositories:` may name the folder that it stands for, as it is written$/,
      );
    },
  );

  it('is told on the path', () => {
    expect(problemsOf('  source:', `    repoURL: ${GITOPS}`, '    path: nope')).toEqual([
      `source-missing application.yaml:10:11 ${GITOPS} has no folder nope`,
    ]);
    const ofBranch = ['    path: nope', '    targetRevision: rendered/prod'];
    expect(problemsOf('  source:', `    repoURL: ${GITOPS}`, ...ofBranch)).toEqual([
      `source-missing application.yaml:10:11 ${GITOPS} has no folder nope; that is the checked tree, which need not be rendered/prod`,
    ]);
    expect(problemsOf('  source:', `    repoURL: ${GITOPS}`, '    path: ../x')).toEqual([
      `source-missing application.yaml:10:11 path ../x leads out of the repository ${GITOPS}`,
    ]);
  });

  it('is told for a chart from a registry', () => {
    const [problem] = problemsOf(
      '  source:',
      '    repoURL: https://charts.example.com',
      '    chart: redis',
      '    targetRevision: 1.0.0',
    );
    expect(problem).toMatch(
      /^source-missing application.yaml:9:14 chart redis comes from https:\/\/charts\.example\.com.*; `plimsoll vendor` fetches it$/,
    );
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
      'app/b.yaml': 'apiVersion: v1\nkind: ""\nmetadata: {name: x}\n',
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
      'chart/.argocd-source-shop.yaml': 'helm: {releaseName: mine}',
      'chart/.argocd-source-other.yaml': 'helm: {releaseName: other}',
    });
    expect(manifests[0]!.object).toMatchObject({ metadata: { name: 'mine' }, data: { tag: 'all' } });
  });

  it('that is broken is told in its place', () => {
    const { problems } = render({ ...files, 'chart/.argocd-source.yaml': '- a' });
    expect(problems.map(shown)).toEqual([
      'value-file-invalid chart/.argocd-source.yaml:1:1 an override of a source must be a mapping of keys',
    ]);
    const wrong = render({ ...files, 'chart/.argocd-source.yaml': 'helm:\n  valueFiles: a.yaml\n' });
    expect(wrong.problems.map(shown)).toEqual([
      expect.stringContaining('value-file-invalid chart/.argocd-source.yaml:2:15 helm.valueFiles'),
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

const withRefs = (...refs: string[]): string =>
  application(
    '  sources:',
    `  - {repoURL: ${GITOPS}, path: app}`,
    ...refs.map((ref) => `  - {repoURL: ${APPS}, ref: ${ref}}`),
  );
const toldOf = (text: string): string[] =>
  render({ 'application.yaml': text, 'app/a.yaml': OBJECT('Service', 'a') }).problems.map(shown);

describe('a source that Argo CD refuses', () => {
  it('has a ref that another one has', () => {
    expect(toldOf(withRefs('a', 'b', 'a'))).toEqual([
      'values-ref-broken application.yaml:12:59 two sources have the ref a; Argo CD refuses such an Application',
    ]);
  });

  it('has a ref with other signs than letters, digits, - and _', () => {
    expect(toldOf(withRefs('a.b'))).toEqual([
      expect.stringMatching(/^values-ref-broken application\.yaml:10:\d+ ref a\.b may hold only/),
    ]);
  });

  it('has neither a path nor a chart', () => {
    expect(toldOf(application('  source:', `    repoURL: ${GITOPS}`))).toEqual([
      expect.stringMatching(
        /^application-invalid application\.yaml:8:\d+ the source has neither a path nor a chart/,
      ),
    ]);
  });

  it('has a chart without a version', () => {
    expect(toldOf(application('  source:', `    repoURL: ${GITOPS}`, '    chart: app'))).toEqual([
      expect.stringMatching(/^application-invalid .* no targetRevision, which is the version of chart app$/),
    ]);
  });

  it.each(['v3', 'v4', 'v2'])('wants another Helm than Argo CD has: %s', (version) => {
    const text = application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: chart',
      '    helm:',
      `      version: ${version}`,
    );
    const { failure, problems } = render({ ...CHART, 'application.yaml': text });
    if (version !== 'v2') return expect(failure).toBeUndefined();
    expect(problems.map(shown)).toEqual([
      "template-failed application.yaml:12:16 helm version 'v2' is not supported by Argo CD: it is v3 or v4",
    ]);
  });
});

describe('a source hydrator', () => {
  it('renders what is hydrated, with its own options', () => {
    const text = application(
      '  sourceHydrator:',
      '    drySource:',
      `      repoURL: ${GITOPS}`,
      '      path: chart',
      '      targetRevision: main',
      '      helm: {releaseName: dry, parameters: [{name: image.tag, value: "2"}]}',
      '    syncSource: {targetBranch: environments/prod, path: shop}',
    );
    const { manifests, problems } = render({ ...CHART, 'application.yaml': text });
    expect(problems).toEqual([]);
    expect(manifests[0]!.object).toMatchObject({ metadata: { name: 'dry' }, data: { tag: '2' } });
  });

  it('points at its own fields', () => {
    const text = application(
      '  sourceHydrator:',
      '    drySource:',
      `      repoURL: ${GITOPS}`,
      '      path: none',
    );
    expect(render({ 'application.yaml': text }).problems.map(shown)).toEqual([
      `source-missing application.yaml:11:13 ${GITOPS} has no folder none`,
    ]);
  });
});

describe('files of a directory that are no manifests', () => {
  it('are passed over as Argo CD passes over them, unless they look like one', () => {
    const { manifests, problems, failure } = render(
      folder(
        ['a.yaml', OBJECT('Service', 'a')],
        ['values.yaml', 'image: {tag: "1"}\nextra:\n  - apiVersion: v1\n'],
        ['list.yaml', '- one\n- two\n'],
        ['broken.yaml', 'a: [\n'],
        ['forgotten.yaml', 'apiVersion: v1\nmetadata: {name: x}\n'],
      ),
    );
    expect(manifests.map(({ object }) => object.metadata.name)).toEqual(['a']);
    expect(failure).toBeUndefined();
    expect(problems.map(({ ruleId, severity, location }) => [ruleId, severity, location.file])).toEqual([
      ['yaml-invalid', undefined, 'app/broken.yaml'],
      ['template-failed', 'warning', 'app/forgotten.yaml'],
    ]);
  });

  it.each([
    ['a document without a kind after one that has it', 'b.yaml', `${OBJECT('Service', 'b')}---\na: b\n`],
    ['JSON', 'b.json', '{"a": "b"}'],
  ])('fail the Application all the same: %s', (_, name, text) => {
    expect(render(folder(['a.yaml', OBJECT('Service', 'a')], [name, text])).failure).toMatch(
      /^the document has no/,
    );
  });
});

const substituted = (text: string, more: string[] = []): unknown => {
  const source = application(
    '  project: shops',
    '  source:',
    `    repoURL: ${GITOPS}`,
    '    path: chart',
    '    targetRevision: v1.2',
    '    helm:',
    `      parameters: [{name: image.tag, value: ${JSON.stringify(text)}, forceString: true}]`,
    ...more,
  );
  const [manifest] = render({ ...CHART, 'application.yaml': source }).manifests;
  return (manifest?.object['data'] as { tag?: unknown } | undefined)?.tag;
};

describe('the build environment', () => {
  it.each([
    ['$ARGOCD_APP_NAME', 'shop'],
    ['${ARGOCD_APP_NAME}-x', 'shop-x'],
    ['$ARGOCD_APP_NAMESPACE', 'shop-ns'],
    ['$ARGOCD_APP_PROJECT_NAME', 'shops'],
    ['$ARGOCD_APP_SOURCE_REPO_URL', GITOPS],
    ['$ARGOCD_APP_SOURCE_PATH', 'chart'],
    ['$ARGOCD_APP_SOURCE_TARGET_REVISION', 'v1.2'],
    ['$ARGOCD_APP_REVISION_SHORT', '0000000'],
    ['$ARGOCD_APP_REVISION_SHORT_8', '00000000'],
    ['$ARGOCD_APP_NAMES', ''],
    ['$ARGOCD_ENV_REGION', ''],
    ['a$$b', 'a$b'],
    ['a${$}b', 'a$b'],
    ['a${}b', 'ab'],
    ['a${b', 'ab'],
    ['100$', '100$'],
    ['$.x', '$.x'],
    ['$1x', 'x'],
  ])('makes %s %s', (text, expected) => {
    expect(substituted(text)).toBe(expected);
  });
});

describe('the destination', () => {
  const inventory = [
    { name: 'north', server: 'https://north.example.com', project: '', labels: {}, annotations: {} },
    {
      name: 'old',
      server: 'https://old.example.com',
      project: '',
      labels: {},
      annotations: {},
      kubernetes: { version: '1.29.4', apiVersions: ['example.com/v1'] },
    },
  ];
  const versions = (destination: string, helm = '{}'): unknown => {
    const text = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart', `    helm: ${helm}`);
    const files = {
      ...CHART,
      'application.yaml': text.replace('    namespace: shop-ns', `    ${destination}`),
      'chart/templates/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  is: {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.APIVersions.Has "example.com/v1" }}\n',
    };
    const trees = treesOf(memoryTree(files));
    const renderer = createRenderer(trees, configFrom({}), inventory);
    const [manifest] = renderer.render(applicationOf(trees)).manifests;
    return (manifest?.object['data'] as { is?: unknown } | undefined)?.is;
  };

  it.each([
    ['name: old', '{}', 'v1.29.4 true'],
    ['server: https://old.example.com', '{}', 'v1.29.4 true'],
    ['name: north', '{}', 'v1.34.0 false'],
    ['server: https://elsewhere.example.com', '{}', 'v1.34.0 false'],
    ['name: old', '{kubeVersion: 1.31.0, apiVersions: [a/v1]}', 'v1.31.0 false'],
  ])('%s with helm %s is rendered for %s', (destination, helm, expected) => {
    expect(versions(destination, helm)).toBe(expected);
  });
});
