import { describe, expect, it } from 'vitest';
import { registry } from './registry.ts';
import {
  application,
  chart,
  files,
  fleet,
  indexYaml,
  reasons,
  repositoryOf,
  serve,
  sha256,
} from './servers.ts';

const VERSIONS = ['1.2.0', '1.10.3', '1.9.9', '2.0.0-rc.1', '0.9.0'];

describe('charts of an HTTP repository', () => {
  it.each([
    ['1.9.9', '1.9.9'],
    ['^1.0.0', '1.10.3'],
    ['~1.2', '1.2.0'],
    ['>=1.0.0-0', '2.0.0-rc.1'],
    ['1.x', '1.10.3'],
    ['*', '1.10.3'],
  ])('%s is %s: fetched, locked, and rendered without the network', async (requested, version) => {
    const server = await serve(files(repositoryOf('redis', VERSIONS)));
    const { put, vendor, render, read } = fleet({});
    put(
      'app.yaml',
      application(
        'cache',
        `repoURL: ${server.url}`,
        'chart: redis',
        `targetRevision: "${requested}"`,
        'helm: {values: "greeting: ahoy"}',
      ),
    );
    const before = await render();
    expect(before.problems).toEqual([
      expect.stringMatching(/^source-missing app\.yaml:8 .*`plimsoll vendor`/),
    ]);
    const result = await vendor();
    expect(reasons(result)).toEqual([]);
    expect(result.fetched).toMatchObject([
      { kind: 'chart', name: 'redis', resolved: version, revision: requested },
    ]);
    const lock = read('plimsoll.lock');
    expect(lock).toContain(`resolved: "${version}"`);
    expect(lock).toContain(`digest: "sha256:${sha256(chart('redis', version))}"`);
    const asked = server.requests.length;
    const after = await render();
    expect(after.problems).toEqual([]);
    expect(after.manifests).toContain(`version: "${version}"`);
    expect(after.manifests).toContain('greeting: "ahoy"');
    expect(server.requests).toHaveLength(asked);
  });

  it('that its index puts into a registry are fetched from there', async () => {
    const served = await registry({ login: 'me:S3CRET' });
    served.push('charts/redis', '1.0.0_build.7', chart('redis', '1.0.0+build.7'));
    const entry = {
      name: 'redis',
      version: '1.0.0+build.7',
      url: `oci://${served.host}/charts/redis:1.0.0+build.7`,
      digest: '0'.repeat(64),
    };
    const server = await serve(files(new Map([['/index.yaml', indexYaml([entry])]])));
    const { vendor, render } = fleet({
      'app.yaml': application('cache', `repoURL: ${server.url}`, 'chart: redis', 'targetRevision: "*"'),
    });
    const auth = JSON.stringify({ auths: { [served.host]: { username: 'me', password: 'S3CRET' } } });
    const result = await vendor({ env: { DOCKER_AUTH_CONFIG: auth } });
    expect(reasons(result)).toEqual([]);
    expect(result.fetched).toMatchObject([{ kind: 'chart', repoURL: server.url, resolved: '1.0.0+build.7' }]);
    expect(await render()).toMatchObject({
      problems: [],
      manifests: expect.stringContaining('version: "1.0.0+build.7"'),
    });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
