import { leafPatternRegExp } from '../config/index.ts';
import type { Config } from '../config/types.ts';
import type { Leaf, SourceTree } from '../types.ts';
import { type Finds, startOfFile } from './finds.ts';

/** The folders that `leaves.pattern` matches, and the paths of their values files. */
export function findLeaves(
  tree: SourceTree,
  config: Config,
  finds: Finds,
): { leaves: readonly Leaf[]; valuesFiles: ReadonlySet<string> } {
  const pattern = leafPatternRegExp(config.leaves.pattern);
  const leaves: Leaf[] = [];
  const valuesFiles = new Set<string>();
  for (const path of tree.directories()) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const segments = { ...match.groups };
    const leaf = { path, segments, production: isProduction(segments, config) };
    const values = `${path}/${config.leaves.values}`;
    const kind = tree.kind(values);
    if (kind === 'directory') {
      const read = tree.read(values);
      const message = `${values} ${read.ok ? '' : read.reason}`;
      finds.problem({ ruleId: 'file-unreadable', message, location: startOfFile(tree, values), leaf });
    }
    if (kind === 'file') valuesFiles.add(values);
    leaves.push(kind === 'file' ? { ...leaf, values: { tree, path: values } } : leaf);
  }
  return { leaves, valuesFiles };
}

/** By the segment `environment`; a pattern that names none goes by all its segments. */
function isProduction(segments: Readonly<Record<string, string>>, config: Config): boolean {
  const names = segments.environment === undefined ? Object.values(segments) : [segments.environment];
  return names.some((name) => config.production.includes(name));
}
