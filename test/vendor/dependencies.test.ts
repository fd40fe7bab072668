import { describe, expect, it } from 'vitest';
import { registry } from './registry.ts';
import { application, chart, files, fleet, reasons, repositoryOf, serve, type Fleet } from './servers.ts';

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
        /^source-missing shop\/Chart\.yaml:4 found in Chart\.yaml, but missing in charts\/ directory: redis, mail; redis comes from .*`plimsoll vendor` fetches it; mail comes from/,
      ),
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

  it('are those of Chart.lock, unless it is older than Chart.yaml', async () => {
    const server = await serve(files(repositoryOf('redis', ['1.0.0', '1.4.0', '2.0.0'])));
    const lock = (version: string): Record<string, string> => ({
      'shop/Chart.lock': `dependencies:\n- {name: redis, version: ${version}, repository: "${server.url}"}\n`,
    });
    const dependency = `  - {name: redis, version: ^1.0.0, repository: "${server.url}"}\n`;
    const pinned = withChart(dependency, lock('1.0.0'));
    expect((await pinned.vendor()).fetched).toMatchObject([{ resolved: '1.0.0' }]);
    expect((await pinned.render()).manifests).toContain('version: "1.0.0"');
    const stale = withChart(dependency, lock('0.9.0'));
    expect((await stale.vendor()).fetched).toMatchObject([{ revision: '^1.0.0', resolved: '1.4.0' }]);
  });

  it('that are in charts/ already, or of no repository, are asked of nobody', async () => {
    const { vendor } = withChart(
      '  - {name: redis, version: 1.0.0, repository: "http://127.0.0.1:1"}\n  - {name: local, version: 1.0.0}\n',
      { 'shop/charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n' },
    );
    expect(await vendor()).toMatchObject({ fetched: [], failures: [] });
  });

  it('by a name that only a Helm client knows are told', async () => {
    const { vendor, render } = withChart('  - {name: redis, version: 1.0.0, repository: "@stable"}\n');
    expect((await vendor()).failures).toEqual([]);
    expect((await render()).problems).toEqual([
      expect.stringMatching(/redis comes from @stable, which is no address of a chart repository/),
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
