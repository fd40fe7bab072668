import { describe, expect, it } from 'vitest';
import { absoluteURL } from '../../src/vendor/submodules.ts';
import { gitBackend, hasBackend, repository, type Repository } from './git-server.ts';
import { application, fleet, reasons, serve, type Fleet, type Server } from './servers.ts';

const MAP = (text: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${text}}\n`;

/** Adds a gitlink, with or without what .gitmodules says of it. */
function link(repo: Repository, path: string, commit: string, settings?: string): void {
  if (settings !== undefined) repo.put('.gitmodules', `[submodule "${path}"]\n\tpath = ${path}\n${settings}`);
  repo.git('add', '-A');
  repo.git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`);
  repo.git('commit', '-q', '-m', 'link');
}

function one(server: Server): Fleet {
  return fleet({
    'app.yaml': application(
      'shop',
      `repoURL: ${server.url}/shop.git`,
      'path: .',
      'directory: {recurse: true}',
    ),
  });
}

/** `shop.git` with `lib/` as a submodule, and one of that in `lib/inner`. */
async function nested(url: (host: string) => string): Promise<{ server: Server; top: Repository }> {
  const [top, lib, inner] = [repository(), repository(), repository()];
  const places = new Map([
    ['/lib.git', lib.root],
    ['/inner.git', inner.root],
    ['/shop.git', top.root],
  ]);
  const server = await serve((request, response) => {
    const [name, root] = [...places].find(([each]) => request.url!.startsWith(`/git${each}/`)) ?? [];
    if (root === undefined) return void response.writeHead(404).end();
    request.url = request.url!.replace(`/git${name}/`, '/shop.git/');
    gitBackend(root)(request, response);
  });
  inner.put('inner.yaml', MAP('inner'));
  const deepest = inner.commit('inner');
  lib.put('lib.yaml', MAP('lib'));
  lib.commit('lib');
  link(lib, 'inner', deepest, '\turl = ../inner.git/\n');
  top.put('top.yaml', MAP('top'));
  top.commit('top');
  link(top, 'lib', lib.git('rev-parse', 'HEAD'), `\turl = ${url(server.url)}\n`);
  return { server: { ...server, url: `${server.url}/git` }, top };
}

describe.skipIf(!hasBackend)('submodules', () => {
  it.each([
    ['relative to the repository', () => '../lib.git'],
    ['by their own address', (host: string) => `${host}/git/lib.git`],
  ])('are fetched with theirs, named %s', async (_, url) => {
    const { server } = await nested(url);
    const { vendor, render } = one(server);
    const result = await vendor();
    expect([...reasons(result), ...result.notes]).toEqual([]);
    const { manifests, problems } = await render();
    expect(problems).toEqual([]);
    for (const name of ['top', 'lib', 'inner']) expect(manifests).toContain(`name: ${name}`);
  });

  it('have one digest with their repository, whoever fetches it', async () => {
    const { server } = await nested(() => '../lib.git');
    const [first, second] = [await one(server).vendor(), await one(server).vendor()];
    expect(first.fetched[0]!.digest).toBe(second.fetched[0]!.digest);
  });

  it.each([
    ['file:///etc', /is no address that git may fetch from/],
    ['ext::sh -c "touch owned"', /is no address that git may fetch from/],
    ['-u/bin/sh', /is no address that git may fetch from/],
    ['/etc/passwd', /is no address that git may fetch from/],
    ['http://127.0.0.1:1/x.git', /git says: .*failed to connect/i],
  ])('at %s are refused by name', async (url, reason) => {
    const { server } = await nested(() => url);
    const [message] = reasons(await one(server).vendor());
    expect(message).toMatch(
      /^its submodule lib \(.*\) could not be fetched: .*a checkout without it may stand/,
    );
    expect(message).toMatch(reason);
  });

  it('that contain themselves come to an end', async () => {
    const repo = repository();
    const server = await serve(gitBackend(repo.root));
    // Each commit links the one before it: deeper than anybody's.
    repo.commit('first');
    for (let depth = 0; depth < 12; depth++)
      link(repo, 'again', repo.git('rev-parse', 'HEAD'), `\turl = ${server.url}/shop.git\n`);
    expect(reasons(await one(server).vendor())).toEqual([
      expect.stringMatching(/it has more than 100 submodules, or more than 10 in each other/),
    ]);
  });

  it('without an address are noted, and with `update = none` left out', async () => {
    const repo = repository();
    const server = await serve(gitBackend(repo.root));
    repo.put('top.yaml', MAP('top'));
    const commit = repo.commit('top');
    link(repo, 'quiet', commit, '\turl = ../gone.git\n\tupdate = none\n');
    link(repo, 'stray', commit);
    const result = await one(server).vendor();
    expect(reasons(result)).toEqual([]);
    expect(result.notes).toEqual([
      expect.stringMatching(/^stray of .* is a submodule of which \.gitmodules gives no url/),
    ]);
  });
});

// What `git submodule init` makes of them; the last leads above the host, which nothing can fetch.
it.each([
  ['../b', 'https://h/x/a', 'https://h/x/b'],
  ['../b', 'https://h/x/a/', 'https://h/x/b'],
  ['../../b.git', 'https://h/x/a.git', 'https://h/b.git'],
  ['./b', 'https://h/x/a', 'https://h/x/a/b'],
  ['../b', 'git@h:x/a', 'git@h:x/b'],
  ['../../b', 'git@h:x/a', 'git@h:b'],
  ['../b/', 'ssh://git@h:22/x/a', 'ssh://git@h:22/x/b'],
  ['https://other/b', 'https://h/x/a', 'https://other/b'],
  ['../../../../../b', 'git@h:x/a', '../../../b'],
])('%s of %s is %s', (written, from, wanted) => {
  expect(absoluteURL(written, from)).toBe(wanted);
});
