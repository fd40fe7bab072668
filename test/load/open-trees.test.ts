import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { openTrees, repoKey, type OpenOptions } from '../../src/load/index.ts';
import type { SourceTree, Trees } from '../../src/types.ts';

let parent: string;

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(parent, path)), { recursive: true });
  writeFileSync(join(parent, path), content);
}

function open(repositories: Record<string, string>, options: Partial<OpenOptions> = {}): Trees {
  return openTrees({
    folder: join(parent, 'work/platform'),
    config: configFrom({ repositories }),
    ...options,
  }).trees;
}

function tree(trees: Trees, url: string): SourceTree {
  const resolved = trees.resolve(url);
  if ('reason' in resolved) throw new Error(`${url} ${resolved.reason}`);
  return resolved.tree;
}

function reason(trees: Trees, url: string): string {
  const resolved = trees.resolve(url);
  return 'reason' in resolved ? resolved.reason : 'resolved';
}

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'plimsoll-open-'));
  put('work/platform/a.yaml', 'a: 1');
  put('work/apps/Cart/chart/Chart.yaml', 'name: cart');
  put('far/Chart.yaml', 'name: far');
  put(
    'work/mono/.git/config',
    '[core]\n\turl = no\n[remote "origin"]\n\turl = git@git.example.com:shop/mono.git\n',
  );
  put('work/mono/.git/worktrees/side/commondir', '../..\n');
  put('work/side/.git', `gitdir: ${join(parent, 'work/mono/.git/worktrees/side')}\n`);
  put('work/side/deploy/b.yaml', 'b: 1');
  put('work/mono/deploy/gitops/c.yaml', 'c: 1');
  symlinkSync('../far', join(parent, 'work/sly'));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('openTrees', () => {
  it('resolves mapped URLs in any spelling, with the path from the checked folder as prefix', () => {
    const trees = open({
      'https://git.example.com/apps/cart.git': '../apps/Cart',
      'https://git.example.com/platform': '.',
    });
    const cart = tree(trees, 'git@git.example.com:apps/Cart');
    expect(cart.prefix).toBe('../apps/Cart/');
    expect(cart.read('chart/Chart.yaml')).toEqual({ ok: true, text: 'name: cart' });
    expect(tree(trees, 'ssh://git@git.example.com:22/apps/cart.git/')).toBe(cart);
    expect(tree(trees, 'https://git.example.com/platform.git')).toBe(trees.checked);
    expect(tree(trees, '.')).toBe(trees.checked);
    expect(trees.checked.prefix).toBe('');
  });

  it('fills a * in, in the case of the URL', () => {
    const trees = open({ 'https://git.example.com/apps/*.git': '../apps/*' });
    expect(tree(trees, 'https://git.example.com/apps/Cart.git').prefix).toBe('../apps/Cart/');
    expect(reason(trees, 'https://git.example.com/apps/none')).toBe(
      'is mapped to ../apps/none, which is not a folder',
    );
    expect(reason(trees, 'https://git.example.com/apps/...git')).toMatch(/^is not among/);
    expect(reason(trees, 'https://git.example.com/apps/deep/Cart')).toMatch(/^is not among/);
  });

  it('takes * for every URL that nothing else stands for', () => {
    const trees = open({ '*': '../apps/Cart' }, { repositoryMap: { 'https://a/far': join(parent, 'far') } });
    expect(tree(trees, 'https://anywhere.example.com/at/all').prefix).toBe('../apps/Cart/');
    expect(tree(trees, 'https://a/far').prefix).toBe('../../far/');
    const preferred = open({ '*': '../apps/Cart' }, { repositoryMap: { '*': join(parent, 'far') } });
    expect(tree(preferred, 'https://anywhere.example.com/at/all').prefix).toBe('../../far/');
  });

  it('lets the config name no folder farther than beside the checked one, also not by a link', () => {
    const trees = open({ 'https://a/far': '../../far', 'https://a/sly': '../sly', 'https://a/abs': parent });
    for (const name of ['far', 'sly', 'abs'])
      expect(reason(trees, `https://a/${name}`)).toMatch(/neither in the checked folder nor beside it/);
  });

  it('lets the command line name any folder, and prefers it', () => {
    const trees = open({ 'https://a/far': '.' }, { repositoryMap: { 'https://a/far': join(parent, 'far') } });
    expect(tree(trees, 'https://a/far').read('Chart.yaml')).toEqual({ ok: true, text: 'name: far' });
    expect(tree(trees, 'https://a/far').prefix).toBe('../../far/');
  });

  it.each([
    ['work/mono/deploy/gitops', '../../', 'deploy/gitops'],
    ['work/side/deploy', '../', 'deploy'],
  ])('recognises the repository that %s lies in by its remote', (folder, prefix, checkedFolder) => {
    const trees = open({}, { folder: join(parent, folder) });
    const top = tree(trees, 'https://git.example.com/Shop/Mono');
    expect(top).toMatchObject({ prefix, checkedFolder });
    expect(top.list().some((file) => file.startsWith(`${checkedFolder}/`))).toBe(true);
    expect(reason(trees, 'https://git.example.com/other')).toMatch(/no remote of the checked repository/);
  });

  it('says of a repository of the same name that it may be the one that is checked', () => {
    const trees = open({}, { folder: join(parent, 'work/mono/deploy/gitops') });
    expect(trees.resolve('https://mirror.example.com/forks/mono.git')).toMatchObject({
      remedy: 'if it is this repository, map it to its folder, else `plimsoll vendor` fetches it',
    });
    expect(trees.resolve('https://mirror.example.com/mono/other.git')).not.toHaveProperty('remedy');
  });

  it('refuses a folder that is not there, and a commit without a repository', () => {
    const missing = openTrees({ folder: join(parent, 'none'), config: configFrom({}) });
    expect(missing.refused).toContain('no such folder');
    expect(missing.trees.checked.list()).toEqual([]);
    const commit = openTrees({ folder: join(parent, 'far'), config: configFrom({}), commit: 'HEAD' });
    expect(commit.refused).toContain('not in a git repository');
  });

  it('reports a link to a folder outside', () => {
    const { problems } = openTrees({ folder: join(parent, 'work'), config: configFrom({}) });
    expect(problems).toMatchObject([{ ruleId: 'file-unreadable', location: { file: 'sly' } }]);
  });
});

describe('repoKey', () => {
  it.each([
    'https://Git.example.com/org/repo',
    'https://git.example.com/org/repo.git',
    'https://user:secret@git.example.com:443/org/repo/',
    'git@git.example.com:org/repo.git',
    'ssh://git@git.example.com/org/repo.git',
    ' http://git.example.com/org//repo ',
  ])('%s is the same repository', (url) => {
    expect(repoKey(url).toLowerCase()).toBe('git.example.com/org/repo');
  });

  it.each([
    ['ssh://git@git.example.com:7999/org/repo', 'git.example.com:7999/org/repo'],
    ['git.example.com:8080/org/repo', 'git.example.com:8080/org/repo'],
    ['oci://registry.example.com/charts', 'registry.example.com/charts'],
    ['', ''],
  ])('%s keeps what tells it apart', (url, key) => {
    expect(repoKey(url)).toBe(key);
  });
});
