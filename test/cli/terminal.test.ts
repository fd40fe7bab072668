import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/run.ts';
import { diagnostic, report } from '../report/report-samples.ts';
import { call, finished } from './fake-host.ts';

const engine = { run: async (): Promise<RunResult> => ({ ...finished, report: report([diagnostic()]) }) };

async function colored(line: string, env: Record<string, string>, terminal: boolean): Promise<boolean> {
  return (await call(line.split(' '), { env, terminal, engine })).stdout.includes('\u001b[');
}

describe('colour', () => {
  it.each([
    ['check', {}, true, true],
    ['check', {}, false, false],
    ['check', { NO_COLOR: '1' }, true, false],
    ['check', { NO_COLOR: '' }, true, true],
    ['check', { TERM: 'dumb' }, true, false],
    ['check', { FORCE_COLOR: '1' }, false, true],
    ['check', { FORCE_COLOR: '0' }, true, false],
    ['check', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['check --color', { NO_COLOR: '1' }, false, true],
    ['check --no-color', { FORCE_COLOR: '1' }, true, false],
  ])('%s %j, terminal %s: %s', async (line, env, terminal, expected) => {
    expect(await colored(line, env as Record<string, string>, terminal)).toBe(expected);
  });
});

async function linked(env: Record<string, string>): Promise<boolean> {
  const rules = finished.rules.map((one) => Object.assign({}, one, { links: ['https://example.com/'] }));
  const run = async (): Promise<RunResult> => ({ ...finished, rules, report: report([diagnostic()]) });
  return (await call(['check'], { env, terminal: true, engine: { run } })).stdout.includes('\u001b]8;;');
}

describe('links', () => {
  it.each([
    [{}, false],
    [{ TERM_PROGRAM: 'vscode' }, true],
    [{ VTE_VERSION: '7200' }, true],
    [{ VTE_VERSION: '4200' }, false],
    [{ TERM_PROGRAM: 'vscode', CI: 'true' }, false],
    [{ TERM_PROGRAM: 'vscode', FORCE_HYPERLINK: '0' }, false],
    [{ TERM_PROGRAM: 'vscode', NO_COLOR: '1' }, false],
  ])('%j: %s', async (env, expected) => {
    expect(await linked(env as Record<string, string>)).toBe(expected);
  });
});

async function longest(env: Record<string, string>, terminal: boolean): Promise<number> {
  const message = 'word '.repeat(100).trim();
  const run = async (): Promise<RunResult> => ({ ...finished, report: report([diagnostic({ message })]) });
  const { stdout } = await call(['check', '--no-color'], { env, terminal, engine: { run } });
  return Math.max(
    ...stdout
      .split('\n')
      .filter((line) => line.includes('word'))
      .map((line) => line.length),
  );
}

describe('width', () => {
  it.each([
    ['the terminal’s own', {}, true, 70],
    ['COLUMNS', { COLUMNS: '50' }, true, 50],
    ['100 for a pipe', {}, false, 100],
    ['no less than 40', { COLUMNS: '3' }, true, 40],
    ['the terminal’s own for a COLUMNS that is none', { COLUMNS: '-x' }, true, 70],
  ])('is %s', async (_, env, terminal, width) => {
    const length = await longest(env as Record<string, string>, terminal);
    expect(length).toBeLessThanOrEqual(width);
    expect(length).toBeGreaterThan(width - 6);
  });
});

/** A run of three reports, with so many milliseconds between them. */
async function stderrOf(
  step: number,
  env: Record<string, string> = {},
  terminal = true,
  line = 'check',
): Promise<string> {
  let time = 0;
  const run = async ({
    onProgress,
  }: {
    onProgress?: (done: number, total: number, stage: string) => void;
  }): Promise<RunResult> => {
    for (let done = 0; done < 3; done += 1) {
      time += step;
      onProgress?.(done, 1_000, 'render');
    }
    return finished;
  };
  return (await call(line.split(' '), { env, terminal, now: () => time, engine: { run } })).stderr;
}

describe('progress', () => {
  it('shows nothing of a run of less than a second', async () => {
    expect(await stderrOf(300)).toBe('');
  });

  it('rewrites one line after the first second, and takes it away', async () => {
    expect(await stderrOf(600)).toBe(
      '\r\u001b[2Krender 1 of 1000, 1 s\r\u001b[2Krender 2 of 1000, 2 s\r\u001b[2K',
    );
  });

  it('is silent in CI, in pipes, on a dumb terminal and where it is not wanted', async () => {
    expect(await stderrOf(5_000, { CI: 'true' })).toBe('');
    expect(await stderrOf(5_000, {}, false)).toBe('');
    expect(await stderrOf(5_000, { TERM: 'dumb' })).toBe('');
    expect(await stderrOf(5_000, {}, true, 'check --no-progress')).toBe('');
  });
});
