import { describe, expect, it } from 'vitest';
import { PathTable } from '../../src/template/index.ts';
import type { Value } from '../../src/template/index.ts';
import { guards, render, setOf, spans } from './render.ts';

const values: Value = {
  Values: {
    image: { repository: 'registry.example/api', tag: '1.2.3' },
    ports: [
      { name: 'http', port: 80 },
      { name: 'admin', port: 81 },
    ],
    labels: { team: 'payments', tier: 'backend' },
    enabled: true,
    text: 'tag {{ .Values.image.tag }}',
  },
};

function readsOf(template: string | Record<string, string>, dot: Value = values): (readonly string[])[] {
  const { output, log } = render(template, dot);
  return spans(output, log).map((span) => span.reads);
}

describe('spans', () => {
  it('give each action its text, source and the longest path that it read', () => {
    const { output, log } = render(
      'image: {{ .Values.image.repository }}:{{ .Values.image.tag | quote }}',
      values,
    );
    expect(output).toBe('image: registry.example/api:"1.2.3"');
    expect(spans(output, log)).toEqual([
      {
        text: 'registry.example/api',
        action: '.Values.image.repository',
        reads: ['Values.image.repository'],
      },
      { text: '"1.2.3"', action: '.Values.image.tag | quote', reads: ['Values.image.tag'] },
    ]);
  });

  it('log a path that leads nowhere', () => {
    expect(readsOf('{{ .Values.image.digest }}')).toEqual([['Values.image.digest']]);
    expect(readsOf('{{ .Values.nope | default "x" }}')).toEqual([['Values.nope']]);
  });

  it('cover what a pipeline reads, argument by argument', () => {
    expect(readsOf('{{ printf "%s:%s" .Values.image.repository .Values.image.tag | quote }}')).toEqual([
      ['Values.image.repository', 'Values.image.tag'],
    ]);
  });

  it('follow dot through with and range', () => {
    expect(readsOf('{{ with .Values.image }}{{ .tag }}{{ end }}')).toEqual([['Values.image.tag']]);
    expect(readsOf('{{ range .Values.ports }}{{ .port }}{{ end }}')).toEqual([
      ['Values.ports.0.port'],
      ['Values.ports.1.port'],
    ]);
    expect(readsOf('{{ range $k, $v := .Values.labels }}{{ $v }}{{ end }}')).toEqual([
      ['Values.labels.team'],
      ['Values.labels.tier'],
    ]);
  });

  it('follow variables, and give a computed one the reads that made it', () => {
    expect(readsOf('{{ $i := .Values.image }}{{ $i.tag }}')).toEqual([['Values.image.tag']]);
    expect(readsOf('{{ $x := printf "v%s" .Values.image.tag }}{{ $x }}-{{ $x }}')).toEqual([
      ['Values.image.tag'],
      ['Values.image.tag'],
    ]);
  });

  it('keep the path of a value that a function hands through', () => {
    expect(readsOf('{{ $t := default "latest" .Values.image.tag }}{{ $t }}')).toEqual([['Values.image.tag']]);
    expect(readsOf('{{ with takesAny .Values.image }}{{ .tag }}{{ end }}')).toEqual([['Values.image.tag']]);
  });

  it('extend paths through index and slice', () => {
    expect(readsOf('{{ (index .Values.ports 1).name }}')).toEqual([
      ['Values.ports', 'Values.ports.1', 'Values.ports.1.name'],
    ]);
    expect(readsOf('{{ with index .Values "image" "tag" }}{{ . }}{{ end }}')).toEqual([['Values.image.tag']]);
    expect(readsOf('{{ range slice .Values.ports 1 }}{{ .name }}{{ end }}')).toEqual([
      ['Values.ports.1.name'],
    ]);
  });

  it('hold everything that an include, template or tpl read', () => {
    const helper = '{{ define "h" }}{{ .image.tag }}{{ end }}';
    expect(readsOf(helper + '{{ include "h" .Values | quote }}')).toEqual([['Values', 'Values.image.tag']]);
    expect(readsOf(helper + '{{ template "h" .Values }}')).toEqual([['Values', 'Values.image.tag']]);
    expect(readsOf('{{ tpl .Values.text . }}')).toEqual([['Values.text', 'Values.image.tag']]);
  });

  it('follow values through maps and lists that a function makes', () => {
    const helper = '{{ define "h" }}{{ .image.tag }}{{ .root.Values.enabled }}{{ end }}';
    expect(readsOf(helper + '{{ include "h" (dict "image" .Values.image "root" $) }}')).toEqual([
      ['Values.image', 'Values.image.tag', 'Values.enabled'],
    ]);
    expect(readsOf('{{ range list .Values.image .Values.labels }}{{ .tag }}{{ end }}')).toEqual([
      ['Values.image.tag'],
      ['Values.labels.tag'],
    ]);
  });

  it('belong to the executed template alone, in the order of its output', () => {
    const { output, log } = render('{{ define "h" }}{{ .a }}{{ .b }}{{ end }}{{ template "h" . }}|{{ .a }}', {
      a: 1,
      b: 2,
    });
    expect(spans(output, log).map((span) => span.text)).toEqual(['12', '1']);
    expect(log.nodes[log.spans[2]!]).toMatchObject({
      template: 'main',
      line: 1,
      column: 42,
      source: 'template "h" .',
    });
  });
});

describe('guards', () => {
  it('say what they read, which way they went and what they printed', () => {
    const text =
      '{{ if .Values.enabled }}on{{ else }}off{{ end }}{{ if .Values.off }}x{{ end }}{{ with .Values.no }}x{{ else }}y{{ end }}';
    const { output, log } = render(text, values);
    expect(output).toBe('ony');
    expect(guards(output, log)).toEqual([
      { text: 'on', action: 'if .Values.enabled', branch: 0, reads: ['Values.enabled'] },
      { text: '', action: 'if .Values.off', branch: -1, reads: ['Values.off'] },
      { text: 'y', action: 'with .Values.no', branch: 1, reads: ['Values.no'] },
    ]);
  });

  it('treat else if as a guard within the else branch', () => {
    const { output, log } = render('{{ if .Values.a }}1{{ else if .Values.enabled }}2{{ end }}', values);
    expect(guards(output, log)).toEqual([
      { text: '2', action: 'if .Values.a', branch: 1, reads: ['Values.a'] },
      { text: '2', action: 'else if .Values.enabled', branch: 0, reads: ['Values.enabled'] },
    ]);
  });

  it('stand once for a range, whatever it ranges over', () => {
    const { output, log } = render(
      '{{ range .Values.ports }}{{ .port }},{{ else }}none{{ end }}{{ range .Values.none }}{{ else }}none{{ end }}',
      values,
    );
    expect(guards(output, log)).toEqual([
      { text: '80,81,', action: 'range .Values.ports', branch: 0, reads: ['Values.ports'] },
      { text: 'none', action: 'range .Values.none', branch: 1, reads: ['Values.none'] },
    ]);
  });

  it('inside an include cover the output of the including action', () => {
    const helper = '{{ define "h" }}{{ if .Values.enabled }}yes{{ end }}{{ end }}';
    const { output, log } = render(helper + 'a: {{ include "h" . | quote }}\n', values);
    expect(guards(output, log)).toEqual([
      { text: '"yes"', action: 'if .Values.enabled', branch: 0, reads: ['Values.enabled'] },
    ]);
  });

  it('know what a computed dot was made of', () => {
    const { output, log } = render(
      '{{ with printf "%s" (quote .Values.image.tag) }}{{ if . }}{{ . }}{{ end }}{{ end }}',
      values,
    );
    expect(guards(output, log).map((guard) => guard.reads)).toEqual([
      ['Values.image.tag'],
      ['Values.image.tag'],
    ]);
  });

  it('carry the literal text and the includes of their branches', () => {
    const text =
      '{{ if .a }}A{{ if .b }}B{{ else }}C{{ end }}{{ include "x" . }}{{ else }}D{{ template "y" (include "z" .) }}{{ end }}';
    const { log } = render(
      text + '{{ define "x" }}{{ end }}{{ define "y" }}{{ end }}{{ define "z" }}{{ end }}',
    );
    expect(log.nodes[log.guards[0]!]).toMatchObject({
      source: 'if .a',
      branches: ['ABC', 'D'],
      includes: [['x'], ['y', 'z']],
    });
  });

  it('have their place even with trim markers and line breaks', () => {
    const { log } = render('\n  {{- if\n  .a -}}\n{{ end }}');
    expect(log.nodes[log.guards[0]!]).toMatchObject({ line: 2, column: 3, source: 'if\n  .a' });
  });
});

describe('a log', () => {
  it('is empty when it is not asked for, and the output is the same', () => {
    const text =
      '{{ range $k, $v := .Values.labels }}{{ $k }}={{ $v }} {{ end }}{{ index .Values "enabled" }}';
    const traced = render(text, values);
    const plain = render(text, values, { trace: false });
    expect(plain.output).toBe(traced.output);
    expect([plain.log.reads, plain.log.spans, plain.log.guards]).toEqual([[], [], []]);
    expect(traced.log.reads.length).toBeGreaterThan(0);
  });

  it('uses the path table and the root path that it is given', () => {
    const paths = new PathTable();
    const rootPath = paths.child(PathTable.ROOT, 'subchart');
    const { log } = render('{{ .Values.a }}', { Values: { a: 1 } }, { paths, rootPath });
    expect(log.paths).toBe(paths);
    expect(paths.keys(log.reads[0]!)).toEqual(['subchart', 'Values', 'a']);
  });

  it('is one for each execution, over nodes that the set shares', () => {
    const set = setOf({ main: '{{ .a }}', other: '{{ .b }}' });
    const first = set.execute('main', { a: 1 });
    const second = set.execute('other', { b: 2 });
    expect(spans(first.output, first.log)).toEqual([{ text: '1', action: '.a', reads: ['a'] }]);
    expect(spans(second.output, second.log)).toEqual([{ text: '2', action: '.b', reads: ['b'] }]);
  });
});
