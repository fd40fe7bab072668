import { basename } from 'node:path';
import type { LockedSource, RemoteSource } from '../types.ts';
import { visible } from '../report/index.ts';
import type { Vendored } from '../vendor/index.ts';
import { isSet, type Arguments } from './arguments.ts';
import { failureLines } from './failure-lines.ts';
import { EXIT, UsageError, type ExitCode, type Host } from './host.ts';
import { withProgress } from './progress.ts';
import { treeOptions } from './tree-options.ts';

/** Fetches what the fleet names into the store, and says what that was; what could not be fetched fails the command. */
export async function vendorCommand(given: Arguments, host: Host): Promise<ExitCode> {
  const [check, locked, update, prune] = ['check', 'locked', 'update', 'prune'].map((name) =>
    isSet(given, name),
  );
  if ((check || locked) && (update || prune))
    throw new UsageError(
      `\`--${check ? 'check' : 'locked'}\` keeps plimsoll.lock as it is; \`--${update ? 'update' : 'prune'}\` changes it.`,
    );
  const options = treeOptions(given, host);
  const { findSources } = await import('../run.ts');
  const { vendor } = await import('../vendor/index.ts');
  const result = await withProgress(given, host, (onProgress) =>
    vendor({
      findSources: () => findSources(options),
      folder: options.folder,
      env: host.env,
      ...(check && { check }),
      ...(locked && { locked }),
      ...(update && { update }),
      ...(prune && { prune }),
      ...(onProgress && { onProgress }),
    }),
  );
  if (!result.ok) {
    host.stderr.write(failureLines(result.errors).join(''));
    return EXIT.usage;
  }
  host.stdout.write(told(result));
  host.stderr.write(failureLines(complaints(result, check)).join(''));
  const isStale = check === true && result.unnamed.length > 0;
  const failed = result.failures.length > 0 || result.lockFailure !== undefined;
  return failed || isStale ? EXIT.findings : EXIT.clean;
}

function told(result: Vendored): string {
  const { fetched, present, unnamed, removed, lockFile, lockChanged } = result;
  const lines = fetched.map((source) => `fetched ${shown(source)} → ${short(source)}`);
  const counts = [`${fetched.length} fetched`, `${present.length} already there`];
  if (result.failures.length > 0) counts.push(`${result.failures.length} failed`);
  if (removed.length > 0) counts.push(`${removed.length} removed`);
  const stale = unnamed.length > 0 && removed.length === 0 ? [staleLine(unnamed)] : [];
  const lock = `${basename(lockFile)} ${lockChanged ? 'written' : 'unchanged'}`;
  return [...lines, ...stale, `${counts.join(', ')}; ${lock}`].map((line) => `${visible(line)}\n`).join('');
}

function staleLine(unnamed: readonly LockedSource[]): string {
  return `nothing names ${unnamed.map(shown).join(', ')}: \`plimsoll vendor --prune\` removes them`;
}

function short({ kind, resolved, digest }: LockedSource): string {
  if (kind === 'file') return digest.slice(0, 'sha256:'.length + 12);
  return kind === 'git' ? resolved.slice(0, 12) : resolved;
}

function shown({ repoURL, name, revision }: RemoteSource): string {
  return `${name === undefined ? '' : `${name} of `}${repoURL}${revision === '' ? '' : ` at ${revision}`}`;
}

function complaints(
  { failures, notes, lockFailure }: Vendored,
  check: boolean | undefined,
): { readonly message: string }[] {
  const what = check === true ? '' : 'could not be fetched: ';
  const failed = failures.map(({ source, reason }) => ({ message: `${shown(source)} ${what}${reason}` }));
  const unwritten = lockFailure === undefined ? [] : [{ message: lockFailure }];
  return [...notes.map((message) => ({ message })), ...failed, ...unwritten];
}
