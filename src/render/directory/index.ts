/** Plain manifests. Mirrors Argo CD's `findManifests`. */
import { append } from '../append.ts';
import { fileName } from '../../source-file.ts';
import type { Json, JsonObject, Manifest, Origin, Problem, SourceFile } from '../../types.ts';
import { inPlainWords, offsetRange, readYaml } from '../../yaml/index.ts';
import type { YamlFile } from '../../yaml/index.ts';
import { compileGlob } from '../../glob.ts';
import type { GlobMatcher } from '../../glob.ts';
import { readManifest } from '../manifest.ts';
import { filesUnder } from '../../tree-files.ts';
import { byWalkOrder } from '../paths.ts';
import { fileLocation, problemOf } from '../places.ts';
import { asObject, textOf } from '../source.ts';
import type { Source } from '../source.ts';
import { failed, unsupported } from '../source-result.ts';
import type { SourceResult } from '../source-result.ts';

/** A file with this text is not a manifest, Argo CD is told. */
const SKIP_MARKER = '+argocd:skip-file-rendering';

export function renderDirectory(source: Source): SourceResult {
  const files = manifestFiles(source);
  const jsonnet = files.find(({ path }) => path.endsWith('.jsonnet'));
  if (jsonnet) return unsupported(`Jsonnet (${fileName(jsonnet)})`);
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  let isBroken = false;
  for (const file of files) {
    const read = readFile(source, file);
    append(manifests, read.manifests);
    append(problems, read.problems);
    isBroken ||= read.isBroken;
  }
  if (isBroken) return failed(problems);
  return { manifests, layers: [], logs: [], problems };
}

function manifestFiles({ spec, tree, folder }: Source): SourceFile[] {
  const options = asObject(spec['directory']) ?? {};
  const isIncluded = includes(options);
  const prefix = folder === '' ? 0 : folder.length + 1;
  const paths = filesUnder(tree, folder).filter((path) => {
    const name = path.slice(prefix);
    if (!/\.(yaml|yml|json|jsonnet)$/.test(name)) return false;
    return (options['recurse'] === true || !name.includes('/')) && isIncluded(name);
  });
  return paths.toSorted(byWalkOrder).map((path) => ({ tree, path }));
}

/** `exclude` wins over `include`; a pattern that does not compile matches nothing. Here `*` crosses folders. */
function includes(options: JsonObject): (name: string) => boolean {
  const include = pattern(textOf(options['include']));
  const exclude = pattern(textOf(options['exclude']));
  return (name) => !exclude?.(name) && (include?.(name) ?? true);
}

function pattern(text: string): GlobMatcher | undefined {
  if (text === '') return undefined;
  return compileGlob(text, { braces: true, negation: '!' }) ?? ((): boolean => false);
}

interface FileResult {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
  /** True when Argo CD would render nothing of the whole source. */
  readonly isBroken: boolean;
}

function readFile(source: Source, file: SourceFile): FileResult {
  const read = readYaml(file);
  if (!read.ok) {
    const problem = problemOf(
      source.application,
      'file-unreadable',
      `${fileName(file)} ${read.reason}`,
      fileLocation(file),
    );
    return { manifests: [], problems: [problem], isBroken: true };
  }
  if (read.text.includes(SKIP_MARKER)) return { manifests: [], problems: [], isBroken: false };
  return readDocuments(source, file, read);
}

function readDocuments(
  source: Source,
  file: SourceFile,
  { text, yaml }: YamlFile & { readonly ok: true },
): FileResult {
  const manifests: Manifest[] = [];
  const problems = yaml.problems.map((fault) => {
    const { code, range } = fault;
    const message = inPlainWords(fault, text);
    const ruleId = code === 'duplicate-key' ? 'yaml-duplicate-key' : 'yaml-invalid';
    return problemOf(source.application, ruleId, message, fileLocation(file, range));
  });
  let isBroken =
    yaml.problems.some(({ code }) => code !== 'duplicate-key') &&
    isMeant(file.path, text, yaml.documents.length);
  for (const [document, { value, start, end }] of yaml.documents.entries()) {
    if (manifests.length === 0 && isForeign(value, file, text)) {
      if (IS_VERSIONED.test(text)) problems.push(passedOver(source, file));
      break;
    }
    const origin: Origin = { file, document, path: [] };
    const read = readManifest(value, text.slice(start, end), { kind: 'file', origin });
    if ('manifests' in read) {
      append(manifests, read.manifests);
      continue;
    }
    isBroken = true;
    const location = fileLocation(file, offsetRange(text, start, start));
    const hint = kustomizationHint(file);
    const message = `the document ${read.reason}${hint}`;
    const problem = problemOf(source.application, 'template-failed', message, location);
    problems.push(hint === '' ? problem : { ...problem, anywhere: true });
  }
  return { manifests, problems, isBroken };
}

/** A folder with one is Kustomize's; one further down is a file like any other. */
function kustomizationHint({ path }: SourceFile): string {
  if (!/(?:^|\/)kustomization\.ya?ml$/.test(path)) return '';
  return '; a kustomization below the folder of the source is applied as it stands: leave it out with directory.exclude, or name its own folder as a source';
}

/** Argo CD passes over a broken file of YAML that does not look like a manifest. */
function isMeant(path: string, text: string, documents: number): boolean {
  return documents > 0 || path.endsWith('.json') || looksLikeManifest(text);
}

function looksLikeManifest(text: string): boolean {
  return ['apiVersion:', 'kind:', 'metadata:'].every((key) => text.includes(key));
}

/** Further in it may be a value, of a list of manifests for one. */
const IS_VERSIONED = /^apiVersion:/m;

/** Argo CD does not say so; the author should know. */
function passedOver({ application }: Source, file: SourceFile): Problem {
  const message = `${fileName(file)} has no kind, so that Argo CD passes over it`;
  return { ...problemOf(application, 'template-failed', message, fileLocation(file)), severity: 'warning' };
}

/** As well as a file whose first document has no kind (values, a workflow), unless it is JSON: `getObjsFromYAMLOrJSON`. */
function isForeign(value: Json, { path }: SourceFile, text: string): boolean {
  if (value === null || path.endsWith('.json') || looksLikeManifest(text)) return false;
  const kind = asObject(value)?.['kind'];
  return typeof kind !== 'string' || kind === '';
}
