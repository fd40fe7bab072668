import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { expand } from '../../src/expand/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { withVia } from '../../src/trace/index.ts';
import type { Application, Fleet, Location, Trees } from '../../src/types.ts';

const HERE = 'https://git.example.com/platform';

/** `HERE` and `.` are the checked tree; every other repoURL is unknown. */
function fleetOf(files: Record<string, string>, config: object = {}): Fleet {
  const checked = memoryTree(files);
  const resolve: Trees['resolve'] = (url) =>
    url === HERE || url === '.' ? { tree: checked } : { reason: 'is not among `repositories:`' };
  const trees: Trees = { checked, resolve };
  const settings = configFrom(config as never);
  return expand(discover(trees, settings), trees, settings);
}

function leafFiles(...leaves: string[]): Record<string, string> {
  return Object.fromEntries(leaves.map((leaf) => [`environments/${leaf}/values.yaml`, 'a: 1\n']));
}

interface SetOptions {
  readonly generators: string;
  readonly name?: string;
  readonly source?: string;
  readonly extra?: string;
}

function set({
  generators,
  name = "'{{ .path.basename }}'",
  source = 'path: x',
  extra = '',
}: SetOptions): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: workloads, namespace: argo}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
${extra}  generators:
${generators}
  template:
    metadata:
      name: ${name}
    spec:
      project: default
      destination: {server: https://kubernetes.default.svc, namespace: shop}
      source:
        repoURL: https://git.example.com/charts
        ${source}
`;
}

const EVERY_LEAF = `    - git:
        repoURL: ${HERE}
        directories: [{path: environments/*/*/*/*}]`;

function application(name: string, spec: string): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\nspec:\n  project: default\n  destination: {server: s, namespace: n}\n${spec}\n`;
}

function said({ problems, applications }: Fleet): string[] {
  const refused = new Set(applications.flatMap(({ refused: why = [] }) => why));
  return [...problems, ...refused].map(
    ({ ruleId, location: { file, range }, message }) => `${ruleId} ${file}:${range.start.line} ${message}`,
  );
}

function leafOf({ applications }: Fleet, name: string): string | undefined {
  return applications.find((one) => one.name === name)?.leaf?.path;
}

describe('generated Applications', () => {
  const fleet = fleetOf({
    ...leafFiles('prod/aws/eu/cart', 'dev/aws/eu/search'),
    'sets/set.yaml': set({ generators: EVERY_LEAF }),
  });

  it('know their leaf, maker, place and whether they are production', () => {
    const [cart, search] = fleet.applications as [Application, Application];
    expect(said(fleet)).toEqual([]);
    expect(cart).toMatchObject({
      name: 'cart',
      namespace: 'argo',
      production: true,
      leaf: { path: 'environments/prod/aws/eu/cart' },
      generatedBy: {
        name: 'workloads',
        parameters: { path: { basename: 'cart', segments: ['environments', 'prod', 'aws', 'eu', 'cart'] } },
      },
      origin: { file: { path: 'sets/set.yaml' }, document: 0, path: ['spec', 'template'] },
    });
    expect([search.production, search.leaf?.path]).toEqual([false, 'environments/dev/aws/eu/search']);
  });

  it('share what no parameter changes', () => {
    const [cart, search] = fleet.applications.map(
      ({ object }) => (object.spec as { destination: object }).destination,
    );
    expect(cart).toBe(search);
  });

  it('tell a template error once, on its line, with the parameters; the leaves are no orphans for that', () => {
    const broken = fleetOf({
      ...leafFiles('prod/aws/eu/cart', 'dev/aws/eu/search'),
      'set.yaml': set({ generators: EVERY_LEAF, source: "path: 'x/{{ .path.nothing }}'" }),
    });
    expect(said(broken)).toEqual([
      'template-failed set.yaml:19 failed to execute go template x/{{ .path.nothing }}: template: base:1:10: executing "base" at <.path.nothing>: map has no entry for key "nothing" (with path environments/dev/aws/eu/search and 1 more)',
    ]);
    expect(broken.applications).toEqual([]);
    expect(broken.gaps.map(({ what }) => what)).toEqual(['2 Applications of ApplicationSet workloads']);
  });

  it('stay within the budgets', () => {
    const deep = fleetOf(
      {
        ...leafFiles('a/b/c/d'),
        'set.yaml': set({ generators: EVERY_LEAF, name: `'{{ range until 100000 }}{{ . }}{{ end }}'` }),
      },
      { limits: { steps: 1000 } },
    );
    expect(said(deep)).toEqual([expect.stringMatching(/^template-failed set\.yaml:13 .*1000 steps/)]);
    const many = fleetOf(
      { ...leafFiles('a/b/c/d', 'a/b/c/e', 'a/b/c/f'), 'set.yaml': set({ generators: EVERY_LEAF }) },
      { limits: { applications: 2 } },
    );
    expect(many.applications).toHaveLength(2);
    expect(said(many)).toEqual([
      expect.stringMatching(/^generator-unresolved set\.yaml:8 .*more than 2 Applications/),
    ]);
  });

  it('with names that Kubernetes refuses are told', () => {
    const names = fleetOf({ ...leafFiles('a/b/c/Big_One'), 'set.yaml': set({ generators: EVERY_LEAF }) });
    expect(said(names)).toEqual([expect.stringMatching(/^application-invalid set\.yaml:13 .*"Big_One"/)]);
  });
});

describe('a templatePatch', () => {
  it.each([
    ['spec:\n      source: [', 'is no YAML: did not find expected node content'],
    ['{spec: {source: {path: x}}}', 'is no JSON'],
    ['text', 'is not a map'],
    ['spec: {source: {targetRevision: 1.5}}', 'spec.source.targetRevision must be text, not the number 1.5'],
    ['spec: {source: {$patch: merge}}', 'unknown patch type: merge'],
    ['metadata: {$setElementOrder: [a]}', 'invalid patch format of setElementOrder list'],
  ])('that can’t be applied is told once, on its line: %j', (patch, message) => {
    const fleet = fleetOf({
      'set.yaml': set({
        generators: '    - list: {elements: [{name: a}, {name: b}]}',
        name: "'{{ .name }}'",
        extra: `  templatePatch: |\n    ${patch}\n`,
      }),
    });
    expect(fleet.applications).toEqual([]);
    expect(said(fleet)).toEqual([
      expect.stringMatching(/^template-failed set\.yaml:7 the rendered templatePatch/),
    ]);
    expect(said(fleet)[0]).toContain(message);
    expect(said(fleet)[0]).toMatch(/\(with \{"name":"a"\} and 1 more\)$/);
  });
});

describe('the line of a templatePatch that is no YAML', () => {
  const generators = '    - list: {elements: [{name: a}]}';
  const lines = [
    'spec:',
    '  source:',
    '    helm:',
    '      valueFiles:',
    '      - values.yaml',
    '     - {{ .name }}.yaml',
  ];

  it.each([
    ['is led to where it stands', '- a.yaml', 24],
    ['is not where a parameter changes it', '- {{ .name }}.yaml', 18],
  ])('%s', (_, last, line) => {
    const patch = [...lines.slice(0, -1), `     ${last}`].map((each) => `    ${each}\n`).join('');
    const text = `${set({ generators, name: "'{{ .name }}'" })}  templatePatch: |\n${patch}`;
    expect(said(fleetOf({ 'set.yaml': text }))).toEqual([
      expect.stringMatching(
        new RegExp(`^template-failed set.yaml:${line} the rendered templatePatch is no YAML`),
      ),
    ]);
  });
});

describe('what a template probably means', () => {
  const generators = '    - list: {elements: [{name: a, environment: prod}]}';

  it.each([
    [
      "'{{name}}'",
      'function "name" not defined; with goTemplate a parameter has a dot in front: {{ .name }} (with',
    ],
    ["'{{ .enviroment }}'", 'map has no entry for key "enviroment"; did you mean environment? (with'],
    ["'{{ .nothing.of.that }}'", 'map has no entry for key "nothing" (with'],
  ])('is said of %s', (name, message) => {
    expect(said(fleetOf({ 'set.yaml': set({ generators, name }) }))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('is Go’s, where goTemplate isn’t set', () => {
    const text = set({ generators, name: "'x-{{ .name }}'" }).replace(
      '  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n',
      '',
    );
    expect(said(fleetOf({ 'set.yaml': text }))).toEqual([
      expect.stringContaining('{{ .name }} is no parameter and stays as it is; it is a template of Go'),
    ]);
  });
});

describe('what no parameter fills', () => {
  it('stays in an old template, and is told once, on its line', () => {
    const text = set({
      generators: '    - list: {elements: [{name: a}, {name: b}]}',
      name: "'{{name}}'",
      source: "path: 'x/{{ nothing }}'",
    }).replace('  goTemplate: true\n  goTemplateOptions: [missingkey=error]\n', '');
    const fleet = fleetOf({ 'set.yaml': text });
    expect(said(fleet)).toEqual([
      'template-failed set.yaml:15 {{ nothing }} is no parameter and stays as it is; the parameters are name',
    ]);
    expect(fleet.applications.map(({ refused }) => refused)).toEqual([
      fleet.applications[0]!.refused,
      fleet.applications[0]!.refused,
    ]);
  });
});

describe('generators', () => {
  it('that ask for clusters say when none is known, and what they might deploy is in doubt', () => {
    const generators = '    - clusters: {selector: {matchLabels: {env: prod}}}';
    const text = set({ generators, name: "'{{ .name }}'" }).replace('https://git.example.com/charts', HERE);
    const fleet = fleetOf({ ...leafFiles('prod/aws/eu/cart'), 'set.yaml': text });
    const message =
      'a generator by clusters yields nothing, so that its ApplicationSet makes no Application: no cluster is known; list them as `clusters` (plimsoll.yaml), or give --clusters to `appset generate`';
    expect(said(fleet)).toEqual([`generator-empty set.yaml:8 ${message}`]);
    expect(fleet.gaps.map(({ what }) => what)).toEqual([
      'ApplicationSet workloads',
      'environments/prod/aws/eu/cart',
    ]);
  });

  it('that ask for labels which no cluster has say among how many they looked', () => {
    const generators = '    - clusters: {selector: {matchLabels: {env: prod}}}';
    const text = set({ generators, name: "'{{ .name }}'" });
    const clusters = [{ name: 'blue', server: 'https://blue.example.com', labels: { env: 'test' } }];
    expect(said(fleetOf({ 'set.yaml': text }, { clusters }))).toEqual([
      'generator-empty set.yaml:8 the clusters generator yields nothing, so that ApplicationSet workloads makes no Application of it: of 1 known cluster none has the labels that are asked for',
    ]);
  });

  it.each([
    [
      'scmProvider: {github: {organization: shop}}',
      'fixtures.scmProvider["shop"] or fixtures.scmProvider["workloads"]',
    ],
    [
      'pullRequest: {gitea: {owner: shop, repo: cart}}',
      'fixtures.pullRequest["shop/cart"] or fixtures.pullRequest["workloads"]',
    ],
    ['clusterDecisionResource: {configMapRef: placement}', 'fixtures.clusterDecisionResource["placement"]'],
    ['plugin: {configMapRef: {name: tenants}}', 'fixtures.plugin["tenants"]'],
  ])('%s says which fixture it needs, and its leaves are in doubt, not orphaned', (generator, keys) => {
    const fleet = fleetOf({
      ...leafFiles('prod/aws/eu/cart'),
      'set.yaml': set({
        generators: `    - list: {elements: [{name: x, path: {basename: x}}]}\n    - ${generator}`,
      }).replace('https://git.example.com/charts', HERE),
    });
    const [name] = generator.split(':');
    const reason = `what the ${name} generator of ApplicationSet workloads would find is not in the repository; ${keys} in plimsoll.yaml can say it`;
    expect(said(fleet)).toEqual([`generator-unresolved set.yaml:9 ${reason}`]);
    expect(fleet.applications.map(({ name: made }) => made)).toEqual(['x']);
    expect(fleet.gaps.map(({ what, reason: why }) => `${what}: ${why}`)).toEqual([
      `ApplicationSet workloads: ${reason}`,
      'environments/prod/aws/eu/cart: is not known to be deployed: ApplicationSet workloads could not be expanded',
    ]);
  });

  it.each([
    [
      '    - git: {repoURL: https://elsewhere, directories: [{path: "*"}]}',
      'generator-unresolved set.yaml:8 the git generator needs https://elsewhere, which is not among `repositories:`',
    ],
    [
      `    - git: {repoURL: ${HERE}, files: [{path: "nowhere/*"}]}`,
      'generator-empty set.yaml:8 no file matches nowhere/*, so that ApplicationSet workloads makes no Application of it',
    ],
    [
      `    - git:\n        repoURL: ${HERE}\n        files:\n          - path: ../x`,
      'application-invalid set.yaml:11 ../x is outside of the repository',
    ],
    [
      `    - git: {repoURL: ${HERE}}`,
      'application-invalid set.yaml:8 the git generator has neither directories nor files',
    ],
    [
      '    - git: {directories: [{path: a}]}',
      'application-invalid set.yaml:8 the git generator has no repoURL',
    ],
    [
      `    - git:\n        repoURL: ${HERE}\n        directories:\n          - path: nowhere/*`,
      'generator-empty set.yaml:11 no folder matches nowhere/*, so that ApplicationSet workloads makes no Application of it',
    ],
    [
      `    - git:\n        repoURL: ${HERE}\n        directories:\n          - {path: a/*, exclude: true}\n          - path: nowhere/*\n          - path: b/*`,
      'generator-empty set.yaml:12 no folder matches nowhere/* or b/* and is not excluded, so that',
    ],
    [
      '    - list: {elements: [{name: a}, {name: b}]}\n      selector: {matchLabels: {name: c}}',
      'generator-empty set.yaml:9 the selector leaves out all 2 parameter sets of the list generator, so that',
    ],
    [
      `    - matrix:\n        generators:\n          - list: {elements: [{name: a}]}\n          - git:\n              repoURL: ${HERE}\n              directories:\n                - path: '{{ .name }}/*'`,
      'generator-empty set.yaml:14 no folder matches a/*, so that',
    ],
    ['    - list: {elements: []}', 'generator-empty set.yaml:8 the list generator has no elements, so that'],
    [
      '    []',
      'generator-empty set.yaml:7 the list of generators is empty, so that ApplicationSet workloads makes no Application of it',
    ],
    [
      `    - git: {repoURL: ${HERE}, directories: [{path: a}], values: {key: 1}}`,
      'application-invalid set.yaml:8 values.key must be text',
    ],
    ['    - list: [1]', 'application-invalid set.yaml:8 the list generator must be a map'],
    ['    - list: {elements: [1]}', 'application-invalid set.yaml:8 elements[0] must be a map'],
    ['    - list:\n        elementsYaml: "a: ["', 'application-invalid set.yaml:9 elementsYaml:'],
    [
      '    - list:\n        elementsYaml: "a: 1"',
      'application-invalid set.yaml:9 elementsYaml must hold a list of maps',
    ],
    [
      '    - lists: {}',
      'application-invalid set.yaml:8 this is no generator that Argo CD knows: lists; did you mean list?',
    ],
    [
      '    - matrix: {generators: [{list: {elements: [{name: a}]}}, {gti: {}}]}',
      "application-invalid set.yaml:8 child generator generated no parameters: gti can't stand here; did you mean git?",
    ],
    [
      '    - list: {elements: [{a: 1}]}\n      selector:\n        matchExpressions: [{key: a, operator: Near}]',
      'application-invalid set.yaml:10 selector: "Near" is not a valid operator',
    ],
  ])('%j', (generators, expected) => {
    const [first] = said(fleetOf({ 'set.yaml': set({ generators }) }));
    expect(first).toContain(expected);
  });

  it.each([
    ['https://git.example.com/charts', 1],
    ["'https://git.example.com/{{ .name }}'", 1],
    ["'{{ .repo }}'", 0],
    [HERE, 0],
  ])('leave leaves in doubt only where %s may be the checked repository', (repoURL, orphans) => {
    const text = set({ generators: '    - plugin: {configMapRef: {name: x}}' }).replace(
      'https://git.example.com/charts',
      repoURL,
    );
    const fleet = fleetOf({ ...leafFiles('prod/aws/eu/cart'), 'set.yaml': text });
    expect(fleet.problems.filter(({ ruleId }) => ruleId === 'leaf-orphaned')).toHaveLength(orphans);
  });

  it.each([
    ['directories', '*', 'folder'],
    ['files', '*.yaml', 'file'],
  ])('tell of one of several %s that matches nothing', (key, some, what) => {
    const generators = `    - git:\n        repoURL: ${HERE}\n        ${key}: [{path: nowhere/*}, {path: '${some}'}]`;
    const text = set({ generators });
    expect(said(fleetOf({ ...leafFiles('prod/aws/eu/cart'), 'a.yaml': 'a: b\n', 'set.yaml': text }))[0]).toBe(
      `generator-empty set.yaml:10 the path nowhere/* matches no ${what}`,
    );
  });

  it('know the options of Go templates', () => {
    const text = set({ generators: EVERY_LEAF }).replace('missingkey=error', 'missingkey=never');
    expect(said(fleetOf({ 'set.yaml': text }))).toEqual([
      'application-invalid set.yaml:6 unrecognized goTemplateOptions entry "missingkey=never"',
    ]);
  });
});

describe('leaves', () => {
  const leaf = 'environments/prod/aws/eu/cart';

  it.each([
    ['path: the source', `  source: {repoURL: ${HERE}, path: ${leaf}/}`],
    [
      'a relative value file',
      `  source: {repoURL: ${HERE}, path: charts/cart, helm: {valueFiles: [values.yaml, ../../${leaf}/values.yaml]}}`,
    ],
    [
      'a value file from the top',
      `  source: {repoURL: ${HERE}, path: charts/cart, helm: {valueFiles: [/${leaf}/values.yaml]}}`,
    ],
    [
      'a referenced value file',
      `  sources:\n    - {repoURL: https://x, path: c, helm: {valueFiles: [$own/${leaf}/values.yaml]}}\n    - {repoURL: ${HERE}, ref: own}`,
    ],
    [
      'a file below',
      `  sources:\n    - {repoURL: https://x, chart: c, helm: {valueFiles: [$own/${leaf}/deep/values.yaml]}}\n    - {repoURL: ${HERE}, ref: own}`,
    ],
  ])('are covered by %s', (_, spec) => {
    const fleet = fleetOf({ ...leafFiles('prod/aws/eu/cart'), 'app.yaml': application('cart', spec) });
    expect([leafOf(fleet, 'cart'), said(fleet)]).toEqual([leaf, []]);
    expect(fleet.applications[0]).toMatchObject({
      namespace: 'argocd',
      production: true,
      origin: { path: [] },
    });
  });

  it.each([
    ['another repository', `  source: {repoURL: https://other, path: ${leaf}}`],
    [
      'a reference to another repository',
      `  sources:\n    - {repoURL: https://x, path: c, helm: {valueFiles: [$own/${leaf}/values.yaml]}}\n    - {repoURL: https://y, ref: own}`,
    ],
    ['the folder above', `  source: {repoURL: ${HERE}, path: environments/prod}`],
    ['a path that leaves the repository', `  source: {repoURL: ${HERE}, path: ../${leaf}}`],
  ])('are not covered by %s', (_, spec) => {
    const fleet = fleetOf({ ...leafFiles('prod/aws/eu/cart'), 'app.yaml': application('cart', spec) });
    expect(said(fleet)).toEqual([
      `leaf-orphaned ${leaf}/values.yaml:1 no Application deploys the leaf ${leaf}; name its chart in leaves.chart, or remove it`,
    ]);
    expect(fleet.problems[0]?.leaf?.path).toBe(leaf);
  });

  it('are no orphans where nothing in them could be deployed', () => {
    const fleet = fleetOf({ 'environments/prod/uploads/system/assets/wheel.svg': '' });
    expect(said(fleet)).toEqual([]);
    expect(fleet.gaps.map(({ what, reason }) => `${what} ${reason}`)).toEqual([
      'environments/prod/uploads/system/assets no Application deploys it',
    ]);
  });

  it('without an Application are rendered with the chart of the config', () => {
    const chart = { repoURL: 'https://git.example.com/apps/{service}', path: 'deploy/{service}/{other}' };
    const leaves = { pattern: 'environments/{environment}/{cloud}/{cluster}/{service}', chart };
    const fleet = fleetOf(
      { ...leafFiles('prod/aws/eu-1/Cart'), 'environments/dev/gcp/us/bare/x.txt': '' },
      { leaves },
    );
    expect(said(fleet)).toEqual([]);
    expect(fleet.applications.map(({ name }) => name)).toEqual(['dev-gcp-us-bare', 'prod-aws-eu-1-cart']);
    const [bare, cart] = fleet.applications as [Application, Application];
    expect(cart).toMatchObject({
      production: true,
      origin: { file: { path: 'environments/prod/aws/eu-1/Cart/values.yaml' }, document: 0, path: [] },
    });
    expect(bare.origin.file.path).toBe('environments/dev/gcp/us/bare/x.txt');
    expect(cart.object.spec).toMatchObject({
      destination: { name: 'eu-1', namespace: 'Cart' },
      sources: [
        {
          repoURL: 'https://git.example.com/apps/Cart',
          path: 'deploy/Cart/{other}',
          helm: { valueFiles: ['$leaf/environments/prod/aws/eu-1/Cart/values.yaml'] },
        },
        { repoURL: '.', ref: 'leaf' },
      ],
    });
  });
});

describe('production without a leaf', () => {
  it.each([
    ['source: {repoURL: x, path: clusters/prod/a}', true],
    ['source: {repoURL: x, path: clusters/product/a}', false],
    ['destination: {name: production}\n  source: {repoURL: x, path: a}', true],
    ['destination: {namespace: prod}\n  source: {repoURL: x, path: a}', true],
    ['project: prod\n  source: {repoURL: x, path: a}', true],
  ])('%j: %s', (spec, production) => {
    const text = `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  ${spec}\n`;
    expect(fleetOf({ 'app.yaml': text }).applications[0]?.production).toBe(production);
  });
});

describe('collisions', () => {
  const source = '  source: {repoURL: https://x, path: a}';

  it('within an ApplicationSet name the leaves', () => {
    const fleet = fleetOf({
      ...leafFiles('prod/aws/eu/cart', 'dev/aws/eu/cart'),
      'set.yaml': set({ generators: EVERY_LEAF }),
    });
    expect(said(fleet)).toEqual([
      'application-name-collision set.yaml:13 2 Applications are named cart, by ApplicationSet workloads (for environments/dev/aws/eu/cart, environments/prod/aws/eu/cart); Argo CD refuses them',
    ]);
    expect(fleet.applications).toHaveLength(2);
  });

  it('in one field of a template name the parameters of both', () => {
    const elements = '    - list: {elements: [{name: a}, {name: a, tag: x}]}';
    const text = set({ generators: elements, name: "'x-{{ .name }}'" });
    const { problems } = fleetOf({ 'set.yaml': text });
    const { location, related } = withVia(problems[0]!);
    const lines = text.split('\n');
    const written = ({ range: { start, end } }: Location): string =>
      lines[start.line - 1]!.slice(start.character - 1, end.character - 1);
    expect(written(location)).toBe("'x-{{ .name }}'");
    expect(related.map(written)).toEqual(['a', 'a']);
    expect(related[0]?.range).not.toEqual(related[1]?.range);
  });

  it('of many names stand on the template, which does not tell them apart, and not on each parameter', () => {
    const names = ['blue', 'green'].flatMap((name) => [`{name: ${name}}`, `{name: ${name}}`]).join(', ');
    const text = set({ generators: `    - list: {elements: [${names}]}`, name: "'{{ .name }}'" });
    const collisions = fleetOf({ 'set.yaml': text }).problems.filter(
      ({ ruleId }) => ruleId === 'application-name-collision',
    );
    const line = text.split('\n').findIndex((each) => each.includes("'{{ .name }}'")) + 1;
    expect(collisions.map(({ location }) => location.range.start.line)).toEqual([line, line]);
  });

  it('are none of a file that the kustomization lists with one that it leaves out', () => {
    const files = { 'a/1.yaml': application('x', source), 'a/2.yaml': application('x', source) };
    const listing = (resources: string): string[] =>
      said(fleetOf({ ...files, 'kustomization.yaml': `resources: ${resources}\n` }));
    expect(listing('[./a/1.yaml]')).toEqual([]);
    expect(listing('[a/1.yaml, a/2.yaml]')).toHaveLength(1);
    expect(listing('[elsewhere.yaml]')).toHaveLength(1);
  });

  it('of files in one folder, but not of two instances in two folders', () => {
    const one = fleetOf({ 'a/1.yaml': application('x', source), 'a/2.yaml': application('x', source) });
    expect(one.problems).toMatchObject([
      {
        ruleId: 'application-name-collision',
        location: { file: 'a/2.yaml' },
        related: [{ file: 'a/1.yaml' }],
      },
    ]);
    expect(
      said(fleetOf({ 'a/1.yaml': application('x', source), 'b/1.yaml': application('x', source) })),
    ).toEqual([]);
  });
});

describe('untrusted names', () => {
  it('are only names', () => {
    const elements = '[{__proto__: {polluted: 1}, constructor: c, path: {basename: __proto__}}]';
    const text = set({
      generators: `    - list: {elements: ${elements}}`,
      source: "helm: {valuesObject: {'{{ .path.basename }}': {polluted: '{{ .constructor }}'}}}",
    });
    const fleet = fleetOf({ 'set.yaml': text });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const spec = fleet.applications[0]?.object.spec as { source: { helm: { valuesObject: object } } };
    const { valuesObject } = spec.source.helm;
    expect(Object.hasOwn(valuesObject, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(valuesObject)).toBe(Object.prototype);
  });
});
