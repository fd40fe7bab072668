import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderAll } from '../../src/run.ts';
import { call } from '../cli/fake-host.ts';
import {
  application,
  chart,
  files,
  fleet,
  indexYaml,
  QUICK,
  reasons,
  repositoryOf,
  serve,
  type Fleet,
  type Server,
} from './servers.ts';

const VERSIONS = ['1.0.0', '1.1.0'];

function app(server: Server, name: string, revision: string): string {
  return application(name, `repoURL: ${server.url}`, 'chart: redis', `targetRevision: "${revision}"`);
}

async function setting(
  revision = '^1.0.0',
): Promise<{ fleet: Fleet; server: Server; contents: Map<string, string | Buffer> }> {
  const contents = repositoryOf('redis', VERSIONS);
  const server = await serve((request, response) => files(contents)(request, response));
  return { fleet: fleet({ 'app.yaml': app(server, 'a', revision) }), server, contents };
}

function store(folder: string): string[] {
  return readdirSync(join(folder, '.plimsoll/store/sha256')).sort();
}

/** A newer version appears. */
function publish(contents: Map<string, string | Buffer>, ...versions: string[]): void {
  for (const [path, content] of repositoryOf('redis', [...VERSIONS, ...versions]))
    contents.set(path, content);
}

describe('vendor', () => {
  it('asks nobody when all is there, and changes nothing', async () => {
    const { fleet: gitops, server, contents } = await setting();
    await gitops.vendor();
    const [lock, asked] = [gitops.read('plimsoll.lock'), server.requests.length];
    publish(contents, '1.2.0');
    const again = await gitops.vendor();
    expect(again).toMatchObject({
      fetched: [],
      failures: [],
      lockChanged: false,
      present: [{ resolved: '1.1.0' }],
    });
    expect(gitops.read('plimsoll.lock')).toBe(lock);
    expect(server.requests).toHaveLength(asked);
  });

  it('--update takes what a range means now', async () => {
    const { fleet: gitops, contents } = await setting();
    await gitops.vendor();
    publish(contents, '1.2.0');
    expect(await gitops.vendor({ update: true })).toMatchObject({
      fetched: [{ resolved: '1.2.0' }],
      lockChanged: true,
    });
    expect((await gitops.render()).manifests).toContain('version: "1.2.0"');
    expect(await gitops.vendor({ update: true })).toMatchObject({ fetched: [], lockChanged: false });
  });

  it('--locked fetches what the lock names, and refuses what it does not', async () => {
    const { fleet: gitops, server, contents } = await setting();
    await gitops.vendor();
    rmSync(join(gitops.folder, '.plimsoll'), { recursive: true });
    publish(contents, '1.2.0');
    const lock = gitops.read('plimsoll.lock');
    expect(await gitops.vendor({ locked: true })).toMatchObject({
      fetched: [{ resolved: '1.1.0' }],
      failures: [],
    });
    gitops.put('b.yaml', app(server, 'b', '1.0.0'));
    const refused = await gitops.vendor({ locked: true });
    expect(reasons(refused)).toEqual(['plimsoll.lock does not have it, and --locked keeps that as it is']);
    expect(gitops.read('plimsoll.lock')).toBe(lock);
  });

  it('--prune removes what nothing names, and nothing else', async () => {
    const { fleet: gitops, server } = await setting();
    gitops.put('b.yaml', app(server, 'b', '1.0.0'));
    await gitops.vendor();
    expect(store(gitops.folder)).toHaveLength(2);
    rmSync(join(gitops.folder, 'b.yaml'));
    gitops.put('.plimsoll/store/sha256/notes.txt', 'mine');
    gitops.put('.plimsoll/store/partial/notes.txt', 'mine');
    gitops.put(`.plimsoll/store/partial/${'a'.repeat(64)}`, 'half of something');
    expect(await gitops.vendor()).toMatchObject({ unnamed: [{ revision: '1.0.0' }], removed: [] });
    expect(store(gitops.folder)).toHaveLength(3);
    const pruned = await gitops.vendor({ prune: true });
    expect(pruned).toMatchObject({ unnamed: [{ revision: '1.0.0' }], lockChanged: true });
    expect(pruned.removed).toHaveLength(1);
    expect(store(gitops.folder)).toContain('notes.txt');
    expect(readdirSync(join(gitops.folder, '.plimsoll/store/partial'))).toEqual(['notes.txt']);
    expect(gitops.read('plimsoll.lock')).not.toContain('"1.0.0"');
    expect((await gitops.render()).problems).toEqual([]);
  });

  it('refuses another archive under a version that is locked, unless told', async () => {
    const { fleet: gitops, contents } = await setting('1.0.0');
    await gitops.vendor();
    rmSync(join(gitops.folder, '.plimsoll'), { recursive: true });
    contents.set(
      '/index.yaml',
      indexYaml([{ name: 'redis', version: '1.0.0', url: 'charts/redis-1.0.0.tgz' }]),
    );
    contents.set('/charts/redis-1.0.0.tgz', chart('redis', '1.0.0', { 'evil.txt': '' }));
    expect(reasons(await gitops.vendor())).toEqual([
      expect.stringMatching(/^1\.0\.0 is no longer what plimsoll\.lock says: .*--update/),
    ]);
    expect(existsSync(join(gitops.folder, '.plimsoll/store/sha256'))).toBe(false);
    expect(reasons(await gitops.vendor({ update: true }))).toEqual([]);
    expect((await gitops.render()).problems).toEqual([]);
  });

  it('fetches again what was damaged', async () => {
    const { fleet: gitops } = await setting();
    await gitops.vendor();
    const [archive = ''] = store(gitops.folder);
    writeFileSync(join(gitops.folder, '.plimsoll/store/sha256', archive), 'damaged');
    expect((await gitops.render()).problems).toEqual([expect.stringMatching(/does not have the digest/)]);
    const lock = gitops.read('plimsoll.lock');
    expect(await gitops.vendor()).toMatchObject({ fetched: [{ resolved: '1.1.0' }], lockChanged: false });
    expect(gitops.read('plimsoll.lock')).toBe(lock);
    expect((await gitops.render()).problems).toEqual([]);
  });

  it('fetches what several requests mean once', async () => {
    const { fleet: gitops, server } = await setting();
    for (const revision of ['1.1.0', '1.x', '>=1.0.0'])
      gitops.put(`${revision.length}.yaml`, app(server, `b${revision.length}`, revision));
    expect((await gitops.vendor()).fetched).toHaveLength(4);
    expect(store(gitops.folder)).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  it('fetches from several places, and sorts the lock', async () => {
    const { server } = await setting();
    const other = await serve(files(repositoryOf('redis', ['1.0.0'])));
    const gitops = fleet({ 'a.yaml': app(server, 'a', '1.0.0'), 'b.yaml': app(other, 'b', '1.0.0') });
    expect((await gitops.vendor()).fetched).toHaveLength(2);
    const lock = gitops.read('plimsoll.lock');
    expect(lock.indexOf(server.url) < lock.indexOf(other.url)).toBe(server.url < other.url);
  });

  it('writes neither through a link nor outside', async () => {
    const { fleet: gitops } = await setting();
    const victim = join(gitops.folder, '../victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, join(gitops.folder, 'plimsoll.lock'));
    await expect(gitops.vendor()).rejects.toThrow(/plimsoll\.lock leads out of the tree/);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    gitops.put('plimsoll.yaml', 'store: ../../elsewhere\n');
    rmSync(join(gitops.folder, 'plimsoll.lock'));
    expect(reasons(await gitops.vendor())).toEqual([
      expect.stringMatching(/lies neither in the checked folder nor beside it/),
    ]);
    expect(existsSync(join(gitops.folder, '../../elsewhere'))).toBe(false);
    gitops.put('plimsoll.yaml', 'store: sly\n');
    gitops.put('sly/keep', '');
    symlinkSync(tmpdir(), join(gitops.folder, 'sly/sha256'));
    expect(reasons(await gitops.vendor())).toEqual([
      expect.stringMatching(/lies neither in the checked folder/),
    ]);
  });

  it('is what a commit’s own lock says where a commit is checked', async () => {
    const { fleet: gitops, contents } = await setting();
    await gitops.vendor();
    const git = (...args: string[]): unknown =>
      execFileSync('git', [
        '-C',
        gitops.folder,
        '-c',
        'user.name=T',
        '-c',
        'user.email=t@example.com',
        ...args,
      ]);
    git('init', '-q');
    git('add', '-A', '--', 'app.yaml', 'plimsoll.lock');
    git('commit', '-q', '-m', 'one');
    publish(contents, '1.2.0');
    await gitops.vendor({ update: true });
    const versions = async (commit?: string): Promise<unknown> => {
      const result = await renderAll({ folder: gitops.folder, ...(commit !== undefined && { commit }) });
      return result.ok && /version: "([^"]*)"/.exec(result.applications[0]!.manifests)?.[1];
    };
    expect([await versions('HEAD'), await versions()]).toEqual(['1.1.0', '1.2.0']);
  });

  it('may run several times at once in one store', async () => {
    const contents = repositoryOf('redis', VERSIONS);
    let broken = 0;
    const server = await serve((request, response) => {
      if (!request.url!.endsWith('.tgz') || broken++ % 3 === 2) return files(contents)(request, response);
      const bytes = contents.get(request.url!) as Buffer;
      response.writeHead(200, { 'content-length': bytes.length, etag: '"one"' });
      response.write(bytes.subarray(0, 50), () => setTimeout(() => response.destroy(), 5));
    });
    const gitops = fleet({ 'a.yaml': app(server, 'a', '1.0.0'), 'b.yaml': app(server, 'b', '1.1.0') });
    const limits = { ...QUICK, attempts: 9 };
    const runs = await Promise.all(Array.from({ length: 6 }, () => gitops.vendor({ limits })));
    expect(runs.flatMap(reasons)).toEqual([]);
    expect(store(gitops.folder)).toHaveLength(2);
    expect(await gitops.vendor({ check: true })).toMatchObject({ failures: [], unnamed: [] });
    expect(existsSync(join(gitops.folder, '.plimsoll/store/partial'))).toBe(false);
  });

  it('locks each source as soon as it has it, so that a run that is killed has not been for nothing', async () => {
    const { fleet: gitops } = await setting();
    let locked = false;
    const late = await serve((_, response) => {
      const look = setInterval(() => {
        locked = existsSync(join(gitops.folder, 'plimsoll.lock'));
        if (!locked) return;
        clearInterval(look);
        response.writeHead(404).end();
      }, 5);
    });
    gitops.put('late.yaml', app(late, 'late', '1.0.0'));
    expect(reasons(await gitops.vendor())).toHaveLength(1);
    expect(locked).toBe(true);
  });

  it('keeps in the lock what it fetched, also where another run writes it meanwhile', async () => {
    const { fleet: gitops, contents } = await setting();
    const late = await serve((request, response) => {
      if (request.url === '/index.yaml') gitops.put('plimsoll.lock', 'version: 1\nsources: []\n');
      files(contents)(request, response);
    });
    gitops.put('late.yaml', app(late, 'late', '1.0.0'));
    gitops.put('again.yaml', app(late, 'again', '9.9.9'));
    await gitops.vendor();
    expect(gitops.read('plimsoll.lock').match(/requested/g)).toHaveLength(2);
  });

  it('leaves a lock alone that it can’t read whole', async () => {
    const { fleet: gitops, server } = await setting();
    await gitops.vendor();
    const asked = server.requests.length;
    const text = gitops
      .read('plimsoll.lock')
      .replace(/^( {4}resolved.*\n)/m, '<<<<<<< HEAD\n$1=======\n$1>>>>>>> b\n');
    gitops.put('plimsoll.lock', text);
    for (const option of ['--update', '--prune', '--check', '--locked']) {
      expect(await call(['vendor', gitops.folder, option], { env: {} })).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^plimsoll: plimsoll\.lock:8:1: this is a merge conflict/),
      });
    }
    expect(gitops.read('plimsoll.lock')).toBe(text);
    expect(server.requests).toHaveLength(asked);
  });

  it('does not touch a fleet that names nothing from afar', async () => {
    const gitops = fleet({ 'a.yaml': 'a: 1\n' });
    expect(await gitops.vendor()).toMatchObject({ fetched: [], lockChanged: false });
    expect(readdirSync(gitops.folder)).toEqual(['a.yaml']);
  });
});

describe('plimsoll vendor', () => {
  it('--check asks nobody and writes nothing: all is there, something is missing, damaged, or named no more', async () => {
    const { fleet: gitops, server } = await setting('1.0.0');
    const check = (): ReturnType<typeof call> => call(['vendor', gitops.folder, '--check'], { env: {} });
    expect(await check()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^plimsoll: redis of \S+ at 1\.0\.0 is not at hand\n$/),
    });
    expect(existsSync(join(gitops.folder, 'plimsoll.lock'))).toBe(false);
    expect(server.requests).toEqual([]);
    await gitops.vendor();
    const asked = server.requests.length;
    expect(await check()).toMatchObject({ code: 0, stderr: '' });
    const [archive] = store(gitops.folder);
    gitops.put(`.plimsoll/store/sha256/${archive}`, 'damaged');
    expect(await check()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/does not have the digest/),
    });
    rmSync(join(gitops.folder, 'app.yaml'));
    expect(await check()).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^nothing names redis of/),
    });
    expect(server.requests).toHaveLength(asked);
  });

  it('says what it fetched, and fails when something could not be', async () => {
    const { fleet: gitops, server } = await setting();
    const good = await call(['vendor', gitops.folder], { env: {} });
    expect(good.stderr).toBe('');
    expect(good.stdout).toBe(
      `fetched redis of ${server.url} at ^1.0.0 → 1.1.0\n1 fetched, 0 already there; plimsoll.lock written\n`,
    );
    expect(good.code).toBe(0);
    gitops.put('b.yaml', app(server, 'b', '9.9.9'));
    const bad = await call(['vendor', gitops.folder], { env: {} });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toBe('0 fetched, 1 already there, 1 failed; plimsoll.lock unchanged\n');
    expect(bad.stderr).toMatch(
      /^plimsoll: redis of \S+ at 9\.9\.9 could not be fetched: .* it has 1\.0\.0, 1\.1\.0\n$/,
    );
  });

  it('with a wrong config, or options that do not go together, is bad usage', async () => {
    const gitops = fleet({ 'plimsoll.yaml': 'stroe: x\n' });
    expect((await call(['vendor', gitops.folder])).code).toBe(2);
    const both = await call(['vendor', gitops.folder, '--locked', '--update']);
    expect((await call(['vendor', gitops.folder, '--check', '--prune'])).code).toBe(2);
    expect(both).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/`--locked` keeps plimsoll\.lock as it is/),
    });
  });
});
