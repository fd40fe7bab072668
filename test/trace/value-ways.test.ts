import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { createRenderer } from '../../src/render/index.ts';
import { traceManifestField } from '../../src/trace/index.ts';
import type { Application, Json, KubernetesObject, Rendered, SourceTree } from '../../src/types.ts';

const CHART = 'https://git.example.com/chart.git';
const VALUES = 'https://git.example.com/values.git';

/** The author's file: each value is unlike all others. */
const LEAF = `labels:
  tier: front
  team:
    name: shop
resources:
  limits:
    cpu: 2
    memory: 3Gi
defaults:
  zone: alpha
  rack: bravo
own:
  rack: charlie
hosts:
  - a.example.com
  - b.example.com
joined: delta,echo
text: "golf {{ .Values.hotel }}"
hotel: india
chosen: ""
fallback: juliet
switch: true
one: kilo
two: lima
settings: {mike: november}
global:
  region: oscar
child:
  papa: quebec
config.json: {romeo: sierra}
`;

/** Way → [line of the template's data, which begins with \`field:\`, the author's line that it leads to]. */
const WAYS: readonly (readonly [string, string, string])[] = [
  [
    'a key that range prints',
    '{{- range $k, $v := .Values.labels }}{{ if kindIs "string" $v }}\n  field: {{ $k }}{{ end }}{{ end }}',
    '  tier: front',
  ],
  [
    'a key of a map that holds a map',
    '{{- range $k, $v := .Values.labels }}{{ if kindIs "map" $v }}\n  field: {{ $k }}{{ end }}{{ end }}',
    '  team:',
  ],
  [
    'a key within a longer text',
    '{{- range $k, $v := .Values.own }}\n  field: prefix-{{ $k }}-suffix{{ end }}',
    '  rack: charlie',
  ],
  ['a key among sorted keys', 'field: {{ keys .Values.labels | sortAlpha | first }}', '  team:'],
  [
    'a value that range prints',
    '{{- range $k, $v := .Values.own }}\n  field: {{ $v }}{{ end }}',
    '  rack: charlie',
  ],
  ['an item of a list', 'field: {{ index .Values.hosts 1 }}', '  - b.example.com'],
  [
    'an item that range prints',
    '{{- range $i, $h := .Values.hosts }}{{ if eq $i 1 }}\n  field: {{ $h }}{{ end }}{{ end }}',
    '  - b.example.com',
  ],
  [
    'toYaml and fromYaml',
    'field: {{ (.Values.resources | toYaml | fromYaml).limits.memory }}',
    '    memory: 3Gi',
  ],
  ['merge', 'field: {{ (merge (dict) .Values.own .Values.defaults).rack }}', '  rack: charlie'],
  [
    'merge, of the lower map',
    'field: {{ (merge (dict) .Values.own .Values.defaults).zone }}',
    '  zone: alpha',
  ],
  [
    'mergeOverwrite of a deepCopy',
    'field: {{ (mergeOverwrite (deepCopy .Values.defaults) .Values.own).rack }}',
    '  rack: charlie',
  ],
  ['set', '{{- $d := dict }}{{ $_ := set $d "x" .Values.own.rack }}\n  field: {{ $d.x }}', '  rack: charlie'],
  [
    'set, of what a function made of it',
    '{{- $d := dict "y" "z" }}{{ $_ := set $d "x" (upper .Values.hotel) }}\n  field: {{ $d.x }}',
    'hotel: india',
  ],
  [
    'set, of a map printed whole',
    '{{- $d := dict }}{{ $_ := set $d "x" (upper .Values.hotel) }}\n  field: {{ toJson $d | quote }}',
    'hotel: india',
  ],
  [
    'set, of a map read later',
    '{{- $d := deepCopy .Values.defaults }}{{ $_ := set $d "rack" "fix" }}\n  field: {{ $d.zone }}',
    '  zone: alpha',
  ],
  ['pick', 'field: {{ (pick .Values.defaults "zone").zone }}', '  zone: alpha'],
  ['omit', 'field: {{ (omit .Values.defaults "zone").rack }}', '  rack: bravo'],
  [
    'dict through include',
    'field: {{ include "shop.field" (dict "inner" .Values.own "root" $) }}',
    '  rack: charlie',
  ],
  ['fromYaml of an include', 'field: {{ (include "shop.yaml" . | fromYaml).rack }}', '  rack: charlie'],
  ['fromJson of an include', 'field: {{ (include "shop.json" . | fromJson).zone }}', '  zone: alpha'],
  ['tpl, of the value it reads', 'field: {{ tpl .Values.text . | trimPrefix "golf " }}', 'hotel: india'],
  [
    'tpl of toYaml',
    'field: {{ (tpl (toYaml .Values.resources) . | fromYaml).limits.memory }}',
    '    memory: 3Gi',
  ],
  ['toJson of a map', 'field: {{ toJson .Values.settings | quote }}', 'settings: {mike: november}'],
  ['printf', 'field: {{ printf "%s-%s" "x" .Values.hotel }}', 'hotel: india'],
  [
    'default, where the value is empty',
    'field: {{ .Values.chosen | default .Values.fallback }}',
    'fallback: juliet',
  ],
  ['default, where it is set', 'field: {{ .Values.hotel | default .Values.fallback }}', 'hotel: india'],
  ['coalesce', 'field: {{ coalesce .Values.chosen .Values.fallback .Values.hotel }}', 'fallback: juliet'],
  ['ternary', 'field: {{ ternary .Values.one .Values.two .Values.switch }}', 'one: kilo'],
  ['join', 'field: {{ join "+" .Values.hosts | trunc 13 }}', '  - a.example.com'],
  ['splitList', 'field: {{ splitList "," .Values.joined | last }}', 'joined: delta,echo'],
  ['split', 'field: {{ (split "," .Values.joined)._0 }}', 'joined: delta,echo'],
  ['a global', 'field: {{ .Values.global.region }}', '  region: oscar'],
  ['a key with dots', 'field: {{ (index .Values "config.json").romeo }}', 'config.json: {romeo: sierra}'],
  [
    'a variable that is set in a branch',
    '{{- $x := "" }}{{ if .Values.switch }}{{ $x = .Values.hotel }}{{ end }}\n  field: {{ $x }}',
    'hotel: india',
  ],
  ['b64enc', 'field: {{ .Values.hotel | b64enc }}', 'hotel: india'],
  ['with', 'field: {{ with .Values.own }}{{ .rack }}{{ end }}', '  rack: charlie'],
  ['dig', 'field: {{ dig "limits" "memory" "none" .Values.resources }}', '    memory: 3Gi'],
  ['get', 'field: {{ get .Values.own "rack" }}', '  rack: charlie'],
  ['list, first and append', 'field: {{ append (list "x") .Values.hotel | last }}', 'hotel: india'],
  ['concat', 'field: {{ index (concat (list "x") .Values.hosts) 2 }}', '  - b.example.com'],
  ['values', 'field: {{ values .Values.own | first }}', '  rack: charlie'],
];

const HELPERS =
  '{{- define "shop.field" }}{{ .inner.rack }}{{ end -}}\n' +
  '{{- define "shop.yaml" }}{{ merge (deepCopy .Values.own) .Values.defaults | toYaml }}{{ end -}}\n' +
  '{{- define "shop.json" }}{{ merge (deepCopy .Values.own) .Values.defaults | toJson }}{{ end -}}\n';

interface Release {
  readonly chart: Readonly<Record<string, string>>;
  readonly helm?: { readonly [key: string]: Json };
  /** Beside the leaf's values, in the checked tree. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of a repository that is not checked. */
  readonly other?: Readonly<Record<string, string>>;
}

function release({ chart, helm = {}, files = {}, other = {} }: Release): Rendered {
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shop' },
    spec: {
      destination: { namespace: 'shop' },
      sources: [
        { repoURL: CHART, path: 'chart', helm: { valueFiles: ['$values/leaf.yaml'], ...helm } },
        { repoURL: 'https://git.example.com/checked.git', ref: 'values' },
        { repoURL: VALUES, ref: 'other' },
      ],
    },
  } as unknown as KubernetesObject;
  const checked = memoryTree({
    'leaf.yaml': LEAF,
    'app.yaml': JSON.stringify(object, undefined, 1),
    ...files,
  });
  const trees = new Map<string, SourceTree>([
    [
      CHART,
      memoryTree(
        { 'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n', ...chart },
        '../chart/',
      ),
    ],
    [VALUES, memoryTree(other, '../values/')],
  ]);
  const origin = { file: { tree: checked, path: 'app.yaml' }, document: 0, path: [] };
  const application: Application = { name: 'shop', namespace: 'argocd', object, origin, production: false };
  const resolve = (url: string): { tree: SourceTree } => ({ tree: trees.get(url) ?? checked });
  return createRenderer({ checked, resolve }, configFrom({})).render(application);
}

function template(data: string, name = 'shop'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n  ${data}\n`;
}

/** `file: text of the line` that the field leads to, without asking the release; and with asking. */
function linesOf(rendered: Rendered, files: Readonly<Record<string, string>>): string[] {
  expect(rendered.failure).toBeUndefined();
  return [0, 8].map((renders) => {
    const { location } = traceManifestField(rendered, 0, ['data', 'field'], { renders })!;
    return `${location.file}: ${files[location.file]?.split('\n')[location.range.start.line - 1]?.trimEnd()}`;
  });
}

describe('a value leads to its line in the file that set it last, whatever way it came', () => {
  it.each(WAYS)('%s', (_, data, line) => {
    const chart = { 'chart/templates/a.yaml': template(data), 'chart/templates/_helpers.tpl': HELPERS };
    expect(linesOf(release({ chart }), { 'leaf.yaml': LEAF })).toEqual([
      `leaf.yaml: ${line}`,
      `leaf.yaml: ${line}`,
    ]);
  });
});

const PARENT = (dependency: string): string =>
  `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - {name: child, version: 1.0.0, ${dependency}}\n`;
const CHILD = { 'chart/charts/child/Chart.yaml': 'apiVersion: v2\nname: child\nversion: 1.0.0\n' };
const FIELD = { 'chart/templates/a.yaml': template('field: {{ .Values.hotel }}') };

/** Way → the release, and the line that the field leads to. */
const LAYERS: readonly (readonly [string, Release, string])[] = [
  [
    'the value file that comes last',
    {
      chart: FIELD,
      helm: { valueFiles: ['$values/leaf.yaml', '$values/more.yaml'] },
      files: { 'more.yaml': 'x: 1\nhotel: last\n' },
    },
    'more.yaml: hotel: last',
  ],
  [
    'a value file above one of another repository',
    {
      chart: FIELD,
      helm: { valueFiles: ['$other/v.yaml', '$values/leaf.yaml'] },
      other: { 'v.yaml': 'hotel: other\n' },
    },
    'leaf.yaml: hotel: india',
  ],
  [
    'inline values',
    { chart: FIELD, helm: { valuesObject: { hotel: 'inline' } } },
    'app.yaml:       "hotel": "inline"',
  ],
  [
    'inline values as text',
    { chart: FIELD, helm: { values: 'hotel: inline\n' } },
    'app.yaml:      "values": "hotel: inline\\n"',
  ],
  [
    'inline values as a block of text',
    {
      chart: FIELD,
      helm: { values: '# ours\n\nx: 1\nhotel: inline\n' },
      files: {
        'app.yaml':
          'spec:\n  sources:\n    - helm:\n        values: |\n          # ours\n\n          x: 1\n          hotel: inline\n',
      },
    },
    'app.yaml:           hotel: inline',
  ],
  [
    'a parameter',
    {
      chart: FIELD,
      helm: {
        parameters: [
          { name: 'x', value: 'y' },
          { name: 'hotel', value: 'given' },
        ],
      },
    },
    'app.yaml:        "value": "given"',
  ],
  [
    'a parameter of one item of a list',
    {
      chart: { 'chart/templates/a.yaml': template('field: {{ index .Values.hosts 1 }}') },
      helm: { parameters: [{ name: 'hosts[1]', value: 'given' }] },
    },
    'app.yaml:        "value": "given"',
  ],
  [
    'a file parameter',
    {
      chart: { ...FIELD, 'chart/note.txt': 'note' },
      helm: { fileParameters: [{ name: 'hotel', path: 'note.txt' }] },
    },
    'app.yaml:        "path": "note.txt"',
  ],
  [
    'a value for a subchart',
    {
      chart: {
        'chart/Chart.yaml': PARENT('repository: ""'),
        ...CHILD,
        'chart/charts/child/values.yaml': 'papa: own\n',
        'chart/charts/child/templates/a.yaml': template('field: {{ .Values.papa }}'),
      },
    },
    'leaf.yaml:   papa: quebec',
  ],
  [
    'a global in a subchart',
    {
      chart: {
        'chart/Chart.yaml': PARENT('repository: ""'),
        ...CHILD,
        'chart/charts/child/templates/a.yaml': template('field: {{ .Values.global.region }}'),
      },
    },
    'leaf.yaml:   region: oscar',
  ],
  [
    'a value for a subchart under its alias',
    {
      chart: {
        'chart/Chart.yaml': PARENT('repository: "", alias: own'),
        ...CHILD,
        'chart/charts/child/templates/a.yaml': template('field: {{ .Values.rack }}'),
      },
    },
    'leaf.yaml:   rack: charlie',
  ],
  [
    'an imported value that the author overrides',
    {
      chart: {
        'chart/Chart.yaml': PARENT('repository: "", import-values: [{child: data, parent: own}]'),
        ...CHILD,
        'chart/charts/child/values.yaml': 'data: {rack: imported, size: big}\n',
        'chart/templates/a.yaml': template('field: {{ .Values.own.rack }}'),
      },
    },
    'leaf.yaml:   rack: charlie',
  ],
];

describe('and from whichever layer', () => {
  it.each(LAYERS)('%s', (_, given, line) => {
    const rendered = release(given);
    const read = rendered.application.origin.file.tree.read('app.yaml');
    const files = { 'leaf.yaml': LEAF, 'app.yaml': read.ok ? read.text : '', ...given.files };
    expect(linesOf(rendered, files)).toEqual([line, line]);
  });

  it('to the subchart’s own line where it is imported and nobody else sets it', () => {
    const chart = {
      'chart/Chart.yaml': PARENT('repository: "", import-values: [{child: data, parent: own}, exported]'),
      ...CHILD,
      'chart/charts/child/values.yaml': 'data:\n  size: big\nexports:\n  exported:\n    fast: yes please\n',
      'chart/templates/a.yaml': template('field: {{ .Values.own.size }}-{{ .Values.fast }}'),
    };
    const rendered = release({ chart });
    expect(rendered.failure).toBeUndefined();
    const [size, fast] = ['big', 'yes please'].map((focus) =>
      traceManifestField(rendered, 0, ['data', 'field'], { focus })!,
    );
    expect(size!.related.map(({ file, range }) => `${file}:${range.start.line}`)).toContain(
      '../chart/chart/charts/child/values.yaml:2',
    );
    expect(fast!.related.map(({ file, range }) => `${file}:${range.start.line}`)).toContain(
      '../chart/chart/charts/child/values.yaml:5',
    );
  });
});
