import { spawnSync } from 'node:child_process';

/**
 * Arguments that keep a repository's own config from starting anything. `ls-tree` and `cat-file` run no hooks, filters
 * or pagers; what is left is the fetch of objects that a partial clone lacks, so every protocol is forbidden by name
 * (a general `protocol.allow` would yield to the repository's more special one).
 */
const HARDENING: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  '--no-optional-locks',
  ...['ext', 'file', 'git', 'http', 'https', 'ssh'].flatMap((name) => ['-c', `protocol.${name}.allow=never`]),
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.quotePath=false',
    'protocol.allow=never',
  ].flatMap((setting) => ['-c', setting]),
];

/** Room for the answer of one call. */
const MAX_ANSWER_BYTES = 512 * 1024 * 1024;

/** Git's standard output; throws an `Error` with the first line that git complained with. */
export function git(gitFolder: string, args: readonly string[], input?: string): Buffer {
  const result = spawnSync('git', [...HARDENING, `--git-dir=${gitFolder}`, ...args], {
    input: input ?? '',
    maxBuffer: MAX_ANSWER_BYTES,
    windowsHide: true,
  });
  if (result.error !== undefined) throw new Error(`git could not be run: ${result.error.message}`);
  if (result.status !== 0) throw new Error(firstLine(result.stderr.toString('utf8')));
  return result.stdout;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] || 'git failed without a message';
}
