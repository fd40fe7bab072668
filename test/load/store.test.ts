import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeTar } from '../../src/archive/index.ts';
import { configFrom } from '../../src/config/index.ts';
import {
  archivePath,
  digestOf,
  lockText,
  memoryTree,
  openTrees,
  parseLock,
  sourceKey,
  SourceStore,
  withoutCredentials,
  withStore,
} from '../../src/load/index.ts';
import type { JsonObject, LockedSource, SourceTree, Trees } from '../../src/types.ts';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-store-')));
  folder = join(parent, 'gitops');
  mkdirSync(folder);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const COMMIT = 'c'.repeat(40);

/** A locked git repository of these files, and its archive in the store. */
function stored(files: Readonly<Record<string, string>>, over: Partial<LockedSource> = {}): LockedSource {
  const tar = writeTar(
    Object.entries(files).map(([name, text]) =>
      text.startsWith('→')
        ? { name, type: 'link', content: Buffer.alloc(0), target: text.slice(1) }
        : { name, type: 'file', content: Buffer.from(text), target: '' },
    ),
  );
  const source: LockedSource = {
    kind: 'git',
    repoURL: 'https://git.example.com/a.git',
    revision: 'main',
    resolved: COMMIT,
    digest: digestOf(tar),
    ...over,
  };
  put(`.plimsoll/store/${archivePath(source)}`, gzipSync(tar));
  return source;
}

function open(config: JsonObject = {}): { trees: Trees; store: SourceStore } {
  const options = { folder, config: configFrom(config) };
  const { trees } = openTrees(options);
  const store = new SourceStore(options, trees.checked);
  return { trees: withStore(trees, store), store };
}

function treeOf(trees: Trees, repoURL: string, revision?: string): SourceTree {
  const found = trees.resolve(repoURL, revision);
  if ('reason' in found) throw new Error(found.reason);
  return found.tree;
}

function reason(trees: Trees, repoURL = 'https://git.example.com/a.git', revision?: string): string {
  const found = trees.resolve(repoURL, revision ?? 'main');
  return 'reason' in found ? `${found.reason}; ${found.remedy ?? ''}` : 'found';
}

describe('a git repository in the store', () => {
  it('is a tree like any other, in any spelling of its URL', () => {
    put('plimsoll.lock', lockText([stored({ 'a/b.yaml': 'x: 1', 'c.yaml': 'y: 2' })]));
    const { trees } = open();
    for (const url of [
      'https://git.example.com/a.git',
      'git@git.example.com:a',
      'ssh://git@git.example.com/A.git/',
    ]) {
      const tree = treeOf(trees, url, 'main');
      expect(tree.list()).toEqual(['a/b.yaml', 'c.yaml']);
      expect(tree.directories()).toEqual(['a']);
      expect(tree.read('a/b.yaml')).toEqual({ ok: true, text: 'x: 1' });
      expect(tree.read('a/../c.yaml')).toEqual({ ok: true, text: 'y: 2' });
      expect([tree.kind(''), tree.kind('a'), tree.kind('a/b.yaml'), tree.kind('x')]).toEqual([
        'directory',
        'directory',
        'file',
        undefined,
      ]);
      expect(tree.read('a')).toMatchObject({ ok: false, code: 'directory' });
      expect(tree.read('../x')).toMatchObject({ ok: false, code: 'outside' });
      expect(tree.prefix).toMatch(/^\.plimsoll\/store\/sha256\/[0-9a-f]{64}\.tar\.gz\/$/);
    }
    expect(reason(trees, 'https://git.example.com/a.git', 'v1')).toMatch(
      /plimsoll\.lock does not have it at v1 either/,
    );
  });

  it('has links that stay inside, and is left by none', () => {
    put(
      'plimsoll.lock',
      lockText([
        stored({
          'real/x.yaml': 'x: 1',
          folder: '→real',
          'deep/up.yaml': '→../real/x.yaml',
          'out.yaml': '→../../etc/passwd',
          'abs.yaml': '→/etc/passwd',
          round: '→round',
        }),
      ]),
    );
    const tree = treeOf(open().trees, 'https://git.example.com/a.git', 'main');
    expect(tree.read('folder/x.yaml')).toEqual({ ok: true, text: 'x: 1' });
    expect(tree.read('deep/up.yaml')).toEqual({ ok: true, text: 'x: 1' });
    expect(tree.list()).toEqual([
      'abs.yaml',
      'deep/up.yaml',
      'folder/x.yaml',
      'out.yaml',
      'real/x.yaml',
      'round',
    ]);
    expect(tree.read('out.yaml')).toMatchObject({ ok: false, code: 'outside' });
    expect(tree.read('abs.yaml')).toMatchObject({ ok: false, code: 'outside' });
    expect(tree.read('round')).toMatchObject({ ok: false, code: 'missing' });
  });

  it('is for its revision only; without one it is the only one there is, and nothing is asked for', () => {
    put('plimsoll.lock', lockText([stored({ 'a.yaml': 'a: 1' })]));
    const { trees, store } = open();
    expect(treeOf(trees, 'https://git.example.com/a.git').list()).toEqual(['a.yaml']);
    expect(store.asked()).toEqual([]);
    reason(trees, 'https://git.example.com/a.git', '');
    reason(trees, 'git@git.example.com:a.git', 'HEAD');
    expect(store.asked()).toMatchObject([
      { kind: 'git', revision: 'HEAD', repoURL: 'git@git.example.com:a.git' },
    ]);
  });

  it('comes after the folders that stand for it', () => {
    put('plimsoll.lock', lockText([stored({ 'a.yaml': 'a: 1' })]));
    const { trees, store } = open({ repositories: { 'https://git.example.com/a.git': '.' } });
    expect(treeOf(trees, 'https://git.example.com/a.git', 'main')).toBe(trees.checked);
    const broken = open({ repositories: { 'https://git.example.com/a.git': 'nowhere' } });
    expect(reason(broken.trees)).toMatch(/is mapped to nowhere, which is not a folder/);
    expect(store.asked()).toEqual([]);
  });
});

describe('a store that is not what the lock says', () => {
  it.each([
    [
      'nothing',
      (file: string) => rmSync(file),
      /is locked to commit c{12}, but \.plimsoll\/store\/sha256\/\S+ is not there; `plimsoll vendor` fetches it$/,
    ],
    [
      'other bytes',
      (file: string) => writeFileSync(file, gzipSync('other')),
      /does not have the digest that plimsoll\.lock gives: it is sha256:\w+, not sha256:\w+; `plimsoll vendor` fetches it again$/,
    ],
    ['no archive', (file: string) => writeFileSync(file, 'other'), /does not appear to be a gzipped archive/],
    [
      'a folder',
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
      /is no file/,
    ],
  ])('%s', (_, change, expected) => {
    const source = stored({ 'a.yaml': 'a: 1' });
    put('plimsoll.lock', lockText([source]));
    change(join(folder, '.plimsoll/store', archivePath(source)));
    const { trees, store } = open();
    expect(reason(trees)).toMatch(expected);
    expect(store.asked()).toMatchObject([{ missing: expect.any(String), locked: { digest: source.digest } }]);
  });

  it.each([['../x'], ['/x'], ['a/../../x'], ['.git/config'], ['a//b/../../../c']])(
    'an archive with %s',
    (name) => {
      put('plimsoll.lock', lockText([stored({ [name]: 'x' })]));
      expect(reason(open().trees)).toMatch(/which is no path inside it/);
    },
  );

  it('one path as a file and as a folder', () => {
    put('plimsoll.lock', lockText([stored({ a: 'x', 'a/b': 'y' })]));
    expect(reason(open().trees)).toMatch(/holds a both as a file and as a folder/);
  });

  it('lies neither in the checked folder nor beside it', () => {
    put('plimsoll.lock', lockText([stored({ 'a.yaml': 'a: 1' })]));
    expect(reason(open({ store: '/' }).trees)).toMatch(/lies neither in the checked folder nor beside it/);
    expect(reason(open({ store: '../../elsewhere' }).trees)).toMatch(/lies neither/);
    expect(reason(open({ store: '../beside' }).trees)).toMatch(/\.\.\/beside\/sha256\/\S+ is not there/);
    symlinkSync('/', join(folder, 'sly'));
    expect(reason(open({ store: 'sly/x' }).trees)).toMatch(/lies neither/);
  });
});

describe('plimsoll.lock', () => {
  const chart: LockedSource = {
    kind: 'chart',
    repoURL: 'https://charts.example.com/stable',
    name: 're"dis',
    revision: '^1.0.0',
    resolved: '1.2.3',
    digest: `sha256:${'a'.repeat(64)}`,
    isChart: true,
  };
  const git: LockedSource = {
    kind: 'git',
    repoURL: 'https://git.example.com/a',
    revision: 'no',
    resolved: COMMIT,
    digest: `sha256:${'b'.repeat(64)}`,
  };

  it('reads what it wrote, and is the same whatever the order', () => {
    const text = lockText([git, chart]);
    expect(lockText([chart, git])).toBe(text);
    const { lock, problems } = parseLock({ ok: true, text }, 'plimsoll.lock');
    expect(problems).toEqual([]);
    expect([...lock.values()]).toEqual([chart, git]);
    expect(parseLock({ ok: true, text: lockText([]) }, 'x')).toEqual({ lock: new Map(), problems: [] });
  });

  it.each([
    ['a digest that is none', lockText([chart]).replace(/sha256:a+/, 'sha256:../../x')],
    ['a commit that is none', lockText([git]).replace(COMMIT, 'main')],
    ['a kind that is none', lockText([git]).replace('"git"', '"hg"')],
    ['no URL', lockText([git]).replace(/repoURL.*/, 'name: x')],
    ['no map', 'version: 1\nsources:\n  - 1\n'],
  ])('with %s has a problem there, and the run goes on', (_, text) => {
    put('plimsoll.lock', text);
    const { store, trees } = open();
    expect(store.problems).toMatchObject([{ ruleId: 'yaml-invalid', location: { file: 'plimsoll.lock' } }]);
    expect(reason(trees)).toMatch(/does not have it/);
  });

  it.each([
    [
      'a merge that is not resolved',
      lockText([git]).replace(/( {4}digest: .*\n)/, '<<<<<<< ours\n$1=======\n$1>>>>>>> theirs\n'),
      8,
      /^this is a merge conflict/,
    ],
    ['an entry twice', lockText([git]) + lockText([git]).split('sources:\n')[1], 9, /for the same source/],
    ['a newer form', lockText([git]).replace('version: 1', 'version: 2'), 2, /of a newer Plimsoll/],
    ['no version', lockText([git]).replace('version: 1\n', ''), 2, /has no `version: 1`/],
    ['nothing', '', 1, /has no `version: 1`/],
    ['no sources', 'version: 1\n', 1, /has no list of sources/],
    ['bytes that are no text', 'version: 1\0', 1, /has NUL bytes/],
  ])('with %s says so, and what to do', (_, text, line, message) => {
    put('plimsoll.lock', text);
    const { problems } = open().store;
    expect(problems).toMatchObject([{ location: { file: 'plimsoll.lock', range: { start: { line } } } }]);
    expect(problems[0]!.message).toMatch(message);
    expect(problems[0]!.message).toMatch(/; mend it, or remove it and let `plimsoll vendor` write it anew$/);
  });

  it('that is no YAML has its line', () => {
    put('plimsoll.lock', 'sources:\n\t- x\n');
    expect(open().store.problems).toMatchObject([
      { ruleId: 'yaml-invalid', location: { range: { start: { line: 2 } } } },
    ]);
  });

  it('is the commit’s where a commit is checked', () => {
    const text = lockText([chart]);
    const store = new SourceStore({ folder, config: configFrom({}) }, memoryTree({ 'plimsoll.lock': text }));
    expect([...store.locked().values()]).toEqual([chart]);
  });
});

describe('a source’s key', () => {
  it.each([
    ['git', 'https://git.example.com/A/b.git', 'git@git.example.com:a/b'],
    ['chart', 'https://Charts.example.com/x/', 'https://charts.example.com/x'],
    ['oci', 'oci://R.example.com/x', 'r.example.com/x/'],
  ] as const)('of %s is one for %s and %s', (kind, one, other) => {
    const key = (repoURL: string): string => sourceKey({ kind, repoURL, name: 'n', revision: '1' });
    expect(key(one)).toBe(key(other));
    expect(key(one)).not.toBe(sourceKey({ kind, repoURL: one, name: 'n', revision: '2' }));
  });

  it.each([
    ['https://user:token@git.example.com/a.git', 'https://git.example.com/a.git'],
    ['https://to@ken@git.example.com/a.git', 'https://git.example.com/a.git'],
    ['ssh://git:pw@git.example.com/a.git', 'ssh://git@git.example.com/a.git'],
    ['git@git.example.com:a.git', 'git@git.example.com:a.git'],
    ['https://git.example.com/a@b', 'https://git.example.com/a@b'],
  ])('%s is written %s', (url, written) => {
    expect(withoutCredentials(url)).toBe(written);
  });
});
