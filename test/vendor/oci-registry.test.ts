import { Buffer } from 'node:buffer';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHART_LAYER, FILES_LAYER, registry, type Registry } from './registry.ts';
import { application, chart, fleet, packed, reasons, serve, type Fleet } from './servers.ts';

const VERSIONS = ['1.2.0', '1.10.3', '2.0.0-rc.1', '1.11.0_build.5'];

async function withCharts(options: Parameters<typeof registry>[0] = {}): Promise<Registry> {
  const served = await registry(options);
  for (const tag of VERSIONS) served.push('charts/team/redis', tag, chart('redis', tag.replace('_', '+')));
  return served;
}

function one(repoURL: string, revision = '1.2.0'): Fleet {
  return fleet({
    'app.yaml': application(
      'cache',
      `repoURL: "${repoURL}"`,
      'chart: redis',
      `targetRevision: "${revision}"`,
    ),
  });
}

describe('a chart of an OCI registry', () => {
  it.each([
    ['1.2.0', '1.2.0'],
    ['^1.0.0', '1.11.0+build.5'],
    ['~1.10', '1.10.3'],
    ['1.11.0+build.5', '1.11.0+build.5'],
    ['>1.0.0-0', '2.0.0-rc.1'],
  ])('%s is %s, in pages of tags', async (requested, version) => {
    const served = await withCharts({ page: 1 });
    for (const repoURL of [`${served.host}/charts/team`, `oci://${served.host}/charts/team`]) {
      const { vendor, render } = one(repoURL, requested);
      const result = await vendor();
      expect(reasons(result)).toEqual([]);
      expect(result.fetched).toMatchObject([{ kind: 'oci', resolved: version }]);
      const asked = served.requests.length;
      const { manifests, problems } = await render();
      expect(problems).toEqual([]);
      expect(manifests).toContain(`version: "${version}"`);
      expect(served.requests).toHaveLength(asked);
    }
  });

  it('by its digest', async () => {
    const served = await registry();
    const digest = served.push('charts/redis', 'x', chart('redis', '3.0.0'));
    const { vendor, render } = one(`${served.host}/charts`, digest);
    expect(reasons(await vendor())).toEqual([]);
    expect((await render()).manifests).toContain('version: "3.0.0"');
  });

  it('that is named by its URL alone, and files that are no chart', async () => {
    const served = await registry();
    served.push(
      'team/manifests',
      '1.0.0',
      packed({ 'web/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n' }),
      FILES_LAYER,
    );
    const { vendor, render } = fleet({
      'app.yaml': application(
        'web',
        `repoURL: oci://${served.host}/team/manifests`,
        'path: web',
        'targetRevision: 1.0.0',
      ),
    });
    expect(reasons(await vendor())).toEqual([]);
    expect(await render()).toMatchObject({ manifests: expect.stringContaining('name: web'), problems: [] });

    served.push('team/chart', '1.0.0', chart('redis', '1.0.0'));
    const whole = fleet({
      'app.yaml': application(
        'whole',
        `repoURL: oci://${served.host}/team/chart`,
        'path: .',
        'targetRevision: 1.0.0',
      ),
    });
    expect(reasons(await whole.vendor())).toEqual([]);
    expect(await whole.render()).toMatchObject({
      manifests: expect.stringContaining('greeting: "hello"'),
      problems: [],
    });
  });

  it('goes on with a broken transfer', async () => {
    let breaks = 2;
    const served = await withCharts({
      before: (self, request, response) => {
        if (!request.url!.includes('/blobs/') || breaks-- <= 0) return false;
        const bytes = self.blobs.get(request.url!.split('/').at(-1)!)!;
        const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
        const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
        response.writeHead(start === 0 ? 200 : 206, {
          ...(start > 0 && range),
          'content-length': bytes.length - start,
        });
        response.write(bytes.subarray(start, start + 60), () => response.destroy());
        return true;
      },
    });
    const { vendor } = one(`${served.host}/charts/team`);
    expect(reasons(await vendor())).toEqual([]);
    const ranges = served.requests
      .filter(({ line }) => line.includes('/blobs/'))
      .map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, 'bytes=60-', 'bytes=120-']);
  });
});

describe('a registry that wants a login', () => {
  const login = 'bot:pass:word';

  function configs(host: string): readonly (readonly [string, (folder: string) => Record<string, string>])[] {
    const auth = Buffer.from(login).toString('base64');
    return [
      ['DOCKER_AUTH_CONFIG', () => ({ DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { auth } } }) })],
      [
        'PLIMSOLL_AUTH_CONFIG, by path',
        () => ({
          PLIMSOLL_AUTH_CONFIG: JSON.stringify({
            auths: {
              [host]: { username: 'no', password: 'no' },
              [`${host}/charts`]: { username: 'bot', password: 'pass:word' },
            },
          }),
        }),
      ],
      [
        'Docker’s config.json',
        (folder) => {
          mkdirSync(join(folder, '.docker'), { recursive: true });
          writeFileSync(
            join(folder, '.docker/config.json'),
            JSON.stringify({ auths: { [`https://${host}/v1/`]: { auth } } }),
          );
          return { HOME: folder };
        },
      ],
      [
        'a credential helper',
        (folder) => {
          mkdirSync(join(folder, 'bin'), { recursive: true });
          const helper = join(folder, 'bin/docker-credential-test');
          writeFileSync(
            helper,
            `#!/bin/sh\nread host\n[ "$1 $host" = "get ${host}" ] && echo '{"Username":"bot","Secret":"pass:word"}'\n`,
          );
          chmodSync(helper, 0o755);
          return {
            PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
            DOCKER_AUTH_CONFIG: JSON.stringify({ credHelpers: { [host]: 'test' } }),
          };
        },
      ],
    ];
  }

  it.each([0, 1, 2, 3])(
    'is given what the usual place %i has, and nothing is printed of it',
    async (index) => {
      for (const scheme of ['bearer', 'basic'] as const) {
        const served = await withCharts({ login, scheme });
        const { vendor, folder, read } = one(`${served.host}/charts/team`, '^1.0.0');
        const [, environment] = configs(served.host)[index]!;
        const result = await vendor({
          env: { PATH: process.env['PATH'], ...environment(join(folder, '../home')) },
        });
        expect(reasons(result)).toEqual([]);
        expect(result.fetched).toHaveLength(1);
        expect(read('plimsoll.lock') + JSON.stringify(result)).not.toContain('pass:word');
      }
    },
  );

  it('is told of by name when there is none, or a wrong one', async () => {
    const served = await withCharts({ login });
    const { vendor } = one(`${served.host}/charts/team`, '^1.0.0');
    expect(reasons(await vendor())).toEqual([
      expect.stringMatching(/\/token answers 401 \(credentials are missing or wrong\)$/),
    ]);
    const wrong = {
      DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [served.host]: { username: 'a', password: 'S3CRET' } } }),
    };
    const result = await vendor({ env: wrong });
    expect(reasons(result)).toEqual([expect.stringMatching(/answers 401/)]);
    expect(JSON.stringify(result)).not.toContain('S3CRET');
  });

  it('cannot send them to another host, nor in the clear to a foreign one', async () => {
    const thief = await serve((_, response) => void response.writeHead(200).end('{}'));
    const served = await withCharts({
      login,
      before: (_, request, response) => {
        if (!request.url!.includes('/blobs/')) return false;
        response.writeHead(307, { location: `${thief.url}/blob` }).end();
        return true;
      },
    });
    const env = {
      DOCKER_AUTH_CONFIG: JSON.stringify({
        auths: { [served.host]: { username: 'bot', password: 'pass:word' } },
      }),
    };
    const { vendor } = one(`${served.host}/charts/team`);
    expect(reasons(await vendor({ env }))).toEqual([expect.stringMatching(/is not what its digest says/)]);
    expect(thief.requests).toHaveLength(1);
    expect(thief.requests[0]!.headers.authorization).toBeUndefined();

    const clear = await serve((_, response) => {
      response.writeHead(401, { 'www-authenticate': 'Bearer realm="http://tokens.example.com/token"' }).end();
    });
    const other = one(`${clear.host}/charts/team`);
    expect(reasons(await other.vendor({ env }))).toEqual([
      expect.stringMatching(/names no safe place to get a token from/),
    ]);
  });
});

describe('a registry that lies', () => {
  const lies: readonly (readonly [string, (served: Registry) => void, RegExp])[] = [
    [
      'about a blob',
      ({ blobs }) => blobs.set([...blobs.keys()][0]!, chart('redis', '6.6.6')),
      /is not what its digest says|is larger than/,
    ],
    [
      'with a short blob',
      ({ blobs }) => blobs.set([...blobs.keys()][0]!, Buffer.from('x')),
      /is not what its digest says/,
    ],
    [
      'about a manifest',
      ({ manifests }) => {
        const digest = [...manifests.keys()].find((key) => key.includes('sha256:'));
        manifests.set(digest!, Buffer.from('{"layers":[]}'));
      },
      /is not the manifest that it is said to be/,
    ],
    [
      'with no chart layer',
      ({ manifests }) => manifests.set('charts/redis:1.0.0', Buffer.from('{"layers":[]}')),
      /is to have one chart layer, and has 0 \(its layers: none\)/,
    ],
    [
      'with an index of manifests',
      ({ manifests }) =>
        manifests.set('charts/redis:1.0.0', Buffer.from('{"manifests":[{"digest":"sha256:0"}]}')),
      /is to have one chart layer, and has 0 \(its layers: none, it is an index of other manifests\)/,
    ],
    [
      'with two',
      ({ manifests, blobs }) => {
        const layer = { mediaType: CHART_LAYER, digest: [...blobs.keys()][0], size: 1 };
        manifests.set('charts/redis:1.0.0', Buffer.from(JSON.stringify({ layers: [layer, layer] })));
      },
      /has 2/,
    ],
    [
      'about a size',
      ({ manifests, blobs }) => {
        const layer = { mediaType: CHART_LAYER, digest: [...blobs.keys()][0], size: 1e15 };
        manifests.set('charts/redis:1.0.0', Buffer.from(JSON.stringify({ layers: [layer] })));
      },
      /is larger than 268435456 bytes/,
    ],
    [
      'with no JSON',
      ({ manifests }) => manifests.set('charts/redis:1.0.0', Buffer.from('[')),
      /answers no JSON object/,
    ],
  ];

  it.each(lies)('%s is refused', async (_, lie, reason) => {
    const served = await registry();
    const digest = served.push('charts/redis', '1.0.0', chart('redis', '1.0.0'));
    lie(served);
    const { vendor, render } = one(
      `${served.host}/charts`,
      reason.source.includes('said to be') ? digest : '1.0.0',
    );
    const result = await vendor();
    expect(reasons(result)).toEqual([expect.stringMatching(reason)]);
    expect(result.fetched).toEqual([]);
    expect((await render()).problems).toEqual([expect.stringMatching(/^source-missing/)]);
  });
});
