/**
 * The submodules of a commit, which Argo CD fetches as well (`git submodule update --init --recursive`). A repository is
 * untrusted: only what .gitmodules says of a path, an address and `update = none` is heeded, and nothing is checked out.
 */
import { runGit, type GitRun } from './run-git.ts';

/** A real one has some hundred bytes for each. */
const MAX_GITMODULES_BYTES = 1024 * 1024;

export interface Submodule {
  readonly path: string;
  readonly commit: string;
  /** Undefined where .gitmodules does not say; git refuses that. */
  readonly url?: string;
}

/** Those of a commit that lies in `run.folder`, which came from `url`. @throws FetchFailure */
export async function submodulesOf(run: GitRun, commit: string, url: string): Promise<Submodule[]> {
  const [, size] = /^100\d{3} blob [0-9a-f]+ +(\d+)\t/.exec(await list(run, commit, '.gitmodules')) ?? [];
  if (size === undefined || Number(size) > MAX_GITMODULES_BYTES) return [];
  const links = linksIn(
    await runGit(run, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit]),
  );
  const settings = settingsIn(
    await runGit(run, ['config', '--no-includes', '--blob', `${commit}:.gitmodules`, '-z', '--list']),
  );
  return [...links].flatMap(([path, linked]) => {
    const setting = settings.find((each) => each.get('path') === path);
    if (setting?.get('update') === 'none') return [];
    const written = setting?.get('url');
    return [{ path, commit: linked, ...(written !== undefined && { url: absoluteURL(written, url) }) }];
  });
}

function list(run: GitRun, commit: string, path: string): Promise<string> {
  return runGit(run, ['ls-tree', '-l', '-z', '--full-tree', '--end-of-options', commit, '--', path]);
}

/** Path → commit. */
function linksIn(text: string): Map<string, string> {
  const links = new Map<string, string>();
  for (const record of text.split('\0')) {
    const [, commit, path] = /^160000 commit ([0-9a-f]+)\t([^]+)$/.exec(record) ?? [];
    if (commit !== undefined && path !== undefined) links.set(path, commit);
  }
  return links;
}

/** One map for each `[submodule "name"]`; the last of two equal keys counts. */
function settingsIn(text: string): Map<string, string>[] {
  const sections = new Map<string, Map<string, string>>();
  for (const record of text.split('\0')) {
    const [, name, key, value = ''] = /^submodule\.([^\n]+)\.([^.\n]+)(?:\n([^]*))?$/.exec(record) ?? [];
    if (name === undefined || key === undefined) continue;
    const section = sections.get(name) ?? new Map<string, string>();
    sections.set(name, section.set(key, value));
  }
  return [...sections.values()];
}

/** Git's `relative_url`: `./` and `../` are from the repository itself, of which each `../` takes a part off. */
export function absoluteURL(written: string, from: string): string {
  let rest = written;
  if (!/^\.\.?\//.test(rest)) return rest;
  let base = from.replace(/\/+$/, '');
  let separator = '/';
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2);
    else if (rest.startsWith('../')) {
      const cut = base.lastIndexOf('/');
      // The scp form's host ends with a colon.
      const at = cut === -1 ? base.lastIndexOf(':') : cut;
      if (at === -1) return rest;
      separator = base[at]!;
      base = base.slice(0, at);
      rest = rest.slice(3);
    } else break;
  }
  return `${base}${separator}${rest}`.replace(/\/+$/, '');
}
