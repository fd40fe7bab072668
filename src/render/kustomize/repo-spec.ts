/** A git repository and a folder in it, as a kustomization names them in one URL. */
export interface RepoSpec {
  /** What git clones. */
  readonly repoURL: string;
  /** The folder with the kustomization, from the repository's top; may hold `..` that stay inside. */
  readonly path: string;
  /** A branch, a tag, a commit; `''` is the default branch. */
  readonly ref: string;
}

const SCHEMES = ['ssh://', 'https://', 'http://', 'file://'];

/**
 * Mirrors Kustomize's `NewRepoSpecFromURL` (api/internal/git/repospec.go), which also decides by it what is a remote
 * base and what a local path. `fault` is its own words.
 */
export function parseRepoSpec(url: string): RepoSpec | { readonly fault: string } {
  if (url.startsWith('/')) return { fault: `uri looks like abs path: ${url}` };
  const [, address = '', , query = ''] = /^([^?]*)(\?([^]*))?$/.exec(url) ?? [];
  const host = splitHost(withoutPrefix(address, 'git::') ?? address);
  if ('fault' in host) return host;
  const isFile = host.host === 'file://';
  const parts = splitAtMarker(host.rest) ?? (isFile ? [host.rest, ''] : splitAfterTwo(host.rest));
  if (parts === undefined || parts[0] === '') return { fault: 'failed to parse repo path segment' };
  const [repository, below] = parts;
  if (leavesRepository(below)) return { fault: `url path exits repo: ${host.rest}` };
  return { repoURL: host.host + repository, path: below.replace(/^\//, ''), ref: refOf(query) };
}

interface Host {
  /** Scheme, user and host, with the separator that follows. */
  readonly host: string;
  readonly rest: string;
}

/** `extractHost`: an address without a scheme is one of GitHub, or has a user before a host and a colon, as scp has it. */
function splitHost(address: string): Host | { readonly fault: string } {
  const scheme = SCHEMES.find((each) => withoutPrefix(address, each) !== undefined) ?? '';
  const [user = ''] = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(address.slice(scheme.length)) ?? [];
  const place = address.slice(scheme.length + user.length);
  const isGithub = /^github\.com[/:]/i.test(place);
  const isScp = scheme === '' && (user !== '' || isGithub);
  if (scheme === '' && !isScp) return { fault: 'failed to parse scheme' };
  if (scheme === 'file://') return { host: scheme, rest: user + place };
  const end = separator(place, isScp);
  const rest = end === -1 ? '' : place.slice(end + 1);
  if (isGithub) return { host: githubHost(scheme, user), rest };
  const host = end === -1 ? place : place.slice(0, end + 1);
  return host === '' ? { fault: 'failed to parse host segment' } : { host: scheme + user + host, rest };
}

function separator(place: string, isScp: boolean): number {
  const slash = place.indexOf('/');
  const colon = place.indexOf(':');
  return isScp && (slash === -1 || (colon > 0 && colon < slash)) ? colon : slash;
}

function githubHost(scheme: string, user: string): string {
  return scheme === 'ssh://' || user !== '' ? `${user}github.com:` : 'https://github.com/';
}

/** What says outright where the repository ends: `_git/<name>`, `//`, `.git`. */
function splitAtMarker(path: string): [string, string] | undefined {
  const azure = path.indexOf('_git/');
  if (azure !== -1) {
    const end = path.indexOf('/', azure + '_git/'.length);
    return end === -1 ? [path, ''] : [path.slice(0, end), path.slice(end + 1)];
  }
  const slashes = path.indexOf('//');
  if (slashes !== -1) return [path.slice(0, slashes), path.slice(slashes + 2)];
  const suffix = path.indexOf('.git');
  return suffix === -1 ? undefined : [path.slice(0, suffix + 4), path.slice(suffix + 4)];
}

/** `<organisation>/<repository>`, as on GitHub. */
function splitAfterTwo(path: string): [string, string] | undefined {
  const segments = path.split('/');
  return segments.length < 2 ? undefined : [segments.slice(0, 2).join('/'), segments.slice(2).join('/')];
}

function leavesRepository(path: string): boolean {
  const relative = path.replace(/^\//, '');
  if (relative.startsWith('/')) return false;
  let depth = 0;
  for (const segment of relative.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** `ref`, else `version`. Go's `url.ParseQuery` refuses a `;` and a wrong escape: then nothing of the query counts. */
function refOf(query: string): string {
  if (query.includes(';') || /%(?![0-9a-f]{2})/i.test(query)) return '';
  const values = new URLSearchParams(query);
  return values.get('ref') || (values.get('version') ?? '');
}

/** Letter case of the prefix makes no difference. */
function withoutPrefix(text: string, prefix: string): string | undefined {
  return text.slice(0, prefix.length).toLowerCase() === prefix ? text.slice(prefix.length) : undefined;
}
