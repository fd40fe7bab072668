/**
 * Makes random templates and data, asks Go and our engine, and prints what differs:
 * `npx tsx tools/gotemplate/fuzz.ts [first seed] [count]`. With a third argument `print` it prints the cases as JSON
 * instead: what tables/seeds.json was made with.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answer, type Answer, type TemplateCase } from '../../test/conformance/template/engine.ts';
import { pick, random, type Random } from '../random.ts';

const FIELDS = ['a', 'b', 'c', 'list', 'map', 's', 'n', 'i', 't', 'nil', 'thing', 'Name', 'Upper', 'x'];
const VARIABLES = ['$', '$x', '$y', '$k'];
const FUNCTIONS = [
  'and',
  'or',
  'not',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'len',
  'index',
  'slice',
  'print',
  'printf',
  'println',
  'html',
  'js',
  'urlquery',
  'call',
  'takesString',
  'takesBool',
  'takesInt',
  'takesFloat',
  'takesMap',
  'takesList',
  'takesAny',
  'stringInt',
  'joined',
  'nothing',
  'list',
  'dict',
  'quote',
  'default',
  'fail',
  'include',
  'tpl',
];
/** These take anything, so a case made of them gets further before it fails. */
const MILD = [
  'and',
  'or',
  'not',
  'print',
  'println',
  'html',
  'js',
  'urlquery',
  'takesAny',
  'list',
  'quote',
  'printf',
];
const LITERALS = [
  '1',
  '0',
  '-3',
  '2.5',
  '1e6',
  '"a"',
  '"b"',
  '"s"',
  '""',
  'true',
  'false',
  'nil',
  "'c'",
  '`r`',
  '0x1F',
  '"h1"',
  '"h2"',
];
const FORMATS = [
  '"%v"',
  '"%s"',
  '"%d"',
  '"%q"',
  '"%5v"',
  '"%-6v|"',
  '"%x"',
  '"%+v"',
  '"%T"',
  '"%#v"',
  '"%05d"',
  '"%.2f"',
  '"%v %v"',
  '"%t"',
  '"%*d"',
  '"%[2]v"',
  '"%e"',
  '"%8.3g"',
  '"%U"',
  '"%c"',
];

let mild = false;

function fields(r: Random): string {
  if (mild) return '.' + pick(r, FIELDS);
  return Array.from({ length: 1 + r(3) }, () => '.' + pick(r, FIELDS)).join('');
}

function operand(r: Random, depth: number): string {
  switch (r(depth > 0 ? 9 : 7)) {
    case 0:
      return '.';
    case 1:
    case 2:
      return fields(r);
    case 3:
      return pick(r, VARIABLES) + (!mild && r(2) ? fields(r) : '');
    case 4:
    case 5:
      return pick(r, LITERALS);
    case 6:
      return pick(r, ['.s', '.n', '.list', '.map']);
    default:
      return `(${pipeline(r, depth - 1)})` + (mild || r(4) ? '' : fields(r));
  }
}

function command(r: Random, depth: number, first: boolean): string {
  if (first && r(2)) return operand(r, depth);
  const name = pick(r, mild ? MILD : FUNCTIONS);
  const least = mild ? 1 : 0;
  const args = Array.from({ length: least + r(mild && name === 'not' ? 1 : 3) }, () => operand(r, depth));
  if (name === 'printf') args.unshift(pick(r, FORMATS));
  if (!mild && !r(30)) return [operand(r, depth), ...args].join(' ');
  return [name, ...args].join(' ');
}

function pipeline(r: Random, depth: number): string {
  const commands = [command(r, depth, true)];
  while (!r(3)) commands.push(command(r, depth, false));
  return commands.join(' | ');
}

function action(r: Random, body: string): string {
  return `{{${r(6) ? '' : '- '}${body}${r(6) ? '' : ' -'}}}`;
}

function statement(r: Random, depth: number): string {
  const nested = (): string => statements(r, depth - 1);
  const otherwise = (): string => (r(2) ? action(r, 'else') + nested() : '');
  switch (r(depth > 0 ? 12 : 6)) {
    case 0:
      return pick(r, ['text ', '\n', ' é ', '  ', 'x\n  y']);
    case 1:
    case 2:
    case 3:
      return action(r, pipeline(r, 2));
    case 4:
      return action(r, `${pick(r, ['$x', '$y'])} ${pick(r, [':=', ':=', '='])} ${pipeline(r, 2)}`);
    case 5:
      if (mild) return action(r, operand(r, 1));
      return action(r, `template ${pick(r, ['"h1"', '"h2"'])} ${operand(r, 1)}`);
    case 6:
    case 7:
      return action(r, `if ${pipeline(r, 1)}`) + nested() + otherwise() + action(r, 'end');
    case 8:
      return action(r, `with ${pipeline(r, 1)}`) + nested() + otherwise() + action(r, 'end');
    case 9:
      return (
        action(r, `range ${pick(r, ['', '$x := ', '$k, $x := '])}${pipeline(r, 1)}`) +
        nested() +
        otherwise() +
        action(r, 'end')
      );
    case 10:
      return (
        action(r, `range .list`) +
        nested() +
        (r(2) ? action(r, pick(r, ['break', 'continue'])) : '') +
        action(r, 'end')
      );
    default:
      return (
        action(r, `if ${pipeline(r, 1)}`) +
        nested() +
        action(r, `else if ${pipeline(r, 1)}`) +
        nested() +
        action(r, 'end')
      );
  }
}

function statements(r: Random, depth: number): string {
  return Array.from({ length: 1 + r(3) }, () => statement(r, depth)).join('');
}

function value(r: Random, depth: number): unknown {
  switch (r(depth > 0 ? 12 : 9)) {
    case 0:
      return null;
    case 1:
      return pick(r, ['', 'a', 'b', 'text', 'é<&>"', '{{.s}}', '1']);
    case 2:
      return pick(r, [0, 1, -1, 2.5, 1e6, 1e21, 123456789, 0.000001]);
    case 3:
      return r(2) === 1;
    case 4:
      return { [pick(r, ['$int', '$int64', '$uint8', '$int8'])]: pick(r, ['0', '1', '5', '100']) };
    case 5:
      return { $thing: pick(r, ['box', 'é']) };
    case 6:
      return [];
    case 7:
      return {};
    case 8:
      return 'plain';
    case 9:
      return Array.from({ length: r(4) }, () => value(r, depth - 1));
    default:
      return object(r, depth - 1);
  }
}

function object(r: Random, depth: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const key of FIELDS) if (r(3)) map[key] = value(r, depth);
  return map;
}

/** Spoils the syntax: most such texts do not parse. */
function spoil(r: Random, text: string): string {
  const at = r(text.length + 1);
  const noise = pick(r, [
    '',
    '',
    '{{',
    '}}',
    '(',
    ')',
    '"',
    '|',
    '.',
    ' ',
    '$',
    ':=',
    "'",
    '`',
    ',',
    '-',
    '{{end}}',
    '{{else}}',
    '1',
    'é',
    '\n',
    '/*',
    '@',
  ]);
  return text.slice(0, at) + noise + text.slice(at + r(3));
}

function format(r: Random): string {
  const piece = (): string => {
    const flags = Array.from({ length: r(3) }, () => pick(r, ['-', '+', '#', '0', ' '])).join('');
    const width = pick(r, ['', '', '', '1', '4', '12', '*', '[1]', '[2]*']);
    const precision = pick(r, ['', '', '', '.', '.0', '.1', '.3', '.17', '.*', '.[1]*']);
    return `%${flags}${width}${precision}${pick(r, [...'vvvsdqxXobOcUtTeEfFgGb%z'])}`;
  };
  return Array.from({ length: 1 + r(3) }, piece).join(pick(r, ['', ' ', '|', 'é']));
}

/** A number of any size and shape: of its bits, or with few digits. */
function number(r: Random): unknown {
  if (r(3) === 0)
    return { $int64: String(BigInt.asIntN(64, (BigInt(r(2 ** 32)) << BigInt(r(33))) - BigInt(r(1000)))) };
  if (r(2)) return (r(2000) - 1000) / 10 ** r(4);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setUint32(0, r(2 ** 32));
  bits.setUint32(4, r(2 ** 32));
  const float = bits.getFloat64(0);
  return Number.isFinite(float) ? float : 0;
}

function formatCase(seed: number, r: Random): TemplateCase {
  const operands = Array.from({ length: r(4) }, () => pick(r, ['.v', '.w', '.v', '5', '"abc"', '.n', "'x'"]));
  const text = `{{printf "${format(r)}" ${operands.join(' ')}}}`;
  return { name: `seed ${seed}`, text, data: { v: number(r), w: value(r, 2), n: number(r) } };
}

function makeCase(seed: number): TemplateCase {
  const r = random(seed);
  if (r(3) === 0) return formatCase(seed, r);
  mild = r(2) === 0;
  const body = `{{$x := ${operand(r, 0)}}}{{$y := .b}}{{$k := 0}}` + statements(r, 2);
  const helpers = [1, 2].map(
    (n) => `{{define "h${n}"}}{{with $x := .}}{{$y := 1}}{{$k := .}}${statement(r, 1)}{{end}}{{end}}`,
  );
  const text = body.replaceAll(/^\{\{\$x := \$[xyk][^}]*\}\}/g, '{{$x := 1}}') + helpers.join('\n');
  const broken = r(4) === 0;
  const missingKey = pick(r, ['default', 'zero', 'error'] as const);
  return { name: `seed ${seed}`, text: broken ? spoil(r, text) : text, data: object(r, 3), missingKey };
}

function askGo(cases: readonly TemplateCase[]): Answer[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const { stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: folder,
    input: JSON.stringify(cases),
    maxBuffer: 1 << 30,
  });
  if (stdout.length === 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as Answer[];
}

const first = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 5000);
const cases = Array.from({ length: count }, (_, i) => makeCase(first + i));
if (process.argv[4] === 'print') {
  console.log(`[\n${cases.map((test) => JSON.stringify({ ...test, name: undefined })).join(',\n')}\n]`);
  process.exit(0);
}
const expected = askGo(cases);
let failures = 0;
cases.forEach((test, i) => {
  const own = answer(test);
  // Our depth limit is lower than Go's.
  if (JSON.stringify(own) === JSON.stringify(expected[i]) || own.error?.startsWith('templates are nested'))
    return;
  failures++;
  console.log(JSON.stringify(test));
  console.log('  Go  ', JSON.stringify(expected[i]));
  console.log('  ours', JSON.stringify(own));
});
const parsed = expected.filter((own) => own.phase !== 'parse').length;
const printed = expected.filter((own) => own.error === undefined).length;
console.log(`${count} cases: ${parsed} parse, ${printed} print; ${failures} differ`);
