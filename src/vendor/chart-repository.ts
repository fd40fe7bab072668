/** Charts of an HTTP chart repository: its index.yaml, and the archives that it names. Mirrors Helm's pkg/repo. */
import { isMap } from '../json.ts';
import { digestOf, MAX_PACKED_BYTES, withoutCredentials } from '../load/index.ts';
import type { Json, JsonObject, RemoteSource } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';
import { checkChart } from './packed-chart.ts';
import { Shared, type FetchContext, type Fetched, type Fetcher } from './fetched.ts';
import { FetchFailure, shown } from './fetch-failure.ts';
import { get } from './http.ts';
import { ociFetcher } from './oci-registry.ts';
import { PartialFile } from './partial.ts';
import { pickVersion } from './versions.ts';

const MAX_INDEX_BYTES = 64 * 1024 * 1024;

interface ChartVersion {
  readonly version: string;
  readonly url: string;
  readonly digest?: string;
}

/** Asks each repository for its index once. */
export function chartFetcher(context: FetchContext): Fetcher {
  const indexes = new Shared<JsonObject>({ keep: true });
  const archives = new Shared<Fetched>({ keep: false });
  const fetchOci = ociFetcher(context);
  return async ({ repoURL, name = '', revision }, pinned) => {
    const repository = repositoryURL(repoURL, context);
    const index = await indexes.get(repository.href, () => fetchIndex(repository, context));
    const versions = chartVersions(index, name, repository);
    const version = pickVersion(
      versions.map((each) => each.version),
      pinned ?? revision,
    );
    const chosen = versions.find((each) => each.version === version);
    if (chosen === undefined) throw noVersion(name, pinned ?? revision, repository, versions);
    const inRegistry = registrySource(chosen);
    if (inRegistry !== undefined)
      return { ...(await fetchOci(inRegistry, inRegistry.revision)), resolved: chosen.version };
    const key = `${repository.href} ${chosen.url}`;
    return archives.get(key, () => fetchArchive(chosen, name, repository, context));
  };
}

function noVersion(
  name: string,
  wanted: string,
  repository: URL,
  versions: readonly ChartVersion[],
): FetchFailure {
  const some = versions.slice(0, 5).map((each) => each.version);
  const there = `it has ${some.join(', ')}${versions.length > some.length ? ` and ${versions.length - some.length} more` : ''}`;
  return new FetchFailure(
    `${shown(repository)} has no version of ${name} that is ${wanted || 'stable'}; ${there}`,
  );
}

/** With a `/` at its end, so that names are relative to it. `@name` is the user's Helm client's to say. */
function repositoryURL(repoURL: RemoteSource['repoURL'], { credentials }: FetchContext): URL {
  const known = repoURL.startsWith('@') ? credentials.helmRepositoryNamed(repoURL.slice(1)) : repoURL;
  if (known === undefined)
    throw new FetchFailure(
      `Helm has no repository definition for ${repoURL}: \`helm repo add ${repoURL.slice(1)} URL\` gives it one`,
    );
  const text = withoutCredentials(known);
  if (!URL.canParse(text)) throw new FetchFailure(`${text} is no web address`);
  const url = new URL(text);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function fetchIndex(repository: URL, context: FetchContext): Promise<JsonObject> {
  const url = new URL('index.yaml', repository);
  url.search = repository.search;
  const { bytes } = await get(
    { url, maxBytes: MAX_INDEX_BYTES, ...context.credentials.webServer(url) },
    context,
  );
  const { documents, problems } = parseYaml(bytes.toString('utf8'));
  const fatal = problems.find(({ code }) => code !== 'duplicate-key');
  if (fatal !== undefined) throw new FetchFailure(`${shown(url)} is not readable: ${fatal.message}`);
  const index = documents[0]?.value;
  if (!isMap(index) || !isMap(index['entries']))
    throw new FetchFailure(`${shown(url)} is no chart repository's index`);
  return index['entries'];
}

function chartVersions(entries: JsonObject, name: string, repository: URL): ChartVersion[] {
  const list = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (!Array.isArray(list)) throw new FetchFailure(`${shown(repository)} has no chart ${name}`);
  return (list as readonly Json[]).flatMap((entry) => {
    if (!isMap(entry)) return [];
    const { version, urls, digest } = entry;
    const url: Json | undefined = Array.isArray(urls) ? (urls as readonly Json[])[0] : undefined;
    if (typeof url !== 'string' || (typeof version !== 'string' && typeof version !== 'number')) return [];
    return [
      { version: String(version), url, ...(typeof digest === 'string' && digest !== '' && { digest }) },
    ];
  });
}

/**
 * An index may say that a chart lies in a registry, `oci://host/path/name:tag`, as Bitnami's does; what the index has for its
 * digest is then not the archive's, whose digest the registry gives.
 */
function registrySource({ url, version }: ChartVersion): RemoteSource | undefined {
  const [, repoURL, name, tag] = /^(oci:\/\/[^?#]+)\/([^/:@?#]+)(?::([\w][\w.+-]*))?$/i.exec(url) ?? [];
  if (repoURL === undefined || name === undefined) return undefined;
  return { kind: 'oci', repoURL, name, revision: tag ?? version };
}

async function fetchArchive(
  { version, url: reference, digest }: ChartVersion,
  name: string,
  repository: URL,
  context: FetchContext,
): Promise<Fetched> {
  const what = `${name} ${version}`;
  const url = archiveURL(reference, repository);
  const partial = new PartialFile(context.partialFolder, url);
  // The repository's credentials are for all of its host, as Helm has it; another host's are its own.
  const realm = url.origin === repository.origin ? repository : url;
  const request = { url, maxBytes: MAX_PACKED_BYTES, partial, ...context.credentials.webServer(realm) };
  const { bytes } = await get(request, context);
  const actual = digestOf(bytes);
  const promised = digest?.replace(/^sha256:/, '').toLowerCase();
  if (promised !== undefined && actual !== `sha256:${promised}`)
    throw new FetchFailure(
      `${shown(url)} is not the archive of ${what}: the index promises sha256:${promised}, it is ${actual}`,
    );
  checkChart(bytes, what);
  return { resolved: version, digest: actual, archive: bytes, isChart: true };
}

/** As Helm's `ResolveReferenceURL`: a relative one has the repository's query. */
function archiveURL(reference: string, repository: URL): URL {
  if (!URL.canParse(reference, repository.href))
    throw new FetchFailure(`${shown(repository)} names an archive ${reference}, which is no web address`);
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(reference);
  const url = new URL(reference, repository);
  if (!isAbsolute) url.search = repository.search;
  if (!/^https?:$/.test(url.protocol))
    throw new FetchFailure(`${shown(repository)} names an archive at ${url.protocol}, which is not fetched`);
  url.username = url.password = '';
  return url;
}
