/** As many links as Linux follows for one path (`MAXSYMLINKS`). */
const MAX_LINKS = 40;

/**
 * `path` with its symbolic links followed, as the system does it: segment by segment. A result that begins with `..`
 * left the tree (an absolute target counts as that); undefined is a loop. `linkTarget` gives a link's text.
 */
export function followLinks(
  path: string,
  linkTarget: (path: string) => string | undefined,
): string | undefined {
  const rest = segmentsOf(path).reverse();
  const at: string[] = [];
  let links = 0;
  for (let segment = rest.pop(); segment !== undefined; segment = rest.pop()) {
    if (segment === '..' && at.length > 0 && at.at(-1) !== '..') {
      at.pop();
      continue;
    }
    at.push(segment);
    const target = linkTarget(at.join('/'));
    if (target === undefined) continue;
    if (++links > MAX_LINKS) return undefined;
    if (target.startsWith('/')) return '..';
    at.pop();
    rest.push(...segmentsOf(target).reverse());
  }
  return at.join('/');
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}
