import { describe, expect, it } from 'vitest';
import { helmFunctions } from '../../../src/render/helm/functions/index.ts';
import { TemplateSet } from '../../../src/template/index.ts';
import type { GoMap } from '../../../src/template/index.ts';

function render(text: string, values: GoMap = {}, helpers = ''): string {
  const set = new TemplateSet({ functions: helmFunctions(), missingKey: 'zero' });
  set.parse('chart/templates/_helpers.tpl', helpers);
  set.parse('chart/templates/a.yaml', text);
  return set.execute('chart/templates/a.yaml', { Values: values }).output;
}

const LABELS =
  '{{- define "labels" -}}\napp: {{ .Values.name }}\nchart: "{{ .Values.chart | default "none" }}"\n{{- end }}';

describe("Helm's functions", () => {
  it('include, indented', () => {
    expect(render('labels:\n  {{- include "labels" . | nindent 2 }}', { name: 'web' }, LABELS)).toBe(
      'labels:\n  app: web\n  chart: "none"',
    );
  });

  it('tpl sees the chart’s templates and drops <no value>', () => {
    const values = { text: '{{ include "labels" . }}{{ .Values.nope }}', name: 'web' };
    expect(render('{{ tpl .Values.text . }}', values, LABELS)).toBe('app: web\nchart: "none"');
  });

  it('required fails with its message', () => {
    expect(() => render('{{ required "image.tag is needed" .Values.tag }}')).toThrow('image.tag is needed');
    expect(render('{{ required "x" .Values.tag }}', { tag: 'v1' })).toBe('v1');
  });

  it('lookup finds nothing', () => {
    expect(render('{{ if lookup "v1" "Secret" "ns" "name" }}old{{ else }}new{{ end }}')).toBe('new');
  });

  it('toYaml of fromYaml is the same text', () => {
    const text = 'a: 1\nb:\n- x\n- "yes"\nc:\n  d: |-\n    two\n    lines';
    expect(render('{{ .Values.text | fromYaml | toYaml }}', { text })).toBe(text);
  });

  it('what fromYaml gives can be changed without changing the next reading', () => {
    const text = '{{ $a := fromYaml .Values.t }}{{ $_ := set $a "x" 9 }}{{ (fromYaml .Values.t).x }}';
    expect(render(text, { t: 'x: 1' })).toBe('1');
  });
});
