import { setOwn } from '../../yaml/index.ts';
import { compileGlob, DOUBLESTAR } from '../../glob.ts';
import type { FieldPath, Json, JsonObject, SourceTree } from '../../types.ts';
import { flattened } from '../flatten.ts';
import { isMap } from '../../json.ts';
import { field, list, text } from '../json-map.ts';

import { FileOrigin, firstOf, FolderOrigin } from '../parameter-origins.ts';
import { compilePathspec, type Pathspec } from '../pathspec.ts';
import { withPrefix } from '../../tree-files.ts';
import { commonPrefix } from '../sorted-paths.ts';
import { firstDocument } from '../first-document.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';
import { reportUnmatched, wantedBy } from './path-items.ts';
import { addPath } from './path-parameters.ts';
import { compileValues } from './values.ts';

/** The parameters of each file that matches, in the order of the files' paths; a file may hold a list of sets. */
export function gitFiles(files: readonly Json[], tree: SourceTree, input: GeneratorInput): ParameterSet[] {
  const withValues = compileValues(input);
  const ofFolder = new FolderOrigin(text(field(input.generator, 'pathParamPrefix')) ?? '');
  return matchingFiles(files, tree, input).flatMap((path) => {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    const name = path.slice(path.lastIndexOf('/') + 1);
    return objectsIn(path, tree, input).map(({ object, index }): ParameterSet => {
      const parameters = input.context.goTemplate ? { ...object } : flatParameters(object);
      addPath(parameters, folder, name, input);
      const from = firstOf(ofFolder, new FileOrigin({ tree, path }, index, input.context.set.origin.file));
      return { ...withValues(parameters, from), folder: { tree, path: folder === '.' ? '' : folder } };
    });
  });
}

function matchingFiles(files: readonly Json[], tree: SourceTree, input: GeneratorInput): string[] {
  const { path, context } = input;
  const compiled = files.map((entry, index) => {
    const at: FieldPath = [...path, 'files', index, 'path'];
    const pattern = text(field(entry, 'path')) || '.';
    const found = context.newGlobbing ? newGlob(pattern, tree) : compilePathspec(pattern);
    if ('fault' in found)
      throw new GeneratorFailure(
        found.unsupported ? 'generator-unresolved' : 'application-invalid',
        at,
        found.fault,
      );
    return { ...found, pattern, at, exclude: field(entry, 'exclude') === true };
  });
  const prefixes = compiled.flatMap(({ exclude, prefix }) => (exclude ? [] : [prefix]));
  const candidates = withPrefix(tree.list(), commonPrefix(prefixes));
  const found = candidates.filter(wantedBy(compiled));
  if (found.length > 0) reportUnmatched(compiled, candidates, 'file', input);
  return found;
}

/** With the newer globbing a folder that matches is read like a file, which fails (util/git `LsFiles`, `GetGitFiles`). */
function newGlob(pattern: string, tree: SourceTree): Pathspec {
  const path = cleanPath(pattern);
  const matches = compileGlob(literalBackslashes(path ?? ''), DOUBLESTAR);
  if (matches === undefined || hasStrayBrace(path ?? ''))
    return { fault: `${pattern}: syntax error in pattern`, unsupported: false };
  if (path === undefined) return { matches: () => false, prefix: '' };
  const isTop = path === '' || /^\*\*(?:$|\/)/.test(path);
  // The clone has git's own folder.
  const folder = [...(isTop ? [''] : []), '.git', ...tree.directories()].find(matches);
  if (folder === undefined) return { matches, prefix: commonPrefix([path.split('{', 1)[0]!]) };
  const name = folder === '' ? 'the top folder' : `the folder ${folder}`;
  const fault = `${pattern} matches ${name}, which Argo CD fails to read as a file; name the files, as in **/*.yaml`;
  return { fault, unsupported: false };
}

const WILDCARD = /(?<!\\)[*?[{]/;

/** doublestar's `ValidatePattern` from the first segment on that is no plain text, or of the last: a `}` without its `{`. */
function hasStrayBrace(path: string): boolean {
  const first = path.search(WILDCARD);
  let depth = 0;
  const pattern = path.slice(path.lastIndexOf('/', first === -1 ? path.length : first) + 1);
  for (const token of pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|[{}]/gs) ?? []) {
    if (token === '{') depth++;
    else if (token === '}' && --depth < 0) return true;
  }
  return false;
}

/** In the folders before the first with a wildcard a backslash escapes nothing else: doublestar's `unescapeMeta`. */
function literalBackslashes(path: string): string {
  const wildcard = path.search(WILDCARD);
  const end = wildcard === -1 ? path.length : path.lastIndexOf('/', wildcard) + 1;
  return path.slice(0, end).replace(/\\(?!$|[*?[\]{}])/g, '\\\\') + path.slice(end);
}

/** Go's `filepath.Join` of the repository's top and a path; undefined where that leads out of it. */
function cleanPath(path: string): string | undefined {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.pop() === undefined) return undefined;
    if (segment !== '' && segment !== '.' && segment !== '..') kept.push(segment);
  }
  return kept.join('/');
}

/** A map, or a list of maps; nothing at all counts as an empty map. */
function objectsIn(
  path: string,
  tree: SourceTree,
  input: GeneratorInput,
): { readonly object: JsonObject; readonly index?: number }[] {
  const fail = (reason: string): GeneratorFailure =>
    new GeneratorFailure(
      'application-invalid',
      [...input.path, 'files'],
      `unable to process file '${path}': ${reason}`,
    );
  const read = tree.read(path);
  if (!read.ok) throw fail(`it ${read.reason}`);
  const document = firstDocument(read.text);
  if ('fault' in document) throw fail(`unable to parse file: ${document.fault}`);
  const { value } = document;
  if (value === null) return [{ object: {} }];
  if (isMap(value)) return [{ object: value }];
  if (!Array.isArray(value)) throw fail('it holds neither a map nor a list of maps');
  return list(value).map((item, index) => {
    if (item === null) return { object: {}, index };
    if (isMap(item)) return { object: item, index };
    throw fail('its list holds something that is no map');
  });
}

/** Without goTemplate: every leaf by its dotted path, as text. */
function flatParameters(object: JsonObject): Record<string, Json> {
  const parameters: Record<string, Json> = {};
  for (const [key, value] of flattened(object)) setOwn(parameters, key, value);
  return parameters;
}
