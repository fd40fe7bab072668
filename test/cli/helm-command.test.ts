import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Outcome } from './fake-host.ts';

const CHART: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'values.yaml': 'tag: one\nsizes: {cpu: 1}\n',
  'crds/orders.yaml': 'kind: CustomResourceDefinition\n',
  'templates/a.yaml': `kind: ConfigMap
data:
  tag: {{ .Values.tag }}
  all: {{ .Values | toJson }}
  release: {{ .Release.Name }}/{{ .Release.Namespace }} {{ .Release.IsUpgrade }} {{ .Capabilities.KubeVersion }}
  has: {{ .Capabilities.APIVersions.Has "gateway.networking.k8s.io/v1" }}
  random: {{ randAlphaNum 8 }}
  need: {{ required "tag, please" .Values.tag }}
`,
  'templates/hook.yaml': 'kind: Job\nmetadata: {annotations: {helm.sh/hook: pre-install}}\n',
  'templates/tests/t.yaml': 'kind: Pod\nmetadata: {annotations: {helm.sh/hook: test}}\n',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-helm-command-'));
  const files = Object.fromEntries(Object.entries(CHART).map(([name, text]) => [`web/${name}`, text]));
  for (const [path, text] of Object.entries({ ...files, 'v.yaml': 'tag: two\n', 'note.txt': 'a, b' })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'web.tgz'), packed());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A tar of the chart's files, zipped. */
function packed(): Buffer {
  const blocks = Object.entries(CHART).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    const content = Buffer.alloc(Math.ceil(text.length / 512) * 512);
    header.write(`web/${name}`);
    header.write(text.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    header.write('ustar', 257);
    header.fill(' ', 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0`, 148);
    content.write(text);
    return [header, content];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function helm(...args: readonly string[]): Promise<Outcome> {
  return call(['helm', 'template', ...args], { cwd: folder });
}

async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await helm(...args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

describe('plimsoll helm template', () => {
  it('prints manifests and hooks, each after its source', async () => {
    const stdout = await printed('shop', 'web');
    expect(stdout.match(/^# Source: .*/gm)).toEqual([
      '# Source: web/templates/a.yaml',
      '# Source: web/templates/tests/t.yaml',
      '# Source: web/templates/hook.yaml',
    ]);
    expect(stdout).toContain('release: shop/default false v1.36.0');
  });

  it('takes a packaged chart, and a chart without a name for the release', async () => {
    expect(await printed('shop', 'web.tgz')).toBe(await printed('shop', 'web'));
    expect(await printed('web')).toContain('release: release-name/default');
  });

  it('layers values as Helm does, whatever their order on the command line', async () => {
    const set = ['--set-file', 'note=note.txt', '--set', 'a.b=1,c={x,y}', '--set-string', 's=1'];
    const more = ['--set-json', 'j={"k":[1,null]}', '--set-literal', 'l=a,b', '--values', 'v.yaml'];
    const stdout = await printed('shop', 'web', ...set, ...more);
    expect(stdout).toContain(
      'all: {"a":{"b":1},"c":["x","y"],"j":{"k":[1,null]},"l":"a,b","note":"a, b","s":"1","sizes":{"cpu":1},"tag":"two"}',
    );
  });

  it('filters what is printed', async () => {
    expect(await printed('shop', 'web', '--no-hooks')).not.toContain('kind: Job');
    expect(await printed('shop', 'web', '--skip-tests')).not.toContain('kind: Pod');
    expect(await printed('shop', 'web', '--include-crds')).toContain('# Source: web/crds/orders.yaml');
    const only = await printed('shop', 'web', '--show-only', 'templates/*/t.yaml');
    expect(only).toBe(
      '---\n# Source: web/templates/tests/t.yaml\nkind: Pod\nmetadata: {annotations: {helm.sh/hook: test}}\n\n\n',
    );
  });

  it('is told of the cluster and the release', async () => {
    const versions = ['--kube-version', '1.30', '--api-versions', 'gateway.networking.k8s.io/v1,x/v1'];
    const stdout = await printed('shop', 'web', '--namespace', 'till', '--is-upgrade', ...versions);
    expect(stdout).toContain('release: shop/till true v1.30\n  has: true');
  });

  it('renders as the Helm that it is told', async () => {
    const as = (version: string): Promise<string> => printed('shop', 'web', '--helm-version', version);
    const [four, three] = [await as('4'), await as('3')];
    expect(four).toBe(await printed('shop', 'web'));
    expect(three).toContain('release: shop/default false v1.37.0');
    expect(three).not.toContain('\n\n---');
    expect(await as('3.19.0')).toBe(three);
    expect(await as('v4.1')).toBe(four);
    const { code, stderr } = await helm('shop', 'web', '--helm-version', '2');
    expect(code).toBe(1);
    expect(stderr).toContain('invalid argument "2" for "--helm-version" flag');
  });

  it('warns in the words of the Helm that it is told', async () => {
    const values = ['--set', 'sizes=1', '--set', 'tag.a=1'];
    const { stderr } = await helm('shop', 'web', '--helm-version', '3', ...values);
    expect(stderr).toBe('coalesce.go:237: warning: skipped value for web.tag: Not a table.\n');
  });

  it('draws the same random text each time, and another one with a seed', async () => {
    const [first, again, other] = [
      await printed('shop', 'web'),
      await printed('shop', 'web'),
      await printed('shop', 'web', '--seed', 'x'),
    ];
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  it.each([
    [['shop', 'web', '--set', 'tag='], 'execution error at (web/templates/a.yaml:8:11): tag, please'],
    [['shop', './nowhere'], 'path "./nowhere" not found'],
    [
      ['Shop', 'web'],
      'release name check failed: release name "Shop": invalid release name, must match regex',
    ],
    [['shop', 'web', '--set', 'a'], 'failed parsing --set data: key "a" has no value'],
    [['shop', 'web', '--set-json', 'a={'], 'failed parsing --set-json data a={'],
    [['shop', 'web', '--values', 'none.yaml'], 'open none.yaml: no such file or directory'],
    [
      ['shop', 'web', '--values', 'note.txt'],
      'failed to parse note.txt: cannot unmarshal yaml document: error unmarshaling',
    ],
    [['shop', 'web', '--kube-version', 'x'], `invalid kube version 'x': could not parse "x" as version`],
    [
      ['shop', 'web', '--show-only', 'templates/none.yaml'],
      'could not find template templates/none.yaml in chart',
    ],
  ])('fails with Helm’s reason: %j', async (args, reason) => {
    const { code, stdout, stderr } = await helm(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Error: ${reason}`);
  });

  it('knows the one command of Helm only', async () => {
    const { code, stderr } = await call(['helm', 'install', 'x'], { cwd: folder });
    expect([code, stderr]).toEqual([2, 'plimsoll: `plimsoll helm` knows `template` only.\n']);
  });

  it.each([
    ['helm', '--help'],
    ['helm', 'template', '-h'],
    ['help', 'helm'],
    ['--help', 'helm', 'template'],
  ])('helps: %s %s %s', async (...args) => {
    const { code, stdout } = await call(
      args.filter((each) => each !== undefined),
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: plimsoll helm [options] template [NAME] CHART');
    expect(stdout).toContain('--output-dir DIR');
  });
});

/** A chart with a link in it. */
function link(chart: string, path: string, target: string): void {
  const files = { 'Chart.yaml': CHART['Chart.yaml']!, 'templates/a.yaml': 'kind: A\n' };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, chart, name)), { recursive: true });
    writeFileSync(join(folder, chart, name), text);
  }
  symlinkSync(target, join(folder, chart, path));
}

describe('a chart with symbolic links', () => {
  it('is told of, as Helm does', async () => {
    link('linked', 'templates/b.yaml', 'a.yaml');
    const top = realpathSync(folder);
    const { code, stdout, stderr } = await call(['helm', 'template', 'linked'], { cwd: top });
    expect(stdout.match(/^# Source: .*$/gm)).toEqual([
      '# Source: web/templates/a.yaml',
      '# Source: web/templates/b.yaml',
    ]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `level=INFO msg="found symbolic link in path. Contents of linked file included and used" path=${top}/linked/templates/b.yaml resolved=${top}/linked/templates/a.yaml\n`,
    });
  });

  it('fails where one leads to nothing, with the first folder that is missing', async () => {
    link('dangling', 'common', '../nowhere/common');
    expect(await helm('dangling')).toMatchObject({
      code: 1,
      stderr: `Error: error evaluating symlink ${folder}/dangling/common: lstat ${folder}/nowhere: no such file or directory\n`,
    });
  });

  it('fails for the values first', async () => {
    link('dangling-too', 'common', '../nowhere');
    expect((await helm('dangling-too', '--set', 'a')).stderr).toBe(
      'Error: failed parsing --set data: key "a" has no value\n',
    );
  });

  it('fails where one leads to a folder outside, of which nothing is read', async () => {
    link('leaving', 'charts', tmpdir());
    const { code, stderr } = await helm('leaving');
    expect(code).toBe(1);
    expect(stderr).toContain('leaving/charts is a symbolic link to a folder outside the tree');
  });
});
