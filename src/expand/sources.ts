import type { JsonObject, SourceTree, Trees } from '../types.ts';
import { checkedPath } from './checked-path.ts';
import { isMap } from '../json.ts';
import { field, list, text } from './json-map.ts';

/**
 * `spec.sources`, or `spec.source` where there are none: Argo CD's `ApplicationSpec.GetSources`; with a source hydrator
 * the source that it hydrates.
 */
export function sourcesOf(application: JsonObject): readonly JsonObject[] {
  const spec = field(application, 'spec');
  const hydrator = field(spec, 'sourceHydrator');
  if (isMap(hydrator)) {
    const dry = field(hydrator, 'drySource');
    return isMap(dry) ? [dry] : [];
  }
  const many = list(field(spec, 'sources')).filter((entry): entry is JsonObject => isMap(entry));
  if (many.length > 0) return many;
  const one = field(spec, 'source');
  return isMap(one) ? [one] : [];
}

/**
 * The first answer that `look` has for a path of the checked tree that an Application reads: its value files, the last
 * and so strongest first, then its sources' folders.
 */
export function lookAtPaths<Answer>(
  application: JsonObject,
  trees: Trees,
  look: (path: string) => Answer | undefined,
): Answer | undefined {
  const sources = sourcesOf(application);
  const answerTo = (path: string | undefined): Answer | undefined =>
    path === undefined ? undefined : look(path);
  for (const source of sources.toReversed()) {
    for (const name of list(field(source, 'helm', 'valueFiles')).toReversed()) {
      const file = typeof name === 'string' ? valueFile(name, source, sources, trees) : undefined;
      const answer = answerTo(file);
      if (answer !== undefined) return answer;
    }
  }
  for (const source of sources) {
    const answer = answerTo(pathIn(trees, treeOf(source, trees), text(source.path)));
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** `$ref/…` and `/…` are from a repository's top, all else from the source's own folder. */
function valueFile(
  name: string,
  source: JsonObject,
  sources: readonly JsonObject[],
  trees: Trees,
): string | undefined {
  if (!name.startsWith('$')) {
    const folder = name.startsWith('/') ? '' : `${text(source.path) ?? ''}/`;
    return pathIn(trees, treeOf(source, trees), folder + name);
  }
  const slash = name.indexOf('/');
  const ref = slash === -1 ? name.slice(1) : name.slice(1, slash);
  const target = sources.find((other) => other.ref === ref);
  return target === undefined ? undefined : pathIn(trees, treeOf(target, trees), name.slice(1 + ref.length));
}

function pathIn(trees: Trees, tree: SourceTree | undefined, path: string | undefined): string | undefined {
  return tree === undefined || path === undefined ? undefined : checkedPath(trees, tree, path);
}

function treeOf(source: JsonObject, trees: Trees): SourceTree | undefined {
  const repoURL = text(source.repoURL);
  // A Helm repository's chart is no folder of a tree.
  if (repoURL === undefined || isMap(source.chart) || typeof source.chart === 'string') return undefined;
  const resolved = trees.resolve(repoURL);
  return 'tree' in resolved ? resolved.tree : undefined;
}
