import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../src/vendor/proxy-settings.ts';
import { registry } from './registry.ts';
import {
  application,
  chart,
  files,
  fleet,
  IMPATIENT,
  reasons,
  repositoryOf,
  serve,
  type Fleet,
} from './servers.ts';
import { authority, proxyTo, serveTls } from './tls.ts';

const CHARTS = files(repositoryOf('cache', ['1.0.0']));

function one(repoURL: string): Fleet {
  return fleet({
    'app.yaml': application('cache', `repoURL: ${repoURL}`, 'chart: cache', 'targetRevision: 1.0.0'),
  });
}

/** A file beside the checked folder. */
function beside({ folder }: Fleet, name: string, text: string): string {
  const file = join(dirname(folder), name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('an authority of one’s own', () => {
  it.each(['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])(
    'is named in %s, and told of where it is not',
    async (name) => {
      const own = authority();
      const server = await serveTls(own.issue('127.0.0.1'), CHARTS);
      const cache = one(server.url);
      expect(reasons(await cache.vendor())).toEqual([
        expect.stringMatching(/cannot be reached: [A-Z_]+ \(nobody known here vouches.*SSL_CERT_FILE/),
      ]);
      const env = { [name]: beside(cache, 'ca.pem', own.cert) };
      expect(reasons(await cache.vendor({ env }))).toEqual([]);
    },
  );

  it('that can’t be read is told, and another’s certificate is not taken', async () => {
    const server = await serveTls(authority().issue('127.0.0.1'), CHARTS);
    const cache = one(server.url);
    const missing = join(cache.folder, 'none.pem');
    expect(reasons(await cache.vendor({ env: { SSL_CERT_FILE: missing } }))).toEqual([
      `${missing}, which SSL_CERT_FILE names, can't be read: ENOENT`,
    ]);
    const env = { SSL_CERT_FILE: beside(cache, 'ca.pem', authority().cert) };
    expect(reasons(await cache.vendor({ env }))).toEqual([expect.stringMatching(/cannot be reached/)]);
  });

  it('does not vouch for another name', async () => {
    const own = authority();
    const server = await serveTls(own.issue('charts.example.com'), CHARTS);
    const cache = one(server.url);
    const env = { SSL_CERT_FILE: beside(cache, 'ca.pem', own.cert) };
    expect(reasons(await cache.vendor({ env }))).toEqual([
      expect.stringMatching(/cannot be reached: ERR_TLS_CERT_ALTNAME_INVALID/),
    ]);
  });
});

describe('a client’s certificate', () => {
  it('is the one of `helm repo add`, for its repository alone', async () => {
    const own = authority();
    const clients = authority('clients');
    const server = await serveTls(own.issue('127.0.0.1'), CHARTS, clients);
    const cache = one(`${server.url}/`);
    const { cert, key } = clients.issue('ci');
    const entry = (url: string): string =>
      JSON.stringify({
        repositories: [
          {
            url,
            caFile: beside(cache, 'ca.pem', own.cert),
            certFile: beside(cache, 'client.pem', cert),
            keyFile: beside(cache, 'client.key', key),
          },
        ],
      });
    const other = { HELM_REPOSITORY_CONFIG: beside(cache, 'other.yaml', entry('https://127.0.0.1:1/')) };
    expect(reasons(await cache.vendor({ env: other }))).toHaveLength(1);
    const env = { HELM_REPOSITORY_CONFIG: beside(cache, 'repositories.yaml', entry(server.url)) };
    expect(reasons(await cache.vendor({ env }))).toEqual([]);
  });

  it('of a registry is where Docker and Podman keep it', async () => {
    const own = authority();
    const clients = authority('clients');
    const plain = await registry();
    plain.push('charts/cache', '1.0.0', chart('cache', '1.0.0'));
    const forward = files(plain.blobs);
    const server = await serveTls(
      own.issue('registry.example.com'),
      (request, response) => {
        const [, kind, reference = ''] =
          /\/v2\/charts\/cache\/(manifests|blobs)\/(.+)$/.exec(request.url!) ?? [];
        const bytes = kind === 'manifests' ? [...plain.manifests.values()][0] : plain.blobs.get(reference);
        if (bytes === undefined) forward(request, response);
        else response.writeHead(200).end(bytes);
      },
      clients,
    );
    const proxy = await proxyTo(server.port);
    const cache = one('registry.example.com/charts');
    const { cert, key } = clients.issue('ci');
    const folder = 'home/.config/containers/certs.d/registry.example.com';
    for (const [name, text] of [
      ['ca.crt', own.cert],
      ['client.cert', cert],
      ['client.key', key],
    ])
      beside(cache, `${folder}/${name}`, text!);
    const env = { HOME: join(dirname(cache.folder), 'home'), https_proxy: proxy.url };
    expect(reasons(await cache.vendor({ env }))).toEqual([]);
    expect(
      reasons(await one('registry.example.com/charts').vendor({ env: { https_proxy: proxy.url } })),
    ).toHaveLength(1);
  });
});

describe('a proxy', () => {
  it('gets a tunnel asked of it for HTTPS, with its own login, and sees no more', async () => {
    const own = authority();
    const server = await serveTls(own.issue('charts.example.com'), CHARTS);
    const proxy = await proxyTo(server.port, { login: 'me:p@ss' });
    const cache = one('https://charts.example.com');
    const ca = beside(cache, 'ca.pem', own.cert);
    const through = (login: string): Promise<string[]> =>
      cache
        .vendor({ env: { SSL_CERT_FILE: ca, HTTPS_PROXY: proxy.url.replace('//', `//${login}`) } })
        .then(reasons);
    const [refused] = await through('me:S3CRET@');
    expect(refused).toMatch(/the proxy http:\/\/127.* answers 407 .* when asked for charts\.example\.com/);
    expect(refused).not.toContain('S3CRET');
    expect(await through('me:p%40ss@')).toEqual([]);
    expect(new Set(proxy.lines)).toEqual(new Set(['CONNECT charts.example.com:443']));
    expect(server.requests.map(({ headers }) => headers['proxy-authorization'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('that speaks TLS itself', async () => {
    const own = authority();
    const server = await serveTls(own.issue('charts.example.com'), CHARTS);
    const proxy = await proxyTo(server.port, { secure: own.issue('127.0.0.1') });
    const cache = one('https://charts.example.com');
    const env = { SSL_CERT_FILE: beside(cache, 'ca.pem', own.cert), https_proxy: proxy.url };
    expect(reasons(await cache.vendor({ env }))).toEqual([]);
  });

  it('is asked for the whole address of plain HTTP, of which this machine’s never goes there', async () => {
    const server = await serve(CHARTS);
    const proxy = await proxyTo(Number(server.host.split(':')[1]));
    const env = { HTTP_PROXY: proxy.url };
    expect(reasons(await one('http://charts.example.com').vendor({ env }))).toEqual([]);
    expect(proxy.lines[0]).toBe('GET http://charts.example.com/index.yaml');
    const { length } = proxy.lines;
    expect(reasons(await one(server.url).vendor({ env }))).toEqual([]);
    expect(proxy.lines).toHaveLength(length);
  });

  it.each([
    ['that is not there', 'http://127.0.0.1:1', /^http:\/\/127\.0\.0\.1:1\/ cannot be reached: ECONNREFUSED/],
    ['of another kind', 'socks5://127.0.0.1:1', /is no HTTP proxy/],
  ])('%s is told', async (_, url, reason) => {
    const env = { HTTPS_PROXY: url };
    const result = await one('https://charts.example.com').vendor({ env });
    expect(reasons(result)).toEqual([expect.stringMatching(reason)]);
  });

  it('that says nothing, or nothing behind its tunnel, is left after its time', async () => {
    const silent = await serve(() => undefined);
    const proxy = await proxyTo(Number(silent.host.split(':')[1]));
    const vendor = one('https://charts.example.com').vendor({
      env: { HTTPS_PROXY: proxy.url },
      limits: IMPATIENT,
    });
    expect(reasons(await vendor)).toEqual([
      expect.stringMatching(/did not answer in 0\.3 s|cannot be reached/),
    ]);
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['', 'charts.example.com', true],
    ['*', 'charts.example.com', false],
    ['example.com', 'charts.example.com', false],
    ['example.com', 'example.com', false],
    ['example.com', 'notexample.com', true],
    ['.example.com', 'charts.example.com', false],
    ['.example.com', 'example.com', true],
    ['*.example.com', 'charts.example.com', false],
    ['other.com, Example.com ', 'charts.example.com', false],
    ['example.com:8443', 'charts.example.com', true],
    ['example.com:8443', 'charts.example.com:8443', false],
    ['10.0.0.0/8', '10.1.2.3', false],
    ['10.0.0.0/8', '11.1.2.3', true],
    ['10.0.0.0/99', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.3', false],
    ['fd00::/8', '[fd00::1]', false],
    ['[fd00::1]:443', '[fd00::1]', false],
    ['1.2.3.4', 'a1.2.3.4.example', true],
    ['', 'localhost', false],
    ['', '127.0.0.1', false],
  ])('%s: %s goes by the proxy: %s', (list, host, isProxied) => {
    const env = { HTTPS_PROXY: 'proxy.example.com:3128', NO_PROXY: list };
    const found = proxyFor(new URL(`https://${host}/`), env);
    expect(found?.href).toBe(isProxied ? 'http://proxy.example.com:3128/' : undefined);
  });
});
