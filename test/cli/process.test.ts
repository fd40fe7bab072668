import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real process, run from the source. `deaf`: nobody reads its standard output, as after `| head`. */
function plimsoll(args: readonly string[], { deaf = false, preload = '', output = '' } = {}): Promise<Ended> {
  const imports = preload === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const child = spawn(process.execPath, ['--import', 'tsx', ...imports, cli, ...args], {
    cwd: root,
    stdio: ['ignore', output === '' ? 'pipe' : openSync(output, 'w'), 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  if (deaf) child.stdout?.destroy();
  child.stdout?.on('data', (chunk) => void (written.stdout += String(chunk)));
  child.stderr!.on('data', (chunk) => void (written.stderr += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...written })));
}

describe('the process', () => {
  it('prints and ends with 0', async () => {
    const { code, stdout, stderr } = await plimsoll(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: plimsoll');
  });

  it('ends with 2 for bad usage', async () => {
    expect(await plimsoll(['chek'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('is quiet about a reader that went away', async () => {
    expect(await plimsoll(['--help'], { deaf: true })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full where it is', async () => {
    expect(await plimsoll(['rules'], { output: '/dev/full' })).toEqual({
      code: 2,
      stdout: '',
      stderr: "plimsoll: the output can't be written: ENOSPC\n",
    });
  });

  it.each([
    ['thrown', 'setTimeout(() => { throw fault })'],
    ['rejected', 'Promise.reject(fault)'],
  ])('says sorry and ends with 3 for a fault of its own: %s', async (_, happen) => {
    // At the first output: by then the command is running, whatever the time it took to start.
    const preload = `const { stdout } = process; const write = stdout.write;
      stdout.write = (text) => { const fault = new Error('boom\\u001b[2J'); ${happen}; return write.call(stdout, text); };`;
    const { code, stderr } = await plimsoll(['--help'], { preload });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^plimsoll: sorry, this is a fault of plimsoll/);
    expect(stderr).toContain('Error: boom␛[2J');
  });
});
