/** Git repositories at a revision, by the user's own git: with their credential helpers, and without a checkout. */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { digestOf, gitArchive, MAX_UNPACKED_BYTES, withoutCredentials, type GitPart } from '../load/index.ts';
import type { FetchContext, Fetched, Fetcher } from './fetched.ts';
import { FetchFailure } from './fetch-failure.ts';
import { fetchLfs } from './git-lfs.ts';
import { runGit, type GitRun } from './run-git.ts';
import { submodulesOf } from './submodules.ts';
import { pickVersion } from './versions.ts';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** What can be spoken to. `file`, `ext` and whatever a helper adds never are: the URL comes from the repository. */
const URL_FORMS = [/^(?:https?|ssh|git):\/\/[^-/]/i, /^[\w.-]+@[\w][\w.-]*:(?!\/\/)[^-]/];

const TEMPORARY = 'plimsoll-vendor-';
/** Milliseconds after which no run can still be at work. */
const DAY = 24 * 60 * 60 * 1000;

export function gitFetcher(context: FetchContext): Fetcher {
  removeLeftovers();
  return async ({ repoURL, revision, lfs }, pinned) => {
    const url = withoutCredentials(repoURL);
    checkAddress(url);
    const folder = mkdtempSync(join(tmpdir(), TEMPORARY));
    const run = { folder, env: context.env, limits: context.limits };
    try {
      const { top, parts, notes } = await fetchInto(run, url, revision, pinned);
      // As with Argo CD: of the repository itself, not of its submodules.
      const large = lfs === true ? await fetchLfs(top, parts[0]!, url, context) : undefined;
      return fetchedOf(parts, url, [...notes, ...(large?.notes ?? [])], large?.files);
    } finally {
      remove(folder);
    }
  };
}

function checkAddress(url: string): void {
  if (!URL_FORMS.some((form) => form.test(url)) || /[\0-\x20]/.test(url))
    throw new FetchFailure(`${url} is no address that git may fetch from (https, ssh, http, git)`);
}

/** Of runs that were killed: half a clone may be large. */
function removeLeftovers(): void {
  try {
    const names = readdirSync(tmpdir()).filter((name) => name.startsWith(TEMPORARY));
    for (const folder of names.map((name) => join(tmpdir(), name))) {
      const stat = lstatSync(folder, { throwIfNoEntry: false });
      if (stat?.isDirectory() && Date.now() - stat.mtimeMs > DAY) remove(folder);
    }
  } catch {
    // Who may not look there may not have left anything.
  }
}

/** What a killed git started may write for a moment longer; a folder that stays is the system's to clear. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // It lies among the system's temporary files.
  }
}

async function fetchInto(
  run: GitRun,
  url: string,
  revision: string,
  pinned: string | undefined,
): Promise<{ readonly top: GitRun; readonly parts: readonly GitPart[]; readonly notes: readonly string[] }> {
  const top = { ...run, folder: join(run.folder, 'top') };
  await init(top);
  const wanted = pinned ?? (await resolveRevision(top, url, revision));
  const commit = await fetchCommit(top, url, wanted);
  const parts: GitPart[] = [{ gitFolder: top.folder, commit, at: '' }];
  const notes: string[] = [];
  await addSubmodules({ run: top, url, depth: 1 }, parts, notes);
  return { top, parts, notes };
}

function fetchedOf(
  parts: readonly GitPart[],
  url: string,
  notes: readonly string[],
  large?: ReadonlyMap<string, Buffer>,
): Fetched {
  const { tar, leftOut } = archive(parts, large);
  const tooLarge = leftOut.map((path) => `${path} of ${url} is left out: it is too large to be read`);
  return {
    resolved: parts[0]!.commit,
    digest: digestOf(tar),
    archive: gzipSync(tar, { level: 9 }),
    notes: [...notes, ...tooLarge],
  };
}

async function init(run: GitRun): Promise<void> {
  mkdirSync(run.folder);
  await runGit(run, ['init', '--quiet', '--bare', '--template=', run.folder]);
}

/** Submodules of one repository, theirs included, and how deep they may lie in each other. */
const MAX_SUBMODULES = 100;
const MAX_SUBMODULE_DEPTH = 10;

/** Fetches those of the last part, and theirs. */
async function addSubmodules(
  { run, url, depth }: { readonly run: GitRun; readonly url: string; readonly depth: number },
  parts: GitPart[],
  notes: string[],
): Promise<void> {
  const { commit, at } = parts.at(-1)!;
  for (const submodule of await submodulesOf(run, commit, url)) {
    const path = at + submodule.path;
    if (submodule.url === undefined) {
      notes.push(
        `${path} of ${url} is a submodule of which .gitmodules gives no url: Argo CD can't fetch it either`,
      );
      continue;
    }
    if (parts.length > MAX_SUBMODULES || depth > MAX_SUBMODULE_DEPTH)
      throw new FetchFailure(
        `it has more than ${MAX_SUBMODULES} submodules, or more than ${MAX_SUBMODULE_DEPTH} in each other`,
      );
    const own = { ...run, folder: join(dirname(run.folder), `submodule-${parts.length}`) };
    try {
      checkAddress(submodule.url);
      await init(own);
      await fetchCommit(own, submodule.url, submodule.commit);
    } catch (error) {
      throw inSubmodule(error, path, submodule.url);
    }
    parts.push({ gitFolder: own.folder, commit: submodule.commit, at: `${path}/` });
    await addSubmodules({ run: own, url: submodule.url, depth: depth + 1 }, parts, notes);
  }
}

function inSubmodule(error: unknown, path: string, url: string): unknown {
  if (!(error instanceof FetchFailure)) return error;
  const message = `its submodule ${path} (${withoutCredentials(url)}) could not be fetched: ${error.message}; a checkout without it may stand for the repository under \`repositories:\``;
  return new FetchFailure(message, { temporary: error.temporary, cause: error });
}

function archive(
  parts: readonly GitPart[],
  large?: ReadonlyMap<string, Buffer>,
): ReturnType<typeof gitArchive> {
  try {
    return gitArchive(parts, MAX_UNPACKED_BYTES, large);
  } catch (error) {
    throw new FetchFailure((error as Error).message, { cause: error });
  }
}

/**
 * Argo CD's `lsRemote`: a commit is itself; a semver range is the highest tag in it; else the branch or tag of that name,
 * and last the beginning of a commit's hash.
 */
async function resolveRevision(run: GitRun, url: string, revision: string): Promise<string> {
  if (COMMIT.test(revision)) return revision;
  const refs = refsOf(await runGit(run, ['ls-remote', '--quiet', '--', url]));
  const name = revision === '' ? 'HEAD' : revision;
  const tags = [...refs.keys()].flatMap((ref) => /^refs\/tags\/(?!.*\^\{\}$)(.+)$/.exec(ref)?.[1] ?? []);
  const wanted = pickVersion(tags, name) ?? name;
  for (const ref of [wanted, `refs/heads/${wanted}`, `refs/tags/${wanted}`]) {
    const commit = refs.get(`${ref}^{}`) ?? refs.get(ref);
    if (commit !== undefined) return commit;
  }
  if (/^[0-9a-f]{5,39}$/.test(name)) return name;
  throw new FetchFailure(
    `${url} has neither a branch nor a tag ${name}, nor a tag in such a range (of ${refs.size} refs)`,
  );
}

function refsOf(text: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [hash = '', ref] = line.split('\t');
    if (ref !== undefined && COMMIT.test(hash)) refs.set(ref, hash);
  }
  return refs;
}

/** One commit alone where the server gives it; else all branches and tags, among which it is. */
async function fetchCommit(run: GitRun, url: string, wanted: string): Promise<string> {
  const fetch = ['fetch', '--progress', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  if (COMMIT.test(wanted)) {
    try {
      await runGit(run, [...fetch, '--depth=1', '--', url, `${wanted}:refs/plimsoll/wanted`]);
      return await commitOf(run, 'refs/plimsoll/wanted');
    } catch (error) {
      if (
        !(error instanceof FetchFailure) ||
        error.temporary ||
        !/not our ref|unadvertised object/i.test(error.message)
      )
        throw error;
    }
  }
  await runGit(run, [
    ...fetch,
    '--',
    url,
    '+refs/heads/*:refs/plimsoll/heads/*',
    '+refs/tags/*:refs/plimsoll/tags/*',
  ]);
  return commitOf(run, wanted);
}

async function commitOf(run: GitRun, revision: string): Promise<string> {
  const text = await runGit(run, [
    'rev-parse',
    '--quiet',
    '--verify',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  return text.trim();
}
