import { existsSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitBackend, hasBackend, repository, type Repository } from './git-server.ts';
import {
  application,
  fleet,
  IMPATIENT,
  onCleanup,
  reasons,
  serve,
  type Fleet,
  type Server,
} from './servers.ts';

const MAP = (text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {at: ${text}}\n`;

interface Served {
  readonly server: Server;
  readonly repo: Repository;
  readonly commits: ReadonlyMap<string, string>;
}

async function served(): Promise<Served> {
  const repo = repository();
  const commits = new Map<string, string>();
  for (const version of ['v1.0.0', 'v1.2.0', 'v1.10.0']) {
    repo.put('deploy/map.yaml', MAP(version));
    commits.set(version, repo.commit(version));
    repo.git('tag', ...(version === 'v1.2.0' ? ['-a', '-m', 'annotated'] : []), version);
  }
  repo.put('deploy/map.yaml', MAP('main'));
  repo.put('.gitattributes', 'deploy/map.yaml export-ignore\n');
  commits.set('main', repo.commit('main'));
  repo.git('checkout', '-q', '-b', 'feature/x');
  repo.put('deploy/map.yaml', MAP('feature'));
  commits.set('feature/x', repo.commit('feature'));
  repo.git('checkout', '-q', 'main');
  return { server: await serve(gitBackend(repo.root)), repo, commits };
}

/** A ~/.gitconfig. */
function helper(password: string): string {
  return `[credential]\n\thelper = "!f() { echo username=bot; echo password=${password}; }; f"\n`;
}

function one({ server }: Served, revision: string): Fleet {
  return fleet({
    'app.yaml': application(
      'shop',
      `repoURL: ${server.url}/shop.git`,
      'path: deploy',
      `targetRevision: ${revision}`,
    ),
  });
}

describe.skipIf(!hasBackend)('a git repository at a revision', () => {
  it.each([
    ['HEAD', 'main', 'main'],
    ['main', 'main', 'main'],
    ['feature/x', 'feature/x', 'feature'],
    ['refs/heads/feature/x', 'feature/x', 'feature'],
    ['v1.0.0', 'v1.0.0', 'v1.0.0'],
    ['v1.2.0', 'v1.2.0', 'v1.2.0'],
    ['"^1.0.0"', 'v1.10.0', 'v1.10.0'],
    ['"1.2.*"', 'v1.2.0', 'v1.2.0'],
  ])('%s is fetched, locked to its commit, and rendered', async (revision, name, shown) => {
    const setting = await served();
    const { vendor, render, read } = one(setting, revision);
    const result = await vendor();
    expect(reasons(result)).toEqual([]);
    expect(result.fetched).toMatchObject([{ kind: 'git', resolved: setting.commits.get(name) }]);
    expect(read('plimsoll.lock')).toContain(setting.commits.get(name)!);
    const asked = setting.server.requests.length;
    const { manifests, problems } = await render();
    expect(problems).toEqual([]);
    expect(manifests).toContain(`at: ${shown}`);
    expect(setting.server.requests).toHaveLength(asked);
  });

  it('by a commit, whole or begun, that is no branch’s last', async () => {
    const setting = await served();
    const commit = setting.commits.get('v1.0.0')!;
    for (const revision of [commit, commit.slice(0, 8)]) {
      const { vendor, render } = one(setting, `"${revision}"`);
      const result = await vendor();
      expect(reasons(result)).toEqual([]);
      expect(result.fetched).toMatchObject([{ resolved: commit }]);
      expect((await render()).manifests).toContain('at: v1.0.0');
    }
  });

  it('by a commit that the server gives only among its branch', async () => {
    const setting = await served();
    const old = await serve(gitBackend(setting.repo.root, { onlyTips: true }));
    setting.repo.git('tag', '-d', 'v1.0.0');
    const commit = setting.commits.get('v1.0.0')!;
    const { vendor, render } = one({ ...setting, server: old }, commit);
    expect(reasons(await vendor())).toEqual([]);
    expect((await render()).manifests).toContain('at: v1.0.0');
  });

  it('stays at its commit when the branch moves, until --update', async () => {
    const setting = await served();
    const { vendor, render, read } = one(setting, 'main');
    await vendor();
    const locked = read('plimsoll.lock');
    setting.repo.put('deploy/map.yaml', MAP('moved'));
    setting.repo.commit('moved');
    expect((await vendor()).fetched).toEqual([]);
    expect(read('plimsoll.lock')).toBe(locked);
    const updated = await vendor({ update: true });
    expect(updated.fetched).toHaveLength(1);
    expect(updated.lockChanged).toBe(true);
    expect((await render()).manifests).toContain('at: moved');
    expect((await vendor({ update: true })).fetched).toEqual([]);
  });

  it('has the same digest whoever fetches it, and the locked commit for one with an empty store', async () => {
    const setting = await served();
    const first = one(setting, 'main');
    await first.vendor();
    const lock = first.read('plimsoll.lock');
    setting.repo.put('deploy/map.yaml', MAP('moved'));
    setting.repo.commit('moved');
    const second = one(setting, 'main');
    second.put('plimsoll.lock', lock);
    const before = await second.render();
    expect(before.problems).toEqual([
      expect.stringMatching(/is locked to commit .* is not there; `plimsoll vendor` fetches it/),
    ]);
    const result = await second.vendor({ locked: true });
    expect(reasons(result)).toEqual([]);
    expect(second.read('plimsoll.lock')).toBe(lock);
    expect((await second.render()).manifests).toContain('at: main');
  });

  it('follows links inside, and none that leads out', async () => {
    const setting = await served();
    const { repo } = setting;
    repo.put('shared/real.yaml', MAP('linked'));
    repo.git('rm', '-q', 'deploy/map.yaml');
    repo.put('deploy/keep.txt', '');
    symlinkSync('../shared/real.yaml', join(repo.root, 'shop.git/deploy/link.yaml'));
    symlinkSync('/etc/passwd', join(repo.root, 'shop.git/deploy/out.yaml'));
    repo.commit('links');
    const { vendor, render } = one(setting, 'main');
    expect(reasons(await vendor())).toEqual([]);
    const { manifests, problems } = await render();
    expect(problems.join()).toMatch(/out\.yaml.*leads out of the tree/);
    expect(problems).toHaveLength(1);
    expect(manifests).not.toContain('root:');
  });

  it('gives a $ref its value files, and an ApplicationSet its folders', async () => {
    const setting = await served();
    setting.repo.put('values/prod.yaml', 'greeting: from afar\n');
    setting.repo.put('chart/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n');
    setting.repo.put(
      'chart/templates/m.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {greeting: "{{ .Values.greeting }}"}\n',
    );
    setting.repo.commit('values');
    const url = `${setting.server.url}/shop.git`;
    const both = fleet({
      'app.yaml': application(
        'multi',
        'sources:',
        `  - {repoURL: ${url}, path: chart, targetRevision: main, helm: {valueFiles: [$values/values/prod.yaml]}}`,
        `  - {repoURL: ${url}, ref: values, targetRevision: main}`,
      ),
      'set.yaml': [
        'apiVersion: argoproj.io/v1alpha1',
        'kind: ApplicationSet',
        'metadata: {name: set, namespace: argocd}',
        'spec:',
        '  goTemplate: true',
        '  goTemplateOptions: [missingkey=error]',
        '  generators:',
        `    - git: {repoURL: ${url}, revision: v1.10.0, directories: [{path: "*"}]}`,
        '  template:',
        '    metadata: {name: "{{.path.basename}}"}',
        '    spec:',
        '      project: default',
        '      destination: {server: https://kubernetes.default.svc, namespace: x}',
        `      source: {repoURL: ${url}, path: "{{.path.path}}", targetRevision: v1.0.0}`,
        '',
      ].join('\n'),
    });
    const result = await both.vendor();
    expect(reasons(result)).toEqual([]);
    // The third one is known only when the first is there.
    expect(result.fetched.map(({ revision }) => revision)).toEqual(['main', 'v1.0.0', 'v1.10.0']);
    expect(result.lockChanged && both.read('plimsoll.lock').match(/- "set\.yaml"/g)).toHaveLength(2);
    const { manifests, problems } = await both.render();
    expect(problems).toEqual([]);
    expect(manifests).toContain('greeting: "from afar"');
    expect(manifests).toContain('at: v1.0.0');
  });

  it('says what there is no branch of, and why credentials are missing', async () => {
    const setting = await served();
    expect(reasons(await one(setting, 'nowhere').vendor())).toEqual([
      expect.stringMatching(/has neither a branch nor a tag nowhere/),
    ]);
    const closed = await serve(
      (_, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    );
    const { vendor } = one({ ...setting, server: closed }, 'main');
    expect(reasons(await vendor())).toEqual([
      expect.stringMatching(/^git says: fatal: could not read Username/),
    ]);
  });

  it('gets the credentials of git’s helper, and tells none of them', async () => {
    const setting = await served();
    const backend = gitBackend(setting.repo.root);
    const wanted = `Basic ${Buffer.from('bot:S3CRET').toString('base64')}`;
    const closed = await serve((request, response) =>
      request.headers.authorization === wanted
        ? backend(request, response)
        : void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    );
    const { vendor, put, folder, read } = one({ ...setting, server: closed }, 'main');
    const env = { PATH: process.env['PATH'], HOME: join(folder, 'home') };
    put('home/.gitconfig', helper('wr0ng'));
    const refused = await vendor({ env });
    expect(reasons(refused)).toEqual([expect.stringMatching(/^git says: .*Authentication failed/)]);
    put('home/.gitconfig', helper('S3CRET'));
    const result = await vendor({ env });
    expect(reasons(result)).toEqual([]);
    expect(JSON.stringify([refused, result]) + read('plimsoll.lock')).not.toMatch(/S3CRET|wr0ng/);
  });

  it('clears what a run left that was killed long ago', async () => {
    const [old, young] = ['old', 'young'].map((name) =>
      join(tmpdir(), `plimsoll-vendor-test-${name}-${process.pid}`),
    );
    for (const folder of [old!, young!]) mkdirSync(join(folder, 'top'), { recursive: true });
    onCleanup(() => [old!, young!].forEach((folder) => rmSync(folder, { recursive: true, force: true })));
    const longAgo = new Date(Date.now() - 48 * 60 * 60 * 1000);
    utimesSync(old!, longAgo, longAgo);
    expect(reasons(await one(await served(), 'main').vendor())).toEqual([]);
    expect([existsSync(old!), existsSync(young!)]).toEqual([false, true]);
  });

  it('ends what stalls', async () => {
    const silent = await serve(() => undefined);
    const { vendor } = one({ server: silent } as Served, 'main');
    expect(reasons(await vendor({ limits: IMPATIENT }))).toEqual([
      expect.stringMatching(/git ls-remote stalled: nothing came for 0\.3 s/),
    ]);
  });
});

describe('a repoURL that git must not be given', () => {
  it.each([
    'ext::sh -c id',
    'file:///etc',
    '/srv/x.git',
    '--upload-pack=id',
    'ssh://-oProxyCommand=id/x',
    'git@-x:y',
  ])('%s', async (repoURL) => {
    const { vendor } = fleet({
      'app.yaml': application('a', `repoURL: "${repoURL}"`, 'path: x', 'targetRevision: main'),
    });
    expect(reasons(await vendor())).toEqual([expect.stringMatching(/is no address that git may fetch from/)]);
  });
});
