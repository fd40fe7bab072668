import { describe, expect, it } from 'vitest';
import { IncludeMemo, PathTable, TemplateSet } from '../../src/template/index.ts';
import type { ExecuteResult, FunctionTable, GoFunction, GoMap } from '../../src/template/index.ts';

const helpers = `
{{- define "name" }}{{ .Values.name | default "none" }}{{ end }}
{{- define "labels" }}name: {{ include "name" . }}{{ if .Values.team }} team: {{ .Values.team }}{{ end }}{{ end }}
{{- define "where" }}{{ .Template.Name }}{{ end }}
{{- define "count" }}{{ next }}{{ end }}
{{- define "rename" }}{{ $_ := set .Values "name" "other" }}{{ include "name" . }}{{ end }}
{{- define "whole" }}{{ printf "%v" . }}{{ end }}
{{- define "printed" }}{{ $all := . }}{{ $all }}{{ end }}
{{- define "nested" }}{{ include "labels" . }}{{ range $key, $value := .Values }}{{ if $key }}{{ include "labels" $ }}{{ end }}{{ end }}{{ end }}
{{- define "loop" }}{{ if gt .Values.depth 0.0 }}x{{ include "name" . }}{{ end }}{{ end }}`;

/** Functions that count their calls, one that changes a map and one that never answers the same. */
function functions(): { readonly table: FunctionTable; readonly calls: () => number } {
  let calls = 0;
  let last = 0;
  const all: GoFunction[] = [
    {
      name: 'include',
      params: ['string', 'any'],
      call: ([name, dot], context) => context.execute(name as string, dot, 1),
    },
    {
      name: 'default',
      params: ['any', 'any'],
      call: ([otherwise, value]) => {
        calls++;
        return value ?? otherwise;
      },
    },
    {
      name: 'set',
      params: ['map', 'string', 'any'],
      call: ([map, key, value], context) => {
        context.change();
        (map as GoMap)[key as string] = value;
        return map;
      },
    },
    {
      name: 'next',
      params: [],
      call: (_, context) => {
        context.vary();
        return String(++last);
      },
    },
    {
      name: 'tpl',
      params: ['string', 'any'],
      call: ([text, dot], context) => context.executeText(text as string, dot, 1),
    },
  ];
  return { table: new Map(all.map((each) => [each.name, each])), calls: () => calls };
}

interface Run {
  readonly results: readonly ExecuteResult[];
  readonly calls: number;
}

/** Executes the texts one after the other with one dot. */
function runAll(texts: readonly string[], memo: IncludeMemo | undefined): Run {
  const { table, calls } = functions();
  const set = new TemplateSet({ functions: table });
  set.parse('helpers', helpers);
  for (const [index, text] of texts.entries()) set.parse(`t${index}`, text);
  const paths = new PathTable();
  const dot: GoMap = { Values: { name: 'api', team: 'payments', depth: 1 } };
  const results = texts.map((_, index) => {
    dot['Template'] = { Name: `t${index}` };
    return set.execute(`t${index}`, dot, { paths, ...(memo && { memo }) });
  });
  return { results, calls: calls() };
}

function bothWays(...texts: string[]): { readonly plain: Run; readonly remembered: Run } {
  return { plain: runAll(texts, undefined), remembered: runAll(texts, new IncludeMemo()) };
}

function expectSame({ plain, remembered }: ReturnType<typeof bothWays>): void {
  expect(remembered.results.map(({ output }) => output)).toEqual(plain.results.map(({ output }) => output));
  expect(remembered.results.map(logged)).toEqual(plain.results.map(logged));
}

/** Ids of paths differ between tables. */
function logged({ log }: ExecuteResult): unknown {
  const { reads, spans, guards } = log;
  return { reads: reads.map((id) => log.paths.keys(id).join('.')), spans, guards };
}

/** What becomes of three includes with so many steps to spend. */
function outcome(steps: number, memo: IncludeMemo | undefined): string {
  const { table } = functions();
  const set = new TemplateSet({ functions: table });
  set.parse('helpers', helpers);
  set.parse('main', '{{ include "labels" . }}{{ include "labels" . }}{{ include "labels" . }}');
  const limits = { steps, outputLength: 1000, depth: 50 };
  try {
    set.execute('main', { Values: { name: 'api', team: 'x' } }, { limits, ...(memo && { memo }) });
    return 'done';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the memo of includes', () => {
  it('runs an include once for several templates, and logs it in each', () => {
    const both = bothWays(
      'a: {{ include "name" . }} {{ include "labels" . }} {{ if .Values.team }}{{ include "labels" $ }}{{ end }}',
      '{{ with .Values }}{{ include "labels" $ }}{{ end }} b {{ include "labels" . | printf "%s!" }}',
    );
    expectSame(both);
    expect(both.plain.calls).toBe(5);
    expect(both.remembered.calls).toBe(1);
  });

  it('leaves out what reads the current template', () => {
    const both = bothWays('{{ include "where" . }}', '{{ include "where" . }} {{ include "where" . }}');
    expectSame(both);
    expect(both.remembered.results.map(({ output }) => output)).toEqual(['t0', 't1 t1']);
  });

  it('leaves out what gives the whole dot away', () => {
    expectSame(
      bothWays(
        '{{ include "whole" . }} {{ include "printed" . }}',
        '{{ include "whole" . }} {{ include "printed" . }}',
      ),
    );
  });

  it('logs the reads and guards of includes within includes', () => {
    expectSame(
      bothWays(
        '{{ include "nested" . }} {{ include "nested" . }}',
        '{{ if include "nested" . }}{{ include "labels" . }} {{ include "nested" . | printf "%s" }}{{ end }}',
      ),
    );
  });

  it('forgets when a value is changed, and keeps nothing that chance made', () => {
    expectSame(
      bothWays(
        '{{ include "name" . }} {{ $_ := set .Values "name" (include "labels" .) }}{{ include "name" . }}',
        '{{ include "count" . }}{{ include "count" . }} {{ include "labels" . }}',
        '{{ include "rename" . }} {{ include "rename" . }} {{ include "labels" . }}',
      ),
    );
  });

  it('runs again for another dot, and where tpl has defined the template anew', () => {
    expectSame(
      bothWays(
        '{{ include "name" . }} {{ tpl "{{ define \\"name\\" }}mine{{ end }}{{ include \\"labels\\" . }}" . }} {{ include "labels" . }}',
        '{{ include "loop" . }} {{ range .Values }}{{ include "name" $ }}{{ end }}',
      ),
    );
  });

  it('spends the steps of what it did not run', () => {
    const all = Array.from({ length: 40 }, (_, steps) => outcome(steps, undefined));
    expect(all.map((_, steps) => outcome(steps, new IncludeMemo()))).toEqual(all);
    expect(new Set(all).size).toBeGreaterThan(2);
  });
});
