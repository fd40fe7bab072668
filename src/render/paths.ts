import type { SourceTree } from '../types.ts';

/** Joins and resolves `.` and `..`; undefined where the result lies outside the tree. `''` is the tree's top. */
export function joinPath(base: string, path: string): string | undefined {
  const parts = path.startsWith('/') || base === '' ? [] : base.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The last segment. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The order in which a walk through folders meets files: segment by segment. */
export function byWalkOrder(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let i = 0; i < left.length && i < right.length; i++) {
    if (left[i] !== right[i]) return left[i]! < right[i]! ? -1 : 1;
  }
  return left.length - right.length;
}

/** What to add where nothing is found at a path: that a link on the way leads out of the tree. */
export function outsideHint(tree: SourceTree, path: string): string {
  const segments = path.split('/');
  for (let count = 1; count <= segments.length; count++) {
    const part = segments.slice(0, count).join('/');
    const read = part === '' || tree.kind(part) === 'directory' ? undefined : tree.read(part);
    if (read?.ok === false && read.code === 'outside') return `: ${tree.prefix}${part} ${read.reason}`;
  }
  return '';
}
