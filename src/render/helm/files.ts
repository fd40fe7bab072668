/** `.Files`: the chart's files that are neither templates nor values. Mirrors Helm's pkg/engine/files.go. */
import { typed, withZero } from '../../template/index.ts';
import { GoInt } from '../../template/value.ts';
import type { CallContext, FunctionTable, GoFunction, GoMap, GoObject, Value } from '../../template/value.ts';
import type { SourceFile } from '../../types.ts';
import { compileGlob } from '../../glob.ts';
import type { GlobDialect } from '../../glob.ts';
import { baseName } from '../paths.ts';
import { put } from './map.ts';
import type { HelmVersion } from './version/index.ts';

/** Comparing a path with one character of a pattern takes as long as that many actions. */
const STEPS_PER_CHARACTER = 2;

/** github.com/gobwas/glob with `/` as the separator. */
const DIALECT: GlobDialect = { separator: '/', braces: true, negation: '!' };

/** Of a map with methods the engine and the functions ask these two. */
interface FilesObject extends GoObject {
  /** What `range`, `index` and `len` see. */
  elements(): GoMap;
  /** What `toJson` and `toYaml` see: Go has bytes here, which JSON writes in base64. */
  toGoJson(): Value;
}

/** The object; files are read when a template asks for them. */
export function filesObject(files: ReadonlyMap<string, SourceFile>, helm: HelmVersion): FilesObject {
  const { functions } = helm;
  const get = ([name]: Value[]): Value => textOf(files.get(name as string)) ?? '';
  const getBytes = ([name]: Value[]): Value => bytesObject(files.get(name as string));
  const glob = ([given]: Value[], context: CallContext): Value => {
    const pattern = given as string;
    context.spend((1 + files.size) * (1 + pattern.length) * STEPS_PER_CHARACTER);
    return filesObject(matching(files, pattern), helm);
  };
  const methods: GoFunction[] = [
    { name: 'Get', params: ['string'], call: get },
    { name: 'GetBytes', params: ['string'], call: getBytes },
    { name: 'Glob', params: ['string'], call: glob },
    { name: 'Lines', params: ['string'], call: ([name]) => lines(textOf(files.get(name as string)), helm) },
    { name: 'AsConfig', params: [], call: (_, context) => asYaml(files, asText, functions, context) },
    { name: 'AsSecrets', params: [], call: (_, context) => asYaml(files, asBase64, functions, context) },
  ];
  return {
    goType: 'engine.files',
    fields: new Map(),
    methods: new Map(methods.map((method) => [method.name, method])),
    print: () => printed(files),
    elements: () => elementsOf(files),
    toGoJson: () => Object.fromEntries([...files].map(([name, file]) => [name, asBase64(file)])),
  };
}

/** How Go prints a map of bytes. */
function printed(files: ReadonlyMap<string, SourceFile>): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[${sorted.map(([name, file]) => `${name}:[${readBytes(file).join(' ')}]`).join(' ')}]`;
}

/** Bytes of a file, none of none. */
function bytesObject(file: SourceFile | undefined): GoObject {
  const read = (): Uint8Array => (file === undefined ? new Uint8Array() : readBytes(file));
  return {
    goType: '[]uint8',
    fields: new Map(),
    methods: new Map(),
    print: () => `[${read().join(' ')}]`,
    text: () => textOf(file) ?? '',
    elements: () =>
      typed(
        Array.from(read(), (byte): Value => new GoInt(byte, 'uint8')),
        '[]uint8',
      ),
    toGoJson: () => Buffer.from(read()).toString('base64'),
  };
}

/** What stands for a file that is not there. */
const NO_BYTES: GoObject = { ...bytesObject(undefined), toGoJson: () => null };

/** Read when they are looked at. */
function elementsOf(files: ReadonlyMap<string, SourceFile>): GoMap {
  const map = withZero({}, 'map[string][]uint8', NO_BYTES);
  for (const [name, file] of files) {
    Object.defineProperty(map, name, { get: () => bytesObject(file), enumerable: true, configurable: true });
  }
  return map;
}

/** A pattern that does not compile matches everything, as in Helm. */
function matching(files: ReadonlyMap<string, SourceFile>, pattern: string): ReadonlyMap<string, SourceFile> {
  const matches = compileGlob(pattern, DIALECT);
  return matches ? new Map([...files].filter(([name]) => matches(name))) : files;
}

function lines(text: string | undefined, { readsEmptyLines }: HelmVersion): Value[] {
  if (text === undefined || (readsEmptyLines && text === '')) return [];
  // Helm 4 looks at the last byte of a file that has none.
  if (text === '') throw new Error('runtime error: index out of range [-1]');
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function asYaml(
  files: ReadonlyMap<string, SourceFile>,
  as: (file: SourceFile) => string,
  functions: FunctionTable,
  context: CallContext,
): Value {
  const map: GoMap = {};
  for (const [name, file] of files) put(map, baseName(name), as(file));
  return functions.get('toYaml')!.call([map], context);
}

function asText(file: SourceFile): string {
  return textOf(file)!;
}

function asBase64(file: SourceFile): string {
  return Buffer.from(readBytes(file)).toString('base64');
}

const texts = new WeakMap<SourceFile, string>();

function textOf(file: SourceFile | undefined): string | undefined {
  if (file === undefined) return undefined;
  let text = texts.get(file);
  if (text === undefined) texts.set(file, (text = goString(readBytes(file))));
  return text;
}

/** A file's bytes as a template's string. */
export function fileText(file: SourceFile): string {
  return textOf(file)!;
}

/** Without a byte order mark, which Helm's loader takes off. */
function readBytes({ tree, path }: SourceFile): Uint8Array {
  const bytes = tree.readBytes(path) ?? new Uint8Array();
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as a template's string: each byte that is not UTF-8 as a lone surrogate U+DC80–U+DCFF. */
function goString(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeLoosely(bytes);
  }
}

function decodeLoosely(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + bytes[at]!)
        : strict.decode(bytes.subarray(at, at + length));
    at += length || 1;
  }
  return text;
}

/** Bytes of the UTF-8 character at `at`; 0 where there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    strict.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}
