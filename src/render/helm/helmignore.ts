import { compileGlob } from '../../glob.ts';
import type { GlobDialect, GlobMatcher } from '../../glob.ts';
import { baseName } from '../paths.ts';

/** Whether a chart's file is left out, by its path inside the chart. */
export type Ignore = (path: string) => boolean;

interface Rule {
  readonly matches: GlobMatcher;
  readonly negated: boolean;
  readonly onlyFolders: boolean;
}

/** Go's `filepath.Match`. */
const DIALECT: GlobDialect = { separator: '/', braces: false, negation: '^' };

/** Thrown for a `.helmignore` that Helm refuses to load. */
export class HelmignoreError extends Error {
  /** Line of the file, from 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads a `.helmignore` (undefined: the chart has none), adding the rule that Helm always has: dot files in `templates/`.
 * Mirrors Helm's pkg/ignore: first match decides, a negated rule leaves out all that does not match it.
 */
export function parseHelmignore(text: string | undefined): Ignore {
  const rules: Rule[] = [];
  for (const [index, line] of (text ?? '').split('\n').entries()) addRule(rules, line.trim(), index + 1);
  addRule(rules, 'templates/.?*', 0);
  const folders = new Map<string, boolean>();
  return (path) => inIgnoredFolder(rules, folders, path) || ignored(rules, path, false);
}

function addRule(rules: Rule[], line: string, lineNumber: number): void {
  if (line === '' || line.startsWith('#')) return;
  if (line.includes('**')) throw new HelmignoreError('double-star (**) syntax is not supported', lineNumber);
  let pattern = line;
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const onlyFolders = pattern.endsWith('/');
  if (onlyFolders) pattern = pattern.slice(0, -1);
  const rooted = pattern.startsWith('/');
  if (rooted) pattern = pattern.slice(1);
  const matcher = compileGlob(pattern, DIALECT);
  if (matcher === undefined) throw new HelmignoreError('syntax error in pattern', lineNumber);
  const matches: GlobMatcher = rooted || pattern.includes('/') ? matcher : (path) => matcher(baseName(path));
  rules.push({ matches, negated, onlyFolders });
}

/** Helm's walk does not enter an ignored folder, whatever a later rule says of the files in it. */
function inIgnoredFolder(rules: readonly Rule[], known: Map<string, boolean>, path: string): boolean {
  const end = path.lastIndexOf('/');
  if (end < 0) return false;
  const folder = path.slice(0, end);
  let answer = known.get(folder);
  if (answer === undefined) {
    answer = inIgnoredFolder(rules, known, folder) || ignored(rules, folder, true);
    known.set(folder, answer);
  }
  return answer;
}

function ignored(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  for (const rule of rules) {
    if (rule.negated) {
      if ((rule.onlyFolders && !isFolder) || !rule.matches(path)) return true;
    } else if ((!rule.onlyFolders || isFolder) && rule.matches(path)) {
      return true;
    }
  }
  return false;
}
