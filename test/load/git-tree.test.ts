import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskTree, gitTree, type GitTreeOptions, type WalkedTree } from '../../src/load/index.ts';

const limits = { fileBytes: 1000 };
let top: string;
let parent: string;

function git(...args: string[]): string {
  return execFileSync('git', ['-C', top, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args])
    .toString()
    .trim();
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
}

function open(commit: string, options: Partial<GitTreeOptions> = {}): WalkedTree {
  return gitTree(join(top, '.git'), commit, '', { limits, ...options });
}

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'plimsoll-git-'));
  top = join(parent, 'repo');
  mkdirSync(top);
  git('init', '-q', '-b', 'main');
  put('a/values.yaml', '\uFEFFname: a\n');
  put('a/with space/ü.yaml', 'x: 1\n');
  put('b/Chart.yaml', 'name: b\n');
  put('b/templates/x.tpl', '{{ . }}');
  put('notes.md', 'read lazily');
  put('big.yaml', 'x'.repeat(2000));
  put('../outside.yaml', 'o: 1');
  put('latin1.yaml', Uint8Array.of(0x61, 0xe9));
  symlinkSync('../a', join(top, 'b', 'link'));
  symlinkSync('b/link/values.yaml', join(top, 'chain.yaml'));
  symlinkSync('/etc/passwd', join(top, 'absolute.yaml'));
  symlinkSync('../../outside.yaml', join(top, 'a', 'out.yaml'));
  symlinkSync('round.yaml', join(top, 'round.yaml'));
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  put('a/values.yaml', 'name: changed\n');
  git('commit', '-q', '-a', '-m', 'two');
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('gitTree', () => {
  it('reads a commit, whatever is checked out', () => {
    expect(open('main~1').read('a/values.yaml')).toEqual({ ok: true, text: 'name: a\n' });
    expect(open('main').read('a/values.yaml')).toEqual({ ok: true, text: 'name: changed\n' });
    expect(open('main').read('a/with space/ü.yaml')).toEqual({ ok: true, text: 'x: 1\n' });
    expect(open('main').read('notes.md')).toEqual({ ok: true, text: 'read lazily' });
  });

  it('lists what the same files on the disk list, and knows the same kinds', () => {
    const disk = diskTree(top, '', { limits });
    const commit = open('main');
    expect(commit.list()).toEqual(disk.list());
    expect(commit.directories()).toEqual(disk.directories());
    for (const path of [...disk.list(), ...disk.directories(), 'none', 'b/link/with space', '../x']) {
      expect([path, commit.kind(path)]).toEqual([path, disk.kind(path)]);
    }
  });

  it('reads, and refuses to read, what the disk does', () => {
    const disk = diskTree(top, '', { limits });
    const commit = open('main');
    for (const path of disk.list()) expect([path, commit.read(path)]).toEqual([path, disk.read(path)]);
    expect(commit.read('absolute.yaml')).toMatchObject({ code: 'outside' });
    expect(commit.read('big.yaml')).toMatchObject({ code: 'too-large' });
    expect(commit.read('latin1.yaml')).toMatchObject({ code: 'binary' });
    expect(commit.read('b')).toMatchObject({ code: 'directory' });
    expect(commit.readBytes('notes.md')).toEqual(Buffer.from('read lazily'));
  });

  it('opens a folder of a commit, which links cannot leave', () => {
    const commit = open('main', { folder: 'b' });
    expect(commit.list()).toEqual(['Chart.yaml', 'templates/x.tpl']);
    expect(commit.read('link/values.yaml')).toMatchObject({ code: 'outside' });
    expect(() => open('main', { folder: 'none' })).toThrow('no folder none');
  });

  it.each(['--help', 'nothing', 'main\nmain', '-p'])('refuses the commit %j', (commit) => {
    expect(() => open(commit)).toThrow(/./);
  });

  it('runs nothing that the repository configures', () => {
    const marker = join(parent, 'ran');
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.external',
      'filter.x.smudge',
    ]) {
      git('config', name, `touch ${marker}`);
    }
    put('.git/info/attributes', '* filter=x\n');
    const sha = git('rev-parse', 'main:notes.md');
    rmSync(join(top, '.git', 'objects', sha.slice(0, 2), sha.slice(2)));
    const commit = open('main');
    expect(commit.read('notes.md')).toMatchObject({ code: 'unreadable' });
    expect(commit.read('a/values.yaml')).toMatchObject({ ok: true });
    git('config', 'remote.origin.url', 'ext::sh -c "touch ran" %S');
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'protocol.ext.allow', 'always');
    git('config', 'extensions.partialClone', 'origin');
    expect(open('main').read('notes.md')).toMatchObject({ code: 'unreadable' });
    expect([existsSync(marker), existsSync('ran'), existsSync(join(top, 'ran'))]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
