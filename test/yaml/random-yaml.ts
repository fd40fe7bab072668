import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { Json } from '../../src/types.ts';

const words = fc.constantFrom(
  'name',
  'image',
  'a',
  'b',
  'on',
  'yes',
  '1',
  '1.5',
  'key with spaces',
  'a.b/c',
  'x-y_z',
  '~',
  '',
  '#',
  'é',
  '- a',
  'a: b',
  '{{ x }}',
  'constructor',
  'null',
  '__proto__',
);
const signs = [' ', '\n', 'a', 'b', ':', '#', '-', "'", '"', '\\', ',', '[', '}', '|', '>', '1', '.'];
const lines = [
  'first line\nsecond line\n',
  'x\n\ny',
  '  indented\nnot\n',
  '\n',
  'trailing  \nspaces  ',
  '# no\nx\n',
];
const strings = fc.oneof(
  words,
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 20 }),
  fc.constantFrom(...lines),
);
const scalars: fc.Arbitrary<Json> = fc.oneof(
  strings,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.boolean(),
  fc.constant(null),
);

/** Trees as JSON has them. */
const trees: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(words, strings), tie('tree'), { maxKeys: 5 }),
  ),
})).tree;

/** What go-yaml and the printer agree on: no block scalars, whose indentation the printer counts otherwise in lists. */
const agreed = fc.record({
  indent: fc.constantFrom(2, 3, 4),
  indentSeq: fc.boolean(),
  blockQuote: fc.constant(false),
  defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_SINGLE' as const, 'QUOTE_DOUBLE' as const),
  defaultKeyType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const),
});

/** Everything that the printer can do. */
const styles = fc.record({
  indent: fc.constantFrom(2, 3, 4),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_SINGLE' as const,
    'QUOTE_DOUBLE' as const,
    'BLOCK_LITERAL' as const,
    'BLOCK_FOLDED' as const,
  ),
  defaultKeyType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const),
});

/** A text, and the tree that it means. The printer knows YAML 1.1, and quotes what is a boolean or a number there. */
export const meant: fc.Arbitrary<{ tree: Json; text: string }> = fc.oneof(
  fc.tuple(trees, agreed).map(([tree, style]) => ({
    tree,
    text: stringify(tree, { ...style, lineWidth: 0, version: '1.1', aliasDuplicateObjects: false }),
  })),
  fc.tuple(trees, fc.nat(4)).map(([tree, indent]) => ({ tree, text: JSON.stringify(tree, null, indent) })),
);

/** Texts in many styles, a few of which Go reads otherwise than they were meant. */
export const printed: fc.Arbitrary<string> = fc
  .tuple(trees, styles, fc.constantFrom(0, 20, 80))
  .map(([tree, style, lineWidth]) =>
    stringify(tree, { ...style, lineWidth, version: '1.1', aliasDuplicateObjects: false }),
  );

const pieces = fc.constantFrom(
  '\n',
  ' ',
  '  ',
  ':',
  ': ',
  ':\n',
  '-',
  '- ',
  '\n- ',
  '\n  - ',
  '#',
  ' # ',
  '? ',
  ',',
  '[',
  ']',
  '{',
  '}',
  ...signs,
  '|\n',
  '>-\n',
  '&a ',
  '*a',
  '!!str ',
  '<<: ',
  '---\n',
  '\n---\n',
  '...\n',
  '{}',
  '[]',
  '{a: 1}',
  '0x1f',
  'null',
  'yes',
  '.inf',
  '__proto__: ',
  '%',
  '@',
  '\t',
  '\\',
  '\r\n',
  '\u0085',
  '\uFEFF',
  '\0',
  'é',
);
const edit = fc.record({ at: fc.nat(), drop: fc.nat(3), put: fc.oneof(pieces, fc.constant('')) });

/** Texts near to what is given, most of them broken. */
export function mutated(base: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(base, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) => edits.reduce(applyEdit, text));
}

function applyEdit(text: string, { at, drop, put }: { at: number; drop: number; put: string }): string {
  const index = at % (text.length + 1);
  return text.slice(0, index) + put + text.slice(index + drop);
}
