/** Who answers for a path: GitHub's and GitLab's CODEOWNERS. */
import { isMap } from '../json.ts';
import { Minimatch } from 'minimatch';
import { fileName } from '../source-file.ts';
import type { Application, Json, Problem, SourceTree, Trees } from '../types.ts';

/** In the order in which GitHub looks; the last is GitLab's. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
/** Paths that a message lists. */
const LISTED = 3;
/** Patterns are of files; this one stands for those of a folder. */
const ANY_FILE = 'values.yaml';

interface Owned {
  readonly line: number;
  readonly globs: readonly Minimatch[];
  readonly owners: readonly string[];
}

/** `codeowner-missing`: a problem for each line that gives production paths to nobody, and one for those that no line names. */
export function ownerProblems(applications: readonly Application[], trees: Trees): Problem[] {
  const tree = trees.checked;
  const path = PLACES.find((place) => tree.kind(place) === 'file');
  const read = path === undefined ? undefined : tree.read(path);
  if (path === undefined || !read?.ok) return [];
  const rules = linesOf(read.text);
  const unowned = new Map<number, string[]>();
  for (const folder of productionFolders(applications, trees)) {
    const rule = rules.findLast(({ globs }) => globs.some((glob) => glob.match(`${folder}/${ANY_FILE}`)));
    if (rule !== undefined && rule.owners.length > 0) continue;
    const line = rule?.line ?? 1;
    unowned.set(line, [...(unowned.get(line) ?? []), folder]);
  }
  return [...unowned].map(([line, folders]) => problemAt(tree, path, line, folders));
}

function linesOf(text: string): Owned[] {
  return text.split('\n').flatMap((raw, index) => {
    const words = raw
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    const pattern = words[0] ?? '';
    // GitLab's section headers.
    if (pattern === '' || /^\^?\[/.test(pattern)) return [];
    return [{ line: index + 1, globs: globsOf(pattern), owners: words.slice(1) }];
  });
}

/** The folders that production leaves and Applications are made of. */
function productionFolders(applications: readonly Application[], trees: Trees): readonly string[] {
  const folders = applications
    .filter(({ production }) => production)
    .flatMap((each) => foldersOf(each, trees));
  return [...new Set(folders)].sort();
}

function foldersOf({ leaf, object }: Application, trees: Trees): string[] {
  if (leaf !== undefined) return [leaf.path];
  const spec = isMap(object.spec) ? object.spec : {};
  const sources = Array.isArray(spec.sources) ? (spec.sources as readonly Json[]) : [spec.source];
  return sources.flatMap((source) => {
    if (!isMap(source) || typeof source.repoURL !== 'string' || typeof source.path !== 'string') return [];
    const found = trees.resolve(source.repoURL);
    const isChecked = 'tree' in found && found.tree === trees.checked;
    return isChecked && trees.checked.kind(source.path) === 'directory' ? [source.path] : [];
  });
}

/**
 * As in .gitignore: a pattern with a slash stands at the top, one without anywhere, and both cover what is below them; but
 * `folder/*` covers the files of that folder alone.
 */
function globsOf(pattern: string): Minimatch[] {
  const bare = pattern.replace(/^\/|\/$/g, '');
  const own = pattern.slice(0, -1).includes('/') ? bare : `**/${bare}`;
  const globs = bare.endsWith('/*') ? [own] : [own, `${own}/**`];
  return globs.map((glob) => new Minimatch(glob, { dot: true, nocomment: true, noext: true, nobrace: true }));
}

function problemAt(tree: SourceTree, path: string, line: number, folders: readonly string[]): Problem {
  const shown = folders.slice(0, LISTED).join(', ');
  const more = folders.length > LISTED ? ` and ${folders.length - LISTED} more` : '';
  const start = { line, character: 1 };
  return {
    ruleId: 'codeowner-missing',
    message: `CODEOWNERS gives nobody the production ${folders.length === 1 ? 'path' : 'paths'} ${shown}${more}`,
    location: { file: fileName({ tree, path }), range: { start, end: start } },
  };
}
