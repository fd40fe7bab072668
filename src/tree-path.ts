/**
 * Paths inside a tree: `/` between segments, no `.` or `..`, no leading or trailing `/`; `''` is the top.
 */

const NEEDS_WORK = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** The normalised form of a path, or undefined where it leaves the tree by `..`. */
export function normalizeTreePath(path: string): string | undefined {
  if (!NEEDS_WORK.test(path)) return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** As `normalizeTreePath`; what leaves the tree begins again at its top. */
export function pathWithin(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

/** `join('', 'a')` is `a`. */
export function joinTreePath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folder of a path; `''` for one at the top. */
export function parentFolder(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** Git's own folder may hold credentials (a CI job's token): nothing in it is ever read into a report. */
export function isGitInternal(path: string): boolean {
  return /(?:^|\/)\.git(?:\/|$)/i.test(path);
}
