import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitBackend, hasBackend, repository, type Repository } from './git-server.ts';
import { application, fleet, reasons, serve, sha256, type Fleet, type Server } from './servers.ts';

const MAP = Buffer.from('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {at: large}\n');
const LOGIN = `Basic ${Buffer.from('bot:password').toString('base64')}`;

function pointer(bytes: Buffer, size = bytes.length): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(bytes)}\nsize ${size}\n`;
}

interface Behaviour {
  /** Bytes for a file; default: the right ones. */
  readonly gives?: Buffer;
  readonly error?: string;
  readonly body?: string;
}

/** A repository with one pointer, and a server for it that wants a login for what is large. */
async function setting({ gives = MAP, error, body }: Behaviour = {}): Promise<{
  readonly repo: Repository;
  readonly server: Server;
}> {
  const repo = repository();
  repo.put('deploy/map.yaml', pointer(MAP));
  repo.commit('one');
  const git = gitBackend(repo.root);
  const server = await serve((request, response) => {
    if (request.url!.startsWith('/large/')) {
      return void response
        .writeHead(request.headers.authorization === 'Bearer one-use' ? 200 : 403)
        .end(gives);
    }
    if (!request.url!.endsWith('/objects/batch')) return git(request, response);
    if (request.headers.authorization !== LOGIN)
      return void response.writeHead(401, { 'lfs-authenticate': 'Basic realm="lfs"' }).end();
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const { objects } = JSON.parse(text) as { objects: { oid: string; size: number }[] };
      const answers = objects.map((object) => ({
        ...object,
        ...(error === undefined
          ? {
              actions: {
                download: {
                  href: `${server.url}/large/${object.oid}`,
                  header: { Authorization: 'Bearer one-use' },
                },
              },
            }
          : { error: { code: 404, message: error } }),
      }));
      response.end(body ?? JSON.stringify({ transfer: 'basic', objects: answers }));
    });
  });
  return { repo, server };
}

function gitops(server: Server, config = "argocd:\n  enableLfs: ['*']\n"): Fleet {
  return fleet({
    'plimsoll.yaml': config,
    'shop.yaml': application(
      'shop',
      `repoURL: ${server.url}/shop.git`,
      'path: deploy',
      'targetRevision: main',
    ),
  });
}

/** With the login that git's helper has, or without. */
function vendored(one: Fleet, helper = true): ReturnType<Fleet['vendor']> {
  one.put(
    '../home/.gitconfig',
    helper ? '[credential]\n\thelper = "!f() { echo username=bot; echo password=password; }; f"\n' : '',
  );
  return one.vendor({ env: { PATH: process.env['PATH'], HOME: join(one.folder, '../home') } });
}

describe.skipIf(!hasBackend)('a Git LFS file', () => {
  it('is fetched with git’s credentials where Argo CD fetches it, and rendered', async () => {
    const { server } = await setting();
    const one = gitops(server);
    expect(reasons(await vendored(one))).toEqual([]);
    expect((await one.render()).manifests).toMatch(/at: large/);
    expect(one.read('plimsoll.lock')).toMatch(/ {4}lfs: true\n/);
    expect(one.read('plimsoll.lock')).not.toMatch(/password/);
    expect(server.requests.filter(({ line }) => line.startsWith('GET /large/'))).toHaveLength(1);
    expect((await vendored(one)).present).toHaveLength(1);
  });

  it('is told as a pointer elsewhere, and is another source than the repository with it', async () => {
    const { server } = await setting();
    const one = gitops(server, '');
    expect(reasons(await vendored(one))).toEqual([]);
    expect((await one.render()).problems.join()).toMatch(
      /map\.yaml is a Git LFS pointer.*`argocd\.enableLfs`/,
    );
    one.put('plimsoll.yaml', `argocd:\n  enableLfs: [${server.url}/*]\n`);
    expect((await vendored(one)).fetched).toHaveLength(1);
    expect((await one.render()).problems).toEqual([]);
  });

  it.each([
    [
      'that is another one',
      { gives: Buffer.from(MAP).reverse() },
      /is not the Git LFS file deploy\/map\.yaml: it is sha256/,
    ],
    ['that is longer', { gives: Buffer.concat([MAP, MAP]) }, /is larger than \d+ bytes/],
    ['that the server lacks', { error: 'gone' }, /does not give the Git LFS file deploy\/map\.yaml: gone/],
    ['of a server that answers something else', { body: '<html>' }, /answers no list of Git LFS objects/],
  ])('%s fails its repository', async (_, behaviour, reason) => {
    const { server } = await setting(behaviour);
    expect(reasons(await vendored(gitops(server)))).toEqual([expect.stringMatching(reason)]);
  });

  it('that nobody here may fetch is told without the password', async () => {
    const { server } = await setting();
    expect(reasons(await vendored(gitops(server), false))).toEqual([
      expect.stringMatching(/git says: .*could not read Username|terminal prompts disabled/),
    ]);
  });

  it('that is too large to be read stays a pointer, and is named', async () => {
    const { repo, server } = await setting();
    repo.put('deploy/huge.bin', pointer(Buffer.from('x'), 11 * 1024 * 1024));
    repo.commit('two');
    const { notes, failures } = await vendored(gitops(server));
    expect(failures).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^deploy\/huge\.bin of \S+ stays a Git LFS pointer/)]);
  });

  it('has the server that .lfsconfig names, by HTTP alone', async () => {
    const { repo, server } = await setting();
    repo.put('.lfsconfig', `[lfs]\n\turl = ${server.url}/other\n`);
    repo.commit('two');
    expect(reasons(await vendored(gitops(server)))).toEqual([]);
    expect(server.requests.map(({ line }) => line)).toContain('POST /other/objects/batch');
    repo.put('.lfsconfig', '[lfs]\n\turl = file:///etc\n');
    repo.commit('three');
    expect(reasons(await vendored(gitops(server)))).toEqual([
      expect.stringMatching(/file:\/\/\/etc is not spoken to/),
    ]);
  });

  it('of a repository that SSH leads to has the server that is told there, with what it wants', async () => {
    const { repo, server } = await setting();
    const one = gitops(server);
    // Instead of ssh: git's own commands are run here, and git-lfs-authenticate answers.
    one.put(
      '../ssh.sh',
      [
        'while [ "${1#-}" != "$1" ]; do [ "$1" = -p ] || [ "$1" = -o ] && shift; shift; done',
        'shift',
        'case "$1" in',
        `git-lfs-authenticate\\ *\\ download) echo "$1" >> ${one.folder}/../asked; echo '{"href": "${server.url}/by-ssh", "header": {"Authorization": "${LOGIN}"}}';;`,
        '*) eval "$1";;',
        'esac',
        '',
      ].join('\n'),
    );
    one.put(
      'shop.yaml',
      application(
        'shop',
        `repoURL: ssh://git@git.example.com:2222${repo.root}/shop.git`,
        'path: deploy',
        'targetRevision: main',
      ),
    );
    const env = {
      PATH: process.env['PATH'],
      GIT_SSH_COMMAND: `sh ${one.folder}/../ssh.sh`,
      GIT_SSH_VARIANT: 'ssh',
    };
    expect(reasons(await one.vendor({ env }))).toEqual([]);
    expect((await one.render()).manifests).toMatch(/at: large/);
    expect(one.read('../asked')).toBe(`git-lfs-authenticate '${repo.root}/shop.git' download\n`);
    expect(server.requests.map(({ line }) => line)).toContain('POST /by-ssh/objects/batch');
  });
});
