import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from './registry.ts';
import {
  application,
  chart,
  files,
  fleet,
  reasons,
  repositoryOf,
  serve,
  sha256,
  type Fleet,
} from './servers.ts';

function withChart(dependencies: string, more: Readonly<Record<string, string>> = {}): Fleet {
  return fleet({
    'plimsoll.yaml': 'repositories: {"https://git.example.com/gitops.git": .}\n',
    'app.yaml': application('shop', 'repoURL: https://git.example.com/gitops.git', 'path: shop'),
    'shop/Chart.yaml': `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n${dependencies}`,
    'shop/values.yaml': 'redis: {greeting: from the parent}\n',
    ...more,
  });
}

describe('dependencies of a chart', () => {
  it('are fetched from repositories and registries, and rendered with the parent’s values', async () => {
    const server = await serve(files(repositoryOf('redis', ['1.0.0', '1.4.0', '2.0.0'])));
    const served = await registry();
    served.push('charts/mail', '0.3.0', chart('mail', '0.3.0'));
    const { vendor, render } = withChart(
      [
        `  - {name: redis, version: ^1.0.0, repository: "${server.url}"}`,
        `  - {name: mail, version: 0.3.0, repository: "oci://${served.host}/charts"}`,
        '',
      ].join('\n'),
    );
    const before = await render();
    expect(before.problems).toEqual([
      expect.stringMatching(
        /^source-missing shop\/Chart\.yaml:5 chart redis comes from http.*; `plimsoll vendor` fetches it$/,
      ),
      expect.stringMatching(/^source-missing shop\/Chart\.yaml:6 chart mail comes from oci:/),
    ]);
    const result = await vendor();
    expect(reasons(result)).toEqual([]);
    expect(result.fetched.map(({ name, resolved }) => `${name} ${resolved}`)).toEqual([
      'redis 1.4.0',
      'mail 0.3.0',
    ]);
    const { manifests, problems } = await render();
    expect(problems).toEqual([]);
    expect(manifests).toContain('greeting: "from the parent"');
    expect(manifests).toContain('version: "0.3.0"');
  });

  it('are those of Chart.lock; one that was made of others is refused, as Helm does', async () => {
    const server = await serve(files(repositoryOf('redis', ['1.0.0', '1.4.0', '2.0.0'])));
    const request = { name: 'redis', version: '^1.0.0', repository: server.url };
    const lock = (version: string): Record<string, string> => {
      const locked = { ...request, version: '1.0.0' };
      const digest = sha256(Buffer.from(JSON.stringify([[{ ...request, version }], [locked]])));
      return {
        'shop/Chart.lock': `dependencies:\n- ${JSON.stringify(locked)}\ndigest: sha256:${digest}\ngenerated: "2026-01-01T00:00:00Z"\n`,
      };
    };
    const dependency = `  - ${JSON.stringify(request)}\n`;
    const pinned = withChart(dependency, lock('^1.0.0'));
    expect((await pinned.vendor()).fetched).toMatchObject([{ resolved: '1.0.0' }]);
    expect((await pinned.render()).manifests).toContain('version: "1.0.0"');
    const stale = withChart(dependency, lock('^0.9.0'));
    expect((await stale.vendor()).fetched).toEqual([]);
    expect((await stale.render()).problems).toEqual([
      expect.stringMatching(
        /^template-failed shop\/Chart\.lock:3 the lock file \(Chart\.lock\) is out of sync/,
      ),
    ]);
    // What is in charts/ is taken as it is, whatever the lock says.
    const packed = { 'shop/charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n' };
    expect((await withChart(dependency, { ...lock('^0.9.0'), ...packed }).render()).problems).toEqual([]);
  });

  it('that are in charts/ already, or of no repository, are asked of nobody', async () => {
    const { vendor } = withChart(
      '  - {name: redis, version: 1.0.0, repository: "http://127.0.0.1:1"}\n  - {name: local, version: 1.0.0}\n',
      { 'shop/charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n' },
    );
    expect(await vendor()).toMatchObject({ fetched: [], failures: [] });
  });

  it('by a name that only a Helm client knows are fetched from what it knows', async () => {
    const server = await serve(files(repositoryOf('redis', ['1.0.0'])));
    const { folder, vendor, render } = withChart(
      '  - {name: redis, version: 1.0.0, repository: "@stable"}\n  - {name: redis, version: 1.0.0, alias: two, repository: "alias:stable"}\n',
    );
    expect(reasons(await vendor())).toEqual([
      'Helm has no repository definition for @stable: `helm repo add stable URL` gives it one',
    ]);
    const config = join(folder, '..', 'repositories.yaml');
    writeFileSync(config, `repositories: [{name: stable, url: "${server.url}"}]\n`);
    const { fetched } = await vendor({ env: { HELM_REPOSITORY_CONFIG: config } });
    expect(fetched).toMatchObject([{ repoURL: '@stable', name: 'redis' }]);
    expect(await render()).toMatchObject({ problems: [], manifests: expect.stringContaining('name: redis') });
  });

  it('that many need are told once, with the places', async () => {
    const { check } = withChart('  - {name: redis, version: 1.0.0, repository: "http://127.0.0.1:1"}\n', {
      'other.yaml': application('other', 'repoURL: https://git.example.com/gitops.git', 'path: other'),
      'other/Chart.yaml':
        'apiVersion: v2\nname: other\nversion: 1.0.0\ndependencies: [{name: redis, version: 2.0.0, repository: "http://127.0.0.1:1"}]\n',
    });
    const { report } = await check();
    expect(report.diagnostics).toMatchObject([
      {
        ruleId: 'source-missing',
        application: 'other',
        also: ['shop'],
        location: { file: 'other/Chart.yaml' },
        related: [{ file: 'shop/Chart.yaml', message: 'here too, for shop' }],
      },
    ]);
  });

  it('of a vendored chart are found as well', async () => {
    const inner = await serve(files(repositoryOf('redis', ['1.0.0'])));
    const outer = await registry();
    outer.push(
      'charts/shop',
      '5.0.0',
      chart(
        'shop',
        '5.0.0',
        {},
        `dependencies:\n- {name: redis, version: 1.0.0, repository: "${inner.url}"}\n`,
      ),
    );
    const { vendor, render } = fleet({
      'app.yaml': application(
        'shop',
        `repoURL: ${outer.host}/charts`,
        'chart: shop',
        'targetRevision: 5.0.0',
      ),
    });
    const result = await vendor();
    expect(reasons(result)).toEqual([]);
    expect(result.fetched).toHaveLength(2);
    expect(await render()).toMatchObject({ problems: [], manifests: expect.stringContaining('name: redis') });
  });
});
