/** Where the Git LFS files of a repository lie that is reached by SSH: its server is asked, as git-lfs asks it. */
import { spawn } from 'node:child_process';
import type { Json, JsonObject } from '../types.ts';
import { FetchFailure } from './fetch-failure.ts';
import type { GitRun } from './run-git.ts';

export interface LfsPlace {
  readonly href: string;
  /** What to show there. */
  readonly authorization?: string;
}

interface SshAddress {
  /** `user@host` */
  readonly destination: string;
  readonly port?: string;
  readonly path: string;
}

const MAX_ANSWER = 64 * 1024;

/** Undefined for an address that is no SSH one. @throws FetchFailure */
export async function lfsPlaceBySsh(run: GitRun, repoURL: string): Promise<LfsPlace | undefined> {
  const address = sshAddress(repoURL);
  if (address === undefined) return undefined;
  const { href, header } = parsed(await ask(run, address));
  if (typeof href !== 'string')
    throw new FetchFailure(`${repoURL} does not say by git-lfs-authenticate where its Git LFS files are`);
  const headers = typeof header === 'object' && header !== null ? Object.entries(header as JsonObject) : [];
  const own = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return { href, ...(typeof own === 'string' && { authorization: own }) };
}

/** `ssh://user@host:port/path`, or the scp form `user@host:path`. */
function sshAddress(url: string): SshAddress | undefined {
  const [, destination, port, path] =
    /^(?:git\+)?ssh:\/\/([^-/:][^/:]*)(?::(\d+))?(\/.*)$/i.exec(url) ??
    /^([\w.-]+@[\w][\w.-]*):()(?!\/\/)(.+)$/.exec(url) ??
    [];
  if (destination === undefined || path === undefined) return undefined;
  return { destination, path, ...(port && { port }) };
}

/** By the command that git would take; what comes from the repository is an argument, and quoted for the other shell. */
function ask({ env, folder, limits }: GitRun, { destination, port, path }: SshAddress): Promise<string> {
  const command = env['GIT_SSH_COMMAND'] ?? 'ssh -oBatchMode=yes';
  const quoted = `'${path.replaceAll(/['!]/g, (each) => `'\\${each}'`)}'`;
  const args = [
    ...(port === undefined ? [] : ['-p', port]),
    destination,
    `git-lfs-authenticate ${quoted} download`,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `${command} "$@"`, 'ssh', ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limits.head,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout
      .setEncoding('utf8')
      .on('data', (chunk: string) => void (stdout = (stdout + chunk).slice(0, MAX_ANSWER)));
    child.stderr
      .setEncoding('utf8')
      .on('data', (chunk: string) => void (stderr = (stderr + chunk).slice(-2000)));
    child.on('error', (error) =>
      reject(new FetchFailure(`ssh could not be run: ${error.message}`, { cause: error })),
    );
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else
        reject(
          new FetchFailure(
            `ssh says of git-lfs-authenticate: ${stderr.trim().split('\n').at(-1) || 'nothing'}`,
          ),
        );
    });
  });
}

function parsed(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}
