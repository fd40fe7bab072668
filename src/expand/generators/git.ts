import type { Json, JsonObject, SourceTree } from '../../types.ts';
import { sanitizeName } from '../argo-names.ts';
import { field, isMap, list, setKey, text } from '../json-map.ts';
import { compilePathPattern } from '../path-match.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';

/**
 * Argo CD's git generator (applicationset/generators/git.go) over `directories`. Folders are those of the tree that
 * stands for the repoURL, whatever the revision, without hidden ones, as the repo server lists them.
 */
export function gitGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, path } = input;
  const directories = list(field(generator, 'directories'));
  if (directories.length === 0) {
    const hasFiles = list(field(generator, 'files')).length > 0;
    const message = hasFiles
      ? 'the git generator over files is not supported yet'
      : 'the git generator has neither directories nor files';
    const at = hasFiles ? [...path, 'files'] : path;
    throw new GeneratorFailure(hasFiles ? 'generator-unresolved' : 'application-invalid', at, message);
  }
  const tree = resolveTree(input);
  const isWanted = compileDirectories(directories, input);
  const values = compileValues(input);
  const folders = tree.directories().filter((folder) => !isHidden(folder) && isWanted(folder));
  return folders.map((folder) => ({
    parameters: values(pathParameters(folder, input)),
    folder: { tree, path: folder },
  }));
}

function resolveTree({ generator, path, trees }: GeneratorInput): SourceTree {
  const repoURL = text(field(generator, 'repoURL'));
  if (repoURL === undefined)
    throw new GeneratorFailure('application-invalid', path, 'the git generator has no repoURL');
  const resolved = trees.resolve(repoURL);
  if ('tree' in resolved) return resolved.tree;
  const message = `the git generator needs ${repoURL}, which ${resolved.reason}`;
  throw new GeneratorFailure('generator-unresolved', [...path, 'repoURL'], message);
}

/** `IncludeHiddenDirectories` is off by default. */
function isHidden(folder: string): boolean {
  return folder.startsWith('.') || folder.includes('/.');
}

interface Directory {
  readonly matches: (folder: string) => boolean;
  readonly exclude: boolean;
}

function compileDirectories(
  directories: readonly Json[],
  { path, report }: GeneratorInput,
): (folder: string) => boolean {
  const items = directories.flatMap((entry, index): Directory[] => {
    const pattern = text(field(entry, 'path')) ?? '';
    try {
      return [{ matches: compilePathPattern(pattern), exclude: field(entry, 'exclude') === true }];
    } catch (error) {
      const message = `the path ${pattern} matches nothing: ${(error as Error).message}`;
      report([...path, 'directories', index, 'path'], message);
      return [];
    }
  });
  const included = items.filter(({ exclude }) => !exclude);
  const excluded = items.filter(({ exclude }) => exclude);
  return (folder) =>
    included.some(({ matches }) => matches(folder)) && !excluded.some(({ matches }) => matches(folder));
}

function pathParameters(folder: string, { generator, goTemplate }: GeneratorInput): Record<string, Json> {
  const prefix = text(field(generator, 'pathParamPrefix')) ?? '';
  const segments = folder.split('/');
  const basename = segments.at(-1)!;
  const parameters: Record<string, Json> = {};
  if (goTemplate) {
    const path = { path: folder, basename, basenameNormalized: sanitizeName(basename), segments };
    if (prefix === '') parameters.path = path;
    else setKey(parameters, prefix, { path });
    return parameters;
  }
  const name = prefix === '' ? 'path' : `${prefix}.path`;
  parameters[name] = folder;
  parameters[`${name}.basename`] = basename;
  parameters[`${name}.basenameNormalized`] = sanitizeName(basename);
  for (const [index, segment] of segments.entries()) parameters[`${name}[${index}]`] = segment;
  return parameters;
}

/** `values` are templates over the path's parameters; none sees another (`appendTemplatedValues`). */
function compileValues({
  generator,
  path,
  goTemplate,
  compile,
}: GeneratorInput): (parameters: Record<string, Json>) => JsonObject {
  const values = field(generator, 'values');
  if (!isMap(values) || Object.keys(values).length === 0) return (parameters) => parameters;
  const templates = Object.entries(values).map(([key, value]) => {
    if (typeof value === 'string') return { key, source: value, render: compile(value) };
    throw new GeneratorFailure('application-invalid', [...path, 'values', key], `values.${key} must be text`);
  });
  return (parameters) => {
    const rendered: Record<string, Json> = {};
    for (const { key, source, render } of templates) {
      try {
        setKey(
          rendered,
          goTemplate ? key : `values.${key}`,
          render === undefined ? source : render(parameters),
        );
      } catch (error) {
        throw new GeneratorFailure('template-failed', [...path, 'values', key], (error as Error).message);
      }
    }
    return goTemplate ? { ...parameters, values: rendered } : { ...parameters, ...rendered };
  };
}
