import type { SourceFile, SourceTree } from '../../types.ts';

/** Helm does not walk through what a .helmignore leaves out: where there is one, only these are looked through. */
const ALWAYS_WALKED = /^(?:[^/]*|(?:charts|crds|templates)\/.*)$/;

/** The first symbolic link in a chart's folder that leads to nothing: Helm's `sympath.Walk` evaluates each, and loads no such chart. */
export function brokenLink(tree: SourceTree, folder: string): SourceFile | undefined {
  const broken = tree.brokenLinks?.() ?? [];
  if (broken.length === 0) return undefined;
  const prefix = folder === '' ? '' : `${folder}/`;
  const isIgnoring = tree.kind(`${prefix}.helmignore`) === 'file';
  const path = broken.find(
    (each) => each.startsWith(prefix) && (!isIgnoring || ALWAYS_WALKED.test(each.slice(prefix.length))),
  );
  return path === undefined ? undefined : { tree, path };
}
