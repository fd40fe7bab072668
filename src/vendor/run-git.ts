import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { FetchFailure } from './fetch-failure.ts';
import type { HttpLimits } from './http-limits.ts';

export interface GitRun {
  /** A bare repository of ours, and the working folder: no config of the checked repository is near. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limits: HttpLimits;
}

/** Bytes that a fetch may put on the disk. */
const MAX_FETCHED_BYTES = 4 * 1024 * 1024 * 1024;
const WATCH = 500;

/** Credentials are asked of helpers, never of a person at a terminal. Redirects of the first request only, as is git's default. */
function settings({ idle }: HttpLimits): string[] {
  return [
    `core.hooksPath=${devNull}`,
    'core.fsmonitor=false',
    'core.symlinks=false',
    'gc.auto=0',
    'maintenance.auto=false',
    'submodule.recurse=false',
    'fetch.recurseSubmodules=false',
    'http.followRedirects=initial',
    'http.lowSpeedLimit=1',
    `http.lowSpeedTime=${Math.max(1, Math.ceil(idle / 1000))}`,
    'protocol.version=2',
  ].flatMap((setting) => ['-c', setting]);
}

function environment({ env, folder }: GitRun): Record<string, string | undefined> {
  // What a hook or an outer git call sets would lead git to another repository.
  const inherited = Object.entries(env).filter(
    ([name]) =>
      !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|TRACE.*|CURL_VERBOSE)$/.test(
        name,
      ),
  );
  return {
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    ...Object.fromEntries(inherited),
    GIT_DIR: folder,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  };
}

/** Git's standard output. Broken connections are tried again. @throws FetchFailure */
export async function runGit(run: GitRun, args: readonly string[], input = ''): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(run, args, input);
    } catch (error) {
      if (!(error instanceof FetchFailure) || !error.temporary || attempt >= run.limits.attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, run.limits.backoff * 2 ** (attempt - 1)));
    }
  }
}

function once(run: GitRun, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', ...settings(run.limits), ...args], {
      cwd: run.folder,
      env: environment(run),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    child.stdin.on('error', () => undefined).end(input);
    let [stdout, stderr, bytes] = ['', '', 0];
    // What git started may hold its pipes open for longer than it lives: a failure does not wait for them.
    const guard = watch(
      run,
      args[0] ?? '',
      () => bytes,
      (failure) => {
        clearInterval(guard);
        child.kill('SIGKILL');
        reject(failure);
      },
    );
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      bytes += chunk.length;
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      bytes += chunk.length;
      stderr = (stderr + chunk).slice(-20_000);
    });
    child.on('error', (error) => {
      clearInterval(guard);
      reject(new FetchFailure(`git could not be run: ${error.message}`, { cause: error }));
    });
    child.on('close', (code) => {
      clearInterval(guard);
      if (code === 0) resolve(stdout);
      else reject(complaint(stderr));
    });
  });
}

/** Ends what says nothing for too long (progress counts), what takes too long, and what fills the disk. */
function watch(
  { folder, limits }: GitRun,
  command: string,
  bytes: () => number,
  stop: (failure: FetchFailure) => void,
): NodeJS.Timeout {
  const start = performance.now();
  let [seen, since] = [-1, start];
  return setInterval(
    () => {
      const now = performance.now();
      const size = folderSize(folder);
      if (size + bytes() !== seen) [seen, since] = [size + bytes(), now];
      if (size > MAX_FETCHED_BYTES)
        stop(new FetchFailure(`git ${command} fetched more than ${MAX_FETCHED_BYTES} bytes`));
      else if (now - since > limits.idle)
        stop(new FetchFailure(`git ${command} stalled: nothing came for ${limits.idle / 1000} s`));
      else if (now - start > limits.total)
        stop(new FetchFailure(`git ${command} was not done after ${limits.total / 1000} s`));
    },
    Math.min(WATCH, limits.idle / 4),
  );
}

/** Git makes and removes files meanwhile: what is gone counts for nothing. */
function folderSize(folder: string): number {
  let size = 0;
  try {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      size += statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0;
    }
  } catch {
    return size;
  }
  return size;
}

const TEMPORARY =
  /could not resolve host|failed to connect|connection (?:timed out|reset|refused)|timed out|early EOF|hung up|disconnect|RPC failed|returned error: (?:429|5\d\d)|operation too slow/i;

/** Of git itself, of the server, and of ssh, which begins some of its lines with the user and the host. */
const TELLING =
  /^(?:fatal|error|remote|ssh|Host)\b|permission denied|connection (?:closed|refused|reset|timed out)/i;

/** Git's own words, without progress, and without a user or a password that its config may have put into a URL. */
function complaint(stderr: string): FetchFailure {
  const lines = stderr.split(/[\r\n]+/).filter((line) => TELLING.test(line));
  const words = (lines.length > 0 ? lines : ['it failed without a message']).slice(-4).join('; ');
  const message = `git says: ${words.replace(/\/\/[^/@\s]*@/g, '//')}`;
  return new FetchFailure(message, { temporary: TEMPORARY.test(stderr) });
}
