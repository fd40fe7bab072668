/**
 * `plimsoll vendor` (the built one) against real servers on loopback: Debian's docker-registry, with and without a login,
 * git's own daemon, and Python's web server as a chart repository. Helm packs and pushes the charts and says what must come out.
 * Environment: HELM (a helm binary; `helm` on the PATH by default), DOCKER_REGISTRY (default: docker-registry).
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const helm = process.env.HELM ?? 'helm';
const top = mkdtempSync(join(tmpdir(), 'plimsoll-real-'));
const children = [];
const home = join(top, 'home');
const env = { PATH: process.env.PATH, HOME: home };

function put(path, text) {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server, and waits until it listens. */
async function start(command, args, port, options = {}) {
  const child = spawn(command, args, { stdio: 'ignore', ...options });
  children.push(child);
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${command} does not listen on ${port}`);
}

async function startRegistry(name, auth = '') {
  const port = await freePort();
  const config = `version: 0.1\nstorage: {filesystem: {rootdirectory: ${join(top, name)}}}\nhttp: {addr: "127.0.0.1:${port}"}\n${auth}`;
  put(`${name}.yml`, config);
  await start(process.env.DOCKER_REGISTRY ?? 'docker-registry', ['serve', join(top, `${name}.yml`)], port, {
    env: { ...env, OTEL_TRACES_EXPORTER: 'none' },
  });
  return `127.0.0.1:${port}`;
}

function run(command, args, options = {}) {
  return execFileSync(command, args, {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
}

function plimsoll(...args) {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', env });
}

function pack(version) {
  put('chart/Chart.yaml', `apiVersion: v2\nname: cache\nversion: ${version}\n`);
  put('chart/values.yaml', 'greeting: hello\n');
  put(
    'chart/templates/map.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}"}\ndata: {version: "{{ .Chart.Version }}", greeting: "{{ .Values.greeting }}"}\n',
  );
  run(helm, ['package', join(top, 'chart'), '--destination', join(top, 'web')]);
  return join(top, 'web', `cache-${version}.tgz`);
}

function application(name, ...source) {
  put(
    `gitops/${name}.yaml`,
    [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      `metadata: {name: ${name}, namespace: argocd}`,
      'spec:',
      '  project: default',
      '  destination: {server: https://kubernetes.default.svc, namespace: shop}',
      '  source:',
      ...source.map((line) => `    ${line}`),
      '',
    ].join('\n'),
  );
}

let open;
let closed;
let web;
let gitPort;

before(async () => {
  mkdirSync(join(top, 'web'), { recursive: true });
  mkdirSync(home);
  open = await startRegistry('open');
  // `bot:password`, by htpasswd -nbB.
  put('htpasswd', `bot:${bcryptOf('password')}\n`);
  closed = await startRegistry('closed', `auth: {htpasswd: {realm: test, path: ${join(top, 'htpasswd')}}}\n`);
  const archives = ['1.0.0', '1.4.2', '2.0.0-rc.1', '1.5.0+build.7'].map(pack);
  for (const archive of archives) {
    run(helm, ['push', archive, `oci://${open}/charts`, '--plain-http']);
    run(helm, [
      'push',
      archive,
      `oci://${closed}/charts`,
      '--plain-http',
      '--username',
      'bot',
      '--password',
      'password',
    ]);
  }
  const port = await freePort();
  run(helm, ['repo', 'index', join(top, 'web')]);
  await start(
    'python3',
    ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', join(top, 'web')],
    port,
  );
  web = `http://127.0.0.1:${port}`;
  put(
    'git/shop/deploy/map.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {at: v1.2.0}\n',
  );
  const git = (...args) =>
    run('git', ['-C', join(top, 'git/shop'), '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args]);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  git('tag', '-a', '-m', 'v1.2.0', 'v1.2.0');
  put(
    'git/shop/deploy/map.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {at: main}\n',
  );
  git('commit', '-q', '-a', '-m', 'two');
  gitPort = await freePort();
  const daemon = [
    `--port=${gitPort}`,
    '--listen=127.0.0.1',
    '--reuseaddr',
    '--export-all',
    `--base-path=${join(top, 'git')}`,
  ];
  await start('git', ['daemon', ...daemon, join(top, 'git')], gitPort);
});

after(() => {
  for (const child of children) child.kill();
  rmSync(top, { recursive: true, force: true });
});

/** `htpasswd` comes with Apache; Python's crypt does not know bcrypt; helm's own function does. */
function bcryptOf(password) {
  put('bcrypt/Chart.yaml', 'apiVersion: v2\nname: bcrypt\nversion: 1.0.0\n');
  put('bcrypt/templates/hash.yaml', `hash: {{ bcrypt "${password}" }}\n`);
  return /hash: (\S+)/.exec(run(helm, ['template', join(top, 'bcrypt')]))[1];
}

/** Vendors and renders the one Application; the manifest. */
function deployed(name) {
  rmSync(join(top, 'gitops/.plimsoll'), { recursive: true, force: true });
  rmSync(join(top, 'gitops/plimsoll.lock'), { force: true });
  const vendored = plimsoll('vendor', join(top, 'gitops'));
  assert.equal(vendored.stderr, '');
  assert.equal(vendored.status, 0);
  const rendered = plimsoll('render', join(top, 'gitops'), '--application', name);
  assert.equal(rendered.stderr, '');
  rmSync(join(top, `gitops/${name}.yaml`));
  return rendered.stdout.trimEnd();
}

/** What Helm itself makes of the same source. */
function byHelm(name, ...args) {
  const text = run(helm, ['template', name, '--namespace', 'shop', ...args]);
  // Helm tells on standard output that a tag has a `_` for a `+`.
  return text.slice(text.indexOf('---\n')).trimEnd();
}

const RANGES = ['1.0.0', '^1.0.0', '1.x', '>=2.0.0-0', '~1.4'];

// A registry is asked for a version as it stands, be it one number only; of an index that is a range.
for (const version of [
  ...RANGES,
  '1',
  '1.4',
  '>1.0.0 <1.5.0',
  '1.0.0 - 1.4.2',
  '>1.4.2 || <1.0.0',
  '^1.0.0-0',
  '*',
]) {
  test(`a chart repository, at ${version}`, () => {
    application('cache', `repoURL: ${web}`, 'chart: cache', `targetRevision: "${version}"`);
    assert.equal(deployed('cache'), byHelm('cache', 'cache', '--repo', web, '--version', version));
  });
}

for (const version of RANGES) {
  test(`docker-registry, at ${version}`, () => {
    application('cache', `repoURL: ${open}/charts`, 'chart: cache', `targetRevision: "${version}"`);
    const expected = byHelm('cache', `oci://${open}/charts/cache`, '--plain-http', '--version', version);
    assert.equal(deployed('cache'), expected);
  });
}

test('docker-registry, with a login of Docker’s config.json, and without', () => {
  application('cache', `repoURL: ${closed}/charts`, 'chart: cache', 'targetRevision: 1.4.2');
  const refused = plimsoll('vendor', join(top, 'gitops'));
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /wants credentials, and there are none for/);
  const auth = Buffer.from('bot:password').toString('base64');
  put('home/.docker/config.json', JSON.stringify({ auths: { [closed]: { auth } } }));
  assert.match(deployed('cache'), /version: "?1\.4\.2/);
});

for (const [revision, shown] of [
  ['main', 'main'],
  ['v1.2.0', 'v1.2.0'],
  ['"^1.0.0"', 'v1.2.0'],
  ['HEAD', 'main'],
]) {
  test(`git daemon, at ${revision}`, () => {
    application(
      'shop',
      `repoURL: git://127.0.0.1:${gitPort}/shop`,
      'path: deploy',
      `targetRevision: ${revision}`,
    );
    assert.match(deployed('shop'), new RegExp(`at: ${shown}`));
  });
}

test('what was vendored is rendered when every server is gone', async () => {
  application('cache', `repoURL: ${open}/charts`, 'chart: cache', 'targetRevision: 1.0.0');
  assert.equal(plimsoll('vendor', join(top, 'gitops')).status, 0);
  for (const child of children.splice(0)) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
  }
  const checked = plimsoll('check', join(top, 'gitops'), '--format', 'json');
  assert.deepEqual(JSON.parse(checked.stdout).coverage.applications, { found: 1, rendered: 1 });
  assert.match(readFileSync(join(top, 'gitops/plimsoll.lock'), 'utf8'), /digest: "sha256:[0-9a-f]{64}"/);
});
