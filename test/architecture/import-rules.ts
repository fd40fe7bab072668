/** What a file of src/ may import, and what else holds for all of them; README's architecture section says why. */

/** The pipeline's stages in their order; none knows another. */
const stages = ['load', 'discover', 'expand', 'render', 'check', 'report'];

/** Each library below the stages, with the libraries it may use itself. The shapes on top are open to all. */
const libraries: ReadonlyMap<string, readonly string[]> = new Map([
  ['yaml', []],
  ['archive', []],
  ['template', []],
  ['sprig', ['template', 'yaml']],
  ['trace', ['template', 'yaml']],
  ['config', ['yaml']],
  ['argocd', ['config', 'yaml', 'glob.ts']],
  ['fleet', ['argocd', 'config', 'trace', 'yaml', 'chart-words.ts']],
]);

/** The shapes that everything exchanges, and what all ask of them. */
const shapes = new Set([
  'types.ts',
  'group-by.ts',
  'json.ts',
  'kustomization-names.ts',
  'source-file.ts',
  'tree-files.ts',
  'tree-path.ts',
]);

/** The files that join stages (`open.ts` is the run's first half), and the doors in front of them. */
const joints = new Set(['run.ts', 'open.ts', 'generate.ts', 'lineage.ts', 'cli.ts', 'index.ts']);
const doors = new Set(['cli', 'vendor']);
const maximumLines = 400;

export type SourceFiles = ReadonlyMap<string, string>;

/** Every offence in `files` (path below src/ → text), one sentence each, starting with the path. */
export function offences(files: SourceFiles): string[] {
  const rules = [importOffences, networkOffences, globalOffences, sizeOffences];
  return [...files].flatMap(([path, text]) => rules.flatMap((rule) => rule(path, text)));
}

function importOffences(path: string, text: string): string[] {
  return importedPaths(path, text)
    .map((target) => ({ target, reason: whyForbidden(path, target) }))
    .filter(({ reason }) => reason !== undefined)
    .map(({ target, reason }) => `${path} imports ${target}: ${reason}`);
}

function whyForbidden(from: string, to: string): string | undefined {
  const [source, target] = [partOf(from), partOf(to)];
  if (source === target || shapes.has(to) || joints.has(from) || doors.has(source)) return undefined;
  if (joints.has(to) || doors.has(target)) return 'only a door stands above the run';
  if (stages.includes(target))
    return stages.includes(source) ? 'a stage knows no other' : 'what is below the stages knows none';
  const allowed = libraries.get(source);
  if (allowed !== undefined && !allowed.includes(target))
    return `${source} may use ${allowed.join(', ') || 'no other library'}`;
  return undefined;
}

/** The folder below src/, or the file's own name where it stands on top. */
function partOf(path: string): string {
  return path.split('/')[0]!;
}

const importPattern = /\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;

function importedPaths(path: string, text: string): string[] {
  return specifiers(text)
    .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
    .map((specifier) => resolvePath(path, specifier));
}

function specifiers(text: string): string[] {
  const code = text.replace(commentOrString, (token) => (token.startsWith('/') ? '' : token));
  return [...code.matchAll(importPattern)].map((match) => match[1]!);
}

function resolvePath(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** What a text looks like is asked of nobody. */
const addressCheck = /import \{ isIP(?:v[46])? \} from 'node:net';/g;

/** `plimsoll vendor` is the one command that uses the network. */
function networkOffences(path: string, text: string): string[] {
  if (partOf(path) === 'vendor') return [];
  return specifiers(text.replace(addressCheck, ''))
    .filter((specifier) => /^(?:node:)?(?:http|https|http2|net|tls|dns|dgram)(?:\/|$)/.test(specifier))
    .map((specifier) => `${path} imports ${specifier}: only vendor uses the network`);
}

const globalPattern = /(?<![\w$.-])(?:globalThis\.)?(process|console)\s*(?:\?\.|[.[])/;

/** A library must not write to somebody's terminal, read their environment, or end their process. */
function globalOffences(path: string, text: string): string[] {
  if (path === 'cli.ts') return [];
  const imported = specifiers(text).find((specifier) => /^(node:)?(process|console)$/.test(specifier));
  const used = imported ?? globalPattern.exec(text.replace(commentOrString, "''"))?.[1];
  return used === undefined ? [] : [`${path} uses ${used}: that is the command line's`];
}

function sizeOffences(path: string, text: string): string[] {
  const lines = text.split('\n').length - 1;
  return lines <= maximumLines || path.includes('/generated/')
    ? []
    : [`${path} has ${lines} lines: more than ${maximumLines}`];
}

const commentOrString = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
