import { describe, expect, it } from 'vitest';
import { parseYaml, type YamlProblem } from '../../src/yaml/index.ts';

function problemsOf(text: string): readonly string[] {
  return parseYaml(text).problems.map(({ code, message, range }: YamlProblem) => {
    const { start, end } = range;
    return `${start.line}:${start.character}-${end.line}:${end.character} ${code}: ${message}`;
  });
}

function valuesOf(text: string): readonly unknown[] {
  return parseYaml(text).documents.map(({ value }) => value);
}

function slicesOf(text: string): readonly string[] {
  return parseYaml(text).documents.map(({ start, end }) => text.slice(start, end));
}

describe('documents', () => {
  it('are none in a text without content', () => {
    expect(valuesOf('')).toEqual([]);
    expect(valuesOf('# only\n\n# comments\n')).toEqual([]);
    expect(valuesOf('---\n# nothing\n---\na: 1\n')).toEqual([null, { a: 1 }]);
  });

  it('are the text between the markers', () => {
    expect(slicesOf('# head\na: 1\n---\n# b\nb: 2\n--- # c\nc: 3\n')).toEqual([
      '# head\na: 1\n',
      '# b\nb: 2\n',
      'c: 3\n',
    ]);
    expect(slicesOf('a: 1\n---\n')).toEqual(['a: 1\n', '']);
    expect(slicesOf('a: &x 1\n...\n---\nb: 2\n')).toEqual(['a: &x 1\n', 'b: 2\n']);
    expect(slicesOf('--- |\n  text\n--- [1]\n')).toEqual([' |\n  text\n', ' [1]\n']);
  });

  it('come without a byte order mark, with any line ends', () => {
    expect(parseYaml('\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n').documents).toEqual([
      { value: { a: 1, b: 'x\ny\n' }, start: 1, end: 23 },
    ]);
    expect(valuesOf('a: 1\r\n---\r\nb: 2')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('before a broken one are kept', () => {
    const { documents, problems } = parseYaml('a: 1\n---\nb: 2\n---\nc: [1\nd: 2\n---\ne: 3\n');
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.range.start.line).toBe(6);
  });
});

describe('untrusted keys', () => {
  it('never reach a prototype', () => {
    for (const text of [
      '__proto__: {x: 1}\n',
      '"__proto__": {x: 1}\n',
      '{"__proto__": {x: 1}}',
      '<<: {__proto__: {x: 1}}\n',
    ]) {
      const value = parseYaml(text).documents[0]?.value as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.hasOwn(value, '__proto__')).toBe(true);
      expect('x' in value).toBe(false);
    }
  });

  it('may have the names of built-in methods', () => {
    const value = parseYaml('constructor: 1\ntoString: 2\nhasOwnProperty: 3\n').documents[0]?.value;
    expect(value).toEqual({ constructor: 1, toString: 2, hasOwnProperty: 3 });
    expect(problemsOf('constructor: 1\nconstructor: 2\n')).toHaveLength(1);
  });
});

describe('problems', () => {
  it('name a key that is set twice, and go on with the last', () => {
    expect(problemsOf('a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n')).toEqual([
      '5:3-5:4 duplicate-key: key "c" is already set in this map',
      '6:1-6:2 duplicate-key: key "a" is already set in this map',
    ]);
    expect(valuesOf('a: 1\nb: 2\na: 3\n')).toEqual([{ a: 3, b: 2 }]);
    expect(problemsOf('8080: a\n"8080": b\n')).toEqual([
      '2:1-2:7 duplicate-key: key "8080" is already set in this map',
    ]);
    expect(problemsOf('---\na: {b: 1, b: 2}\n')).toEqual([
      '2:11-2:12 duplicate-key: key "b" is already set in this map',
    ]);
  });

  it('are no duplicates where a merge key is overridden', () => {
    expect(problemsOf('a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n')).toEqual([]);
  });

  it.each([
    ['a: b: c\n', '1:5-1:6 invalid: mapping values are not allowed in this context'],
    ['a: 1\nfoo\nb: 2\n', "2:1-2:4 invalid: could not find expected ':'"],
    ['a: 1\n  b: 2\n', '2:4-2:5 invalid: mapping values are not allowed in this context'],
    ['a:\n  - x\n  y: 1\n', "3:3-3:4 invalid: did not find expected '-' indicator"],
    ['a:\n    b: 1\n  c: 2\n', '3:3-3:4 invalid: did not find expected key'],
    ['a: [1, 2\nb: 3\n', "2:2-2:3 invalid: did not find expected ',' or ']'"],
    [
      'x: 1\na: "open\nb: 1\n',
      '2:4-2:5 invalid: the quote that opens here is never closed (found unexpected end of stream)',
    ],
    ['a:\n\tb: 1\n', '2:1-2:2 invalid: found character that cannot start any token'],
    ['a: @x\n', '1:4-1:5 invalid: found character that cannot start any token'],
    ['a: *x\n', "1:4-1:6 invalid: unknown anchor 'x' referenced"],
    ['a: &x [*x]\n', "1:8-1:10 invalid: anchor 'x' value contains itself"],
    ['a: "\\q"\n', '1:5-1:7 invalid: found unknown escape character'],
    ['a: .inf\n', '1:4-1:8 invalid: JSON has no number .inf'],
    ['? [a]\n: b\n', '1:3-1:4 invalid: invalid map key: a sequence'],
    ['~: b\n', '1:1-1:2 invalid: unsupported map key: null'],
    ['a: 1\nb: x\u0007\n', '2:5-2:6 invalid: control characters are not allowed'],
    ['%YAML 1.2\n---\na: 1\n', '1:1-1:10 invalid: found incompatible YAML document: version 1.2, not 1.1'],
    ['a: {{ .Values.x }}\n', '1:5-1:6 invalid: invalid map key: a map'],
  ])('say where %j goes wrong', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});

describe('bounds', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from(
        { length: 9 },
        (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`,
      ),
    )
    .join('\n');

  it('stop an alias bomb', () => {
    expect(problemsOf(bomb)).toEqual([
      expect.stringContaining('too-many-aliases: document contains excessive aliasing'),
    ]);
  });

  it('leave honest aliases alone', () => {
    const text = `a: &a {x: 1}\nb: [${Array(100).fill('*a').join(', ')}]\n`;
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['flow', '['.repeat(10_000)],
    ['closed flow', '{a: '.repeat(10_000) + '}'.repeat(10_000)],
    ['compact lists', `${'- '.repeat(10_000)}x`],
    ['explicit keys', `${'? '.repeat(10_000)}x`],
    ['block maps', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    [
      'chained aliases',
      Array.from({ length: 3000 }, (_, n) => `- &a${n} [${n === 0 ? 'x' : `*a${n - 1}`}]\n`).join(''),
    ],
  ])('stop deep nesting: %s', (_, text) => {
    const codes = parseYaml(text).problems.map(({ code }) => code);
    expect(['too-deep', 'too-many-aliases']).toContain(codes[0]);
  });

  it('take 290 levels', () => {
    expect(problemsOf('['.repeat(290) + ']'.repeat(290))).toEqual([]);
    expect(problemsOf(`${'- '.repeat(290)}&x x`)).toEqual([]);
  });

  it.each([
    ['plain lines', 'some text that goes on\n  '],
    ['keys', 'key%: value\n'],
    ['list items', '- item\n'],
    ['flow items', '[[a, b], {c: d}],'],
    ['comments', '# comment\n'],
    ['empty documents', '---\n'],
    ['quotes', "'it''s', "],
    ['escapes', '"\\n\\u00e9", '],
    ['broken flow', '['],
    ['anchors', '- &a x\n'],
    ['duplicates', 'a: 1\n'],
  ])('stay linear: %s', (_, piece) => {
    const build = (count: number): string => {
      const body = Array.from({ length: count }, (__, index) => piece.replace('%', String(index))).join('');
      return /^['"[]/.test(piece) ? `[${body}]` : body;
    };
    const small = timed(build(20_000));
    const large = timed(build(160_000));
    expect(large).toBeLessThan(Math.max(small, 20) * 8 * 5);
  });
});

function timed(text: string): number {
  const start = performance.now();
  parseYaml(text);
  return performance.now() - start;
}
