import { describe, expect, it } from 'vitest';
import { check, type Files } from './scratch-fleet.ts';

const CHART: Files = {
  'charts/web/Chart.yaml':
    'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n  - {name: cache, version: 1.0.0, condition: cache.enabled}\n',
  'charts/web/values.yaml': `replicaCount: 1
image:
  repository: web
  tag: "1"
resources: {}
cache:
  enabled: true
  size: 1
`,
  'charts/web/templates/web.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: "web-{{ .Release.Name }}"}
data:
  replicas: "{{ .Values.replicaCount }}"
  image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
  resources: {{ toJson .Values.resources | quote }}
  env: {{ range $k, $v := .Values.env }}{{ $k }}={{ $v }};{{ end }}x
  text: {{ tpl (default "" .Values.text) . | quote }}
  labels: {{ include "web.labels" .Values.podLabels | quote }}
  {{- if .Values.ingress }}
  host: {{ .Values.ingress.hostName }}
  {{- end }}
`,
  'charts/web/templates/_helpers.tpl': '{{ define "web.labels" }}{{ toJson . }}{{ end }}',
  'charts/web/charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
  'charts/web/charts/cache/values.yaml': 'size: 1\nenabled: true\n',
  'charts/web/charts/cache/templates/cache.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: cache}
data: {size: "{{ .Values.size }}", zone: "{{ .Values.global.zone }}"}
`,
};

const application = (name: string, files: string, more = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: ${name}}
  source:
    repoURL: https://git.example.com/fleet.git
    path: charts/web
    helm:
      valueFiles: [${files}]
${more}`;

async function unread(values: string, more: Files = {}): Promise<string[]> {
  const files = {
    ...CHART,
    'env/a.yaml': values,
    'app.yaml': application('web', '../../env/a.yaml'),
    ...more,
  };
  const { diagnostics } = await check(files);
  expect(diagnostics.filter(({ ruleId }) => ruleId === 'template-failed')).toEqual([]);
  return diagnostics
    .filter(({ ruleId }) => ruleId === 'value-overrides-nothing')
    .map(
      ({ location: { file, range }, message }) =>
        `${file}:${range.start.line}:${range.start.character} ${message}`,
    );
}

const NOTHING = 'No template, schema or subchart of web reads';

describe('a value that nothing reads', () => {
  it('is named with the nearest key that the chart knows', async () => {
    expect(await unread('a: 1\nreplicaCout: 3\n')).toEqual([
      `env/a.yaml:2:1 ${NOTHING} replicaCout; did you mean replicaCount?`,
    ]);
    expect(await unread('image:\n  tga: "2"\n')).toEqual([
      `env/a.yaml:2:3 ${NOTHING} image.tga; did you mean image.tag?`,
    ]);
    expect(await unread('cache:\n  sise: 2\n')).toEqual([
      `env/a.yaml:2:3 ${NOTHING} cache.sise; did you mean cache.size?`,
    ]);
    expect(await unread('global: {zoen: a}\n')).toEqual([
      `env/a.yaml:1:10 ${NOTHING} global.zoen; did you mean global.zone?`,
    ]);
    expect(await unread('leftOver: {from: before}\n')).toEqual([`env/a.yaml:1:1 ${NOTHING} leftOver`]);
  });

  it('is found in the Application’s own values and parameters, and in what a chart of one’s own says for a subchart', async () => {
    const inline = application(
      'web',
      '',
      '      values: |\n        replicaCuont: 3\n      parameters:\n        - {name: image.tga, value: "2"}\n',
    );
    expect(await unread('', { 'app.yaml': inline })).toEqual([
      `app.yaml:13:9 ${NOTHING} replicaCuont; did you mean replicaCount?`,
      `app.yaml:15:18 ${NOTHING} image.tga; did you mean image.tag?`,
    ]);
    const values = `${CHART['charts/web/values.yaml']}  sise: 3\nunused: 1\n`;
    expect(await unread('', { 'charts/web/values.yaml': values })).toEqual([
      `charts/web/values.yaml:9:3 ${NOTHING} cache.sise; did you mean cache.size?`,
    ]);
  });

  it.each([
    ['printed whole', 'resources: {limitz: {cpu: 1}}\n'],
    ['gone over', 'env: {SOME_NAME: x}\n'],
    ['handed to a helper', 'podLabels: {teem: shop}\n'],
    ['read by a text for tpl', 'text: "{{ .Values.mine }}"\nmine: 1\n'],
    ['read under another condition', 'ingress: null\nhostName: x\n'],
    ['a global that a subchart reads', 'global: {zone: a}\n'],
    ['a global that all charts are given', 'global: {cluster: a}\n'],
    ['a switch of a subchart', 'cache: {enabled: true}\n'],
    ['for a subchart that is switched off', 'cache: {enabled: false, size: 3}\n'],
    ['an anchor for the file itself', 'common: &common {x: 1}\nresources: *common\n'],
    ['an extension', 'x-common: {y: 1}\n'],
    ['taken away', 'replicaCout: null\n'],
  ])('is not one that is %s', async (_, values) => {
    expect(await unread(values)).toEqual([]);
  });

  it('is not one that another chart reads which is given the same file', async () => {
    const other: Files = {
      'charts/other/Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
      'charts/other/templates/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata: {b: "{{ .Values.shards }}"}\n',
      'other.yaml': application('other', '../../env/a.yaml').replace('charts/web', 'charts/other'),
    };
    expect(await unread('shards: 3\n')).toEqual([`env/a.yaml:1:1 ${NOTHING} shards`]);
    expect(await unread('shards: 3\n', other)).toEqual([]);
  });

  it('is not one that a schema knows, or a parameter of the ApplicationSet', async () => {
    const schema = { 'charts/web/values.schema.json': '{"properties": {"shards": {"type": "integer"}}}' };
    expect(await unread('shards: 3\n', schema)).toEqual([]);
    const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: webs, namespace: argocd}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    - git: {repoURL: https://git.example.com/fleet.git, revision: HEAD, files: [{path: env/*.yaml}]}
  template:
    metadata: {name: 'web-{{ .cluster }}'}
    spec:
      project: default
      destination: {server: https://kubernetes.default.svc, namespace: web}
      source:
        repoURL: https://git.example.com/fleet.git
        path: charts/web
        helm: {valueFiles: ['/{{ .path.path }}/{{ .path.filename }}']}
`;
    expect(await unread('cluster: one\n', { 'app.yaml': set })).toEqual([]);
  });
});
