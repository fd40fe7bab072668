/** A template's output → documents, sorted as Helm prints them. Mirrors Helm's pkg/release/v1/util. */
import { isMap } from '../../json.ts';
import type { TraceLog } from '../../template/trace-log.ts';
import type { Json, SourceFile } from '../../types.ts';
import { parseYaml } from '../../yaml/index.ts';
import type { BlockMemo } from '../../yaml/index.ts';
import type { YamlProblem } from '../../yaml/index.ts';
import { baseName } from '../paths.ts';
import { goYamlError } from './go-yaml-error.ts';
import type { DocumentPart, HelmVersion } from './version/index.ts';

/** What one template printed. */
export interface TemplateOutput {
  /** e.g. `shop/templates/service.yaml`. */
  readonly name: string;
  readonly file: SourceFile;
  readonly text: string;
  readonly log: TraceLog;
}

/** One document of an output. `value` is null for a document of comments only, which Helm prints all the same. */
export interface RenderedDocument {
  readonly output: TemplateOutput;
  readonly text: string;
  /** Where `text` begins in the output. */
  readonly offset: number;
  readonly value: Json;
  readonly kind: string;
  readonly hooks: readonly string[];
  /** Keys written twice: no error to Helm, the last one counts. */
  readonly duplicates: readonly DocumentFault[];
}

/** What is wrong with an output; `offset` points into it. */
export interface DocumentFault {
  readonly output: TemplateOutput;
  readonly offset: number;
  readonly message: string;
  /** Where Helm says it in other words. */
  readonly helmMessage?: string;
}

export interface SortedDocuments {
  readonly manifests: readonly RenderedDocument[];
  readonly hooks: readonly RenderedDocument[];
  /** Of an event that Helm does not know: it leaves them out without a word. */
  readonly unknownHooks: readonly RenderedDocument[];
  readonly refused: readonly DocumentFault[];
}

/** Splits every output into documents, tells hooks from manifests, and puts both in the order of installation. */
export function sortDocuments(
  outputs: readonly TemplateOutput[],
  helm: HelmVersion,
  blocks?: BlockMemo,
): SortedDocuments {
  const manifests: RenderedDocument[] = [];
  const hooks: RenderedDocument[] = [];
  const unknownHooks: RenderedDocument[] = [];
  const refused: DocumentFault[] = [];
  for (const output of outputs.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (baseName(output.name).endsWith('NOTES.txt')) continue;
    for (const part of helm.splitDocuments(output.text)) {
      const read = readDocument(output, part, helm, blocks);
      if ('message' in read) refused.push(read);
      else if (read.hooks.length === 0) manifests.push(read);
      else if (read.hooks.every((hook) => HOOKS.has(hook))) hooks.push(read);
      else unknownHooks.push(read);
    }
  }
  const byKind = kindOrder(helm.installOrder);
  return { manifests: manifests.sort(byKind), hooks: hooks.sort(byKind), unknownHooks, refused };
}

function readDocument(
  output: TemplateOutput,
  { text, offset }: DocumentPart,
  helm: HelmVersion,
  blocks: BlockMemo | undefined,
): RenderedDocument | DocumentFault {
  const { documents, problems } = parsePrinted(text, blocks);
  const fatal = problems.find((problem) => problem.code !== 'duplicate-key');
  // What follows the first document, behind `...`, Helm prints unread.
  if (fatal && documents.length === 0) {
    const fault = faultOf(output, text, offset, fatal);
    const refused = `YAML parse error on ${output.name}: `;
    const message = `${refused}line ${fatal.range.start.line}: ${fatal.message}`;
    return { ...fault, message, helmMessage: refused + goYamlError(fatal) };
  }
  const value = documents[0]?.value ?? null;
  const head = readHead(value, helm);
  if ('reason' in head)
    return { output, offset, message: `YAML parse error on ${output.name}: ${head.reason}` };
  return {
    output,
    text,
    offset,
    value,
    ...head,
    duplicates: problems
      .filter((each) => each !== fatal)
      .map((problem) => faultOf(output, text, offset, problem)),
  };
}

/** Behind each document Helm prints a line end, which a block scalar at the end of one takes for its own. */
function parsePrinted(text: string, blocks: BlockMemo | undefined): ReturnType<typeof parseYaml> {
  // `|+` keeps all that come after it.
  if (!text.endsWith('\n') || text.includes('|+') || text.includes('>+')) {
    const printed = parseYaml(`${text}\n`, blocks);
    if (printed.problems.length === 0) return printed;
  }
  return parseYaml(text, blocks);
}

function faultOf(
  output: TemplateOutput,
  text: string,
  offset: number,
  { message, range }: YamlProblem,
): DocumentFault {
  return { output, offset: offset + offsetOf(text, range.start.line, range.start.character), message };
}

function offsetOf(text: string, line: number, character: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return Math.min(at + character - 1, text.length);
}

type Head = { readonly kind: string; readonly hooks: readonly string[] };
type Refused = { readonly reason: string };

/** Reads what Helm's `SimpleHead` has, with its complaints about types. */
function readHead(value: Json, helm: HelmVersion): Head | Refused {
  if (value === null) return { kind: '', hooks: [] };
  if (!isMap(value)) return refuse(value, `value of type ${helm.packages.release}.SimpleHead`);
  for (const field of ['apiVersion', 'kind']) {
    const found = fieldOf(value, field);
    if (typeof found === 'object' && found !== null)
      return refuse(found, `struct field SimpleHead.${field} of type string`);
  }
  const metadata = fieldOf(value, 'metadata');
  if (metadata !== undefined && metadata !== null && !isMap(metadata)) {
    return refuse(metadata, `struct field SimpleHead.metadata of type ${METADATA_TYPE}`);
  }
  const hooks = readHooks(metadata ?? {});
  return 'reason' in hooks ? hooks : { kind: String(fieldOf(value, 'kind') ?? ''), hooks: hooks.names };
}

/** Helm's own type has no name. */
const METADATA_TYPE =
  'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }';

function readHooks(metadata: Record<string, Json>): { readonly names: readonly string[] } | Refused {
  const read = readEvents(metadata);
  const name = fieldOf(metadata, 'name') ?? null;
  if ('reason' in read || typeof name !== 'object' || name === null) return read;
  return refuse(name, 'struct field .metadata.name of type string');
}

function readEvents(metadata: Record<string, Json>): { readonly names: readonly string[] } | Refused {
  const annotations = fieldOf(metadata, 'annotations');
  if (annotations === undefined || annotations === null) return { names: [] };
  const field = 'struct field .metadata.annotations of type ';
  if (!isMap(annotations)) return refuse(annotations, `${field}map[string]string`);
  const wrong = Object.values(annotations).find((value) => typeof value === 'object' && value !== null);
  if (wrong !== undefined) return refuse(wrong, `${field}string`);
  if (!Object.hasOwn(annotations, 'helm.sh/hook')) return { names: [] };
  return {
    names: String(annotations['helm.sh/hook'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  };
}

/** Go's JSON takes keys for fields in any case, the exact one before all. */
function fieldOf(value: Record<string, Json>, name: string): Json | undefined {
  if (Object.hasOwn(value, name)) return value[name];
  const key = Object.keys(value)
    .toSorted()
    .findLast((each) => each.length === name.length && each.toLowerCase() === name);
  return key === undefined ? undefined : value[key];
}

function refuse(value: Json, into: string): Refused {
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return {
    reason: `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go ${into}`,
  };
}

/** Helm's events; a hook with any other name is neither printed nor installed. */
export const HOOKS: ReadonlySet<string> = new Set([
  'pre-install',
  'post-install',
  'pre-delete',
  'post-delete',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'test',
  'test-success',
]);

/** Known kinds in order, then the others by name; equal ones keep their order. */
function kindOrder(known: ReadonlyMap<string, number>): (a: RenderedDocument, b: RenderedDocument) => number {
  return (a, b) => {
    const first = known.get(a.kind) ?? known.size;
    const second = known.get(b.kind) ?? known.size;
    if (first !== second || first < known.size) return first - second;
    return a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1;
  };
}
