/**
 * `plimsoll vendor` (the built one) against real servers on loopback: Debian's docker-registry, with and without a login,
 * git's own daemon, git behind HTTPS and behind OpenSSH's server, and Python's web server as a chart repository. Helm packs and
 * pushes the charts and says what must come out. Environment: HELM (a helm binary, by default the pinned one), DOCKER_REGISTRY (default: docker-registry).
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer, connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { oracle } from '../../tools/oracle.mjs';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const helm = oracle('helm');
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
  return plimsollWith({}, ...args);
}

function plimsollWith(more, ...args) {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', env: { ...env, ...more } });
}

/** The same without blocking, for servers of this very process. */
async function plimsollMeanwhile(more, ...args) {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, stderr };
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

test('a run that is killed while an archive comes is gone on with by the next', async () => {
  const archive = readFileSync(join(top, 'web/cache-1.0.0.tgz'));
  const asked = [];
  let begun;
  const half = new Promise((resolve) => (begun = resolve));
  const server = createWebServer((request, response) => {
    if (request.url === '/index.yaml') return void response.end(readFileSync(join(top, 'web/index.yaml')));
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    asked.push(Number(from ?? 0));
    const etag = '"one"';
    if (from !== undefined) {
      const range = `bytes ${from}-${archive.length - 1}/${archive.length}`;
      return void response.writeHead(206, { etag, 'content-range': range }).end(archive.subarray(from));
    }
    // Half of it, and then nothing more.
    response.writeHead(200, { etag, 'content-length': archive.length });
    response.write(archive.subarray(0, 200), begun);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    // The index names its archives from where it lies.
    put('web/index.yaml', readFileSync(join(top, 'web/index.yaml'), 'utf8').replaceAll(/- http\S+\//g, '- '));
    const url = `http://127.0.0.1:${server.address().port}`;
    const gitops = join(top, 'gitops');
    rmSync(gitops, { recursive: true, force: true });
    application('cache', `repoURL: ${url}`, 'chart: cache', 'targetRevision: 1.0.0');
    const killed = spawn(process.execPath, [cli, 'vendor', gitops], { env, stdio: 'ignore' });
    await half;
    const partial = join(gitops, '.plimsoll/store/partial');
    const hasPart = () =>
      existsSync(partial) && readdirSync(partial).some((name) => statSync(join(partial, name)).size === 200);
    while (!hasPart()) await new Promise((resolve) => setTimeout(resolve, 10));
    killed.kill('SIGKILL');
    assert.deepEqual(await plimsollMeanwhile({}, 'vendor', gitops), { status: 0, stderr: '' });
    assert.deepEqual(asked, [0, 200]);
    assert.equal(existsSync(partial), false);
    assert.equal(plimsoll('vendor', gitops, '--check').status, 0);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(join(top, 'gitops'), { recursive: true });
  }
});

/** An authority and a server's certificate, by Sprig's own functions. */
function certificates() {
  put('tls/Chart.yaml', 'apiVersion: v2\nname: tls\nversion: 1.0.0\n');
  put(
    'tls/templates/all.yaml',
    '{{ $ca := genCA "ca" 30 }}{{ $own := genSignedCert "git" (list "127.0.0.1") nil 30 $ca }}all: {{ dict "ca" $ca.Cert "cert" $own.Cert "key" $own.Key | toJson }}\n',
  );
  return JSON.parse(/all: (\{.*\})/.exec(run(helm, ['template', join(top, 'tls')]))[1]);
}

const backend = join(run('git', ['--exec-path'], { env: process.env }).trim(), 'git-http-backend');

test(
  'git behind HTTPS, with an authority of its own and a login',
  {
    skip: existsSync(backend) ? false : 'there is no git-http-backend',
  },
  async () => {
    const { ca, cert, key } = certificates();
    put('ca.pem', ca);
    const wanted = `Basic ${Buffer.from('bot:password').toString('base64')}`;
    const server = createTlsServer({ cert, key }, (request, response) => {
      if (request.headers.authorization !== wanted)
        return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      const [path = '', query = ''] = request.url.split('?');
      const cgi = spawn(backend, [], {
        env: {
          ...env,
          GIT_PROJECT_ROOT: join(top, 'git'),
          GIT_HTTP_EXPORT_ALL: '1',
          GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
          REQUEST_METHOD: request.method,
          PATH_INFO: path,
          QUERY_STRING: query,
          CONTENT_TYPE: request.headers['content-type'] ?? '',
          HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      request.pipe(cgi.stdin);
      const chunks = [];
      cgi.stdout.on('data', (chunk) => chunks.push(chunk));
      cgi.on('close', () => {
        const answer = Buffer.concat(chunks);
        const end = answer.indexOf('\r\n\r\n');
        const lines = answer.toString('latin1', 0, end).split('\r\n');
        const headers = Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2)));
        response.writeHead(Number(headers.Status?.slice(0, 3) ?? 200), {
          'content-type': headers['Content-Type'],
        });
        response.end(answer.subarray(end + 4));
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address();
      application(
        'shop',
        `repoURL: https://127.0.0.1:${port}/shop`,
        'path: deploy',
        'targetRevision: v1.2.0',
      );
      const gitops = join(top, 'gitops');
      const unknown = await plimsollMeanwhile({}, 'vendor', gitops);
      assert.equal(unknown.status, 1);
      assert.match(unknown.stderr, /git says: fatal: unable to access .*certificate/i);
      const trusting = { GIT_SSL_CAINFO: join(top, 'ca.pem') };
      const stranger = await plimsollMeanwhile(trusting, 'vendor', gitops);
      assert.match(stranger.stderr, /could not read Username|terminal prompts disabled/);
      put(
        'home/.gitconfig',
        '[credential]\n\thelper = "!f() { echo username=bot; echo password=password; }; f"\n',
      );
      const known = await plimsollMeanwhile(trusting, 'vendor', gitops);
      assert.deepEqual(known, { status: 0, stderr: '' });
      assert.match(plimsoll('render', gitops, '--application', 'shop').stdout, /at: v1\.2\.0/);
    } finally {
      server.closeAllConnections();
      server.close();
      rmSync(join(home, '.gitconfig'), { force: true });
      rmSync(join(top, 'gitops'), { recursive: true });
    }
  },
);

const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((each) => existsSync(each));

test(
  'git over SSH, with a key of the agent and a host that is known',
  {
    skip: sshd === undefined ? 'there is no sshd' : false,
  },
  async () => {
    const folder = join(top, 'ssh');
    mkdirSync(folder, { mode: 0o700 });
    for (const name of ['host', 'client', 'unknown'])
      run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
    put('ssh/authorized', readFileSync(join(folder, 'client.pub')));
    chmodSync(join(folder, 'authorized'), 0o600);
    const port = await freePort();
    put(
      'ssh/config',
      [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${join(folder, 'host')}`,
        `AuthorizedKeysFile ${join(folder, 'authorized')}`,
        `PidFile ${join(folder, 'pid')}`,
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
        'PermitRootLogin prohibit-password',
        '',
      ].join('\n'),
    );
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
    await start(sshd, ['-D', '-f', join(folder, 'config')], port);
    const agent = spawn('ssh-agent', ['-D', '-a', join(folder, 'agent')], { stdio: 'ignore' });
    children.push(agent);
    while (!existsSync(join(folder, 'agent'))) await new Promise((resolve) => setTimeout(resolve, 20));
    const withAgent = { SSH_AUTH_SOCK: join(folder, 'agent') };
    const knowing = (hosts) => ({
      ...withAgent,
      GIT_SSH_COMMAND: `ssh -F none -oBatchMode=yes -oGlobalKnownHostsFile=none -oUserKnownHostsFile=${join(folder, hosts)}`,
    });
    put('ssh/known', `[127.0.0.1]:${port} ${readFileSync(join(folder, 'host.pub'), 'utf8')}`);
    put('ssh/nobody', '');
    application(
      'shop',
      `repoURL: ssh://${userInfo().username}@127.0.0.1:${port}${join(top, 'git/shop')}`,
      'path: deploy',
      'targetRevision: main',
    );
    const gitops = join(top, 'gitops');
    assert.match(plimsollWith(knowing('nobody'), 'vendor', gitops).stderr, /Host key verification failed/);
    assert.match(plimsollWith(knowing('known'), 'vendor', gitops).stderr, /Permission denied/);
    run('ssh-add', ['-q', join(folder, 'client')], { env: { ...env, ...withAgent } });
    const vendored = plimsollWith(knowing('known'), 'vendor', gitops);
    assert.deepEqual([vendored.status, vendored.stderr], [0, '']);
    assert.match(plimsoll('render', gitops, '--application', 'shop').stdout, /at: main/);
    rmSync(gitops, { recursive: true });
  },
);

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
