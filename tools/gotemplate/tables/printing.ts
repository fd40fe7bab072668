import type { Row } from './row.ts';

const FLOATS: readonly (number | { $float: string })[] = [
  0,
  { $float: '-0' },
  1,
  -1,
  0.1,
  0.5,
  1.5,
  2.5,
  7.38905609893065,
  100,
  123456,
  999999,
  1000000,
  1234567,
  12345678.9,
  1e20,
  1e21,
  1e100,
  1.7976931348623157e308,
  5e-324,
  0.0001,
  0.00001,
  1e-7,
  9.999999e22,
  1e23,
  -2.5,
  1e15,
  8080,
  0.30000000000000004,
  { $float: 'NaN' },
  { $float: '+Inf' },
  { $float: '-Inf' },
];

const FLOAT_FORMATS = [
  '%v %s',
  '%e|%E|%.0e|%.3e|%.20e',
  '%f|%F|%.0f|%.1f|%.2f|%.20f',
  '%g|%G|%.0g|%.1g|%.3g|%.17g|%.30g',
  '%b|%x|%X|%.0x|%.2x|%.4X',
  '%#v|%#g|%#.3g|%#e|%#f|%#.0f|%#x|%#X',
  '%10v|%-10v|%010v|%+v|% v|%+10.2f|%-+10.2f|%+010.2f|% 010.2f|%08.3f',
  '%d|%t|%q|%c|%U|%T|%z',
];

const INTS = [
  { $int: '0' },
  { $int: '7' },
  { $int: '-7' },
  { $int: '65' },
  { $int: '8984' },
  { $int: '128512' },
  { $int: '9223372036854775807' },
  { $int64: '-9223372036854775808' },
  { $uint8: '255' },
  { $uint64: '18446744073709551615' },
];

const INT_FORMATS = [
  '%v %d %s %t %T',
  '%b|%o|%O|%x|%X',
  '%#b|%#o|%#O|%#x|%#X|%#v',
  '%c|%q|%U|%#U|%+q|%#q',
  '%5d|%-5d|%05d|%+d|% d|%+05d|%-05d|% 5d|%+-5d',
  '%.3d|%8.3d|%-8.3d|%08.3d|%+.3d|%.0d|%5.0d',
  '%10x|%#10x|%#010x|%-#10x|%#.4x',
  '%e|%g|%f|%p|%z|%!',
];

const STRINGS: readonly unknown[] = [
  '',
  'a',
  'hello',
  'é日本😀',
  'tab\tnewline\n"quoted" \\ `tick`',
  '\u0000\u001f\u007f\u00a0\u00ad\u200b\ufeff\ufffd',
  { $hex: 'ff00c3' },
];

const STRING_FORMATS = [
  '%v|%s|%q|%T',
  '%x|%X|% x|% X|%#x|%# x|%#X',
  '%10s|%-10s|%010s|%.2s|%10.2s|%-10.2s|%.0s',
  '%+q|%#q|%+#q|%10q|%-10q|%.2q',
  '%10x|%-10x|%.2x|%+v|%#v|% v',
  '%d|%c|%t|%e|%U|%p|%z',
];

const OTHERS: readonly unknown[] = [
  true,
  false,
  null,
  [],
  {},
  [1, 'a', true, null, [2.5], { k: 'v' }],
  { b: 1, a: 'x', c: null, d: [1, 2], e: { f: { g: 1e6 } } },
  [{ $int: '1' }, { $uint8: '200' }],
  { $thing: 'box' },
];

const OTHER_FORMATS = ['%v|%+v|%s|%d|%q', '%t|%x|%X|%T', '%6v|%-6v|%06v|%6d|%.1f', '%#v', '%c|%U|%e|%z'];

const SYNTAX: readonly (readonly [format: string, ...args: string[]])[] = [
  ['%'],
  ['%%'],
  ['100%'],
  ['%d'],
  ['%d %d', '1'],
  ['%d', '1', '2'],
  ['', '1', '"a"', 'nil', '1.5', '.map'],
  ['%!', '1'],
  ['%z', '1'],
  ['%é', '1'],
  ['%-', '1'],
  ['%5', '1'],
  ['%.', '1'],
  ['%.d', '0'],
  ['%.5', '1'],
  ['%*d', '5', '42'],
  ['%-*d|', '5', '42'],
  ['%*d|', '-5', '42'],
  ['%0*d', '5', '42'],
  ['%*d', '"x"', '42'],
  ['%*d', '1.0', '42'],
  ['%*d', '10000000', '42'],
  ['%*d'],
  ['%*d', '5'],
  ['%.*f', '2', '3.14159'],
  ['%.*f', '-2', '3.14159'],
  ['%.*f', '"x"', '3.14159'],
  ['%*.*f', '8', '2', '3.14159'],
  ['%[2]d %[1]d', '1', '2'],
  ['%[2]*[1]d', '2', '5'],
  ['%[1]d %d %[1]d', '1', '2'],
  ['%[3]d', '1', '2'],
  ['%[0]d', '1'],
  ['%[x]d', '1'],
  ['%[1', '1'],
  ['%[]d', '1'],
  ['%[1]', '1'],
  ['%[-1]d', '1'],
  ['%[1]5d', '1'],
  ['%[1].2f', '1.5'],
  ['%5[1]d', '1'],
  ['%.[1]*f', '2', '1.5'],
  ['%[2]d', '1', '2', '3'],
  ['%[1]d', '1', '2', '3'],
  ['%d%%%s', '1', '"x"'],
  ['%5%|'],
  ['%-5%|', '1'],
  ['%99999999d', '1'],
  ['%.99999999d', '1'],
  ['%s %v %d %T', 'nil', 'nil', 'nil', 'nil'],
  ['%5v|%-8v|%x|%t', 'nil', 'nil', 'nil', 'nil'],
  ['%w', '"x"'],
  ['%+ d|%+0 5d|% +d', '5', '5', '5'],
  ['%##v', '1'],
  ['%v %v', '.missing', '.null'],
  ['%s', '.list'],
  ['%d', '.list'],
  ['%05s|%-05s|%05q', '"ab"', '"ab"', '"ab"'],
  ['%06v', '.list'],
  ['%p', '"x"'],
  ['%q', "'x'"],
  ['%c%c%c', '72', '105', '0x1F600'],
  ['%U %#U', '0x1F600', '0x1F600'],
  ['日本%s語', '"x"'],
  ['%s', '(print "nested" 1)'],
  ['%t %t', 'true', '0'],
  ['%6.2f%%', '12.3456'],
  ['%x %X %#x', '"hello"', '"hello"', '255'],
  ['%08b', '37'],
  ['%o %#o %O', '8', '8', '8'],
  ['%3c|%-3c|%03c', "'x'", "'x'", "'x'"],
  ['%10.3v|%-10.3v|', '"abcdef"', '"abcdef"'],
  ['%.3v', '3.14159'],
  ['%6.3v|', '3.14159'],
];

function escape(text: string): string {
  return '"' + text.replaceAll('\\', '\\\\').replaceAll('"', '\\"') + '"';
}

/** One row for a value under all formats of a line, split at `|` and spaces. */
function combine(group: string, list: readonly unknown[], formats: readonly string[]): Row[] {
  return list.flatMap((v) =>
    formats.map((line) => {
      const verbs = line.split(/\||(?<=[a-zA-Z]) (?=%)/);
      const text = verbs.map((verb) => `{{printf ${escape(verb)} .v}}`).join('|');
      return { group, text, data: { v } };
    }),
  );
}

const NUMBERS = [
  '0 00 01 07 -0 +5 -5',
  '0x10 0X1f -0x10 0xFFFFFFFFFFFFFFFF',
  '0xFFFFFFFFFFFFFFFFF',
  '0o17 0O17 017 -017',
  '0b101 0B11 -0b1',
  '1_000 0x_1f 0b1_0 0o1_7 1_0.5',
  '1_000.5',
  '1.0_1',
  '1e1_0',
  '0_7',
  '_1',
  '1__0',
  '0x_',
  '1. .5 0.5 -.5 1.5e3 1E3 1e+3 1e-3 1.e2',
  '0x1p4 0x1.8p1 0x.8p0 0X1P-2',
  '0x1.8',
  '0x1e 0x1E -0x1e',
  '1e3 1e18 1e19 1e20 -1e3',
  '9223372036854775807 -9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  "'a' '\\n' '\\'' '\\\\' '\\x41' '\\101' '\\u00e9' '\\U0001F600' 'é'",
  "'\\\"'",
  "'\\400'",
  "'\\ud800'",
  '1e308 1e-400',
  '1e309',
  '0e0 0.0 00.5',
  '089.5',
  '09',
  '.',
  '1..2',
  '0b2',
  '0o8',
];

export const rows: readonly Row[] = [
  ...combine('floats', FLOATS, FLOAT_FORMATS),
  ...combine('ints', INTS, INT_FORMATS),
  ...combine('strings', STRINGS, STRING_FORMATS),
  ...combine('others', OTHERS, OTHER_FORMATS),
  ...[...FLOATS, ...INTS, ...STRINGS, ...OTHERS].map((v) => ({
    group: 'plain',
    text: '{{.v}}|{{print .v .v}}|{{println .v}}|{{printf "%v" .v}}',
    data: { v },
  })),
  ...SYNTAX.map(([format, ...args]) => ({
    group: 'printf',
    text: `{{printf ${[escape(format), ...args].join(' ')}}}`,
    data: { map: { b: 1, a: [1] }, list: [1, 'a'], null: null },
  })),
  ...NUMBERS.flatMap((line) => line.split(' ')).map((number) => ({
    group: 'numbers',
    text: `{{${number}}} {{printf "%T" ${number}}}`,
  })),
];
