/** `.Files`: the chart's files that are neither templates nor values. Mirrors Helm's pkg/engine/files.go. */
import type { CallContext, FunctionTable, GoFunction, GoMap, GoObject, Value } from '../../template/value.ts';
import type { SourceFile } from '../../types.ts';
import { compileGlob } from '../glob.ts';
import type { GlobDialect } from '../glob.ts';
import { baseName } from '../paths.ts';
import { put } from './map.ts';

/** github.com/gobwas/glob with `/` as the separator. */
const DIALECT: GlobDialect = { separator: '/', braces: true, negation: '!' };

/** The object; files are read when a template asks for them. `functions` lends its `toYaml`. */
export function filesObject(files: ReadonlyMap<string, SourceFile>, functions: FunctionTable): GoObject {
  const contents = new FileContents(files);
  return {
    goType: 'engine.files',
    fields: contents,
    methods: new Map(methods(files, contents, functions).map((method) => [method.name, method])),
    print: () => `map[${[...contents.keys()].toSorted().map((name) => `${name}:${contents.bytes(name)}`).join(' ')}]`,
  };
}

function methods(files: ReadonlyMap<string, SourceFile>, contents: FileContents, functions: FunctionTable): GoFunction[] {
  const get = ([name]: Value[]): Value => contents.get(name as string) ?? '';
  return [
    { name: 'Get', params: ['string'], call: get },
    { name: 'GetBytes', params: ['string'], call: get },
    { name: 'Glob', params: ['string'], call: ([pattern]) => filesObject(matching(files, pattern as string), functions) },
    { name: 'Lines', params: ['string'], call: ([name]) => lines(contents.get(name as string)) },
    { name: 'AsConfig', params: [], call: (_, context) => asYaml(contents, 'identity', functions, context) },
    { name: 'AsSecrets', params: [], call: (_, context) => asYaml(contents, 'base64', functions, context) },
  ];
}

/** A pattern that does not compile matches everything, as in Helm. */
function matching(files: ReadonlyMap<string, SourceFile>, pattern: string): ReadonlyMap<string, SourceFile> {
  const matches = compileGlob(pattern, DIALECT);
  return matches ? new Map([...files].filter(([name]) => matches(name))) : files;
}

function lines(text: string | undefined): Value[] {
  if (text === undefined) return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function asYaml(contents: FileContents, how: 'identity' | 'base64', functions: FunctionTable, context: CallContext): Value {
  const map: GoMap = {};
  for (const name of contents.keys()) {
    put(map, baseName(name), how === 'identity' ? contents.get(name)! : contents.base64(name));
  }
  return functions.get('toYaml')!.call([map], context);
}

/** Path in the chart → text; a `Map` whose values are read on demand and kept. */
class FileContents extends Map<string, string> {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #texts = new Map<string, string>();

  constructor(files: ReadonlyMap<string, SourceFile>) {
    super();
    this.#files = files;
  }

  override get size(): number {
    return this.#files.size;
  }

  override has(name: string): boolean {
    return this.#files.has(name);
  }

  override get(name: string): string | undefined {
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    if (!this.#files.has(name)) return undefined;
    const text = goString(this.#read(name));
    this.#texts.set(name, text);
    return text;
  }

  override keys(): MapIterator<string> {
    return this.#files.keys();
  }

  override *values(): MapIterator<string> {
    for (const name of this.#files.keys()) yield this.get(name)!;
  }

  override *entries(): MapIterator<[string, string]> {
    for (const name of this.#files.keys()) yield [name, this.get(name)!];
  }

  override [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  override forEach(visit: (value: string, key: string, map: Map<string, string>) => void): void {
    for (const [name, text] of this.entries()) visit(text, name, this);
  }

  base64(name: string): string {
    return Buffer.from(this.#read(name)).toString('base64');
  }

  /** How Go prints a `[]byte`. */
  bytes(name: string): string {
    return `[${this.#read(name).join(' ')}]`;
  }

  #read(name: string): Uint8Array {
    const file = this.#files.get(name)!;
    const bytes = file.tree.readBytes(file.path) ?? new Uint8Array();
    return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  }
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
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    text += length === 0 ? String.fromCharCode(0xdc00 + bytes[at]!) : strict.decode(bytes.subarray(at, at + length));
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
