import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Handler } from './servers.ts';
import { onCleanup } from './servers.ts';

const BACKEND = join(execFileSync('git', ['--exec-path']).toString().trim(), 'git-http-backend');

/** Some systems package it apart from git. */
export const hasBackend: boolean = existsSync(BACKEND);

export interface Repository {
  readonly root: string;
  git(...args: string[]): string;
  put(path: string, content: string): void;
  /** Commits everything; the commit's hash. */
  commit(message: string): string;
}

/** A repository `shop.git` below `root`, whose server gives any commit. */
export function repository(): Repository {
  const root = mkdtempSync(join(tmpdir(), 'plimsoll-served-'));
  onCleanup(() => rmSync(root, { recursive: true, force: true }));
  const work = join(root, 'shop.git');
  mkdirSync(work);
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', work, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
      .toString()
      .trim();
  git('init', '-q', '-b', 'main');
  git('config', 'http.receivepack', 'false');
  return {
    root,
    git,
    put(path, content) {
      mkdirSync(dirname(join(work, path)), { recursive: true });
      writeFileSync(join(work, path), content);
    },
    commit(message) {
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** Git's own server, behind CGI. With `onlyTips` it speaks the old protocol, in which a client may ask for refs only. */
export function gitBackend(
  root: string,
  { onlyTips = false }: { readonly onlyTips?: boolean } = {},
): Handler {
  return (request, response) => {
    const [path = '', query = ''] = request.url!.split('?');
    const backend = spawn(BACKEND, [], {
      env: {
        PATH: process.env['PATH'],
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: onlyTips ? '' : String(request.headers['git-protocol'] ?? ''),
        REQUEST_METHOD: request.method,
        PATH_INFO: path,
        QUERY_STRING: query,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.on('close', () => {
      const answer = Buffer.concat(chunks);
      const end = answer.indexOf('\r\n\r\n');
      const lines = answer.toString('latin1', 0, end).split('\r\n');
      const headers = lines.map((line) => line.split(/:\s*/, 2) as [string, string]);
      const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
      response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
      response.end(answer.subarray(end + 4));
    });
  };
}
