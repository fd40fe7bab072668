import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import type { Discovered, SourceTree, Trees } from '../../src/types.ts';

const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
spec:
  project: default
  destination: {name: a}
  source: {repoURL: https://git.example.com/x, path: .}
`;

function treesOf(checked: SourceTree): Trees {
  return { checked, resolve: () => ({ reason: 'is not mapped' }) };
}

function find(files: Record<string, string | Uint8Array>, config: object = {}): Discovered {
  return discover(treesOf(memoryTree(files)), configFrom(config as never));
}

/** `rule file:line message` of each problem, with its severity where it has its own. */
function said({ problems }: Discovered): string[] {
  return problems.map(({ ruleId, location: { file, range }, message, severity }) =>
    [severity, ruleId, `${file}:${range.start.line}`, message].filter(Boolean).join(' '),
  );
}

describe('discover', () => {
  it('finds objects in any folder, any document and lists, in YAML and JSON', () => {
    const found = find({
      'a/b/c.yml': `# one\n---\n${APPLICATION}---\nkind: ConfigMap\napiVersion: v1\n---\n${APPLICATION.replace('cart', 'second')}`,
      'list.yaml': `apiVersion: v1\nkind: List\nitems:\n  - kind: AppProject\n    apiVersion: argoproj.io/v1alpha1\n    metadata: {name: p}\n    spec: {}\n  - 1\n`,
      'json.json': JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'ApplicationSet',
        metadata: { name: 's' },
        spec: { generators: [], template: { metadata: {}, spec: { project: 'p', destination: {} } } },
      }),
      'package.json': '{"name": "x", broken',
      'crd.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x.y}\n',
      'cluster.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: c, labels: {argocd.argoproj.io/secret-type: cluster}}\nstringData: {name: eu, server: https://eu}\n',
      'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: no}\n',
      'other.yaml': 'apiVersion: apps/v1\nkind: Application\nmetadata: {}\n',
      'rollout.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {}\n',
      'README.md': APPLICATION,
    });
    expect(
      found.applications.map(({ object, origin }) => [
        object.metadata.name,
        origin.file.path,
        origin.document,
      ]),
    ).toEqual([
      ['cart', 'a/b/c.yml', 0],
      ['second', 'a/b/c.yml', 2],
    ]);
    expect(found.projects[0]?.origin).toMatchObject({ document: 0, path: ['items', 0] });
    const { applicationSets, clusters, crds, files } = found;
    expect([applicationSets, clusters, crds].map((list) => list.length)).toEqual([1, 1, 1]);
    expect([files, said(found), found.gaps]).toEqual([8, [], []]);
  });

  it('takes no chart template for a manifest', () => {
    const found = find({
      'chart/Chart.yaml': 'name: c\nversion: 1.0.0\n',
      'chart/values.yaml': 'a: 1\n',
      'chart/templates/app.yaml': '{{ if .Values.x }}\n' + APPLICATION,
      'chart/templates/plain.yaml': APPLICATION,
      'chart/charts/sub/templates/app.yaml': APPLICATION,
      'templates/app.yaml': APPLICATION,
    });
    expect(found.applications.map(({ origin }) => origin.file.path)).toEqual(['templates/app.yaml']);
    expect(said(found)).toEqual([]);
  });

  it('says that a template outside of a chart is not looked at', () => {
    const found = find({
      'x/app.yaml': `{{- if .Values.on }}\n${APPLICATION}{{ end }}\n`,
      'x/values.gotmpl.yaml': 'a: {{ .Environment.Name }}\n',
      'x/jinja.yaml': `${APPLICATION}  key: {{ env }}/x{% if env == "prod" %}-1{% endif %}\n`,
      'x/terraform.yaml': `${APPLICATION}  on: \${ can(a) ? true : false }\n`,
      'x/tokens.yaml': 'annotations:\n  <ISSUER_ANNOTATION>\n  a/b: "true"\n',
      // A broken manifest, whatever it holds, stays one.
      'y/app.yaml': `${APPLICATION}  a: b: <c>\n`,
    });
    expect(said(found)).toEqual([expect.stringMatching(/^yaml-invalid y\/app\.yaml:9 /)]);
    expect(found.gaps.map(({ what }) => what)).toEqual([
      'x/app.yaml',
      'x/jinja.yaml',
      'x/terraform.yaml',
      'x/tokens.yaml',
      'x/values.gotmpl.yaml',
    ]);
  });

  it('says of a file that is listed and not there that a symbolic link leads to nothing', () => {
    const tree = { ...memoryTree({}), list: () => ['gone.yaml'] };
    const found = discover(treesOf(tree), configFrom({} as never));
    expect(said(found)).toEqual([
      'warning file-unreadable gone.yaml:1 gone.yaml is a symbolic link to nothing',
    ]);
  });

  it('counts what git-crypt has encrypted as a gap, unless a leaf needs it', () => {
    const locked = Buffer.from('\0GITCRYPT\0\x92\xaa\xe0', 'latin1');
    const leaf = 'environments/prod/aws/a/cart/values.yaml';
    const found = find({ 'group_vars/secret.yml': locked, [leaf]: locked });
    expect(found.gaps.map(({ what, reason }) => `${what} ${reason}`)).toEqual([
      'group_vars/secret.yml is encrypted by git-crypt',
    ]);
    expect(said(found)).toEqual([`file-unreadable ${leaf}:1 ${leaf} is encrypted by git-crypt`]);
  });

  it('takes a kustomize patch for no Application', () => {
    const found = find({
      'overlay/kustomization.yaml':
        'patches:\n  - path: ../patches/app.yaml\npatchesStrategicMerge: [own.yaml, "kind: x\\n"]\n',
      'patches/app.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\n',
      'overlay/own.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: b}\n',
    });
    expect([found.applications, said(found)]).toEqual([[], []]);
    expect(found.gaps.map(({ what, reason }) => `${what} ${reason}`)).toEqual([
      'overlay/own.yaml is a patch of overlay/kustomization.yaml, not a whole Application',
      'patches/app.yaml is a patch of overlay/kustomization.yaml, not a whole Application',
    ]);
  });

  it('says of what lacks its apiVersion that Argo CD does not see it', () => {
    const bare = APPLICATION.replace('apiVersion: argoproj.io/v1alpha1\n', '');
    const found = find({
      'a.yaml': bare,
      'patch.yaml': bare,
      'kustomization.yaml': 'patches: [{path: patch.yaml}]\n',
      'other.yaml': 'kind: Application\nspec: {runtime: x}\n',
    });
    expect(said(found)).toEqual([
      'application-invalid a.yaml:1 this has no apiVersion: Argo CD does not take it for one of its own (argoproj.io/v1alpha1)',
    ]);
    expect(found.gaps.map(({ what }) => what)).toEqual(['Application in a.yaml']);
  });

  it('takes what a kustomization completes for a part, and what nothing completes for a fault', () => {
    const bare = APPLICATION.replace('repoURL: https://git.example.com/x, ', '');
    const found = find({
      'infra/kustomization.yaml':
        'resources: [../shared]\npatches:\n  - target: {kind: Application}\n    patch: "[]"\n',
      'infra/apps/a.yaml': bare,
      'shared/b.yaml': bare,
      'infra/apps/whole.yaml': APPLICATION,
      'other/kustomization.yaml': 'patches:\n  - target: {kind: Deployment}\n    patch: "[]"\n',
      'other/c.yaml': bare,
    });
    expect(said(found)).toEqual(['application-invalid other/c.yaml:8 this source has no repoURL']);
    expect(found.applications.map(({ origin }) => origin.file.path)).toEqual([
      'infra/apps/whole.yaml',
      'other/c.yaml',
    ]);
    const why =
      'this source has no repoURL, which the patches of infra/kustomization.yaml may set; Kustomize is not supported yet';
    expect(found.gaps.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      `infra/apps/a.yaml: ${why}`,
      `shared/b.yaml: ${why}`,
    ]);
  });

  it('tells a syntax error with its line: an error where it matters, else a warning', () => {
    const found = find({
      'environments/prod/aws/a/cart/values.yaml': 'a: 1\nb: [\n',
      'argo.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nkind: Application\nmetadata: {name: x}\n',
      'docs/x.yaml': 'a: 1\na: 2\n',
      'docs/tab.yaml': 'a:\n\tb: 1\n',
      'bad.json': '{"broken',
    });
    expect(said(found).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      expect.stringMatching(/^yaml-duplicate-key argo\.yaml:3 /),
      expect.stringMatching(/^application-invalid argo\.yaml:\d/),
      expect.stringMatching(/^warning yaml-invalid docs\/tab\.yaml:2/),
      expect.stringMatching(/^warning yaml-duplicate-key docs\/x\.yaml:2/),
      expect.stringMatching(/^yaml-invalid environments\/prod\/aws\/a\/cart\/values\.yaml:\d/),
    ]);
  });

  it.each([
    ['metadata: {}\nspec: {}', 3, 'this Application has no name'],
    ['spec: {}', 1, 'this Application has no metadata'],
    ['metadata: {name: a}', 1, 'this Application has no spec, or one that is not a map'],
    ['metadata: {name: a}\nspec: [1]', 4, 'this Application has no spec, or one that is not a map'],
    [
      'metadata: {name: a}\nspec:\n  project: p\n  destination: {}',
      4,
      'this Application has neither spec.source nor spec.sources',
    ],
    ['metadata: {name: a}\nspec:\n  sources: {}', 5, 'spec.sources must be a list'],
    ['metadata: {name: a}\nspec:\n  sources:\n    - 1', 6, 'spec.sources[0] must be a map'],
    ['metadata: {name: a}\nspec:\n  source: x', 5, 'spec.source must be a map'],
  ])('%j is no Application, but the rest of the file is looked at', (body, line, message) => {
    const found = find({
      'a.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\n${body}\n---\n${APPLICATION}`,
    });
    expect(said(found)).toEqual([`application-invalid a.yaml:${line} ${message}`]);
    expect(found.applications.map(({ object }) => object.metadata.name)).toEqual(['cart']);
    expect(found.gaps).toMatchObject([{ what: 'Application in a.yaml', reason: message }]);
  });

  it('keeps an Application of use in spite of a fault', () => {
    const found = find({
      'a.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source: {path: x}\n',
    });
    expect(said(found)).toEqual([
      'application-invalid a.yaml:5 this source has no repoURL',
      'application-invalid a.yaml:4 this Application has no spec.destination',
      'application-invalid a.yaml:4 this Application has no spec.project',
    ]);
    expect(found.applications).toHaveLength(1);
  });

  it.each([
    ['spec: {template: {metadata: {}, spec: {}}}', 'this ApplicationSet has no list of generators'],
    ['spec: {generators: [x], template: {metadata: {}, spec: {}}}', 'a generator must be a map'],
    ['spec: {generators: []}', 'this ApplicationSet has no template'],
    ['spec: {generators: [], template: {metadata: {}}}', 'the template has no spec'],
  ])('%j is no ApplicationSet', (body, message) => {
    const found = find({
      'a.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\n${body}\n`,
    });
    expect(said(found)).toEqual([`application-invalid a.yaml:4 ${message}`]);
  });

  it('finds leaves by the pattern, with segments and production', () => {
    const found = find({
      'environments/prod/aws/eu/cart/values.yaml': 'a: 1',
      'environments/prod/aws/eu/cart/extra/x.yaml': 'a: 1',
      'environments/dev/aws/eu/prod/notes.txt': '',
      'environments/dev/aws/README.md': '',
    });
    expect(found.leaves).toEqual([
      {
        path: 'environments/dev/aws/eu/prod',
        segments: { environment: 'dev', cloud: 'aws', cluster: 'eu', service: 'prod' },
        production: false,
      },
      {
        path: 'environments/prod/aws/eu/cart',
        segments: { environment: 'prod', cloud: 'aws', cluster: 'eu', service: 'cart' },
        production: true,
        values: { tree: expect.anything(), path: 'environments/prod/aws/eu/cart/values.yaml' },
      },
    ]);
  });

  it('takes another pattern, values file and production names', () => {
    const leaves = { pattern: 'live-{stage}/{app}', values: 'v.yaml' };
    const found = find(
      { 'live-blue/cart/v.yaml': '', 'live-dev/cart/values.yaml': '' },
      { leaves, production: ['blue'] },
    );
    expect(found.leaves.map(({ path, production, values }) => [path, production, values?.path])).toEqual([
      ['live-blue/cart', true, 'live-blue/cart/v.yaml'],
      ['live-dev/cart', false, undefined],
    ]);
  });

  it('tells what it cannot read, and a folder named values.yaml', () => {
    const found = find({
      'environments/prod/aws/eu/a/values.yaml': Uint8Array.of(0x61, 0xff),
      'environments/prod/aws/eu/b/values.yaml/x.txt': '',
      'docs/b.yaml': 'a\0',
    });
    expect(said(found)).toEqual([
      'file-unreadable environments/prod/aws/eu/b/values.yaml:1 environments/prod/aws/eu/b/values.yaml is a folder, not a file',
      'warning file-unreadable docs/b.yaml:1 docs/b.yaml is a binary file: it has NUL bytes',
      'file-unreadable environments/prod/aws/eu/a/values.yaml:1 environments/prod/aws/eu/a/values.yaml is not UTF-8 text',
    ]);
    expect(found.leaves.map(({ values }) => values === undefined)).toEqual([false, true]);
  });

  it('survives any document', () => {
    for (const text of [
      '',
      'null',
      '- 1',
      '"x"',
      '__proto__: {kind: Application}',
      'kind: 1\napiVersion: []',
      '&a [*a]',
      '\t',
      '%YAML 9\n---',
    ]) {
      expect(() => find({ 'x.yaml': text, 'environments/a/b/c/d/values.yaml': text })).not.toThrow();
    }
  });
});

describe('a rollout strategy', () => {
  it.each([
    [
      'type: Rolling',
      6,
      'spec.strategy.type is none of AllAtOnce, RollingSync: all Applications are updated at once then',
    ],
    [
      'type: RollingSync',
      6,
      'spec.strategy is RollingSync without steps: all Applications are updated at once then',
    ],
    [
      'deletionOrder: Backwards',
      6,
      'spec.strategy.deletionOrder is none of AllAtOnce, Reverse: all Applications are deleted at once then',
    ],
    [
      'rollingSync: {steps: [{maxUpdate: 1}]}',
      6,
      'spec.strategy.rollingSync counts only with `type: RollingSync`',
    ],
    [
      'type: RollingSync\n    rollingSync:\n      steps:\n        - maxUpdate: half',
      9,
      'spec.strategy.rollingSync.steps[0].maxUpdate must be a number or a percentage such as 25%, not half',
    ],
    [
      'type: RollingSync\n    rollingSync:\n      steps:\n        - matchExpressions:\n            - {key: env, operator: Is, values: [x]}',
      10,
      'spec.strategy.rollingSync.steps[0].matchExpressions[0].operator is none of In, NotIn: it selects nothing then',
    ],
  ])('%s', (strategy, line, message) => {
    const found = find({
      'a.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec:\n  strategy:\n    ${strategy}\n  generators: []\n  template: {metadata: {}, spec: {project: p, destination: {}}}\n`,
    });
    expect(said(found)).toEqual([`warning application-invalid a.yaml:${line} ${message}`]);
  });
});
