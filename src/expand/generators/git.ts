import { fileName } from '../../source-file.ts';
import type { Json, SourceTree } from '../../types.ts';
import { field, list, text } from '../json-map.ts';
import { compilePathPattern } from '../path-match.ts';
import { withPrefix } from '../../tree-files.ts';
import { FolderOrigin } from '../parameter-origins.ts';
import { commonPrefix, visibleFolders } from '../sorted-paths.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';
import { gitFiles } from './git-files.ts';
import { type PathItem, reportUnmatched, wantedBy } from './path-items.ts';
import { addPath } from './path-parameters.ts';
import { compileValues } from './values.ts';

/**
 * Argo CD's git generator (applicationset/generators/git.go): `directories`, or `files` where there are none. Both are
 * those of the tree that stands for the repoURL, whatever the revision.
 */
export function gitGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, path } = input;
  const directories = list(field(generator, 'directories'));
  const files = list(field(generator, 'files'));
  if (directories.length > 0) return gitDirectories(directories, resolveTree(input), input);
  if (files.length > 0) return gitFiles(files, resolveTree(input), input);
  const message = 'the git generator has neither directories nor files';
  throw new GeneratorFailure('application-invalid', path, message);
}

function resolveTree({ generator, path, context }: GeneratorInput): SourceTree {
  const repoURL = text(field(generator, 'repoURL'));
  if (repoURL === undefined)
    throw new GeneratorFailure('application-invalid', path, 'the git generator has no repoURL');
  const namedBy = fileName(context.set.origin.file);
  const resolved = context.trees.resolve(repoURL, text(field(generator, 'revision')) ?? '', namedBy);
  if ('tree' in resolved) return resolved.tree;
  const message = `the git generator needs ${repoURL}, which ${resolved.reason}; ${resolved.remedy ?? 'map it to a folder, or fetch it with `plimsoll vendor`'}`;
  throw new GeneratorFailure('generator-unresolved', [...path, 'repoURL'], message);
}

function gitDirectories(
  directories: readonly Json[],
  tree: SourceTree,
  input: GeneratorInput,
): ParameterSet[] {
  const items = compileDirectories(directories, input);
  const withValues = compileValues(input);
  const included = directories.filter((entry) => field(entry, 'exclude') !== true);
  const prefix = commonPrefix(included.map((entry) => text(field(entry, 'path')) ?? ''));
  const candidates = withPrefix(visibleFolders(tree), prefix);
  const folders = candidates.filter(wantedBy(items));
  if (folders.length > 0) reportUnmatched(items, candidates, 'folder', input);
  const from = new FolderOrigin(text(field(input.generator, 'pathParamPrefix')) ?? '');
  return folders.map((folder) => {
    const parameters: Record<string, Json> = {};
    addPath(parameters, folder, undefined, input);
    return { ...withValues(parameters, from), folder: { tree, path: folder } };
  });
}

function compileDirectories(
  directories: readonly Json[],
  { path, context }: GeneratorInput,
): readonly PathItem[] {
  return directories.flatMap((entry, index): PathItem[] => {
    const pattern = text(field(entry, 'path')) ?? '';
    const at = [...path, 'directories', index, 'path'];
    try {
      const exclude = field(entry, 'exclude') === true;
      return [{ pattern, at, matches: compilePathPattern(pattern), exclude }];
    } catch (error) {
      context.report(at, `the path ${pattern} matches nothing: ${(error as Error).message}`);
      return [];
    }
  });
}
