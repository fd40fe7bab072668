import { describe, expect, it } from 'vitest';
import { check, type Files } from './scratch-fleet.ts';

const REPO = 'repoURL: https://git.example.com/fleet.git';
const PINNED = `registry.example.com/web@sha256:${'0'.repeat(64)}`;

const CHART: Files = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': `count: 1\nimage: ${PINNED}\nname: ok\nlist: []\n`,
  'charts/web/values.schema.json': '{"properties": {"count": {"type": "integer"}}}',
  'charts/web/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers:
        - name: web
          image: {{ .Values.image }}
          args: {{ join "," .Values.list | quote }}{{ range .Values.list }}{{ end }}
          workingDir: {{ if ne .Values.name "ok" }}{{ fail (printf "no name: %s" .Values.name) }}{{ end }}x
`,
};

const application = (helm: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: web}
  source:
    ${REPO}
    path: charts/web
    helm:
      ignoreMissingValueFiles: true
      valueFiles: [../../env/prod.yaml, ../../clusters/a.yaml]
${helm}`;

const applicationSet = (generators: string, helm: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: webs, namespace: argocd}
spec:
  goTemplate: true
  generators:
${generators}
  template:
    metadata: {name: web}
    spec:
      project: default
      destination: {server: https://kubernetes.default.svc, namespace: web}
      source:
        ${REPO}
        path: charts/web
        helm:
${helm}`;

/** What is wrong: the rule, the value's key, and the value. */
const FINDINGS: readonly (readonly [rule: string, key: string, value: string])[] = [
  ['values-schema', 'count', '"many"'],
  ['image-not-pinned', 'image', '"registry.example.com/web:1"'],
  ['template-failed', 'name', '"wrong"'],
];

/** The layer that sets a value over others that set it → the files, and where the diagnostic has to stand. */
const LAYERS: readonly (readonly [string, (key: string, value: string) => Files, file: string])[] = [
  [
    'the values of a chart of one’s own',
    (key, value) => ({
      'charts/web/values.yaml': CHART['charts/web/values.yaml']!.replace(
        new RegExp(`^${key}: .*$`, 'm'),
        `${key}: ${value}`,
      ),
      'app.yaml': application(''),
    }),
    'charts/web/values.yaml',
  ],
  [
    'the environment’s file',
    (key, value) => ({
      'env/prod.yaml': `a: 1\n${key}: ${value}\n`,
      'clusters/a.yaml': 'b: 1\n',
      'app.yaml': application(''),
    }),
    'env/prod.yaml',
  ],
  [
    'the cluster’s file',
    (key, value) => ({
      'env/prod.yaml': `a: 1\n${key}: 3\n`,
      'clusters/a.yaml': `b: 1\n${key}: ${value}\n`,
      'app.yaml': application(''),
    }),
    'clusters/a.yaml',
  ],
  [
    'the Application’s valuesObject',
    (key, value) => ({
      'env/prod.yaml': `${key}: 3\n`,
      'app.yaml': application(`      valuesObject:\n        ${key}: ${value}\n`),
    }),
    'app.yaml',
  ],
  [
    'the Application’s values',
    (key, value) => ({
      'env/prod.yaml': `${key}: 3\n`,
      'app.yaml': application(`      values: |\n        ${key}: ${value}\n`),
    }),
    'app.yaml',
  ],
  [
    'a parameter',
    (key, value) => ({
      'env/prod.yaml': `${key}: 3\n`,
      'app.yaml': application(`      parameters:\n        - name: ${key}\n          value: ${value}\n`),
    }),
    'app.yaml',
  ],
  [
    'a parameter of .argocd-source.yaml',
    (key, value) => ({
      'env/prod.yaml': `${key}: 3\n`,
      'app.yaml': application(`      parameters:\n        - {name: ${key}, value: "5"}\n`),
      'charts/web/.argocd-source.yaml': `helm:\n  parameters:\n    - name: ${key}\n      value: ${value}\n`,
    }),
    'charts/web/.argocd-source.yaml',
  ],
  [
    'the valuesObject of .argocd-source.yaml, over the Application’s',
    (key, value) => ({
      'app.yaml': application(`      valuesObject: {other: 1, ${key}: 3}\n`),
      'charts/web/.argocd-source.yaml': `helm:\n  valuesObject:\n    ${key}: ${value}\n`,
    }),
    'charts/web/.argocd-source.yaml',
  ],
  [
    'the Application’s valuesObject, beside one of .argocd-source.yaml',
    (key, value) => ({
      'app.yaml': application(`      valuesObject:\n        ${key}: ${value}\n`),
      'charts/web/.argocd-source.yaml': 'helm:\n  valuesObject:\n    other: 1\n',
    }),
    'app.yaml',
  ],
];

describe('a finding stands in the layer that decides, on the value’s own line and column', () => {
  const cases = FINDINGS.flatMap(([rule, key, value]) =>
    LAYERS.map(([layer, files, file]) => [rule, layer, files(key, value), file, value] as const),
  );
  it.each(cases)('%s: %s', async (rule, _, given, file, value) => {
    const files = { ...CHART, ...given };
    const { diagnostics } = await check(files);
    const found = diagnostics.filter(({ ruleId }) => ruleId === rule);
    expect(found.map(({ location }) => location.file)).toEqual([file]);
    const { start } = found[0]!.location.range;
    expect(files[file]!.split('\n')[start.line - 1]!.slice(start.character - 1)).toBe(value);
  });

  it.each(FINDINGS)(
    '%s: the element whose parameter a field of an ApplicationSet’s template takes',
    async (rule, key, value) => {
      const generators = `    - list: {elements: [{cluster: a, it: ${value}}]}\n`;
      const set = applicationSet(
        generators,
        `          parameters:\n            - {name: ${key}, value: '{{ .it }}'}\n`,
      );
      const { diagnostics } = await check({ ...CHART, 'set.yaml': set });
      const found = diagnostics.find(({ ruleId }) => ruleId === rule);
      expect(found!.location.file).toBe('set.yaml');
      const { start } = found!.location.range;
      expect(set.split('\n')[start.line - 1]!.slice(start.character - 1)).toBe(`${value}}]}`);
    },
  );
});

describe('what a template can’t work with is told where the template is, with the layer that gave it', () => {
  it.each([
    ['charts/web/values.yaml', { 'charts/web/values.yaml': `image: ${PINNED}\nname: ok\nlist: 7\n` }, 3],
    ['env/prod.yaml', { 'env/prod.yaml': 'list: 7\n', 'clusters/a.yaml': 'b: 1\n' }, 1],
  ] as const)('of %s', async (file, files, line) => {
    const { diagnostics } = await check({ ...CHART, 'app.yaml': application(''), ...files });
    const found = diagnostics.find(({ ruleId }) => ruleId === 'template-failed');
    expect(found!.location.file).toBe('charts/web/templates/web.yaml');
    expect(found!.related.map((each) => [each.file, each.range.start.line])).toEqual([[file, line]]);
  });

  it('and what nobody sets, where its neighbours are set', async () => {
    const { diagnostics } = await check({
      ...CHART,
      'charts/web/templates/web.yaml': 'host: {{ required "db.host is missing" .Values.db.host }}\n',
      'env/prod.yaml': 'a: 1\ndb:\n  port: 5432\n',
      'clusters/a.yaml': 'b: 1\n',
      'app.yaml': application(''),
    });
    const found = diagnostics.find(({ ruleId }) => ruleId === 'template-failed');
    expect(found!.message).toBe('db.host is missing');
    expect([found!.location.file, found!.location.range.start.line]).toEqual(['env/prod.yaml', 2]);
  });
});
