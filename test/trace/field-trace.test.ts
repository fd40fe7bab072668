import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import { parsePath, traceManifestField } from '../../src/trace/index.ts';
import type { Application, KubernetesObject, Rendered } from '../../src/types.ts';

const CHART = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "4.5"\n',
  'chart/values.yaml': 'enabled: true\nnames:\n  first: one\n',
  'chart/files/motd.txt': 'first line\nwelcome to the shop\n',
  'chart/templates/main.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
  labels:
    version: {{ .Chart.AppVersion | quote }}
data:
  motd: |
    {{- .Files.Get "files/motd.txt" | nindent 4 }}
  {{- if .Values.enabled }}
  first: {{ .Values.names.first }}
  fixed: always
  {{- end }}
`,
};

/** The chart lies in the checked tree itself, so that its own files are the author's too. */
function rendered(helm: Record<string, unknown>, files: Readonly<Record<string, string>> = {}): Rendered {
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shop' },
    spec: {
      destination: { namespace: 'shop-ns' },
      source: { repoURL: 'https://git.example.com/shop.git', path: 'chart', helm },
    },
  } as unknown as KubernetesObject;
  const tree = memoryTree({ ...CHART, ...files, 'app.yaml': JSON.stringify(object, undefined, 1) });
  const application: Application = {
    name: 'shop',
    namespace: 'argocd',
    object,
    origin: { file: { tree, path: 'app.yaml' }, document: 0, path: [] },
    production: false,
  };
  return createRenderer({ checked: tree, resolve: () => ({ tree }) }, configFrom({})).render(application);
}

/** The text of the line that a field leads to, and the file. */
function lineOf(release: Rendered, field: string, focus?: string): string {
  const { location } = traceManifestField(
    release,
    0,
    parsePath(field)!,
    focus === undefined ? {} : { focus },
  )!;
  const read = release.application.origin.file.tree.read(location.file);
  const line = read.ok ? read.text.split('\n')[location.range.start.line - 1]! : '';
  return `${location.file}: ${line.trim()}`;
}

describe('what is no value leads to the file that says it', () => {
  it('the release’s name and namespace, to the Application', () => {
    const plain = rendered({});
    expect(lineOf(plain, 'metadata.name')).toBe('app.yaml: "name": "shop"');
    expect(lineOf(plain, 'metadata.namespace')).toBe('app.yaml: "namespace": "shop-ns"');
    const named = rendered({ releaseName: 'other' });
    expect(lineOf(named, 'metadata.name')).toBe('app.yaml: "releaseName": "other"');
  });

  it('the chart’s version, to Chart.yaml', () => {
    expect(lineOf(rendered({}), 'metadata.labels.version')).toBe('chart/Chart.yaml: appVersion: "4.5"');
  });

  it('the chart’s files, to the line of the file', () => {
    expect(lineOf(rendered({}), 'data.motd')).toBe('chart/files/motd.txt: first line');
    expect(lineOf(rendered({}), 'data.motd', 'welcome')).toBe('chart/files/motd.txt: welcome to the shop');
  });
});

describe('the reads of a field', () => {
  it('say what each does', () => {
    const { reads } = traceManifestField(rendered({}), 0, ['data', 'first'])!;
    expect(reads.map(({ path, role, effect }) => [path.join('.'), role, effect])).toEqual([
      ['Values.names.first', 'value', 'changes'],
      ['Values.enabled', 'guard', 'removes'],
    ]);
  });

  it('say what would bring a missing field', () => {
    const off = rendered({ valuesObject: { enabled: false } });
    const { reads, trace } = traceManifestField(off, 0, ['data', 'fixed'])!;
    expect(reads[0]).toMatchObject({ path: ['Values', 'enabled'], role: 'guard', effect: 'adds' });
    expect(trace).toBe('enabled → shop/templates/main.yaml:11 → data.fixed');
    expect(lineOf(off, 'data.fixed')).toBe('app.yaml: "enabled": false');
  });

  it('are not asked for what they do when there may be no renders', () => {
    const { reads } = traceManifestField(rendered({}), 0, ['data', 'first'], { renders: 0 })!;
    expect(reads[0]).toMatchObject({ path: ['Values', 'names', 'first'] });
    expect(reads.every(({ effect }) => effect === undefined)).toBe(true);
  });

  it('are told by the whole release where another template changes the values', () => {
    const main = CHART['chart/templates/main.yaml'].replace(
      'first: ',
      'first: {{ if .Values.idle }}{{ end }}',
    );
    const files = {
      'chart/values.yaml': `${CHART['chart/values.yaml']}idle: true\n`,
      'chart/templates/main.yaml': main,
      // Helm executes it before the other.
      'chart/templates/zero.yaml': '{{ $_ := set .Values.names "first" (upper .Values.names.first) }}',
    };
    const { reads } = traceManifestField(rendered({}, files), 0, ['data', 'first'])!;
    expect(reads.map(({ path, effect }) => [path.join('.'), effect])).toEqual([
      ['Values.names.first', 'changes'],
      ['Values.enabled', 'removes'],
    ]);
  });

  it('are none for a manifest that there is not', () => {
    expect(traceManifestField(rendered({}), 7, ['data'])).toBeUndefined();
  });
});

describe('a path as text', () => {
  it.each([
    ['spec.containers[0].image', ['spec', 'containers', 0, 'image']],
    ['metadata.annotations["a.b/c"]', ['metadata', 'annotations', 'a.b/c']],
    ['', []],
    ['a[', undefined],
  ])('%s', (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });
});
