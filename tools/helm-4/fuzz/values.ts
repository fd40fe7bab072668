import { pick, several, type Random } from '../../random.ts';

/** Scalars as somebody may write them: YAML 1.1, large, quoted, of another type than they seem. */
const SCALARS = [
  'a',
  'shop',
  '""',
  '~',
  'null',
  'yes',
  'no',
  'on',
  'Off',
  'true',
  'False',
  'y',
  '0',
  '1',
  '-7',
  '2.5',
  '1e3',
  '1E-7',
  '.5',
  '1.',
  '0x1F',
  '017',
  '0o17',
  '0b11',
  '1_000',
  '+1',
  '12345678901',
  '123456789012345678901',
  '1e21',
  '1.0',
  '0.1',
  '1:30',
  '2024-01-02',
  '2024-01-02T03:04:05Z',
  '"007"',
  "'it''s'",
  '"tab\\there"',
  '"é\\u2028x"',
  '[]',
  '{}',
  '[a, b]',
  '[1, [2, ~]]',
  '{a: 1, b: {c: ~}}',
  '|\n  two\n  lines\n',
  '>-\n  folded\n  text\n',
  '"{{ .Release.Name }}"',
  '!!str 5',
  '!!int "5"',
  '&x 5',
  '=',
  '<<',
  '"- a"',
  'a b',
  "'#'",
  '日本',
];

const NAMES = [
  'name',
  'text',
  'empty',
  'none',
  'port',
  'ratio',
  'big',
  'flag',
  'list',
  'items',
  'map',
  'labels',
  'image',
  'global',
  'mixed',
  'odd',
  'sub1',
  'sub2',
  'other',
  'tags',
  'up',
];

/** A chart's own values.yaml: mostly what the templates expect of a name. */
export function ownValues(r: Random, wild: boolean): string {
  const usual: readonly [string, string][] = [
    ['name', 'shop'],
    ['text', '"Hello, Wörld"'],
    ['empty', '""'],
    ['none', '~'],
    ['port', '8080'],
    ['ratio', '2.5'],
    ['big', '12345678901'],
    ['flag', 'true'],
    ['list', '[b, a, c, a]'],
    ['items', '[3, 1, 2]'],
    ['map', '{a: {x: 1, y: [p, q]}, b: 2}'],
    ['labels', '{app: shop, tier: web}'],
    ['image', '{repository: r/shop, tag: "1.2"}'],
    ['global', '{env: prod, deep: {a: 1}}'],
    ['mixed', '[1, two, 3.5, true, ~, [x], {k: v}]'],
  ];
  const lines = usual
    .filter(() => !wild || r(12) > 0)
    .map(([name, value]) => `${name}: ${wild && r(7) === 0 ? pick(r, SCALARS) : value}`);
  return [...lines, `odd: ${pick(r, SCALARS)}`, ''].join('\n');
}

/** Names that only odd values have. */
const ODD_NAMES = ['none', 'odd', 'other', 'missing', 'odd', 'up'];

/** Values of a user or a parent: nulls, tables over scalars and scalars over tables. */
export function overlay(r: Random, wild: boolean, depth: number, indent = ''): string {
  const names = new Set(
    several(r, 5, () =>
      depth < 2
        ? pick(r, ['a', 'b', 'x', 'tag', 'name', 'env', 'app', 'deep'])
        : pick(r, wild ? NAMES : ODD_NAMES),
    ),
  );
  if (names.size === 0) return indent === '' ? pick(r, ['', '{}\n', '# nothing\n']) : `${indent}z: 1\n`;
  return [...names].map((name) => entry(r, wild, name, depth, indent)).join('');
}

function entry(r: Random, wild: boolean, name: string, depth: number, indent: string): string {
  if (depth > 0 && r(3) === 0) return `${indent}${name}:\n${overlay(r, wild, depth - 1, `${indent}  `)}`;
  const value = r(4) === 0 ? 'null' : pick(r, SCALARS);
  return `${indent}${name}: ${value.replaceAll(/\n(?=.)/g, `\n${indent}`)}${value.endsWith('\n') ? '' : '\n'}`;
}

const SET_NAMES = [
  'name',
  'port',
  'list[0]',
  'list[1]',
  'list[5]',
  'map.a',
  'map.a.x',
  'map',
  'image.tag',
  'labels.a\\.b/c',
  'items[0].k',
  'global.env',
  'sub1.name',
  'sub1.enabled',
  'tags.one',
  'tags.two',
  'none',
  'odd.x.y',
  'flag',
  'list',
  'mixed[2][1]',
  'up.enabled',
  'sub1',
  'empty.',
];
const SET_VALUES = [
  '1',
  'true',
  'null',
  '',
  'text',
  '{a,b}',
  '{}',
  '007',
  '1.5',
  '12345678901234567890',
  'a\\,b',
  'x=y',
  '[1',
  '{a',
  'false',
  ' sp ',
  '0x1F',
  '"q"',
  'a,b',
  '1e3',
  'a,port=9',
];

const SAFE_NAMES = [
  'odd',
  'other.a',
  'other.b[1]',
  'sub1.name',
  'sub1.enabled',
  'tags.one',
  'tags.two',
  'none',
  'labels.a\\.b/c',
  'global.env',
  'list[1]',
  'name',
];
const SAFE_VALUES = [
  '1',
  'true',
  'null',
  '',
  'text',
  '{a,b}',
  '007',
  '12345678901234567890',
  'a\\,b',
  'x=y',
  'false',
  ' sp ',
  '1e3',
];

export function parameter(r: Random, wild: boolean): { name: string; value: string; forceString?: boolean } {
  const forceString = r(3) === 0;
  return {
    name: pick(r, wild ? SET_NAMES : SAFE_NAMES),
    value: pick(r, wild ? SET_VALUES : SAFE_VALUES),
    ...(forceString ? { forceString } : {}),
  };
}
