import { Buffer } from 'node:buffer';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeTar } from '../../src/archive/index.ts';
import {
  application,
  chart,
  files,
  fleet,
  IMPATIENT,
  indexYaml,
  packed,
  reasons,
  repositoryOf,
  serve,
  sha256,
  type Fleet,
  type Handler,
} from './servers.ts';

function one(repoURL: string): Fleet {
  return fleet({
    'app.yaml': application('a', `repoURL: ${repoURL}`, 'chart: redis', 'targetRevision: 1.0.0'),
  });
}

const GOOD = repositoryOf('redis', ['1.0.0']);
const ARCHIVE = '/charts/redis-1.0.0.tgz';

/** A good repository but for what `odd` answers. */
function odd(path: string, handler: Handler): Handler {
  const good = files(GOOD);
  return (request, response) => (request.url === path ? handler(request, response) : good(request, response));
}

/** A repository whose archive is these bytes, without a promise about them. */
function withArchive(bytes: Buffer): Map<string, string | Buffer> {
  const index = indexYaml([{ name: 'redis', version: '1.0.0', url: 'redis.tgz' }]);
  return new Map<string, string | Buffer>([
    ['/index.yaml', index],
    ['/redis.tgz', bytes],
  ]);
}

function withLogin(host: string): Readonly<Record<string, string>> {
  return {
    PLIMSOLL_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { username: 'bot', password: 'S3CRET' } } }),
  };
}

/** A chart with one entry more. */
function entry(name: string, type: 'file' | 'link' = 'file', target = ''): Parameters<typeof writeTar>[0] {
  return [
    {
      name: 'redis/Chart.yaml',
      type: 'file',
      content: Buffer.from('name: redis\nversion: 1.0.0\n'),
      target: '',
    },
    { name, type, content: Buffer.alloc(0), target },
  ];
}

describe('a server that fails', () => {
  it.each([
    ['a 500', 500],
    ['a 429', 429],
    ['a 408', 408],
  ])('is asked again after %s', async (_, status) => {
    let failures = 2;
    const good = files(GOOD);
    const server = await serve((request, response) =>
      failures-- > 0 ? void response.writeHead(status).end('later') : good(request, response),
    );
    const result = await one(server.url).vendor();
    expect(reasons(result)).toEqual([]);
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
    ['nonsense', () => 'soon'],
  ])('is left alone for as long as it says in %s', async (name, header) => {
    const times: number[] = [];
    const good = files(GOOD);
    const server = await serve((request, response) => {
      if (times.push(performance.now()) > 1) return good(request, response);
      response.writeHead(429, { 'retry-after': header() }).end();
    });
    expect(reasons(await one(server.url).vendor())).toEqual([]);
    const waited = times[1]! - times[0]!;
    expect(waited > 800).toBe(name !== 'nonsense');
  });

  it('for good is told with its status, after as many attempts as may be', async () => {
    const server = await serve((_, response) => void response.writeHead(503).end());
    const result = await one(server.url).vendor();
    expect(reasons(result)).toEqual([`${server.url}/index.yaml answers 503 (tried 3 times)`]);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [401, 'credentials are missing or wrong'],
    [403, 'not allowed with these credentials'],
    [404, 'not found'],
  ])('with %i is not asked again', async (status, reason) => {
    const server = await serve((_, response) => void response.writeHead(status).end());
    expect(reasons(await one(server.url).vendor())).toEqual([
      `${server.url}/index.yaml answers ${status} (${reason})`,
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('to be there is told, and the other sources are fetched all the same', async () => {
    const server = await serve(files(GOOD));
    const two = one(server.url);
    two.put(
      'other.yaml',
      application('b', 'repoURL: http://127.0.0.1:1', 'chart: x', 'targetRevision: 1.0.0'),
    );
    const result = await two.vendor();
    expect(reasons(result)).toEqual([
      expect.stringMatching(/127\.0\.0\.1:1\/index\.yaml cannot be reached: ECONNREFUSED/),
    ]);
    expect(result.fetched).toHaveLength(1);
    expect((await two.render()).problems).toHaveLength(1);
  });

  it('by silence is left after its time: no head, and half a body', async () => {
    const silent = await serve(() => undefined);
    expect(reasons(await one(silent.url).vendor({ limits: IMPATIENT }))).toEqual([
      `${silent.url}/index.yaml did not answer in 0.3 s (tried 2 times)`,
    ]);
    const half = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('apiVersion');
    });
    expect(reasons(await one(half.url).vendor({ limits: IMPATIENT }))).toEqual([
      `${half.url}/index.yaml stalled: no byte came for 0.3 s (tried 2 times)`,
    ]);
  });

  it('by dripping is left after its whole time', async () => {
    const slow = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('#'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const limits = { ...IMPATIENT, total: 300, attempts: 1 };
    expect(reasons(await one(slow.url).vendor({ limits }))).toEqual([
      `${slow.url}/index.yaml was not done after 0.3 s`,
    ]);
  });
});

describe('a transfer that breaks off', () => {
  const bytes = GOOD.get(ARCHIVE) as Buffer;

  function breaking(times: number, etag: (attempt: number) => string | undefined): Handler {
    let attempt = 0;
    const good = files(GOOD);
    return odd(ARCHIVE, (request, response) => {
      if (attempt >= times) return good(request, response);
      const validator = etag(attempt++);
      response.writeHead(200, {
        'content-length': bytes.length,
        ...(validator !== undefined && { etag: validator }),
      });
      response.write(bytes.subarray(0, 100), () => response.destroy());
    });
  }

  const real = `"${sha256(bytes)}"`;

  it('goes on where it stopped, also in the next run', async () => {
    const server = await serve(breaking(1, () => real));
    const { vendor, folder } = one(server.url);
    const first = await vendor({ limits: { ...IMPATIENT, attempts: 1 } });
    expect(reasons(first)).toEqual([expect.stringMatching(/broke off after \d+ bytes/)]);
    expect(readdirSync(join(folder, '.plimsoll/store/partial'))).toHaveLength(2);
    expect(reasons(await vendor())).toEqual([]);
    expect(server.requests.at(-1)!.headers).toMatchObject({ range: 'bytes=100-', 'if-range': real });
    expect(readdirSync(join(folder, '.plimsoll/store'))).not.toContain('partial');
  });

  it('goes on with what a run had that was killed, and leaves nothing of it', async () => {
    const server = await serve(files(GOOD));
    const { vendor, folder } = one(server.url);
    const partial = join(folder, '.plimsoll/store/partial');
    mkdirSync(partial, { recursive: true });
    const key = sha256(Buffer.from(server.url + ARCHIVE));
    for (const [run, size] of [
      ['a', 20],
      ['b', 100],
    ] as const) {
      writeFileSync(join(partial, `${key}.${run}`), bytes.subarray(0, size));
      writeFileSync(join(partial, `${key}.${run}.validator`), real);
    }
    expect(reasons(await vendor())).toEqual([]);
    expect(server.requests.at(-1)!.headers).toMatchObject({ range: 'bytes=100-', 'if-range': real });
    expect(existsSync(partial)).toBe(false);
  });

  it.each([
    ['another ETag', () => '"older"'],
    ['a weak one', () => 'W/"weak"'],
    ['none', () => undefined],
  ])('starts anew with %s', async (_, etag) => {
    const server = await serve(breaking(1, etag));
    expect(reasons(await one(server.url).vendor())).toEqual([]);
  });
});

describe('a redirect', () => {
  it('to another host loses the credentials, for good', async () => {
    const mirror = await serve(files(GOOD));
    const server = await serve(
      (request, response) => void response.writeHead(302, { location: mirror.url + request.url }).end(),
    );
    const result = await one(server.url).vendor({ env: withLogin(server.host) });
    expect(reasons(result)).toEqual([]);
    expect(server.requests[0]!.headers.authorization).toMatch(/^Basic /);
    expect(mirror.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(JSON.stringify(result)).not.toContain('S3CRET');
  });

  it('there and back does not get them again', async () => {
    const server = await serve((request, response) =>
      request.url === '/index.yaml'
        ? void response.writeHead(302, { location: `${other.url}/away` }).end()
        : files(
            new Map([
              ['/back', GOOD.get('/index.yaml')!],
              [ARCHIVE, GOOD.get(ARCHIVE)!],
            ]),
          )(request, response),
    );
    const other = await serve(
      (_, response) => void response.writeHead(302, { location: `${server.url}/back` }).end(),
    );
    expect(reasons(await one(server.url).vendor({ env: withLogin(server.host) }))).toEqual([]);
    const sent = server.requests.map(({ line, headers }) => [line, headers.authorization !== undefined]);
    expect(sent).toEqual([
      ['GET /index.yaml', true],
      ['GET /back', false],
      [`GET ${ARCHIVE}`, true],
    ]);
  });

  it.each([
    ['for ever', '/index.yaml', /redirects more than 3 times/],
    ['to no web address', 'ftp://example.com/x', /redirects to no web address/],
    ['to a file', 'file:///etc/passwd', /redirects to no web address/],
  ])('%s is refused', async (_, location, reason) => {
    const server = await serve((__, response) => void response.writeHead(301, { location }).end());
    expect(reasons(await one(server.url).vendor())).toEqual([expect.stringMatching(reason)]);
  });
});

describe('credentials', () => {
  it('are not sent over plain HTTP, and that is said', async () => {
    const proxy = await serve((_, response) => void response.writeHead(401).end());
    const auth = JSON.stringify({ auths: { 'charts.example.com': { username: 'bot', password: 'secret' } } });
    const { vendor } = one('http://charts.example.com');
    const result = await vendor({ env: { HTTP_PROXY: proxy.url, PLIMSOLL_AUTH_CONFIG: auth } });
    expect(reasons(result)).toEqual([
      expect.stringMatching(
        /answers 401 \(there are credentials for it, and they are not sent over plain HTTP/,
      ),
    ]);
    expect(proxy.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('come from netrc and from `helm repo add`, and from no URL in the repository', async () => {
    const good = files(GOOD);
    const server = await serve((request, response) =>
      request.headers.authorization === `Basic ${Buffer.from('bot:pass').toString('base64')}`
        ? good(request, response)
        : void response.writeHead(401).end(),
    );
    const home = one(server.url).folder;
    mkdirSync(join(home, 'cfg'), { recursive: true });
    writeFileSync(join(home, 'cfg/netrc'), 'machine 127.0.0.1\n  login bot\n  password pass\n');
    writeFileSync(
      join(home, 'cfg/repositories.yaml'),
      `repositories:\n- {name: r, url: "${server.url}", username: bot, password: pass}\n`,
    );
    for (const env of [
      { NETRC: join(home, 'cfg/netrc') },
      { HELM_REPOSITORY_CONFIG: join(home, 'cfg/repositories.yaml') },
    ]) {
      expect(reasons(await one(server.url).vendor({ env }))).toEqual([]);
    }
    const written = one(server.url.replace('http://', 'http://bot:pass@'));
    const result = await written.vendor();
    expect(reasons(result)).toEqual([expect.stringMatching(/answers 401/)]);
    expect(JSON.stringify(result)).not.toContain('bot:pass');
  });
});

/** 105 MB in a few kilobytes. */
const BOMB = Array.from({ length: 21 }, (_, index) => ({
  name: `redis/${index}`,
  type: 'file' as const,
  target: '',
  content: Buffer.alloc(5 * 1024 * 1024),
}));

describe('an archive that is refused', () => {
  const archives: readonly (readonly [string, Buffer, RegExp])[] = [
    [
      'that leads out',
      gzipSync(writeTar(entry('redis/../../x'))),
      /chart illegally references parent directory/,
    ],
    [
      'with a link',
      gzipSync(writeTar(entry('redis/x', 'link', '/etc/passwd'))),
      /holds "redis\/x", a link or device/,
    ],
    [
      'of endless folders',
      gzipSync(writeTar(entry(`redis/${'a/'.repeat(3000)}x`))),
      /holds a path of \d+ characters/,
    ],
    ['that is a bomb', gzipSync(writeTar(BOMB)), /decompressed chart is larger/],
    ['that is no archive', Buffer.from('<html>'), /does not appear to be a gzipped archive/],
    ['cut off', gzipSync(writeTar(entry('redis/x')).subarray(0, 520)), /unexpected EOF/],
    ['without Chart.yaml', packed({ 'redis/values.yaml': '' }), /has no Chart\.yaml/],
  ];

  it.each(archives)('%s', async (_, bytes, reason) => {
    const server = await serve(files(withArchive(bytes)));
    const { vendor, folder } = one(server.url);
    const result = await vendor();
    expect(reasons(result)).toEqual([expect.stringMatching(reason)]);
    expect(result.lockChanged).toBe(false);
    expect(readdirSync(folder)).not.toContain('plimsoll.lock');
  });

  it('for another digest than the index promises', async () => {
    const contents = new Map(GOOD).set(ARCHIVE, chart('redis', '6.6.6'));
    const server = await serve(files(contents));
    expect(reasons(await one(server.url).vendor())).toEqual([
      expect.stringMatching(/is not the archive of redis 1\.0\.0: the index promises/),
    ]);
  });

  it('for its size, before it is read and while it is', async () => {
    const announced = await serve(
      odd(ARCHIVE, (_, response) => {
        response.writeHead(200, { 'content-length': 10 ** 12 });
        response.write('x');
      }),
    );
    expect(reasons(await one(announced.url).vendor())).toEqual([
      expect.stringMatching(/is larger than 268435456 bytes/),
    ]);
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    const index = await serve(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(reasons(await one(index.url).vendor())).toEqual([
      expect.stringMatching(/does not unpack to at most 67108864 bytes/),
    ]);
  });
});

describe('an index that is odd', () => {
  it.each([
    ['no YAML', 'a: [', /index\.yaml is not readable/],
    ['no index', 'a: 1', /is no chart repository's index/],
    ['without the chart', 'entries: {}', /has no chart redis/],
    ['with __proto__', 'entries: {__proto__: {redis: [{version: 1.0.0, urls: [x]}]}}', /has no chart redis/],
    [
      'with no such version',
      'entries: {redis: [{version: 2.0.0, urls: [x]}]}',
      /has no version of redis that is 1\.0\.0; it has 2\.0\.0/,
    ],
    [
      'with entries of any shape',
      'entries: {redis: [1, {}, {version: 1.0.0}, {version: 1.0.0, urls: [7]}]}',
      /it has $/,
    ],
    [
      'with an archive elsewhere',
      'entries: {redis: [{version: 1.0.0, urls: ["file:///etc/passwd"]}]}',
      /names an archive at file:/,
    ],
    [
      'with an archive in a registry that is not there',
      'entries: {redis: [{version: 1.0.0, urls: ["oci://127.0.0.1:1/redis"]}]}',
      /^http:\/\/127\.0\.0\.1:1\/v2\/redis\/manifests\/1\.0\.0 cannot be reached/,
    ],
    [
      'with an archive in no place of a registry',
      'entries: {redis: [{version: 1.0.0, urls: ["oci://127.0.0.1:1"]}]}',
      /names an archive at oci:/,
    ],
  ])('%s', async (_, text, reason) => {
    const server = await serve(files(new Map([['/index.yaml', text]])));
    expect(reasons(await one(server.url).vendor())).toEqual([expect.stringMatching(reason)]);
  });
});
