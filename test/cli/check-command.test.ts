import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/run.ts';
import type { Report } from '../../src/types.ts';
import { diagnostic, report } from '../report/report-samples.ts';
import { ROOT, call, finished } from './fake-host.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function engineOf(of: Report): { run: () => Promise<typeof finished> } {
  return { run: async () => ({ ...finished, report: of }) };
}

const broken = report([diagnostic()]);

describe('check', () => {
  it('asks for what the options say, paths from the working folder', async () => {
    const line =
      'check .. --config c.yaml --commit HEAD~1 --fail-on warning --rule image-not-pinned=off --seed x';
    const maps = ['--repo-map', 'https://git.example.com/x?a=b=../x', '--repo-map=git@example.com:y=/y'];
    const { asked, code } = await call([...line.split(' '), ...maps]);
    expect(code).toBe(0);
    expect(asked).toMatchObject({
      folder: resolve(ROOT, '..'),
      configFile: resolve(ROOT, 'c.yaml'),
      commit: 'HEAD~1',
      seed: 'x',
      overrides: { failOn: 'warning', rules: { 'image-not-pinned': { severity: 'off' } } },
    });
    expect([...asked!.repositoryMap!]).toEqual([
      ['https://git.example.com/x?a=b', resolve(ROOT, '../x')],
      ['git@example.com:y', '/y'],
    ]);
  });

  it('checks the working folder where none is named', async () => {
    expect((await call(['check'])).asked).toMatchObject({ folder: resolve(ROOT) });
  });

  it('ends with 0 when clean and 1 when a diagnostic fails the run', async () => {
    expect((await call(['check'])).code).toBe(0);
    const failed = await call(['check'], { engine: engineOf(broken) });
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('✗ 1 error in 1 file');
    const tolerated = await call(['check'], { engine: engineOf({ ...broken, failed: false }) });
    expect(tolerated.code).toBe(0);
  });

  it('ends with 2 and says where when the configuration is wrong', async () => {
    const location = {
      file: 'plimsoll.yaml',
      range: { start: { line: 3, character: 1 }, end: { line: 3, character: 5 } },
    };
    const refused: RunResult = {
      ok: false,
      errors: [
        { message: 'unknown key \u001b[1mrulez', location },
        { message: 'no such commit', location },
      ],
    };
    const { code, stdout, stderr } = await call(['check'], { engine: { run: async () => refused } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'plimsoll: plimsoll.yaml:3:1: unknown key ␛[1mrulez\nplimsoll: plimsoll.yaml:3:1: no such commit\n',
    );
  });

  it('leaves a fault of ours to the door', async () => {
    const fault = Promise.reject(new TypeError('x is undefined'));
    await expect(call(['check'], { engine: { run: () => fault } })).rejects.toThrow('x is undefined');
  });
});

function run(line: string): ReturnType<typeof call> {
  return call(line.split(' '), { cwd: folder, engine: engineOf(broken) });
}

describe('outputs', () => {
  it('writes each format to its file, makes parent folders, and leaves no draft', async () => {
    const { code, stdout, stderr } = await run(
      'check -f pretty -f sarif -o out/deep/x.sarif --format json --output out/x.json',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('image-not-pinned');
    expect(stderr).toBe('');
    expect(readFileSync(join(folder, 'out/deep/x.sarif'), 'utf8')).toContain('"version": "2.1.0"');
    expect(readFileSync(join(folder, 'out/x.json'), 'utf8')).toContain('"schemaVersion": 1');
    expect(readdirSync(join(folder, 'out'))).toEqual(['deep', 'x.json']);
    expect(readdirSync(join(folder, 'out/deep'))).toEqual(['x.sarif']);
  });

  it('takes a lone output for the lone format, before or after it, or for pretty', async () => {
    await run('check --output first.json --format json');
    expect(readFileSync(join(folder, 'first.json'), 'utf8')).toContain('"schemaVersion"');
    const { stdout, stderr } = await run('check --output report.txt');
    expect({ stdout, stderr }).toEqual({
      stdout: '',
      stderr: 'plimsoll: ✗ 1 error in 1 file; see report.txt\n',
    });
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('image-not-pinned');
    expect((await run('check --format json --output -')).stdout).toContain('"schemaVersion"');
  });

  it('replaces an older file and a link, but not what the link leads to', async () => {
    writeFileSync(join(folder, 'target'), 'kept');
    symlinkSync('target', join(folder, 'link.json'));
    await run('check -f json -o link.json');
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('kept');
    expect(readFileSync(join(folder, 'link.json'), 'utf8')).toContain('"schemaVersion"');
  });

  it('is bad usage where a file cannot be written', async () => {
    mkdirSync(join(folder, 'a-folder'));
    const { code, stderr } = await run('check -f json -o a-folder');
    expect(code).toBe(2);
    expect(stderr).toContain("a-folder can't be written");
    expect(existsSync(join(folder, '.a-folder.test.tmp'))).toBe(false);
  });

  it('never colours a file', async () => {
    await run('check --color -o plain.txt');
    expect(readFileSync(join(folder, 'plain.txt'), 'utf8')).not.toContain('\u001b');
  });

  it('names files from the top of the git repository for code hosts', async () => {
    mkdirSync(join(folder, 'repository/.git'), { recursive: true });
    mkdirSync(join(folder, 'repository/deploy/gitops'), { recursive: true });
    const { stdout } = await run('check repository/deploy/gitops -f github');
    expect(stdout).toContain('file=repository/deploy/gitops/a/values.yaml'.replace('repository/', ''));
  });
});
