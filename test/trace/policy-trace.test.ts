import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import { type PolicyResult, tracePolicyResult } from '../../src/trace/index.ts';
import type { Application, KubernetesObject, Rendered, SourceTree, Trees } from '../../src/types.ts';

const GITOPS = 'https://git.example.com/gitops.git';
const APP = 'https://git.example.com/app.git';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  {{- if .Values.protect }}
  annotations:
    argocd.argoproj.io/sync-options: Prune=false
  {{- end }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  template:
    spec:
      {{- with .Values.security }}
      hostNetwork: true
      {{- end }}
      containers:
        - name: main
          image: {{ include "app.image" . | quote }}
          args: ["--fixed"]
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
`;

const CHART: Record<string, string> = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\nappVersion: "7.7"\n',
  'chart/values.yaml': `image:
  repository: registry.example.com/app
  tag: ""
replicas: 1
protect: true
autoscaling:
  enabled: false
resources: {}
env: {}
pdb:
  enabled: false
`,
  'chart/templates/_helpers.tpl': `{{- define "app.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
`,
  'chart/templates/deployment.yaml': DEPLOYMENT,
  'chart/templates/pdb.yaml': `{{- if .Values.pdb.enabled }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .Release.Name }}
{{- end }}
`,
};

function treeAt(prefix: string, files: Record<string, string>): SourceTree {
  const tree = memoryTree(files);
  return Object.assign(Object.create(tree) as SourceTree, {
    prefix,
    list: () => tree.list(),
    directories: () => tree.directories(),
    read: (path: string) => tree.read(path),
    readBytes: (path: string) => tree.readBytes(path),
    kind: (path: string) => tree.kind(path),
  });
}

/** An Application of the chart, which lies in another repository, with the leaf's values. */
function render(values: string, helm: Record<string, unknown> = {}): Rendered {
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'app' },
    spec: {
      destination: { namespace: 'app' },
      sources: [
        { repoURL: APP, path: 'chart', helm: { valueFiles: ['$values/leaf/values.yaml'], ...helm } },
        { repoURL: GITOPS, ref: 'values' },
      ],
    },
  };
  const checked = memoryTree({
    'leaf/values.yaml': values,
    'app.yaml': `${JSON.stringify(object, undefined, 2)}\n`,
  });
  const chart = treeAt('../app/', CHART);
  const trees: Trees = {
    checked,
    resolve: (url) => ({ tree: url === APP ? chart : checked }),
  };
  const application: Application = {
    name: 'app',
    namespace: 'argocd',
    object: object as unknown as KubernetesObject,
    origin: { file: { tree: checked, path: 'app.yaml' }, document: 0, path: [] },
    leaf: {
      path: 'leaf',
      segments: {},
      production: true,
      values: { tree: checked, path: 'leaf/values.yaml' },
    },
    production: true,
  };
  const rendered = createRenderer(trees, configFrom({})).render(application);
  expect(rendered.problems).toEqual([]);
  return rendered;
}

function trace(
  rendered: Rendered,
  result: Partial<PolicyResult>,
): { place: string; trace: string | undefined; related: string[] } {
  const { location, trace, related } = tracePolicyResult(
    { rule: 'x', message: 'm', subject: 'manifest', manifest: 0, path: [], ...result },
    rendered,
  );
  const place = `${location.file}:${location.range.start.line}:${location.range.start.character}`;
  return {
    place,
    trace,
    related: related.map(({ file, range, message }) => `${file}:${range.start.line} ${message}`),
  };
}

const IMAGE = ['spec', 'template', 'spec', 'containers', 0, 'image'];

describe('a field leads back to the value that made it', () => {
  it('through include and printf, to the value that is the wrong part', () => {
    const rendered = render('image:\n  repository: registry.example.com/other\n  tag: "1.2"\n');
    expect(trace(rendered, { path: IMAGE, focus: '1.2' })).toEqual({
      place: 'leaf/values.yaml:3:8',
      trace: 'image.tag → app/templates/deployment.yaml:20 → spec.template.spec.containers[0].image',
      related: ['../app/chart/templates/deployment.yaml:20 the template reads it here'],
    });
    expect(trace(rendered, { path: IMAGE, focus: 'registry.example.com/other' }).place).toBe(
      'leaf/values.yaml:2:15',
    );
  });

  it('inside a map that toYaml printed whole', () => {
    const rendered = render('resources:\n  limits:\n    cpu: 2\n    memory: 3Gi\n');
    const path = ['spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'memory'];
    expect(trace(rendered, { path }).place).toBe('leaf/values.yaml:4:13');
  });

  it('through range, to the element', () => {
    const rendered = render('env:\n  A: one\n  B: two\n');
    const path = ['spec', 'template', 'spec', 'containers', 0, 'env', 1, 'value'];
    expect(trace(rendered, { path }).place).toBe('leaf/values.yaml:3:6');
  });

  it('to the guard of literal text', () => {
    const rendered = render('security:\n  host: true\n');
    expect(trace(rendered, { path: ['spec', 'template', 'spec', 'hostNetwork'] }).place).toBe(
      'leaf/values.yaml:1:1',
    );
  });

  it('to the deepest key that the author has, with the default that applies beside it', () => {
    const rendered = render('image:\n  tag: "1.2"\n');
    expect(trace(rendered, { path: IMAGE, focus: 'registry.example.com/app' })).toMatchObject({
      place: 'leaf/values.yaml:1:1',
      related: [
        '../app/chart/values.yaml:2 image.repository is set here',
        '../app/chart/templates/deployment.yaml:20 the template reads it here',
      ],
    });
  });

  it('to the value that may set the wrong part, where the chart’s own version is printed', () => {
    const rendered = render('image:\n  repository: registry.example.com/other\n');
    expect(trace(rendered, { path: IMAGE, focus: '7.7' })).toMatchObject({
      place: 'leaf/values.yaml:1:1',
      trace: 'image.tag → app/templates/deployment.yaml:20 → spec.template.spec.containers[0].image',
    });
  });

  it('to a tag of letters, which another value only makes longer', () => {
    const rendered = render('image:\n  repository: registry.example.com/main\n  tag: main\n');
    expect(trace(rendered, { path: IMAGE, focus: 'main' }).place).toBe('leaf/values.yaml:3:8');
  });

  it('from a file of a chart elsewhere to the author’s own', () => {
    const rendered = render('replicas: 2\n');
    const file = {
      tree: treeAt('../app/', { 'chart/crds/a.yaml': 'kind: X\nspec: {}\n' }),
      path: 'chart/crds/a.yaml',
    };
    const provenance = { kind: 'file', origin: { file, document: 0, path: [] } } as const;
    const manifests = [{ ...rendered.manifests[0]!, provenance }];
    expect(trace({ ...rendered, manifests }, { path: ['spec'] })).toEqual({
      place: 'leaf/values.yaml:1:1',
      trace: undefined,
      related: ['../app/chart/crds/a.yaml:2 the chart’s file'],
    });
  });

  it('into values that the Application holds inline', () => {
    const rendered = render('replicas: 2\n', { valuesObject: { replicas: 5 } });
    const { place } = trace(rendered, { path: ['spec', 'replicas'] });
    const line = Number(place.split(':')[1]);
    expect(place.startsWith('app.yaml:')).toBe(true);
    expect(rendered.application.origin.file.tree.read('app.yaml')).toMatchObject({ ok: true });
    const read = rendered.application.origin.file.tree.read('app.yaml');
    expect(read.ok && read.text.split('\n')[line - 1]).toContain('"replicas": 5');
  });
});

describe('what is missing leads back to the guard that removed it', () => {
  it('a resource', () => {
    const rendered = render('pdb:\n  enabled: false\n');
    expect(trace(rendered, { missing: { kind: 'PodDisruptionBudget' } })).toEqual({
      place: 'leaf/values.yaml:2:12',
      trace: 'pdb.enabled → app/templates/pdb.yaml:1 → PodDisruptionBudget',
      related: ['../app/chart/templates/pdb.yaml:1 the template reads it here'],
    });
  });

  it('a resource whose switch the leaf does not mention', () => {
    const rendered = render('replicas: 2\n');
    const found = trace(rendered, { missing: { kind: 'PodDisruptionBudget' } });
    expect(found.place).toBe('leaf/values.yaml:1:1');
    expect(found.related).toEqual([
      '../app/chart/values.yaml:11 pdb.enabled is set here',
      '../app/chart/templates/pdb.yaml:1 the template reads it here',
    ]);
  });

  it('and not to a value without which all of it were gone', () => {
    const rendered = render('pdb:\n  enabled: true\n');
    const manifest = rendered.manifests.findIndex(({ object }) => object.kind === 'PodDisruptionBudget');
    const found = trace(rendered, { manifest, path: ['metadata', 'annotations'] });
    expect(found.trace).toMatch(/templates\/pdb\.yaml:\d+ → metadata\.annotations$/);
    expect(found.trace).not.toContain('pdb.enabled');
  });

  it('an annotation', () => {
    const rendered = render('replicas: 2\nprotect: false\n');
    const missing = { text: 'argocd.argoproj.io/sync-options' };
    expect(trace(rendered, { path: ['metadata', 'annotations'], missing }).place).toBe(
      'leaf/values.yaml:2:10',
    );
  });
});

describe('what no value decides', () => {
  it('stands in the author’s file, with the template’s line beside it', () => {
    const rendered = render('replicas: 2\n');
    const found = trace(rendered, { path: ['spec', 'template', 'spec', 'containers', 0, 'args', 0] });
    expect(found.place).toBe('leaf/values.yaml:1:1');
    expect(found.related).toEqual(['../app/chart/templates/deployment.yaml:21 the template prints it here']);
  });

  it('of the Application stands in the Application', () => {
    const rendered = render('replicas: 2\n');
    const found = trace(rendered, { subject: 'application', path: ['spec', 'destination', 'namespace'] });
    expect(found.place.startsWith('app.yaml:')).toBe(true);
  });

  it('of the leaf’s values stands in its file', () => {
    const rendered = render('global:\n  cloud: aws\n');
    expect(trace(rendered, { subject: 'values', path: ['global', 'cloud'] }).place).toBe(
      'leaf/values.yaml:2:10',
    );
  });
});
