/**
 * What two spellings of one repository have in common, case kept: Argo CD's `NormalizeGitURL` (util/git/git.go: the
 * scp form, `.git`, surrounding space) and, since people clone over ssh what Argo CD fetches over https, without
 * scheme, user, default port and trailing slash. Compare two of them without regard to case.
 */
export function repoKey(url: string): string {
  let rest = url.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(rest);
  if (scheme !== null) rest = rest.slice(scheme[0].length);
  else if (isScp(rest)) rest = rest.replace(':', '/');
  const slash = rest.indexOf('/');
  const host = slash === -1 ? rest : rest.slice(0, slash);
  const path = slash === -1 ? '' : rest.slice(slash);
  return host.replace(/^[^@]*@/, '').replace(/:(?:22|80|443)$/, '') + withoutSuffix(path);
}

/** `git@host:path` or `host:path`, but not `host:8080/path`. */
function isScp(url: string): boolean {
  return /^(?:[^/:@]+@[^/:]+|[^/:@]+):(?!\d+(?:\/|$))/.test(url);
}

function withoutSuffix(path: string): string {
  return path
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(/\.git$/i, '')
    .replace(/\/$/, '');
}

/** What a `repositories` entry says of a URL: the folder, with the `*` filled in, or undefined where it is another one's. */
export type RepositoryMatch = (key: string) => string | undefined;

function repositoryMatch(pattern: string, folder: string): RepositoryMatch {
  const wanted = repoKey(pattern);
  if (!wanted.includes('*')) return (key) => (same(key, wanted) ? folder : undefined);
  const [before = '', ...after] = wanted
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const regexp = new RegExp(`^${before}([^/]+)${after.join('[^/]+')}$`, 'i');
  return (key) => {
    const segment = regexp.exec(key)?.[1];
    if (segment === undefined || segment === '.' || segment === '..') return undefined;
    return folder.replace('*', () => segment);
  };
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Stands for every URL that nothing else does. */
const EVERY_URL = '*';

/** The entries for some URLs, in the order in which they are asked: those without a `*` say it more exactly. */
export function repositoryMatches(map: Readonly<Record<string, string>>): RepositoryMatch[] {
  const entries = Object.entries(map).filter(([url]) => url !== EVERY_URL);
  const exact = entries.filter(([url]) => !url.includes('*'));
  const patterns = entries.filter(([url]) => url.includes('*'));
  return [...exact, ...patterns].map(([url, folder]) => repositoryMatch(url, folder));
}

/** Whether a repoURL is one of these, which may hold a `*` as those of `repositories`. */
export function repositorySet(urls: readonly string[]): (repoURL: string) => boolean {
  const map = Object.fromEntries(urls.map((url) => [url, '']));
  const matches = repositoryMatches(map);
  const isForAll = repositoryForAll(map) !== undefined;
  return (repoURL) => isForAll || matches.some((match) => match(repoKey(repoURL)) !== undefined);
}

/** The folder for every URL that no other entry stands for. */
export function repositoryForAll(map: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(map, EVERY_URL) ? map[EVERY_URL] : undefined;
}
