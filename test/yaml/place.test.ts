import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldPath, Json, Range } from '../../src/types.ts';
import { locate, locateNearest, offsetRange, positionAt } from '../../src/yaml/index.ts';
import { meant } from './random-yaml.ts';

const values = `# Owned by payments
image:
  tag: "1.2" # pinned
  args:
    - --port=8080
    - name: x
      value: 1
  script: |
    echo
    exit
empty:
flow: {a: [1, {b: two}]}
8080: number
yes: no
---
second: doc
list:
- one
- two
`;

/** The text that a range covers. */
function cut(text: string, range: Range | undefined): string | undefined {
  if (range === undefined) return undefined;
  const lines = text.split('\n');
  const offset = ({ line, character }: Range['start']): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + character - 1;
  return text.slice(offset(range.start), offset(range.end));
}

function at(path: FieldPath, what?: 'key' | 'value' | 'entry', document = 0): string | undefined {
  return cut(values, locate(values, document, path, what));
}

function near(...path: FieldPath): [string | undefined, FieldPath] {
  const { range, found } = locateNearest(values, 0, path);
  return [cut(values, range), found];
}

describe('YAML in a literal block scalar', () => {
  const text = [
    'helm:',
    '  values: |-',
    '    # ours',
    '',
    '    image:',
    '      tag: "1.2"',
    '    more: |',
    '      deep: {a: b}',
    '  indented: |2',
    '      x: 1',
    '  folded: >',
    '    a: 1',
    '  quoted: "a: 1"',
    '',
  ].join('\n');
  const found = (...path: FieldPath): unknown => {
    const range = locate(text, 0, path);
    return range && [range.start.line, cut(text, range)];
  };

  it('is gone on into', () => {
    expect(found('helm', 'values', 'image', 'tag')).toEqual([6, '"1.2"']);
    expect(found('helm', 'values', 'image')).toEqual([5, 'image']);
    expect(found('helm', 'values', 'more', 'deep', 'a')).toEqual([8, 'b']);
    expect(cut(text, locate(text, 0, ['helm', 'values', 'image', 'tag'], 'key'))).toBe('tag');
  });

  it('is gone on into as far as it leads', () => {
    const { range, found } = locateNearest(text, 0, ['helm', 'values', 'image', 'digest']);
    expect([cut(text, range), found]).toEqual(['image', ['helm', 'values', 'image']]);
    const none = locateNearest(text, 0, ['helm', 'values', 'other']);
    expect([cut(text, none.range), none.found]).toEqual(['values', ['helm', 'values']]);
  });

  it('has its own indentation where one is given', () => {
    expect(found('helm', 'indented', 'x')).toEqual([10, '1']);
  });

  it('is left alone in scalars of another kind', () => {
    expect(found('helm', 'folded', 'a')).toBeUndefined();
    expect(found('helm', 'quoted', 'a')).toBeUndefined();
  });
});

describe('positions', () => {
  it('count from 1, in UTF-16 code units', () => {
    expect(positionAt('a\n😀b\n', 0)).toEqual({ line: 1, character: 1 });
    expect(positionAt('a\n😀b\n', 4)).toEqual({ line: 2, character: 3 });
    expect(positionAt('a\n', 2)).toEqual({ line: 2, character: 1 });
    expect(positionAt('ab', 99)).toEqual({ line: 1, character: 3 });
    expect(offsetRange('a\r\nbc\r\n', 3, 5)).toEqual({
      start: { line: 2, character: 1 },
      end: { line: 2, character: 3 },
    });
  });
});

describe('locate', () => {
  it('finds a scalar', () => {
    expect(at(['image', 'tag'])).toBe('"1.2"');
    expect(locate(values, 0, ['image', 'tag'])).toEqual({
      start: { line: 3, character: 8 },
      end: { line: 3, character: 13 },
    });
    expect(at(['image', 'args', 0])).toBe('--port=8080');
    expect(at(['image', 'args', 1, 'value'])).toBe('1');
    expect(at(['flow', 'a', 1, 'b'])).toBe('two');
  });

  it('underlines the key of what is no one-line scalar', () => {
    expect(at(['image'])).toBe('image');
    expect(at(['image', 'script'])).toBe('script');
    expect(at(['empty'])).toBe('empty');
    expect(at(['flow'])).toBe('flow');
    expect(at(['image', 'tag'], 'key')).toBe('tag');
  });

  it('underlines the first line of a list item', () => {
    expect(at(['image', 'args', 1])).toBe('name: x');
    expect(at(['image', 'args', 1], 'key')).toBe('name: x');
  });

  it('covers an entry from its key or dash to its end', () => {
    expect(at(['image', 'tag'], 'entry')).toBe('tag: "1.2"');
    expect(at(['image', 'args', 1], 'entry')).toBe('- name: x\n      value: 1');
    expect(at(['image', 'script'], 'entry')).toBe('script: |\n    echo\n    exit');
    expect(at(['empty'], 'entry')).toBe('empty:');
  });

  it('covers of an entry nothing that follows its value', () => {
    const text = 'list: [1, # one\n  2] # both\nmap:\n  a: b # c\n  # last\nend: 1\n';
    expect(cut(text, locate(text, 0, ['list'], 'entry'))).toBe('list: [1, # one\n  2]');
    expect(cut(text, locate(text, 0, ['map'], 'entry'))).toBe('map:\n  a: b');
  });

  it('knows keys by the names that they have in the data', () => {
    expect(at(['8080'])).toBe('number');
    expect(at([8080])).toBe('number');
    expect(at(['true'])).toBe('no');
  });

  it('takes the document by its index', () => {
    expect(at(['second'], 'value', 1)).toBe('doc');
    expect(at(['list', 1], 'value', 1)).toBe('two');
    expect(at(['second'])).toBeUndefined();
    expect(at(['image'], 'value', 7)).toBeUndefined();
  });

  it('gives the first line of content for the document itself', () => {
    expect(at([])).toBe('image:');
    expect(at([], 'value', 1)).toBe('second: doc');
  });

  it('is undefined where there is nothing', () => {
    expect(at(['image', 'nope'])).toBeUndefined();
    expect(at(['image', 'tag', 'deeper'])).toBeUndefined();
    expect(at(['image', 'args', 9])).toBeUndefined();
    expect(at(['__proto__'])).toBeUndefined();
  });

  it('follows aliases and merge keys to what a person edits', () => {
    const text =
      'base: &b\n  tag: one\n  port: 1\nprod:\n  <<: *b\n  port: 2\nlist: [*b]\nmany:\n  <<: [{port: 8}, *b]\n';
    const find = (...path: FieldPath): string | undefined => cut(text, locate(text, 0, path));
    expect(find('prod', 'tag')).toBe('one');
    expect(find('prod', 'port')).toBe('2');
    expect(find('list', 0, 'tag')).toBe('one');
    expect(find('many', 'port')).toBe('8');
    expect(find('many', 'tag')).toBe('one');
  });

  it('takes the last of duplicate keys, as the data does', () => {
    expect(cut('a: 1\na: 2\n', locate('a: 1\na: 2\n', 0, ['a']))).toBe('2');
    expect(locate('a: 1\na: 2\n', 0, ['a'])?.start.line).toBe(2);
  });

  it('finds what there is of a broken text, and survives any', () => {
    const broken = 'a: 1\nb: [1, 2\nc: 3\n';
    expect(cut(broken, locate(broken, 0, ['a']))).toBe('1');
    for (const text of [
      '',
      '# c',
      '[',
      '- '.repeat(10_000),
      '['.repeat(10_000),
      'a: *a',
      '&a [*a]',
      '<<: *x',
      '&x {<<: *x}',
    ]) {
      expect(() => locateNearest(text, 0, ['a', 0, 'b'])).not.toThrow();
    }
  });

  it('works with Windows line ends and a byte order mark', () => {
    const text = '\uFEFFa: 1\r\nb:\r\n  c: two\r\n';
    expect(locate(text, 0, ['b', 'c'])).toEqual({
      start: { line: 3, character: 6 },
      end: { line: 3, character: 9 },
    });
  });
});

/** Every path in a tree, the empty one first. */
function* pathsIn(tree: Json, path: FieldPath = []): Generator<FieldPath, void, void> {
  yield path;
  if (tree === null || typeof tree !== 'object') return;
  for (const [key, value] of Object.entries(tree as Record<string, Json>)) {
    yield* pathsIn(value, [...path, Array.isArray(tree) ? Number(key) : key]);
  }
}

describe('locate, on random trees', () => {
  it('finds every field', () => {
    fc.assert(
      fc.property(meant, ({ tree, text }) => {
        const lost = [...pathsIn(tree)].filter((path) => locate(text, 0, path) === undefined);
        expect(lost).toEqual([]);
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });
});

describe('locateNearest', () => {
  it('stops at the deepest part that exists', () => {
    expect(near('image', 'tag')).toEqual(['"1.2"', ['image', 'tag']]);
    expect(near('image', 'digest')).toEqual(['image', ['image']]);
    expect(near('image', 'args', 7, 'x')).toEqual(['args', ['image', 'args']]);
    expect(near('image', 'tag', 'x')).toEqual(['tag', ['image', 'tag']]);
    expect(near('nope', 'x')).toEqual(['image:', []]);
  });

  it('gives the first line of a text without such a document', () => {
    expect(locateNearest('# c\n', 0, ['a']).range.start).toEqual({ line: 1, character: 1 });
    expect(locateNearest('', 3, ['a']).range).toEqual({
      start: { line: 1, character: 1 },
      end: { line: 1, character: 1 },
    });
  });
});
