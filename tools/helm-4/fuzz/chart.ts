import type { CaseOptions } from '../../../test/conformance/helm/case.mjs';
import { pick, random, several, type Random } from '../../random.ts';
import { Expressions } from './expressions.ts';
import { ownValues, overlay, parameter } from './values.ts';

export interface FuzzCase {
  readonly options: CaseOptions;
  readonly files: Readonly<Record<string, string>>;
}

/** The same chart for the same seed. */
export function makeCase(seed: number): FuzzCase {
  const r = random(seed);
  const files: Record<string, string> = {};
  const wild = r(3) === 0;
  const subcharts = r(2) === 0 ? several(r, 2, (index) => `sub${index + 1}`) : [];
  writeChart(r, wild, files, 'chart', 'shop', subcharts);
  for (const name of subcharts) writeChart(r, wild, files, `chart/charts/${name}`, name, []);
  const overlays = several(r, 2, (index) => `user${index}.yaml`);
  for (const name of overlays) files[`chart/${name}`] = overlay(r, wild, 3);
  const parameters = r(3) === 0 ? several(r, 3, () => parameter(r, wild)) : [];
  const options = {
    ...(overlays.length > 0 ? { valueFiles: overlays } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
  };
  return { options, files };
}

function writeChart(
  r: Random,
  wild: boolean,
  files: Record<string, string>,
  folder: string,
  name: string,
  subcharts: readonly string[],
): void {
  files[`${folder}/Chart.yaml`] = chartYaml(r, wild, name, subcharts);
  files[`${folder}/values.yaml`] =
    ownValues(r, wild) + (r(3) === 0 ? overlay(r, wild, 2).replaceAll(/^(?:name|odd|\{\}).*\n/gm, '') : '');
  files[`${folder}/templates/_helpers.tpl`] = helpers(r, wild);
  files[`${folder}/files/a.txt`] = pick(r, ['', 'one\ntwo\n', 'é', 'x: {{ 1 }}\n']);
  if (r(6) === 0)
    files[`${folder}/.helmignore`] = pick(r, [
      'files/\n',
      '*.txt\n',
      ...(wild ? ['!a.txt\n'] : []),
      '# c\n\n/templates/b.yaml\n',
      'templates/?.yaml\n',
    ]);
  if (r(6) === 0)
    files[`${folder}/templates/NOTES.txt`] = `Notes: ${action(r, new Expressions(r, wild).pipeline(1))}\n`;
  if (r(8) === 0)
    files[`${folder}/crds/crd.yaml`] = 'kind: CustomResourceDefinition\nx: {{ not a template }}\n';
  const names = ['a', 'b', 'c'].slice(0, 1 + r(3));
  for (const each of names)
    files[`${folder}/templates/${each}.yaml`] =
      several(r, 2, () => document(r, wild)).join('---\n') || document(r, wild);
}

function chartYaml(r: Random, wild: boolean, name: string, subcharts: readonly string[]): string {
  const dependencies = subcharts.filter(() => r(6) > 0).map((each) => dependency(r, each));
  const lines = ['apiVersion: v2', `name: ${name}`, `version: ${pick(r, ['1.0.0', '0.2.1', '1.2.3-rc.1'])}`];
  if (r(3) === 0) lines.push(`appVersion: ${pick(r, ['"1.0"', '2.5', 'v3', '1e3'])}`);
  if (wild && r(9) === 0) lines.push(`kubeVersion: "${pick(r, ['>=1.20.0-0', '<1.10', '^1.30.0'])}"`);
  if (wild && r(10) === 0) lines.push(`type: ${pick(r, ['application', 'library'])}`);
  if (dependencies.length > 0) lines.push('dependencies:', ...dependencies);
  return `${lines.join('\n')}\n`;
}

function dependency(r: Random, name: string): string {
  const fields = [
    `name: ${name}`,
    `version: "${pick(r, ['>=0.0.0-0', '*', '1.x', '>=0.0.0-0', '>=0.0.0-0'])}"`,
  ];
  if (r(4) === 0) fields.push(`alias: ${pick(r, ['up', 'other'])}`);
  if (r(3) === 0)
    fields.push(
      `condition: "${pick(r, [`${name}.enabled`, 'up.enabled', 'flag', `none,${name}.enabled`, 'global.env', 'map.a'])}"`,
    );
  if (r(4) === 0) fields.push(`tags: [${pick(r, ['one', 'two', 'one, two'])}]`);
  if (r(3) === 0)
    fields.push(
      `import-values: [${pick(r, ['map', '{child: map, parent: map}', '{child: labels, parent: up.labels}', 'missing', '{child: name, parent: other}', 'exports', '{child: ., parent: other}'])}]`,
    );
  return `  - {${fields.join(', ')}}`;
}

function helpers(r: Random, wild: boolean): string {
  const plain = '{{- define "h1" -}}\n{{ .Values.name | default "x" }}-{{ .Chart.Name }}\n{{- end }}\n';
  const random = `{{ define "h2" }}${statements(r, new Expressions(r, wild), 1)}{{ end }}\n`;
  return `${plain}${random}{{- define "h3" -}}\napp: {{ include "h1" . }}\nn: {{ .Values.port | quote }}\n{{- end }}\n`;
}

const HOOKS = ['pre-install', 'post-install,pre-upgrade', 'test', 'crd-install', 'none', 'pre-delete', ''];
const KINDS = [
  'ConfigMap',
  'Service',
  'Deployment',
  'Namespace',
  'CustomThing',
  'Secret',
  'Ingress',
  'ClusterRole',
  'Job',
];

function document(r: Random, wild: boolean): string {
  const expressions = new Expressions(r, wild);
  const lines = [
    'apiVersion: v1',
    `kind: ${pick(r, KINDS)}`,
    'metadata:',
    `  name: ${pick(r, ['a', 'b', '{{ .Release.Name }}', '{{ include "h1" . }}'])}`,
  ];
  if (r(5) === 0)
    lines.push(
      '  annotations:',
      `    helm.sh/hook: "${pick(r, HOOKS)}"`,
      `    helm.sh/hook-weight: ${pick(r, ['"1"', '"-5"', '"x"', '""'])}`,
    );
  const data = several(r, 4, (index) => field(r, wild, expressions, index));
  return `${[...lines, 'data:', '  z: 1', ...data].join('\n')}\n${wild && r(4) === 0 ? statements(r, expressions, 1) : ''}`;
}

/** A line of a document, in the shapes that charts have. */
function field(r: Random, wild: boolean, expressions: Expressions, index: number): string {
  const key = `  k${index}:`;
  const pipeline = expressions.pipeline(2);
  switch (wild ? r(9) : 1 + r(8)) {
    case 0:
      return `${key} ${action(r, pipeline)}`;
    case 1:
      return `${key} ${action(r, `(${pipeline}) | quote`)}`;
    case 2:
      return `${key}\n    {{- (${pipeline}) | toYaml | nindent 4 }}`;
    case 3:
      return `${key}\n    {{- include "h3" . | nindent 4 }}`;
    case 4:
      return `  {{- with ${pipeline} }}\n${key} {{ toJson . }}\n  {{- else }}\n${key} none\n  {{- end }}`;
    case 5:
      return `  {{- range $k, $v := ${expressions.collection(1)} }}\n  "${key.trim()}{{ $k }}": {{ $v | toJson }}\n  {{- end }}`;
    case 6:
      return `  {{- $x := ${pipeline} }}\n  {{- if $x }}\n${key} {{ $x | toJson }}\n  {{- end }}`;
    default:
      return `${key} {{ (${pipeline}) | toJson }}`;
  }
}

function action(r: Random, body: string): string {
  return `{{${r(12) > 0 ? '' : '-'} ${body} ${r(12) > 0 ? '' : '-'}}}`;
}

function statements(r: Random, expressions: Expressions, depth: number): string {
  return several(r, 3, () => statement(r, expressions, depth)).join('');
}

function statement(r: Random, expressions: Expressions, depth: number): string {
  const nested = (inner: Expressions): string => (depth > 0 ? statements(r, inner, depth - 1) : 'x');
  const pipeline = expressions.pipeline(1);
  switch (r(8)) {
    case 0:
      return pick(r, [' # text', '\n', '\n  ', 'é', '\n---\n', '{{/* c */}}', '{{- /* c */ -}}']);
    case 1:
      return `${action(r, `if ${pipeline}`)}${nested(expressions)}${action(r, 'else')}${nested(expressions)}${action(r, 'end')}`;
    case 2:
      return `${action(r, `with ${pipeline}`)}${action(r, '. | toJson')}${nested(expressions.under('$'))}${action(r, 'end')}`;
    case 3:
      return `${action(r, `range ${pick(r, ['', '$i, $e := '])}${expressions.collection(1)}`)}${action(r, 'toJson .')}${nested(expressions.under('$'))}${r(5) === 0 ? action(r, pick(r, ['break', 'continue'])) : ''}${action(r, 'end')}`;
    case 4:
      return `${action(r, `$v := ${pipeline}`)}${action(r, '$v | toJson')}`;
    case 5:
      return action(r, `template "h${1 + r(2)}" ${expressions.root || '.'}`);
    default:
      return action(r, `(${pipeline}) | toJson`);
  }
}
