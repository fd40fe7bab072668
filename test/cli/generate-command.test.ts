import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/generate.ts';
import { call, type Outcome } from './fake-host.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-generate-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The real engine behind a made-up process in `folder/work`. */
function appset(...args: readonly string[]): Promise<Outcome> {
  const engine = { generate: async (options: Parameters<typeof generate>[0]) => generate(options) };
  const host = { cwd: join(folder, 'work'), stdin: () => set(GIT), engine };
  return call(['appset', 'generate', ...args], host);
}

const set = (generators: string, name = '{{.path.basename}}'): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shops, namespace: gitops}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: ${generators}
  template:
    metadata: {name: '${name}', labels: {made: by-shops}}
    spec:
      project: default
      source: {repoURL: https://git.example.com/shop/fleet.git, path: '{{.path.path}}'}
      destination: {server: https://kubernetes.default.svc, namespace: shop}
`;
const GIT =
  '[{git: {repoURL: https://git.example.com/shop/fleet.git, revision: HEAD, directories: [{path: apps/*}]}}]';
const FILES: Readonly<Record<string, string | Buffer>> = {
  'work/odd.yaml': '- {name: north, server: https://north.example.com, labels: {tier: 1}}',
  'work/latin.yaml': Buffer.from(set(GIT, 'caf\u00e9'), 'latin1'),
  'fleet/apps/tills/x.yaml': '',
  'fleet/apps/carts/x.yaml': '',
  'other/apps/elsewhere/x.yaml': '',
  'work/set.yaml': set(GIT),
  'work/sets/set': set(GIT),
  'work/broken.yaml': set(GIT, '{{.nothing}}'),
  'work/no-set.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n',
  'work/no.yaml': 'a: [',
  'work/twice.yaml': set(GIT, 'same'),
  'work/empty.yaml': set('[{list: {elements: []}}]'),
  'work/clusters.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: by-cluster}
spec:
  generators: [{clusters: {selector: {matchLabels: {tier: prod}}}}]
  template:
    metadata: {name: 'shop-{{name}}'}
    spec:
      project: default
      source: {repoURL: https://git.example.com/shop/fleet.git, path: apps/tills}
      destination: {server: '{{server}}', namespace: shop}
`,
  'fleet/configs/carts/config.json': '{}',
  'fleet/configs/carts/deep/config.json': '{}',
  'work/files.yaml': set(
    GIT.replace('directories: [{path: apps/*}]', "files: [{path: 'configs/*/config.json'}]"),
  ),
  'work/set-and-secret.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: by-cluster}
spec:
  generators: [{clusters: {selector: {matchLabels: {tier: prod}}}}]
  template:
    metadata: {name: 'shop-{{name}}'}
    spec:
      project: default
      source: {repoURL: https://git.example.com/shop/fleet.git, path: apps/tills}
      destination: {server: '{{server}}', namespace: shop}
---
apiVersion: v1
kind: Secret
metadata: {name: c-north, labels: {argocd.argoproj.io/secret-type: cluster, tier: prod}}
stringData: {name: north, server: https://north.example.com}
`,
  'work/list.yaml': `- {name: north, server: https://north.example.com, labels: {tier: prod}}
- {name: south, server: https://south.example.com, labels: {tier: prod}, project: shop, annotations: {a: b}}
- {name: test, server: https://test.example.com, labels: {tier: test}}
`,
  'work/keyed.yaml': `clusters:
- {name: north, server: https://north.example.com, labels: {tier: prod}}
`,
  'work/printed.yaml': `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: c-north, labels: {argocd.argoproj.io/secret-type: cluster, tier: prod}}
  data: {name: bm9ydGg=, server: aHR0cHM6Ly9ub3J0aC5leGFtcGxlLmNvbQ==}
`,
  'work/secrets.yaml': `apiVersion: v1
kind: Secret
metadata: {name: c-north, labels: {argocd.argoproj.io/secret-type: cluster, tier: prod}}
stringData: {name: north, server: https://north.example.com}
`,
};

describe('appset generate', () => {
  it('prints the Applications as documents, sorted by name, with the finalizer', async () => {
    const { code, stdout, stderr } = await appset('set.yaml', '--repo-map', '*=../fleet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [carts, tills, ...more] = stdout.split('---\n');
    expect(more).toEqual([]);
    expect(tills).toContain('path: apps/tills');
    expect(carts).toBe(`apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  finalizers:
  - resources-finalizer.argocd.argoproj.io
  labels:
    made: by-shops
  name: carts
  namespace: gitops
spec:
  destination:
    namespace: shop
    server: https://kubernetes.default.svc
  project: default
  source:
    path: apps/carts
    repoURL: https://git.example.com/shop/fleet.git
`);
  });

  it('asks the entry for all others last, wherever it stands', async () => {
    const exact = 'ssh://git@git.example.com/shop/fleet=../fleet';
    const { stdout } = await appset('set.yaml', '--repo-map', '*=../other', '--repo-map', exact);
    expect(stdout).toContain('name: carts');
    expect(stdout).not.toContain('elsewhere');
  });

  it('takes several files, whatever they are called', async () => {
    const { code, stdout } = await appset(
      'clusters.yaml',
      'sets/set',
      '--repo-map=*=../fleet',
      '--clusters=list.yaml',
    );
    expect(code).toBe(0);
    expect(stdout.match(/^  name: .*/gm)).toEqual(
      ['carts', 'shop-north', 'shop-south', 'tills'].map((n) => `  name: ${n}`),
    );
  });

  it.each([
    ['list.yaml', ['shop-north', 'shop-south']],
    ['secrets.yaml', ['shop-north']],
    ['keyed.yaml', ['shop-north']],
    ['printed.yaml', ['shop-north']],
  ])('reads the clusters of %s', async (clusters, names) => {
    const { code, stdout, stderr } = await appset('clusters.yaml', '--clusters', clusters);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/(?<=^  name: ).*/gm)).toEqual(names);
  });

  it('reads standard input for -', async () => {
    const { code, stdout } = await appset('-', '--repo-map', '*=../fleet');
    expect({ code, names: stdout.match(/(?<=^  name: ).*/gm) }).toEqual({
      code: 0,
      names: ['carts', 'tills'],
    });
  });

  it('knows the clusters whose Secrets stand in the given files', async () => {
    const { code, stdout } = await appset('set-and-secret.yaml');
    expect(code).toBe(0);
    expect(stdout.match(/(?<=^  name: ).*/gm)).toEqual(['shop-north']);
  });

  it.each([
    [[], ['carts', 'deep']],
    [['--enable-new-git-file-globbing'], ['carts']],
  ])('finds files by git’s globbing, or by the newer one: %s', async (options, names) => {
    const { stdout } = await appset('files.yaml', '--repo-map', '*=../fleet', ...options);
    expect(stdout.match(/(?<=^  name: ).*/gm)).toEqual(names);
  });

  it('prints nothing for a generator that yields nothing, and says so', async () => {
    const { code, stdout, stderr } = await appset('empty.yaml');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('empty.yaml:');
  });

  it.each([
    ['a repository that no --repo-map names', ['set.yaml'], /^plimsoll: set\.yaml:7:\d+: .*--repo-map/],
    ['a folder that is not there', ['set.yaml', '--repo-map', '*=nowhere'], /nowhere.*no such folder/],
    [
      'a missing key',
      ['broken.yaml', '--repo-map', '*=../fleet'],
      /^plimsoll: broken\.yaml:9:\d+: .*nothing/,
    ],
    ['a file without an ApplicationSet', ['no-set.yaml'], /no-set\.yaml holds no ApplicationSet/],
    ['a file that is not there', ['sets/none.yaml'], /^plimsoll: sets\/none\.yaml does not exist\n$/],
    ['a folder', ['sets'], /sets is a folder/],
    ['a file that is no YAML', ['no.yaml'], /^plimsoll: no\.yaml:/],
    ['one name twice', ['twice.yaml', '--repo-map', '*=../fleet'], /2 Applications are named same/],
    [
      'clusters that are no YAML',
      ['clusters.yaml', '--clusters', 'no.yaml'],
      /^plimsoll: no\.yaml:\d+:\d+: /m,
    ],
    [
      'clusters that are none',
      ['clusters.yaml', '--clusters', 'set.yaml'],
      /set\.yaml:1:1: this is neither a list of clusters/,
    ],
    [
      'a label that is no text',
      ['clusters.yaml', '--clusters', 'odd.yaml'],
      /odd\.yaml:1:\d+: labels\.tier of a cluster must be text, not 1/,
    ],
    ['a file of another encoding', ['latin.yaml'], /^plimsoll: latin\.yaml is not UTF-8 text\n$/],
    ['no clusters file', ['clusters.yaml', '--clusters', 'none'], /^plimsoll: none does not exist/],
    ['a good file beside a bad one', ['empty.yaml', 'no-set.yaml'], /no-set\.yaml holds no ApplicationSet/],
  ])('fails, printing no Application, for %s', async (_, args, reason) => {
    const { code, stdout, stderr } = await appset(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(reason);
  });

  it.each([
    [['appset'], /Did you mean `plimsoll appset generate`/],
    [['appset', 'generate'], /needs FILE/],
    [['appset', 'generate', 'x', '--repo-map', 'y'], /URL=DIR/],
  ])('is bad usage: %j', async (args, reason) => {
    const { code, stderr } = await call(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
  });
});
