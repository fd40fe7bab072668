import type { Found, Json, Trees } from '../types.ts';
import { holdsChecked } from './checked-path.ts';

/**
 * Whether an ApplicationSet that could not be expanded might deploy a leaf: only if it names the checked repository
 * somewhere, in a generator or a source, or a repository that is wholly a parameter.
 */
export function mayCoverLeaves(set: Found, trees: Trees): boolean {
  return repoURLs(set.object.spec ?? null).some((url) => {
    if (url.includes('{{')) return url.trimStart().startsWith('{{');
    const resolved = trees.resolve(url);
    return 'tree' in resolved && holdsChecked(trees, resolved.tree);
  });
}

function repoURLs(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, Json]) =>
    key === 'repoURL' && typeof item === 'string' ? [item] : repoURLs(item),
  );
}
