import { describe, expect, it } from 'vitest';
import { BudgetError, TemplateError, TemplateSet } from '../../src/template/index.ts';
import type { Value } from '../../src/template/index.ts';
import { functions } from '../conformance/template/engine.ts';
import { render, setOf } from './render.ts';

function failure(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('an execution error', () => {
  it('carries its place twice: in UTF-16 code units from 1, and as Go counts', () => {
    const error = failure(() => render({ main: 'a\né😀 {{ .Values.a.b }}' }, { Values: {} }));
    expect(error).toMatchObject({ kind: 'execute', template: 'main', line: 2, column: 15, goColumn: 17 });
    expect(error.message).toBe(
      'template: main:2:17: executing "main" at <.Values.a.b>: nil pointer evaluating interface {}.b',
    );
    expect(error.reason).toBe('nil pointer evaluating interface {}.b');
    expect(error.innermost.context).toBe('.Values.a.b');
  });

  it('carries the chain of includes, through tpl too', () => {
    const templates = {
      'chart/_helpers.tpl':
        '{{ define "a" }}\n{{ tpl "x {{ include \\"b\\" . }}" . }}{{ end }}{{ define "b" }}{{ fail "stop" }}{{ end }}',
      main: '\n\n  {{ include "a" . }}',
    };
    const error = failure(() => render(templates));
    expect(error.chain.map((place) => [place.template, place.line, place.executing])).toEqual([
      ['main', 3, 'main'],
      ['chart/_helpers.tpl', 2, 'a'],
      ['gotpl', 1, 'gotpl'],
      ['chart/_helpers.tpl', 2, 'b'],
    ]);
    expect(error.rootReason).toBe('stop');
    expect(error.message).toContain(
      'error calling include: template: chart/_helpers.tpl:2:3: executing "a" at',
    );
  });

  it('names a template that is not there', () => {
    const error = failure(() => setOf({ main: '' }).execute('other', {}));
    expect(error.message).toBe('template: no template "other" associated with template "gotpl"');
  });

  it.each([new TypeError('x is undefined'), new RangeError('out of range'), new SyntaxError('bad'), 'text'])(
    'is not made of a mistake of ours in a function: %s',
    (mistake) => {
      const odd = {
        name: 'odd',
        params: [],
        call: (): Value => {
          throw mistake;
        },
      };
      const set = new TemplateSet({ functions: new Map([['odd', odd]]) });
      set.parse('main', '{{ define "a" }}{{ odd }}{{ end }}{{ template "a" }}');
      let thrown: unknown;
      try {
        set.execute('main', {});
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBe(mistake);
    },
  );

  it('wraps the errors that mirror those of Go', () => {
    const odd = {
      name: 'odd',
      params: [],
      call: (): Value => {
        throw new Error('as in Go');
      },
    };
    const set = new TemplateSet({ functions: new Map([['odd', odd]]) });
    set.parse('main', '{{ odd }}');
    expect(failure(() => set.execute('main', {})).message).toBe(
      'template: main:1:3: executing "main" at <odd>: error calling odd: as in Go',
    );
  });
});

describe('a parse error', () => {
  it('carries its line', () => {
    const error = failure(() => setOf({ 'a.yaml': 'x\n{{ if }}\n' }));
    expect(error).toMatchObject({
      kind: 'parse',
      template: 'a.yaml',
      line: 2,
      reason: 'missing value for if',
    });
    expect(error.message).toBe('template: a.yaml:2: missing value for if');
  });

  it('leaves the set as it was', () => {
    const set = setOf({ main: 'one' });
    expect(() => set.parse('main', '{{ define "x" }}{{ end }}{{ end }}')).toThrow(TemplateError);
    expect(set.names()).toEqual(['main']);
    expect(set.execute('main', {}).output).toBe('one');
  });

  it.each([
    ['parentheses', '{{ ' + '('.repeat(5000) + '1' + ')'.repeat(5000) + ' }}'],
    ['blocks', '{{ if 1 }}'.repeat(20000) + '{{ end }}'.repeat(20000)],
  ])('comes of too many nested %s', (_, text) => {
    expect(failure(() => setOf({ main: text })).kind).toBe('parse');
  });
});

describe('budgets', () => {
  const limits = { steps: 1000, depth: 20, outputLength: 100 };

  function spent(text: string, dot: Value = {}): BudgetError {
    try {
      render(text, dot, { limits });
    } catch (error) {
      if (error instanceof BudgetError) return error;
      throw error;
    }
    throw new Error('nothing was spent');
  }

  it('end a long range', () => {
    expect(spent('{{ range 1000000000000 }}{{ end }}').budget).toBe('steps');
    expect(spent('{{ range 100 }}{{ range 100 }}{{ $x := . }}{{ end }}{{ end }}').message).toMatch(
      /1000 steps/,
    );
  });

  it('end a recursion, by include, template and tpl', () => {
    for (const call of ['include "x" .', 'template "x" .', 'tpl "{{ include \\"x\\" . }}" .']) {
      expect(spent(`{{ define "x" }}{{ ${call} }}{{ end }}{{ include "x" . }}`)).toMatchObject({
        budget: 'depth',
      });
    }
  });

  it('end an output that grows, in a variable too', () => {
    expect(spent('{{ range 200 }}x{{ end }}').budget).toBe('output');
    expect(spent('{{ $x := "ab" }}{{ range 60 }}{{ $x = print $x $x }}{{ end }}').budget).toBe('output');
  });

  it('end the printing of a value that holds another twice, many times over, or itself', () => {
    const grow = '{{ $x := list 1 }}{{ range 40 }}{{ $x = list $x $x }}{{ end }}';
    for (const use of ['{{ $x }}', '{{ printf "%v" $x }}', '{{ print $x }}', '{{ html $x }}']) {
      expect(() => render(grow + use)).toThrow(BudgetError);
    }
    const self: Value[] = [];
    self.push(self, self);
    expect(() => render('{{ . }}', self)).toThrow(BudgetError);
  });

  it('are not turned into a template error by an include', () => {
    expect(spent('{{ define "x" }}{{ range 5000 }}{{ end }}{{ end }}{{ include "x" . }}').budget).toBe(
      'steps',
    );
  });

  it('let functions spend', () => {
    const costly = {
      name: 'costly',
      params: [],
      call: (_: Value[], context: { spend: (steps: number) => void }): Value => {
        context.spend(2000);
        return '';
      },
    };
    const set = new TemplateSet({ functions: new Map([['costly', costly]]) });
    set.parse('main', '{{ costly }}');
    expect(() => set.execute('main', {}, { limits })).toThrow(BudgetError);
  });

  it('hold where the stack ends before the depth limit', () => {
    const set = new TemplateSet({ functions });
    set.parse(
      'main',
      '{{ define "x" }}{{ print (print (print (include "x" .))) }}{{ end }}{{ include "x" . }}',
    );
    const deep = { steps: 1e9, depth: 1e9, outputLength: 1e9 };
    expect(() => set.execute('main', {}, { limits: deep })).toThrow(BudgetError);
  });

  it('hold for values that are nested too deeply to print', () => {
    let deep: Value = 'x';
    for (let i = 0; i < 50_000; i++) deep = [deep];
    expect(() => render('{{ . }}', deep)).toThrow(BudgetError);
    expect(() => render('{{ printf "%v" . }}', deep)).toThrow(BudgetError);
  });
});
