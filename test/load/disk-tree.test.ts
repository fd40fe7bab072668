import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskTree, type WalkedTree } from '../../src/load/index.ts';

const limits = { fileBytes: 10 * 1024 * 1024 };
let parent: string;
let top: string;

function put(path: string, content: string | Uint8Array = ''): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
}

function open(exclude: string[] = []): WalkedTree {
  return diskTree(top, '../x/', { limits, exclude });
}

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'plimsoll-load-'));
  top = join(parent, 'repo');
  put('../secret.txt', 'secret');
  put('../elsewhere/values.yaml', 'a: 1\n');
  put('b/values.yaml', '\uFEFFname: b\r\n');
  put('b-a.yaml', 'name: b-a\n');
  put('.git/config', 'token');
  put('node_modules/x/index.yaml', 'a: 1\n');
  put('vendor/deep/x.yaml', 'a: 1\n');
  put('values.yaml/inner.yaml', 'a: 1\n');
  put('latin1.yaml', Uint8Array.of(0x61, 0x3a, 0xe9));
  put('nul.yaml', 'a\0b');
  put('big.yaml');
  truncateSync(join(top, 'big.yaml'), 50 * 1024 * 1024);
  symlinkSync('../secret.txt', join(top, 'out.yaml'));
  symlinkSync('../elsewhere', join(top, 'elsewhere'));
  symlinkSync('b', join(top, 'linked'));
  symlinkSync('.', join(top, 'b', 'loop'));
  symlinkSync('../.git/config', join(top, 'b', 'token.yaml'));
  symlinkSync('nowhere', join(top, 'dangling.yaml'));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('diskTree', () => {
  it('lists files sorted by code unit, without .git, node_modules and what is excluded', () => {
    const files = open(['vendor/**']).list();
    expect(files).toEqual([...files].sort());
    expect(files.filter((file) => /git\/|node_modules|vendor/.test(file))).toEqual([]);
    expect(files).toContain('b/values.yaml');
    expect(open().list()).toContain('vendor/deep/x.yaml');
  });

  it('follows a link to a folder of the tree, and stops at one that it lies in', () => {
    const tree = open();
    expect(tree.read('linked/values.yaml')).toEqual(tree.read('b/values.yaml'));
    expect(tree.list()).toContain('linked/values.yaml');
    expect(tree.list().filter((file) => file.includes('loop'))).toEqual([]);
    expect(tree.skipped().map(({ path }) => path)).toContain('b/loop');
  });

  it('drops a byte order mark and keeps Windows line ends', () => {
    expect(open().read('b/values.yaml')).toEqual({ ok: true, text: 'name: b\r\n' });
  });

  it.each([
    ['out.yaml', 'outside'],
    ['elsewhere/values.yaml', 'outside'],
    ['../secret.txt', 'outside'],
    ['b/../../secret.txt', 'outside'],
    ['.git/config', 'outside'],
    ['b/token.yaml', 'outside'],
    ['dangling.yaml', 'missing'],
    ['nothing.yaml', 'missing'],
    ['values.yaml', 'directory'],
    ['latin1.yaml', 'binary'],
    ['nul.yaml', 'binary'],
    ['big.yaml', 'too-large'],
  ])('does not read %s: %s', (path, code) => {
    const result = open().read(path);
    expect(result).toMatchObject({ ok: false, code });
    expect(open().readBytes(path)?.length).toBe(code === 'binary' ? 3 : undefined);
  });

  it('remembers a link to a folder outside and does not list it', () => {
    const tree = open();
    expect(tree.list().filter((file) => file.startsWith('elsewhere'))).toEqual([]);
    expect(tree.skipped()).toContainEqual({
      path: 'elsewhere',
      reason: 'is a symbolic link to a folder outside the tree, and is not followed',
    });
  });

  it('knows kinds, also of what is not listed', () => {
    const tree = open(['vendor/**']);
    expect(
      ['b', 'values.yaml', '', 'b-a.yaml', 'vendor/deep', 'vendor/deep/x.yaml'].map((p) => tree.kind(p)),
    ).toEqual(['directory', 'directory', 'directory', 'file', 'directory', 'file']);
    expect(['.git', '../secret.txt', 'out', 'b/none'].map((p) => tree.kind(p))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('lists folders with a file somewhere below', () => {
    expect(open().directories()).toEqual(['b', 'linked', 'values.yaml', 'vendor', 'vendor/deep']);
  });

  // Root reads every file whatever its mode.
  it.skipIf(execFileSync('id', ['-u']).toString().trim() === '0')('tells why a file cannot be read', () => {
    put('locked.yaml', 'a: 1');
    chmodSync(join(top, 'locked.yaml'), 0);
    expect(open().read('locked.yaml')).toMatchObject({
      code: 'unreadable',
      reason: 'cannot be read: EACCES',
    });
    rmSync(join(top, 'locked.yaml'));
  });
});
