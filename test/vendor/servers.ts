/** Servers on loopback, and a fleet in a folder that names what they have. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import { writeTar } from '../../src/archive/index.ts';
import { findSources, renderAll, run, type RunResult } from '../../src/run.ts';
import { vendor, type Vendored, type VendorOptions } from '../../src/vendor/index.ts';

export type Files = Readonly<Record<string, string>>;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export function onCleanup(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** A packaged chart. */
export function packed(files: Files): Buffer {
  return gzipSync(
    writeTar(
      Object.entries(files).map(([name, text]) => ({
        name,
        type: 'file',
        content: Buffer.from(text),
        target: '',
      })),
    ),
  );
}

/** A chart of one ConfigMap that shows its version and a value. */
export function chart(name: string, version: string, more: Files = {}, chartYaml = ''): Buffer {
  return packed({
    [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n${chartYaml}`,
    [`${name}/values.yaml`]: 'greeting: hello\n',
    [`${name}/templates/map.yaml`]: [
      'apiVersion: v1',
      'kind: ConfigMap',
      `metadata: {name: ${name}}`,
      'data:',
      '  version: "{{ .Chart.Version }}"',
      '  greeting: "{{ .Values.greeting }}"',
      '',
    ].join('\n'),
    ...Object.fromEntries(Object.entries(more).map(([path, text]) => [`${name}/${path}`, text])),
  });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Server {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly host: string;
  /** `GET /path` of each request, with its headers. */
  readonly requests: { readonly line: string; readonly headers: IncomingMessage['headers'] }[];
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export async function serve(handler: Handler): Promise<Server> {
  const requests: Server['requests'] = [];
  const server = createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onCleanup(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, requests };
}

/** Serves these paths, and honours Range where the file has a validator. */
export function files(contents: ReadonlyMap<string, string | Buffer>): Handler {
  return (request, response) => {
    const content = contents.get(request.url!.split('?')[0]!);
    if (content === undefined) return void response.writeHead(404).end('no such file');
    const bytes = Buffer.from(content);
    const etag = `"${sha256(bytes)}"`;
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start === 0 || request.headers['if-range'] !== etag) {
      return void response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
    }
    const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { etag, 'content-range': range, 'content-length': bytes.length - start });
    response.end(bytes.subarray(start));
  };
}

export interface IndexEntry {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly digest?: string;
}

export function indexYaml(entries: readonly IndexEntry[]): string {
  const names = [...new Set(entries.map(({ name }) => name))];
  const lines = names.flatMap((name) => [
    `  ${name}:`,
    ...entries
      .filter((entry) => entry.name === name)
      .flatMap(({ version, url, digest }) => [
        `    - name: ${name}`,
        `      version: ${version}`,
        ...(digest === undefined ? [] : [`      digest: ${digest}`]),
        `      urls: ['${url}']`,
      ]),
  ]);
  return ['apiVersion: v1', 'entries:', ...lines, ''].join('\n');
}

/** A repository of these versions of one chart, with digests. */
export function repositoryOf(name: string, versions: readonly string[]): Map<string, string | Buffer> {
  const archives = versions.map((version) => ({ version, bytes: chart(name, version) }));
  return new Map<string, string | Buffer>([
    [
      '/index.yaml',
      indexYaml(
        archives.map(({ version, bytes }) => ({
          name,
          version,
          url: `charts/${name}-${version}.tgz`,
          digest: sha256(bytes),
        })),
      ),
    ],
    ...archives.map(({ version, bytes }): [string, Buffer] => [`/charts/${name}-${version}.tgz`, bytes]),
  ]);
}

/** An Application with these lines as its source, or with `sources:` written out. */
export function application(name: string, ...source: readonly string[]): string {
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Application',
    `metadata: {name: ${name}, namespace: argocd}`,
    'spec:',
    '  project: default',
    '  destination: {server: https://kubernetes.default.svc, namespace: shop}',
    ...(source[0]?.startsWith('sources:') ? [] : ['  source:']),
    ...source.map((line) => (source[0]?.startsWith('sources:') ? `  ${line}` : `    ${line}`)),
    '',
  ].join('\n');
}

export interface Fleet {
  readonly folder: string;
  put(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  vendor(options?: Partial<VendorOptions>): Promise<Vendored>;
  /** The manifests of all Applications, and what kept any from being rendered. */
  render(): Promise<{ readonly manifests: string; readonly problems: readonly string[] }>;
  check(): Promise<Extract<RunResult, { ok: true }>>;
}

/** Patience that a test has time for, on a machine that has other things to do. */
export const QUICK = { head: 8000, idle: 8000, total: 20_000, attempts: 3, backoff: 5, redirects: 3 };
/** For servers that say nothing. */
export const IMPATIENT: typeof QUICK = { ...QUICK, head: 300, idle: 300, attempts: 2 };

/** A folder with these files, checked by the real pipeline. */
export function fleet(contents: Files): Fleet {
  const parent = mkdtempSync(join(tmpdir(), 'plimsoll-fleet-'));
  const folder = join(parent, 'gitops');
  onCleanup(() => rmSync(parent, { recursive: true, force: true }));
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, text] of Object.entries(contents)) put(path, text);
  return {
    folder,
    put,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    async vendor(options = {}) {
      const result = await vendor({
        findSources: () => findSources({ folder }),
        folder,
        env: { PATH: process.env['PATH'] },
        limits: QUICK,
        ...options,
      });
      if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('; '));
      return result;
    },
    async render() {
      const result = await renderAll({ folder });
      if (!result.ok) throw new Error('the config is wrong');
      return {
        manifests: result.applications.map(({ manifests }) => manifests).join('---\n'),
        problems: result.diagnostics.map(
          ({ ruleId, message, location }) =>
            `${ruleId} ${location.file}:${location.range.start.line} ${message}`,
        ),
      };
    },
    async check() {
      const result = await run({ folder });
      if (!result.ok) throw new Error('the config is wrong');
      return result;
    },
  };
}

export function reasons({ failures }: Vendored): string[] {
  return failures.map(({ reason }) => reason);
}
