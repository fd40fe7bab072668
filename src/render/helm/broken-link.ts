import { parentFolder } from '../../tree-path.ts';
import type { SourceFile, SourceTree } from '../../types.ts';

const ALWAYS_WALKED: ReadonlySet<string> = new Set(['charts', 'crds', 'templates']);

/** Helm does not walk through what a .helmignore leaves out: where there is one, only these folders of a chart are looked through. */
export function isAlwaysWalked(folder: string): boolean {
  return folder === '' || ALWAYS_WALKED.has(folder.split('/', 1)[0]!);
}

/** The first symbolic link in a chart's folder that leads to nothing: Helm's `sympath.Walk` evaluates each, and loads no such chart. */
export function brokenLink(tree: SourceTree, folder: string): SourceFile | undefined {
  const broken = tree.brokenLinks?.() ?? [];
  if (broken.length === 0) return undefined;
  const prefix = folder === '' ? '' : `${folder}/`;
  const isIgnoring = tree.kind(`${prefix}.helmignore`) === 'file';
  const path = broken.find(
    (each) =>
      each.startsWith(prefix) && (!isIgnoring || isAlwaysWalked(parentFolder(each.slice(prefix.length)))),
  );
  return path === undefined ? undefined : { tree, path };
}
