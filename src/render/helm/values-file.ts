import type { GoMap } from '../../template/value.ts';
import type { JsonObject, Origin, Range, ReadFailure, SourceFile } from '../../types.ts';
import { inPlainWords, offsetRange, parseYaml, readYaml } from '../../yaml/index.ts';
import type { ParsedYaml, YamlDocument, YamlProblem } from '../../yaml/index.ts';
import { goYamlError, notAMap } from './go-yaml-error.ts';
import { isTable, mergeMaps } from './map.ts';
import type { HelmVersion } from './version/index.ts';
import { fileName } from '../../source-file.ts';

/** One document of a values file; several stack, later above. */
export interface ValuesDocument {
  readonly origin: Origin;
  /** Shared by all who read the file: never changed. */
  readonly data: GoMap & JsonObject;
}

export type ValuesFile =
  | {
      readonly ok: true;
      readonly documents: readonly ValuesDocument[];
      readonly duplicates: readonly ValuesProblem[];
    }
  | ({ readonly ok: false; readonly code?: ReadFailure } & ValuesProblem);

export interface ValuesProblem {
  readonly ruleId: 'file-unreadable' | 'yaml-invalid' | 'yaml-duplicate-key' | 'value-file-invalid';
  readonly message: string;
  readonly range: Range;
}

/**
 * Reads values as Helm's `LoadValues` does: each document a mapping or empty. A key written twice is no error to Helm
 * (sigs.k8s.io/yaml, not strict: the last one counts), so it is reported beside the values.
 */
export function readValuesFile(file: SourceFile, helm: HelmVersion): ValuesFile {
  const read = readYaml(file);
  if (!read.ok) {
    const message = `${fileName(file)} ${read.reason}`;
    return {
      ok: false,
      code: read.code,
      ruleId: 'file-unreadable',
      message,
      range: offsetRange('', 0, 0),
    };
  }
  const yaml = separated(read.text, helm) ?? closed(read.text, read.yaml, helm);
  return fromYaml(file, read.text, wantedDocuments(read.text, yaml, helm));
}

/** The documents of values that stand in a text, as `readValuesFile` reads them from a file. */
export function parseValues(text: string, helm: HelmVersion): ParsedYaml {
  const yaml = separated(text, helm) ?? closed(text, parseYaml(text), helm);
  return wantedDocuments(text, yaml, helm);
}

/** Directives, the end of a document, and content behind its start: to apimachinery's `YAMLReader` they are not what they are to YAML. */
const UNUSUAL = /^(?:%|\.\.\.|---[^\n]*[^\s#-][^\n]*$)/m;

/** Such a text as the Helms read it that tell documents apart by lines; undefined where all read the same. */
function separated(text: string, { stacksDocuments }: HelmVersion): ParsedYaml | undefined {
  if (!stacksDocuments || !UNUSUAL.test(text)) return undefined;
  const parts = separateDocuments(ended(text));
  if ('error' in parts) return refused(text, parts.error);
  const documents: YamlDocument[] = [];
  let start = 0;
  for (const part of parts.documents) {
    const { documents: found, problems } = parseYaml(part);
    const fatal = problems.find(({ code }) => code !== 'duplicate-key');
    if (fatal && found.length === 0) return { documents: [], problems: [moved(fatal, text, start)] };
    documents.push({ value: found[0]?.value ?? null, start, end: start + part.length });
    start += part.length;
  }
  return { documents, problems: [] };
}

function refused(text: string, message: string): ParsedYaml {
  const start = text.search(/^---[^\n]*[^\s#-]/m);
  return {
    documents: [],
    problems: [{ code: 'invalid', message, range: offsetRange(text, start, start + 3) }],
  };
}

/** From its document's place to its file's. */
function moved(problem: YamlProblem, text: string, start: number): YamlProblem {
  const lines = text.slice(0, start).split('\n').length - 1;
  const place = ({ line, character }: Range['start']): Range['start'] => ({ line: line + lines, character });
  return { ...problem, range: { start: place(problem.range.start), end: place(problem.range.end) } };
}

const closedFiles = new WeakMap<ParsedYaml, ParsedYaml>();

/**
 * apimachinery's `YAMLReader`, with which some Helms tell documents apart, ends the last line where the file does not: a
 * block scalar there then ends with a line break, unlike in YAML itself.
 */
function closed(text: string, yaml: ParsedYaml, { stacksDocuments }: HelmVersion): ParsedYaml {
  if (!stacksDocuments || text.endsWith('\n') || !BLOCK_SCALAR.test(text)) return yaml;
  const known = closedFiles.get(yaml) ?? parseYaml(ended(text));
  closedFiles.set(yaml, known);
  return known;
}

const BLOCK_SCALAR = /[|>][-+\d]*[ \t]*(?:#.*)?\r?\n/;

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/**
 * The values of a text that no diagnostic points into, or why Helm's `LoadValues` refuses them. Like it, and unlike
 * YAML, takes every line that begins with `---` for the start of a document.
 */
export function readValuesText(
  text: string,
  helm: HelmVersion,
): { readonly values: GoMap } | { readonly error: string } {
  const parts = helm.stacksDocuments ? separateDocuments(ended(text)) : { documents: [text] };
  const { valuesDocument } = helm.words;
  if ('error' in parts) return parts;
  let values: GoMap = {};
  for (const part of parts.documents) {
    const { documents, problems } = parseYaml(part);
    const fatal = problems.find((problem) => problem.code !== 'duplicate-key');
    if (fatal && documents.length === 0) return { error: valuesDocument + goYamlError(fatal) };
    const value = documents[0]?.value ?? {};
    if (!isTable(value as GoMap)) return { error: valuesDocument + notAMap(value) };
    values = mergeMaps(values, value as GoMap);
  }
  return { values };
}

/** The documents that Helm reads: of some Helms the first alone, be the rest as wrong as it may. */
function wantedDocuments(text: string, yaml: ParsedYaml, { stacksDocuments }: HelmVersion): ParsedYaml {
  const { documents, problems } = yaml;
  const [first] = documents;
  if (stacksDocuments || first === undefined || documents.length + problems.length === 1) return yaml;
  const lines = text.slice(0, first.end).split('\n').length;
  const own = problems.filter(({ code, range }) => code === 'duplicate-key' && range.start.line <= lines);
  return { documents: [first], problems: own };
}

/** Mirrors apimachinery's `YAMLReader`. */
function separateDocuments(text: string): { readonly documents: string[] } | { readonly error: string } {
  const documents: string[] = [];
  let lines: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const behind = line.startsWith('---') ? line.slice(3).trim() : undefined;
    if (behind !== undefined && behind !== '' && !behind.startsWith('#'))
      return { error: `error reading yaml document: invalid Yaml document separator: ${behind}` };
    if (behind !== undefined && lines.length > 0) {
      documents.push(lines.join(''));
      lines = [];
    } else lines.push(line);
  }
  return { documents: lines.length === 0 ? documents : [...documents, lines.join('')] };
}

function fromYaml(file: SourceFile, text: string, yaml: ParsedYaml): ValuesFile {
  const fatal = yaml.problems.find((problem) => problem.code !== 'duplicate-key');
  if (fatal)
    return { ok: false, ruleId: 'yaml-invalid', message: inPlainWords(fatal, text), range: fatal.range };
  const documents: ValuesDocument[] = [];
  for (const [index, { value, start, end }] of yaml.documents.entries()) {
    if (value === null) continue;
    if (!isTable(value as GoMap)) {
      const message = `values must be a mapping of keys, not ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
      return {
        ok: false,
        ruleId: 'value-file-invalid',
        message,
        range: firstLine(text, start, end),
      };
    }
    documents.push({ origin: { file, document: index, path: [] }, data: value as GoMap & JsonObject });
  }
  const duplicates = yaml.problems.map(({ message, range }) => ({
    ruleId: 'yaml-duplicate-key' as const,
    message,
    range,
  }));
  return { ok: true, documents, duplicates };
}

/** The first line of a document that is neither blank nor a comment. */
function firstLine(text: string, start: number, end: number): Range {
  const match = /^[ \t]*[^\s#].*$/m.exec(text.slice(start, end));
  if (match === null) return offsetRange(text, start, start);
  const indent = match[0].length - match[0].trimStart().length;
  return offsetRange(text, start + match.index + indent, start + match.index + match[0].trimEnd().length);
}
