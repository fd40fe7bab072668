import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlainTemplate } from '../../src/expand/plain-template.ts';
import { TemplateSet, type Value } from '../../src/template/index.ts';
import type { JsonObject } from '../../src/types.ts';

function engine(source: string, parameters: JsonObject): string | undefined {
  const set = new TemplateSet({ functions: new Map() });
  try {
    set.parse('t', source);
    return set.execute('t', parameters as Value).output;
  } catch {
    return undefined;
  }
}

const PIECES = [
  '{{ .a }}',
  '{{.a.b}}',
  '{{ index .l 0 }}',
  '{{index .l 2 }}',
  '{{ .n }}',
  '{{ .l }}',
  '{{- .a.b }}',
  '{{',
  '}}',
  ' ',
  'text\n',
  '{{ index .l 01 }}',
  '{{ .a.__proto__ }}',
  '{{ .l.length }}',
  '{{ index .l 9 }}',
  '{{ index .a.b 0 }}',
  '{{ .é }}',
  '{{ .a .b }}',
  '{ {',
  '{{{ .s }}}',
  '{{ .s }}',
];
const PARAMETERS: JsonObject = { a: { b: 'B {{ .s }}' }, l: ['zero', 'one', 'two'], n: 1, s: 'S' };

describe('compilePlainTemplate', () => {
  it('answers as the engine does, or not at all', () => {
    let answered = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }), (pieces) => {
        const source = pieces.join('');
        const plain = compilePlainTemplate(source)?.(PARAMETERS);
        if (plain === undefined) return;
        answered++;
        expect([source, plain]).toEqual([source, engine(source, PARAMETERS)]);
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(answered).toBeGreaterThan(300);
  });

  it('takes what ApplicationSets mostly say', () => {
    const source = 'x/{{ .path.basename }}-{{index .path.segments 1}}.yaml';
    const parameters = { path: { basename: 'cart', segments: ['environments', 'prod'] } };
    expect(compilePlainTemplate(source)?.(parameters)).toBe('x/cart-prod.yaml');
    expect(compilePlainTemplate(source)?.({})).toBeUndefined();
    expect(compilePlainTemplate('{{ .path.basename | lower }}')).toBeUndefined();
  });
});
