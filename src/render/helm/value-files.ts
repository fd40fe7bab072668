/** Which files `valueFiles` and `fileParameters` name. Mirrors Argo CD's `getResolvedValueFiles`. */
import type { SourceFile, SourceTree } from '../../types.ts';
import { substitute } from '../environment.ts';
import { compileGlob, DOUBLESTAR } from '../../glob.ts';
import { joinPath } from '../paths.ts';
import { asObject } from '../source.ts';
import type { Source } from '../source.ts';

export type NamedFile =
  | { readonly file: SourceFile }
  | { readonly ruleId: 'values-ref-broken' | 'value-file-missing'; readonly message: string };

const URL_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The file that a path names: in the source's folder, from the repository's top with `/`, or in a `$ref`'s repository. */
export function namedFile(written: string, source: Source): NamedFile {
  const [ref = '', ...rest] = written.split('/');
  if (ref.startsWith('$') && source.refs.has(ref)) return inRef(written, ref, rest.join('/'), source);
  if (ref.startsWith('$') && isOneOfSeveral(source)) return unknownRef(written, ref, source);
  const path = substitute(written, source);
  if (path.includes(':') && URL_SCHEME.test(path)) {
    return {
      ruleId: 'value-file-missing',
      message: `value file ${path} is a URL; Plimsoll reads no files from a network`,
    };
  }
  const found = inTree(written, source.tree, joinPath(path.startsWith('/') ? '' : source.folder, path));
  const mayBeMissing = asObject(source.spec['helm'])?.['ignoreMissingValueFiles'] === true;
  const isMeantAsRef = /^\$(?!ARGOCD_|\{)/.test(ref) && isMissing(found) && !mayBeMissing;
  return isMeantAsRef ? unknownRef(written, ref, source) : found;
}

/** There a `$` at the beginning is a `ref`, and never the build environment. */
function isOneOfSeveral({ path }: Source): boolean {
  return path[1] === 'sources';
}

function isMissing(named: NamedFile): boolean {
  return (
    'file' in named && !isPattern(named.file.path) && named.file.tree.kind(named.file.path) === undefined
  );
}

function inRef(written: string, ref: string, path: string, source: Source): NamedFile {
  const target = source.refs.get(ref)!;
  if ('tree' in target) return inTree(written, target.tree, joinPath('', substitute(path, source)));
  const message = `value file ${written}: the source with ref ${ref.slice(1)} is not there: its repoURL ${target.reason}; ${target.remedy ?? 'map it to a folder, or fetch it with `plimsoll vendor`'}`;
  return { ruleId: 'values-ref-broken', message };
}

function inTree(written: string, tree: SourceTree, path: string | undefined): NamedFile {
  const ruleId = 'value-file-missing';
  if (path === undefined || path === '')
    return { ruleId, message: `value file ${written} lies outside its repository` };
  if (!isPattern(path) || compileGlob(path, DOUBLESTAR) !== undefined) return { file: { tree, path } };
  return { ruleId, message: `value file ${written}: syntax error in pattern` };
}

function unknownRef(written: string, ref: string, source: Source): NamedFile {
  const { refs } = source;
  const known = [...refs.keys()].map((name) => name.slice(1)).join(', ');
  const others =
    known === '' ? 'no source of the Application has a `ref`' : `the sources' refs are: ${known}`;
  return {
    ruleId: 'values-ref-broken',
    message: `value file ${written}: ${notFound(ref)}; ${others}`,
  };
}

function notFound(ref: string): string {
  if (!/^\$(?:ARGOCD_|\{)/.test(ref)) return `no source has \`ref: ${ref.slice(1)}\``;
  return 'where an Application has `sources`, Argo CD takes what begins with $ for a `ref` (`./$…` is the build environment)';
}

/** Argo CD takes these for a pattern over files. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * The files that a pattern matches, sorted; `**` crosses folders. The folders that it matches are among them: Helm fails
 * to read those.
 */
export function matchingFiles({ tree, path }: SourceFile): readonly SourceFile[] {
  const matches = compileGlob(path, DOUBLESTAR)!;
  const all = [...tree.list(), ...tree.directories()].filter((each) => matches(each));
  return all.sort().map((each) => ({ tree, path: each }));
}
