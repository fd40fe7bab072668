/** Charts and artifacts of an OCI registry (the distribution specification's pull part). */
import { isMap } from '../json.ts';
import { ArchiveError, unzip } from '../archive/index.ts';
import {
  digestOf,
  MAX_PACKED_BYTES,
  MAX_UNPACKED_BYTES,
  tarTree,
  withoutCredentials,
} from '../load/index.ts';
import type { Json, JsonObject, RemoteSource } from '../types.ts';
import { checkChart } from './packed-chart.ts';
import { Shared, type FetchContext, type Fetched, type Fetcher } from './fetched.ts';
import { FetchFailure, shown } from './fetch-failure.ts';
import { isLoopback, type HttpAnswer } from './http.ts';
import { RegistryAuth } from './oci-auth.ts';
import { PartialFile } from './partial.ts';
import { isVersion, pickVersion } from './versions.ts';

const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const MAX_TAG_PAGES = 200;
const MANIFESTS =
  'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';
/** Helm's, and what it was before Helm 3.7. */
const CHART_LAYERS = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];
/** Those that Argo CD unpacks by default. */
const CONTENT_LAYERS = [
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
  ...CHART_LAYERS,
];

interface Repository {
  readonly base: URL;
  readonly name: string;
  readonly auth: RegistryAuth;
}

export function ociFetcher(context: FetchContext): Fetcher {
  const layers = new Shared<Omit<Fetched, 'resolved'>>({ keep: false });
  return async (source, pinned) => {
    const repository = repositoryOf(source, context);
    const tag = pinned ?? (await chooseTag(source, repository));
    const manifest = await fetchManifest(tag, repository);
    const layer = contentLayer(manifest, source, repository);
    const key = `${repository.base.href}${repository.name} ${layer.digest}`;
    const fetched = await layers.get(key, () => fetchLayer(layer, source, tag, repository, context));
    return { ...fetched, resolved: tag };
  };
}

/** `registry/path` with the chart's name as the last part of the path; the scheme, if any, is dropped. */
function repositoryOf({ repoURL, name }: RemoteSource, context: FetchContext): Repository {
  const place = withoutCredentials(repoURL)
    .replace(/^(?:oci|https?):\/\//i, '')
    .replace(/(?<!\/)\/+$/, '');
  const whole = name === undefined ? place : `${place}/${name}`;
  const [host = '', ...path] = whole.split('/');
  const registry = /^(?:index\.)?docker\.io$/.test(host) ? 'registry-1.docker.io' : host;
  const repository = path.join('/');
  // A registry on this machine has no certificate; nothing else is spoken to in the clear.
  const scheme = isLoopback(registry.replace(/:\d+$/, '')) ? 'http' : 'https';
  const base = `${scheme}://${registry}/v2/`;
  const isName = /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository);
  if (!isName || !URL.canParse(base)) throw new FetchFailure(`${whole} is no place in an OCI registry`);
  return { base: new URL(base), name: repository, auth: new RegistryAuth(registry, repository, context) };
}

/** Argo CD's and Helm's rule: a version is taken as the tag that it is; a range is the highest tag in it. */
async function chooseTag({ revision }: RemoteSource, repository: Repository): Promise<string> {
  if (isVersion(revision) || isDigest(revision)) return revision;
  const tags = await fetchTags(repository);
  const tag = pickVersion(tags, revision);
  if (tag !== undefined) return tag;
  throw new FetchFailure(
    `${repository.base.host}/${repository.name} has no tag that is ${revision || 'a version'} (of ${tags.length})`,
  );
}

function isDigest(revision: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(revision);
}

/** `+` is no letter of a tag: Helm writes `_` for it. */
async function fetchTags(repository: Repository): Promise<string[]> {
  const tags: string[] = [];
  let url: URL | undefined = new URL(`${repository.name}/tags/list?n=1000`, repository.base);
  for (let page = 0; url !== undefined; page++) {
    if (page >= MAX_TAG_PAGES) throw new FetchFailure(`${shown(url)} has more than ${MAX_TAG_PAGES} pages`);
    const answer: HttpAnswer = await repository.auth.get({ url, maxBytes: MAX_MANIFEST_BYTES });
    const list = jsonOf(answer)['tags'];
    for (const tag of Array.isArray(list) ? (list as readonly Json[]) : [])
      tags.push(String(tag).replaceAll('_', '+'));
    url = nextPage(answer, url);
  }
  return tags;
}

/** The next page is of the same registry: our token is for it alone. */
function nextPage({ headers }: HttpAnswer, from: URL): URL | undefined {
  const link = /<([^>]*)>\s*;\s*rel="?next"?/.exec(String(headers['link'] ?? ''))?.[1];
  if (link === undefined || !URL.canParse(link, from.href)) return undefined;
  const next = new URL(link, from);
  return next.origin === from.origin ? next : undefined;
}

interface Layer {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}

async function fetchManifest(tag: string, repository: Repository): Promise<JsonObject> {
  const reference = isDigest(tag) ? tag : tag.replaceAll('+', '_');
  if (!isDigest(reference) && !/^\w[\w.-]{0,127}$/.test(reference))
    throw new FetchFailure(`${JSON.stringify(tag)} is neither a tag nor a digest`);
  const url = new URL(`${repository.name}/manifests/${reference}`, repository.base);
  const answer = await repository.auth.get({
    url,
    maxBytes: MAX_MANIFEST_BYTES,
    headers: { accept: MANIFESTS },
  });
  const actual = digestOf(answer.bytes);
  const promised = isDigest(reference) ? reference : String(answer.headers['docker-content-digest'] ?? '');
  if (promised.startsWith('sha256:') && promised !== actual)
    throw new FetchFailure(
      `${shown(url)} is not the manifest that it is said to be: promised ${promised}, it is ${actual}`,
    );
  return jsonOf(answer);
}

function jsonOf({ bytes, url }: HttpAnswer): JsonObject {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as Json;
    if (isMap(value)) return value;
  } catch {
    // Told below, as any other text that is no JSON object.
  }
  throw new FetchFailure(`${shown(url)} answers no JSON object`);
}

/** The one layer with content. A chart's other layer is its provenance. */
function contentLayer(manifest: JsonObject, { name }: RemoteSource, repository: Repository): Layer {
  const wanted = name === undefined ? CONTENT_LAYERS : CHART_LAYERS;
  const { layers } = manifest;
  const all = (Array.isArray(layers) ? (layers as readonly Json[]) : []).flatMap(
    (layer) => layerOf(layer) ?? [],
  );
  const fitting = all.filter(({ mediaType }) => wanted.includes(mediaType));
  const place = `${repository.base.host}/${repository.name}`;
  if (fitting.length !== 1) {
    const what = name === undefined ? 'tar+gzip layer' : 'chart layer';
    const types =
      all.map(({ mediaType }) => mediaType).join(', ') ||
      (Array.isArray(manifest['manifests']) ? 'none, it is an index of other manifests' : 'none');
    throw new FetchFailure(
      `${place} is to have one ${what}, and has ${fitting.length} (its layers: ${types})`,
    );
  }
  if (fitting[0]!.size > MAX_PACKED_BYTES)
    throw new FetchFailure(`${place} is larger than ${MAX_PACKED_BYTES} bytes`);
  return fitting[0]!;
}

function layerOf(layer: Json): Layer | undefined {
  if (!isMap(layer)) return undefined;
  const { digest, size, mediaType } = layer;
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  return typeof size === 'number' && typeof mediaType === 'string' ? { digest, size, mediaType } : undefined;
}

async function fetchLayer(
  { digest, size, mediaType }: Layer,
  { name }: RemoteSource,
  tag: string,
  repository: Repository,
  context: FetchContext,
): Promise<Omit<Fetched, 'resolved'>> {
  const url = new URL(`${repository.name}/blobs/${digest}`, repository.base);
  const partial = new PartialFile(context.partialFolder, url, digest);
  const { bytes } = await repository.auth.get({ url, maxBytes: size, partial });
  const actual = digestOf(bytes);
  if (actual !== digest)
    throw new FetchFailure(
      `${shown(url)} is not what its digest says: it is ${actual}, of ${bytes.length} bytes`,
    );
  const what = `${repository.name} ${tag}`;
  const isChart = name !== undefined || CHART_LAYERS.includes(mediaType);
  if (isChart) checkChart(bytes, what);
  else checkTar(bytes, what);
  return { digest, archive: bytes, isChart };
}

function checkTar(bytes: Uint8Array, what: string): void {
  try {
    const tar = unzip(bytes, MAX_UNPACKED_BYTES, `is larger than ${MAX_UNPACKED_BYTES} bytes unpacked`);
    tarTree(tar, '', { fileBytes: MAX_PACKED_BYTES });
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new FetchFailure(`the archive of ${what} is refused: ${error.message}`, { cause: error });
  }
}
