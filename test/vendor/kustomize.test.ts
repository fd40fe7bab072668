import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitBackend, hasBackend, repository } from './git-server.ts';
import {
  application,
  files,
  fleet,
  reasons,
  repositoryOf,
  serve,
  type Files,
  type Fleet,
  type Server,
} from './servers.ts';

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n';

/** A repository whose one Application is the kustomization in `shop/`. */
function overlay(kustomization: string, more: Files = {}): Fleet {
  return fleet({
    'plimsoll.yaml': 'repositories: {"https://git.example.com/gitops.git": .}\n',
    'app.yaml': application('shop', 'repoURL: https://git.example.com/gitops.git', 'path: shop'),
    'shop/kustomization.yaml': kustomization,
    ...more,
  });
}

/** Git's own server, with these files in `shop.git`, tagged v1. */
async function served(contents: Files, extra: ReadonlyMap<string, string> = new Map()): Promise<Server> {
  const repo = repository();
  for (const [path, text] of Object.entries(contents)) repo.put(path, text);
  repo.commit('one');
  repo.git('tag', 'v1');
  const backend = gitBackend(repo.root);
  const web = files(extra);
  return serve((request, response) => {
    const isFile = extra.has(request.url!.split('?')[0]!);
    (isFile ? web : backend)(request, response);
  });
}

async function problemsOf({ render }: Fleet): Promise<readonly string[]> {
  return (await render()).problems;
}

describe.skipIf(!hasBackend)('a remote base of a kustomization', () => {
  it('is missing on its line until it is fetched, and asked of nobody when it is there', async () => {
    const server = await served({
      'base/kustomization.yaml': 'resources: [map.yaml]\n',
      'base/map.yaml': MAP,
    });
    const url = `${server.url}/shop.git//base?ref=v1`;
    const shop = overlay(`namePrefix: a-\nresources:\n  - ${url}\n`);
    expect(await problemsOf(shop)).toEqual([
      expect.stringMatching(
        /^source-missing shop\/kustomization\.yaml:3 the remote resource http.*base\?ref=v1 .*`plimsoll vendor`/,
      ),
    ]);
    const result = await shop.vendor();
    expect(reasons(result)).toEqual([]);
    expect(result.fetched).toMatchObject([
      { kind: 'git', repoURL: `${server.url}/shop.git`, revision: 'v1' },
    ]);
    expect(await problemsOf(shop)).toEqual([]);
    expect(shop.read('plimsoll.lock')).toContain('    namedBy:\n      - "shop/kustomization.yaml"\n');
    const asked = server.requests.length;
    const again = await shop.vendor();
    expect(again).toMatchObject({ lockChanged: false, fetched: [] });
    expect(server.requests).toHaveLength(asked);
  });

  it('is still one of an Application that is not rendered, with that reason', async () => {
    const { check } = overlay('resources: [https://git.example.com/other.git//base]\n');
    const { report } = await check();
    expect(report.coverage.applications).toEqual({ found: 1, rendered: 0 });
    expect(report.coverage.gaps).toMatchObject([{ reason: 'Kustomize is not supported yet' }]);
    expect(report.diagnostics.map(({ ruleId }) => ruleId)).toEqual(['source-missing']);
  });

  it('leads to others, through overlays, components and what it fetched', async () => {
    const far = await serve(files(new Map([['/far.yaml', MAP]])));
    const server = await served({
      'base/kustomization.yaml': `components: [../component]\nbases: [../lower]\n`,
      'lower/kustomization.yml': `resources: ["${far.url}/far.yaml"]\n`,
      'component/Kustomization': `kind: Component\npatches: [{path: "${far.url}/absent.yaml"}]\n`,
    });
    const shop = overlay('resources: [../common]\n', {
      'common/kustomization.yaml': `bases: ["${server.url}/shop.git//base"]\n`,
    });
    const result = await shop.vendor();
    expect(result.fetched.map(({ kind, repoURL }) => [kind, repoURL])).toEqual([
      ['file', `${far.url}/far.yaml`],
      ['git', `${server.url}/shop.git`],
    ]);
    expect(reasons(result)).toEqual([expect.stringMatching(/absent\.yaml answers 404/)]);
    const { report } = await shop.check();
    expect(report.diagnostics).toMatchObject([
      {
        ruleId: 'source-missing',
        location: { file: 'common/kustomization.yaml' },
        related: [{ file: expect.stringMatching(/^\.plimsoll\/store.*base\/kustomization\.yaml$/) }, {}],
      },
    ]);
  });

  it('that comes round again is said, whether through a repository or a folder', async () => {
    const repo = repository();
    const server = await serve(gitBackend(repo.root));
    const url = `${server.url}/shop.git//base`;
    repo.put('base/kustomization.yaml', `resources: ["${url}"]\n`);
    repo.commit('one');
    const shop = overlay(`resources: ["${url}", ../a]\n`, {
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
    });
    await shop.vendor();
    expect(await problemsOf(shop)).toEqual([
      "template-failed b/kustomization.yaml:1 cycle detected: candidate root 'a' contains visited root 'a'",
      `template-failed shop/kustomization.yaml:1 cycle detected: URI '${url}' referenced by previous URI '${url}'`,
    ]);
  });

  it('without a mark is a file if its server has objects there, and else a repository', async () => {
    const page = new Map([
      ['/org/shop', '<!doctype html><title>a forge’s page</title>'],
      ['/org/objects', MAP],
    ]);
    const repo = repository();
    repo.put('map.yaml', MAP);
    repo.put('kustomization.yaml', 'resources: [map.yaml]\n');
    repo.commit('one');
    const backend = gitBackend(repo.root);
    const server = await serve((request, response) => {
      const [path = ''] = request.url!.split('?');
      if (page.has(path)) files(page)(request, response);
      else {
        request.url = request.url!.replace('/org/', '/');
        backend(request, response);
      }
    });
    const shop = overlay(`resources:\n  - ${server.url}/org/shop\n  - ${server.url}/org/objects\n`);
    expect((await shop.vendor()).fetched).toMatchObject([
      { kind: 'file', repoURL: `${server.url}/org/objects` },
      { kind: 'git', repoURL: `${server.url}/org/shop` },
    ]);
    expect(await problemsOf(shop)).toEqual([]);
    expect((await shop.vendor()).lockChanged).toBe(false);
    expect((await shop.vendor({ update: true })).lockChanged).toBe(false);
  });
});

describe('what else a kustomization names', () => {
  it('are files, and charts that no folder beside it holds', async () => {
    const charts = repositoryOf('redis', ['1.0.0', '1.2.0']);
    const names = [
      'crd',
      'conf',
      'openapi',
      'patch',
      'merge',
      'json',
      'replace',
      'map',
      'env',
      'plugin',
      'val',
    ];
    for (const name of names) charts.set(`/${name}.yaml`, MAP);
    const server = await serve(files(charts));
    const url = (name: string): string => `${server.url}/${name}.yaml`;
    const shop = overlay(
      [
        `crds: [${url('crd')}]`,
        `configurations: [${url('conf')}]`,
        `openapi: {path: ${url('openapi')}}`,
        `patches: [{path: ${url('patch')}}, {patch: "kind: X"}]`,
        `patchesStrategicMerge: [${url('merge')}, "kind: ConfigMap\\nmetadata: {name: https-x}"]`,
        `patchesJson6902: [{path: ${url('json')}, target: {name: x}}]`,
        `replacements: [{path: ${url('replace')}}]`,
        `configMapGenerator: [{name: a, files: [key=${url('map')}, local.txt], envs: [${url('env')}]}]`,
        `transformers: [${url('plugin')}, "kind: X\\nmetadata: {name: y}"]`,
        'helmCharts:',
        `  - {name: redis, repo: "${server.url}", version: ^1.0.0, valuesFile: "${url('val')}"}`,
        `  - {name: here, repo: "http://127.0.0.1:1", version: 2.0.0}`,
        '',
      ].join('\n'),
      { 'shop/charts/here-2.0.0/here/Chart.yaml': 'name: here\nversion: 2.0.0\n' },
    );
    const before = await problemsOf(shop);
    expect(before).toHaveLength(names.length + 1);
    expect(before).toContainEqual(
      expect.stringMatching(/^source-missing shop\/kustomization\.yaml:11 chart redis comes from http/),
    );
    const { fetched } = await shop.vendor();
    expect(fetched.filter(({ kind }) => kind === 'file').map(({ repoURL }) => repoURL)).toEqual(
      names.map(url).sort(),
    );
    expect(fetched.filter(({ kind }) => kind === 'chart')).toMatchObject([
      { name: 'redis', resolved: '1.2.0' },
    ]);
    expect(await problemsOf(shop)).toEqual([]);
  });

  it('are the components that the Application adds, on its line', async () => {
    const shop = overlay('resources: []\n');
    shop.put(
      'app.yaml',
      application(
        'shop',
        'repoURL: https://git.example.com/gitops.git',
        'path: shop',
        'kustomize:',
        '  components: [../fine, "https://git.example.com/parts.git//one?ref=v2"]',
      ),
    );
    expect(await problemsOf(shop)).toEqual([
      expect.stringMatching(
        /^source-missing app\.yaml:11 the remote folder https.*parts\.git\/\/one\?ref=v2 /,
      ),
    ]);
  });

  it.each([
    ['file:///srv/git/base', /is a repository on the disk of the machine/],
    ['https://git.example.com/x.git//../../etc', /is no address of a repository: url path exits repo/],
    ['https://git.example.com/gitops.git//nowhere', /has no folder nowhere/],
  ])('%s is told', async (url, reason) => {
    const shop = overlay(`resources: ["${url}"]\n`);
    expect(await problemsOf(shop)).toEqual([expect.stringMatching(reason)]);
    expect((await shop.vendor()).fetched).toEqual([]);
  });

  it('is what the store holds, or the line says what is wrong with it', async () => {
    const server = await serve(files(new Map([['/map.yaml', MAP]])));
    const shop = overlay(`resources: ["${server.url}/map.yaml"]\n`);
    const { digest } = (await shop.vendor()).fetched[0]!;
    shop.put(`.plimsoll/store/sha256/${digest.slice(7)}.file`, 'another\n');
    expect(await problemsOf(shop)).toEqual([
      expect.stringMatching(
        /kustomization\.yaml:1 .* does not have the digest that plimsoll\.lock gives.*fetches it again/,
      ),
    ]);
    expect((await shop.vendor()).lockChanged).toBe(false);
    expect(await problemsOf(shop)).toEqual([]);
  });

  it('is another than it was: refused until it is meant', async () => {
    const contents = new Map([['/map.yaml', MAP]]);
    const server = await serve((request, response) => files(contents)(request, response));
    const shop = overlay(`resources: ["${server.url}/map.yaml"]\n`);
    await shop.vendor();
    contents.set('/map.yaml', MAP.replace('shop', 'other'));
    expect((await shop.vendor()).fetched).toEqual([]);
    rmSync(join(shop.folder, '.plimsoll'), { recursive: true });
    expect(reasons(await shop.vendor())).toEqual([
      expect.stringMatching(
        /^the file is no longer what plimsoll\.lock says: sha256:.* `plimsoll vendor --update` takes it/,
      ),
    ]);
    expect(await shop.vendor({ update: true })).toMatchObject({ lockChanged: true, failures: [] });
    expect(await problemsOf(shop)).toEqual([]);
  });
});
