/** As much of an OCI registry as a pull needs. The real one is asked in `real-servers.spec.mjs`. */
import { Buffer } from 'node:buffer';
import { serve, sha256, type Handler, type Server } from './servers.ts';

export const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
export const FILES_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

export interface Registry extends Server {
  push(repository: string, tag: string, layer: Uint8Array, mediaType?: string): string;
  readonly blobs: Map<string, Buffer>;
  readonly manifests: Map<string, Buffer>;
}

interface RegistryOptions {
  /** `user:password` that is wanted, by way of a token or as it is. */
  readonly login?: string;
  readonly scheme?: 'bearer' | 'basic';
  /** Answers before the registry does, where it says true. */
  readonly before?: (registry: Registry, ...request: Parameters<Handler>) => boolean;
  /** Tags in one page. */
  readonly page?: number;
}

export async function registry(options: RegistryOptions = {}): Promise<Registry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  const tags = new Map<string, string[]>();
  const token = `token-for-${options.login ?? ''}`;
  const server = await serve((request, response) => {
    if (options.before?.(self, request, response) === true) return;
    const url = new URL(request.url!, `http://${self.host}`);
    const { authorization = '' } = request.headers;
    const isBasic = authorization === `Basic ${Buffer.from(options.login ?? '').toString('base64')}`;
    if (url.pathname === '/token')
      return void response.writeHead(isBasic ? 200 : 401).end(JSON.stringify({ token }));
    const wanted = options.scheme === 'basic' ? isBasic : authorization === `Bearer ${token}`;
    if (options.login !== undefined && !wanted) {
      const bearer = `Bearer realm="http://${self.host}/token",service="stub",scope="repository:x:pull"`;
      const challenge = options.scheme === 'basic' ? 'Basic realm="stub"' : bearer;
      return void response.writeHead(401, { 'www-authenticate': challenge }).end();
    }
    answer(url, request, response);
  });
  const answer = (url: URL, ...[request, response]: Parameters<Handler>): void => {
    const [, repository = '', kind, name = ''] =
      /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(url.pathname) ?? [];
    if (kind === 'tags') return listTags(tags.get(repository) ?? [], url, response);
    const key = kind === 'manifests' ? `${repository}:${name}` : name;
    const bytes = (kind === 'manifests' ? manifests : blobs).get(key);
    if (bytes === undefined) return void response.writeHead(404).end();
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range =
      start === 0 ? {} : { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(start === 0 ? 200 : 206, {
      ...range,
      'docker-content-digest': `sha256:${sha256(bytes)}`,
    });
    response.end(bytes.subarray(start));
  };
  const listTags = (all: readonly string[], url: URL, response: Parameters<Handler>[1]): void => {
    const size = options.page ?? 1000;
    const from = Number(url.searchParams.get('last') ?? 0);
    const more = from + size < all.length;
    response.writeHead(200, more ? { link: `<${url.pathname}?last=${from + size}>; rel="next"` } : {});
    response.end(JSON.stringify({ tags: all.slice(from, from + size) }));
  };
  const self: Registry = {
    ...server,
    blobs,
    manifests,
    push(repository, tag, layer, mediaType = CHART_LAYER) {
      const bytes = Buffer.from(layer);
      const digest = `sha256:${sha256(bytes)}`;
      const manifest = Buffer.from(
        JSON.stringify({ schemaVersion: 2, layers: [{ mediaType, digest, size: bytes.length }] }),
      );
      blobs.set(digest, bytes);
      manifests.set(`${repository}:${tag}`, manifest);
      manifests.set(`${repository}:sha256:${sha256(manifest)}`, manifest);
      tags.set(repository, [...(tags.get(repository) ?? []), tag]);
      return `sha256:${sha256(manifest)}`;
    },
  };
  return self;
}
