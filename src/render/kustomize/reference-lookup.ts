import { parentFolder } from '../../tree-path.ts';
import type { SourceFile, SourceTree, Trees, Unresolved } from '../../types.ts';
import { joinPath } from '../paths.ts';
import type { Kustomization, Reference } from './kustomization.ts';
import { parseRepoSpec, type RepoSpec } from './repo-spec.ts';

/** What a reference leads to. A folder of `remote` is one of another repository than the kustomization. */
export type Opened =
  | { readonly file: SourceFile }
  | { readonly tree: SourceTree; readonly folder: string; readonly remote: boolean }
  | Unresolved;

/**
 * Opens what a kustomization names, as Kustomize's loader would: from its own tree, from a folder that stands for a
 * repository, or from what `plimsoll vendor` fetched. Undefined where nothing in its own tree is meant so.
 */
export function openReference(
  reference: Reference,
  { file }: Pick<Kustomization, 'file'>,
  trees: Trees,
  namedBy: string,
): Opened | undefined {
  const { value, form } = reference;
  if (form === 'chart') return openChart(reference, file, trees, namedBy);
  const local = form === 'folder' ? undefined : openLocal(value, 'file', file);
  if (local !== undefined) return local;
  const spec = form === 'file' ? undefined : parseRepoSpec(value);
  const repository = spec === undefined || 'fault' in spec ? undefined : spec;
  if (/^https?:/i.test(value) && form !== 'folder' && !endsRepository(value))
    return openURL(value, repository, trees, namedBy);
  if (repository !== undefined) return openRepository(repository, trees, namedBy);
  if (spec !== undefined && 'fault' in spec && /^[a-z]+:\/\//i.test(value))
    return { reason: `is no address of a repository: ${spec.fault}`, remedy: 'correct it' };
  return form === 'file' ? undefined : openLocal(value, 'directory', file);
}

/** Kustomize asks the server whether an address is a file; these two marks are in none that is. */
function endsRepository(url: string): boolean {
  return /^https?:\/\/[^?]*(?:\/\/|\.git(?:[/?]|$)|\/_git\/)/i.test(url);
}

function openURL(url: string, repository: RepoSpec | undefined, trees: Trees, namedBy: string): Opened {
  // What is called a file is one: a repository of that name would have been asked for its folder.
  const other = /^[^?]*\.(?:ya?ml|json)(?:\?|$)/i.test(url) ? undefined : repository;
  const found = trees.resolveFile?.(
    url,
    other && { repoURL: other.repoURL, revision: other.ref },
    namedBy,
  ) ?? { reason: 'is not at hand' };
  if ('reason' in found || 'file' in found) return found;
  return folderOf(found.tree, other!);
}

function openRepository(spec: RepoSpec, trees: Trees, namedBy: string): Opened {
  if (spec.repoURL.startsWith('file://'))
    return {
      reason: 'is a repository on the disk of the machine, which is not read',
      remedy: 'name a folder of this repository by a relative path',
    };
  const found = trees.resolve(spec.repoURL, spec.ref, namedBy);
  return 'reason' in found ? found : folderOf(found.tree, spec);
}

function folderOf(tree: SourceTree, { path, repoURL }: RepoSpec): Opened {
  const folder = joinPath('', path.replace(/^\/+/, ''));
  if (folder !== undefined && (folder === '' || tree.kind(folder) === 'directory'))
    return { tree, folder, remote: true };
  const reason = `has no folder ${path} (of ${repoURL}, looked for ${tree.prefix}${path})`;
  return { reason, remedy: 'correct the path' };
}

function openLocal(
  value: string,
  kind: 'file' | 'directory',
  { tree, path }: SourceFile,
): Opened | undefined {
  if (value.startsWith('/')) return undefined;
  const found = joinPath(parentFolder(path), value);
  if (found === undefined || (found !== '' && tree.kind(found) !== kind)) return undefined;
  if (kind === 'file') return found === '' ? undefined : { file: { tree, path: found } };
  return { tree, folder: found, remote: false };
}

/** `helm pull` unless it is there already (`chartExistsLocally`). */
function openChart({ value, chart }: Reference, file: SourceFile, trees: Trees, namedBy: string): Opened {
  const there = openLocal(chart!.folder, 'directory', file);
  if (there !== undefined) return there;
  const found = trees.resolveChart?.(chart!.repo, value, chart!.version, namedBy);
  if (found === undefined) return { reason: 'is not at hand' };
  return 'reason' in found ? found : { ...found, remote: true };
}
