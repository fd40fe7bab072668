import { describe, expect, it, vi } from 'vitest';
import { application, CHART, GITOPS, render, shown } from './fixture.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Few steps: what is refused is refused the same way as with the default, only sooner. */
const LIMITS = { limits: { steps: 200_000, outputLength: 1_000_000 } };

function problemsOf(files: Files, helm = '{}'): string[] {
  const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart', `    helm: ${helm}`);
  const { problems, failure, manifests } = render(
    { ...CHART, 'application.yaml': source, ...files },
    {},
    LIMITS,
  );
  expect(failure).toBeDefined();
  expect(manifests).toEqual([]);
  const text = problems.map(shown);
  expect(text.join('\n')).not.toContain('internal error');
  return text;
}

function template(text: string): Files {
  return { 'chart/templates/x.yaml': text };
}

const AT = 'template-failed chart/templates/x.yaml:1:1 rendering stopped:';
const DEEP =
  /templates are nested more than 500 deep at "[^"]+"; do they include themselves\? \(limits\.depth: 500 in plimsoll\.yaml\)$/;
const STEPS = /takes more steps than it may \(limits\.steps: 200000 in plimsoll\.yaml\)$/;
const OUTPUT = /prints more characters than it may \(limits\.outputLength: 1000000 in plimsoll\.yaml\)$/;

/** A variable with a map that holds a map twice, which holds a map twice, sixty times over. */
function doubled(name: string): string {
  return `{{ $${name} := dict "a" 1 }}{{ range until 60 }}{{ $${name} = dict "l" $${name} "r" $${name} }}{{ end }}`;
}

describe('a template that would not end', () => {
  it.each<readonly [string, string, RegExp]>([
    ['includes itself', '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}', DEEP],
    ['includes its file', '{{ include "shop/templates/x.yaml" . }}', DEEP],
    ['runs itself', '{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', DEEP],
    [
      'includes what includes it',
      '{{ define "a" }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
      DEEP,
    ],
    ['is tpl of itself', '{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t "Template" .Template) }}', DEEP],
    ['repeats', '{{ repeat 1000000000 "x" }}', STEPS],
    ['repeats what is repeated', '{{ repeat 100000 (repeat 100000 "x") }}', /may \(limits\./],
    ['counts', '{{ range until 1000000000 }}x{{ end }}', STEPS],
    ['counts by steps', '{{ untilStep 0 1000000000 1 }}', STEPS],
    ['counts in sequence', '{{ seq 1 1000000000 }}', STEPS],
    ['ranges over a number', '{{ range 1000000000 }}{{ end }}', STEPS],
    [
      'ranges in ranges',
      '{{ range until 1000 }}{{ range until 1000 }}{{ range until 1000 }}{{ end }}{{ end }}{{ end }}',
      STEPS,
    ],
    ['doubles a list', '{{ $l := list 1 }}{{ range until 100 }}{{ $l = concat $l $l }}{{ end }}', STEPS],
    [
      'doubles a text',
      '{{ $x := "xx" }}{{ range until 100 }}{{ $x = print $x $x }}{{ end }}',
      /may \(limits\./,
    ],
    [
      'doubles by replacing',
      '{{ $x := "xx" }}{{ range until 100 }}{{ $x = replace "x" "xx" $x }}{{ end }}',
      /may \(limits\./,
    ],
    [
      'doubles by joining',
      '{{ $x := "xx" }}{{ range until 100 }}{{ $x = join $x (list $x $x $x) }}{{ end }}',
      /may \(limits\./,
    ],
    [
      'nests a map in itself',
      '{{ $x := dict "a" 1 }}{{ range until 60 }}{{ $x = dict "l" $x "r" $x }}{{ end }}{{ toYaml $x }}',
      STEPS,
    ],
    [
      'replaces everything by everything',
      '{{ $x := repeat 5000 "a" }}{{ regexReplaceAll "a" $x $x }}',
      /may \(limits\./,
    ],
    [
      'compiles pattern after pattern',
      '{{ range until 10000 }}{{ regexMatch (printf "(a{400}){2}%d" .) "a" }}{{ end }}',
      STEPS,
    ],
    [
      'searches from every character to the end',
      '{{ regexFindAll "a*b|a" (repeat 100000 "a") -1 | len }}',
      STEPS,
    ],
    ['prints', `{{ range until 20000 }}${'x'.repeat(100)}{{ end }}`, OUTPUT],
  ])('%s', (_, text, expected) => {
    const [problem, ...others] = problemsOf(template(text));
    expect(problem).toContain(AT);
    expect(problem).toMatch(expected);
    expect(others).toEqual([]);
  });

  it.each([
    'toYaml $a',
    'toYamlPretty $a',
    'mustToYaml $a',
    'toJson $a',
    'toPrettyJson $a',
    'toRawJson $a',
    'toToml $a',
    'printf "%v" $a',
    'printf "%#v" $a',
    'printf "" $a',
    'print $a',
    'println $a',
    'html $a',
    '$a',
    'toString $a',
    'quote $a',
    'dict $a 1',
    'sortAlpha $a',
    'toDecimal $a',
    'deepCopy $a',
    'merge $a $b',
    'toJson $a | sha256sum',
    'deepEqual $a $b',
    'has $a (list $b)',
    'without (list $a) $b',
    'uniq (list $a $b)',
  ])('walks for ever through a map that holds a map twice, in %s', (action) => {
    const text = `${doubled('a')}${doubled('b')}{{ ${action} }}`;
    expect(problemsOf(template(text))).toEqual([expect.stringMatching(STEPS)]);
  });

  it('compares such a map', () => {
    const text = `${doubled('a')}{{ eq $a $a }}`;
    expect(problemsOf(template(text))).toEqual([expect.stringMatching(OUTPUT)]);
  });

  it('spends its steps on maps that are written again and again', () => {
    const text = `{{ $m := dict }}{{ range until 100 }}{{ $_ := set $m (print .) . }}{{ end }}
      {{ range until 100 }}{{ $y := toYaml $m }}{{ end }}`;
    expect(problemsOf(template(text))).toEqual([expect.stringMatching(STEPS)]);
  });

  it.each([
    'rest $list',
    'initial $list',
    'reverse $list',
    'compact $list',
    'slice $list 1',
    'chunk 1 $list',
    'append $list 1 | append $list',
    'prepend $list 1 | prepend $list',
    'concat $list $list',
    'has -1 $list',
    'without $list -1',
    'until 1000',
    'replace "x" "" $text',
    'replace "x" "y" $text',
    'trimAll "-" $text',
    'split "x" $text',
    'splitList "x" $text',
    'print $long $long',
    'cat $long $long',
    'join $long (list $long $long)',
    'upper $long',
    'sha256sum $long',
    'adler32sum $long',
    'contains "y" $long',
    'hasPrefix $long $long',
    'trimSuffix "y" $long',
    'b64dec $long',
    'b32dec $long',
    'trunc 5 $long',
    'abbrev 5 $long',
    'title $long',
    'snakecase $long',
    'fromYaml $long',
    'fromYamlArray $long',
    'fromJson $long',
    'fromToml $long',
    'urlParse $long',
    'base $long',
    'printf $long',
    'regexMatch "y" $long',
    'genPrivateKey $long',
    '$.Files.Get $long',
    'len $wide',
    'keys $map',
    'values $map',
    'deepEqual $map (dict)',
    'toStrings $list',
    'sortAlpha $list',
    'join "" $list',
    'split "" $text',
    'trimAll "-" $text',
    'regexReplaceAll "a" "aaaa" $long',
    'trunc 5 $long',
    'fromYaml "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["',
    'genCA "a" 1',
    'divf 1 3 7 9 | list $list $long | toString',
    'html $list',
    'toDate "2006-01-02" $long',
  ])('makes or reads long lists and texts over and over, by %s', (action) => {
    const variables = [
      '{{ $list := until 1000 }}{{ $text := repeat 2000 "x" }}{{ $long := repeat 10000 "x" }}{{ $made := "" }}',
      '{{ $wide := $long }}{{ range until 3 }}{{ $wide = print $wide $wide }}{{ end }}',
      '{{ $map := dict }}{{ range until 300 }}{{ $made = set $map (print .) . }}{{ end }}',
    ].join('');
    const text = `${variables}{{ range until 400 }}{{ $made = ${action} }}{{ end }}`;
    expect(problemsOf(template(text))).toEqual([expect.stringMatching(STEPS)]);
  });

  it('is stopped with all the others of its release together', () => {
    const spin = '{{ range until 150000 }}{{ end }}';
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`chart/templates/${index}.yaml`, spin]),
    );
    expect(problemsOf(files)).toEqual([expect.stringMatching(STEPS)]);
  });

  it('is stopped, and another release is not', () => {
    const tree = { ...CHART, ...template('{{ repeat (int .Values.times) "#" }}') };
    const source = application(
      '  source:',
      `    repoURL: ${GITOPS}`,
      '    path: chart',
      '    helm: {valuesObject: {times: TIMES}}',
    );
    const of = (times: string): ReturnType<typeof render> =>
      render({ ...tree, 'application.yaml': source.replace('TIMES', times) }, {}, LIMITS);
    expect(of('1000000000').failure).toMatch(STEPS);
    expect(of('10').problems).toEqual([]);
  });
});

it('a certificate for more days than Go can count is one for those that are left', () => {
  const text =
    '{{ $c := genCA "a" 9223372036854775807 }}apiVersion: v1\nkind: {{ kindOf $c }}\nmetadata: {name: x}\n';
  const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart');
  const { problems, manifests } = render({ ...CHART, 'application.yaml': source, ...template(text) });
  expect(problems).toEqual([]);
  expect(manifests.map(({ object }) => object.kind)).toContain('struct');
});

describe('a search that looks at each of many instructions for each character', () => {
  it.each(['regexReplaceAllLiteral $x $x $x', 'regexFindAll $x $x -1', 'regexMatch $x $x'])(
    '%s',
    (action) => {
      const text = `{{ $x := repeat 15000 "1." }}{{ $y := ${action} }}`;
      const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart');
      const { problems } = render({ ...CHART, 'application.yaml': source, ...template(text) });
      expect(problems.map(shown)).toEqual([expect.stringMatching(/takes more steps than it may/)]);
    },
  );
});

describe('a width that fills memory', () => {
  it.each(['printf "%1000000000d" 1', 'printf "%*d" 1000000000 1', 'printf "%.1000000000f" 1.0'])(
    '%s',
    (call) => {
      const values = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: {{ ${call} | len | quote }}}\n`;
      const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart');
      const { problems, manifests } = render({ ...CHART, 'application.yaml': source, ...template(values) });
      expect(problems).toEqual([]);
      const lengths = manifests.map(({ object }) => (object['data'] as Record<string, string>)['a']);
      expect(
        Math.max(...lengths.flatMap((length) => (length === undefined ? [] : Number(length)))),
      ).toBeLessThan(100);
    },
  );
});

describe('a template that is hard to read', () => {
  it.each<readonly [string, string, RegExp]>([
    ['an action without an end', '{{', /unclosed action|unexpected EOF/],
    ['nothing but beginnings', '{{ '.repeat(30_000), /unexpected|unclosed/],
    [
      'parentheses in parentheses',
      `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`,
      /nested too deeply|max expression depth|too deep|parenthes/i,
    ],
    ['a range in a range', `${'{{ range list 1 }}'.repeat(5000)}x${'{{ end }}'.repeat(5000)}`, /./],
    [
      'a long line that fails at its end',
      `a: ${'{{ 1 }}'.repeat(50_000)}{{ fail "at the end" }}`,
      /at the end/,
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(template(text)).join('\n')).toMatch(expected);
  });

  it('a long line is looked through for its end a few times, not once for each of its actions', () => {
    const line = `a: ${'{{ 1 }}'.repeat(5000)}{{ fail "at the end" }}`;
    const indexOf = vi.spyOn(String.prototype, 'indexOf');
    try {
      expect(problemsOf(template(line))).toEqual([expect.stringContaining('x.yaml:1:35007 at the end')]);
      const searches = indexOf.mock.calls.filter(
        ([text], call) => text === '\n' && String(indexOf.mock.contexts[call]) === line,
      );
      expect(searches.length).toBeLessThan(10);
    } finally {
      indexOf.mockRestore();
    }
  });

  it.each<readonly [string, string]>([
    ['of flow collections', `a: ${'{a: '.repeat(10_000)}`],
    ['that a range prints', '{{ range until 10000 }}[{{ end }}'],
  ])('a rendered document 10,000 deep %s', (_, text) => {
    expect(problemsOf(template(text)).join('\n')).toMatch(
      /YAML parse error.*(levels deep|did not find|nested)/,
    );
  });
});
