/** Our side of the table that tools/gotemplate answers with Go: the same functions, the same decoding of data. */
import { GoInt, TemplateError, TemplateSet, isTrue, quote, sprint } from '../../../src/template/index.ts';
import type {
  FunctionTable,
  GoFunction,
  GoMap,
  GoObject,
  IntKind,
  Value,
} from '../../../src/template/index.ts';
import { fromBytes, toBytes } from '../../../src/template/go-strings.ts';

export interface TemplateCase {
  readonly name: string;
  readonly text: string;
  readonly before?: readonly (readonly [name: string, text: string])[];
  readonly data?: unknown;
  readonly missingKey?: 'default' | 'invalid' | 'zero' | 'error';
  readonly delimiters?: readonly [string, string];
}

export interface Answer {
  readonly name: string;
  readonly output?: string;
  readonly outputHex?: string;
  readonly error?: string;
  readonly phase?: 'parse' | 'execute';
}

const str = (value: Value): string => value as string;
const int = (value: Value): bigint => (value as GoInt).value;

function define(
  name: string,
  params: GoFunction['params'],
  call: GoFunction['call'],
  variadic = false,
): GoFunction {
  return { name, params, call, variadic };
}

function method(
  name: string,
  params: GoFunction['params'],
  call: GoFunction['call'],
  variadic = false,
): [string, GoFunction] {
  return [name, define(name, params, call, variadic)];
}

function thing(name: string): GoObject {
  const fields = new Map<string, Value>([
    ['Name', name],
    ['Labels', { app: name }],
  ]);
  const methods = new Map<string, GoFunction>([
    method('String', [], () => `Thing(${name})`),
    method('Upper', [], () => name.toUpperCase()),
    method('Join', ['string', 'int'], ([separator, n]) => name + str(separator) + int(n)),
    method('All', ['string'], (parts) => parts.map(str).join(name), true),
    method('Fail', [], () => {
      throw new Error('thing failed');
    }),
  ]);
  return { goType: 'main.Thing', fields, methods, print: () => `Thing(${name})` };
}

/** A map or slice with a method. */
function container(goType: string, elements: GoMap | Value[], own: [string, GoFunction]): GoObject {
  const print = (): string => sprint([elements]);
  return Object.assign(
    { goType, fields: new Map(), methods: new Map([own]), print },
    { elements: () => elements },
  );
}

function bag(text: string): GoObject {
  const elements = { key: text, nested: { a: 1 } };
  return container(
    'main.Bag',
    elements,
    method('Size', [], () => new GoInt(2)),
  );
}

function names(text: string): GoObject {
  return container(
    'main.Names',
    [text, 2],
    method('First', [], () => text),
  );
}

function dict(values: Value[]): GoMap {
  const map: GoMap = {};
  for (let i = 0; i + 1 < values.length; i += 2) own(map, sprint([values[i]]), values[i + 1]);
  return map;
}

function own(map: GoMap, key: string, value: Value): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

function tpl([text, data]: Value[], context: Parameters<GoFunction['call']>[1]): Value {
  try {
    return context.executeText(str(text), data, 1);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const what = error.kind === 'parse' ? 'cannot parse template' : 'error during tpl function execution for';
    throw new Error(`${what} ${quote(str(text))}: ${error.message}`, { cause: error });
  }
}

const FUNCTIONS: readonly GoFunction[] = [
  define('takesString', ['string'], ([text]) => `<${str(text)}>`),
  define('takesBool', ['bool'], ([value]) => value !== true),
  define('takesInt', ['int'], ([value]) => new GoInt(BigInt.asIntN(64, int(value) + 1n))),
  define('takesInt64', ['int64'], ([value]) => new GoInt(int(value) + 1n, 'int64')),
  define('takesFloat', ['float64'], ([value]) => (value as number) / 2),
  define('takesMap', ['map'], ([value]) => new GoInt(Object.keys(value as GoMap).length)),
  define('takesList', ['list'], ([value]) => new GoInt((value as Value[]).length)),
  define('takesAny', ['any'], ([value]) => value),
  define('stringInt', ['string', 'int'], ([text, n]) => sprint([text, n])),
  define(
    'joined',
    ['string', 'string'],
    ([separator, ...parts]) => parts.map(str).join(str(separator)),
    true,
  ),
  define('nothing', [], () => ''),
  define('list', ['any'], (values) => values, true),
  define('dict', ['any'], dict, true),
  define('quote', ['any'], (values) => quote(sprint(values))),
  define('default', ['any', 'any'], ([fallback, value]) => (isTrue(value) ? value : fallback)),
  define('fail', ['string'], ([reason]) => {
    throw new Error(str(reason));
  }),
  define('include', ['string', 'any'], ([name, data], context) => context.execute(str(name), data, 1)),
  define('tpl', ['string', 'any'], tpl),
];

export const functions: FunctionTable = new Map(FUNCTIONS.map((fn) => [fn.name, fn]));

/** See `decode` and `special` of tools/gotemplate. */
export function decode(value: unknown): Value {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value as Value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0].startsWith('$'))
    return special(entries[0]![0].slice(1), entries[0]![1]);
  const map: GoMap = {};
  for (const [key, element] of entries) own(map, key, decode(element));
  return map;
}

function special(kind: string, text: string): Value {
  if (kind === 'float') return Number(text.replace(/Inf$/, 'Infinity'));
  if (kind === 'hex') return fromBytes(Buffer.from(text, 'hex'));
  if (kind === 'thing') return thing(text);
  if (kind === 'bag') return bag(text);
  if (kind === 'names') return names(text);
  return new GoInt(BigInt(text), kind as IntKind);
}

/** What our engine makes of a case, in the form of Go's answer. */
export function answer(test: TemplateCase): Answer {
  const [leftDelimiter = '', rightDelimiter = ''] = test.delimiters ?? [];
  const set = new TemplateSet({
    functions,
    missingKey: test.missingKey ?? 'default',
    leftDelimiter,
    rightDelimiter,
  });
  try {
    for (const [name, text] of [...(test.before ?? []), ['main', test.text] as const]) set.parse(name, text);
  } catch (error) {
    return { name: test.name, error: (error as Error).message, phase: 'parse' };
  }
  return execute(test, set);
}

function execute(test: TemplateCase, set: TemplateSet): Answer {
  try {
    const { output } = set.execute('main', decode(test.data ?? null));
    if (output.isWellFormed()) return { name: test.name, output };
    return { name: test.name, outputHex: Buffer.from(toBytes(output)).toString('hex') };
  } catch (error) {
    return { name: test.name, error: (error as Error).message, phase: 'execute' };
  }
}
