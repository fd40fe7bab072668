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
