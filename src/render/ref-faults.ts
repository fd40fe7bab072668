/** What Argo CD finds wrong with the `ref`s of an Application's sources, beside their names. */
import type { Application, FieldPath, Json, JsonObject, Problem } from '../types.ts';
import { missingSource } from './missing-source.ts';
import { applicationLocation, problemOf } from './places.ts';
import { asObject, type Refs, textOf, type WrittenSource } from './source.ts';

/** A `$ref/…` of a value file or a file parameter, and the source that has the `ref`. */
interface Use {
  readonly ref: string;
  readonly at: FieldPath;
  readonly of: JsonObject;
}

export interface RefFaults {
  /** Argo CD renders nothing for these. */
  readonly problems: readonly Problem[];
  /** Rendering goes on in spite of these. */
  readonly notes: readonly Problem[];
}

export function refFaults(
  application: Application,
  written: readonly WrittenSource[],
  refs: Refs,
): RefFaults {
  const [first] = written;
  if (written.every((each) => isPlain(each, refs) && revisionOf(each.spec) === revisionOf(first!.spec)))
    return NONE;
  const uses = written.map((source) => usesIn(source, written));
  const used = new Set(uses.flatMap((each) => each.map(({ ref }) => ref)));
  const found = written.map((source, index) => faultsOf(application, source, uses[index]!));
  return {
    problems: found.flatMap(({ problems }) => problems),
    notes: [...found.flatMap(({ notes }) => notes), ...unusedRefs(application, written, refs, used)],
  };
}

const NONE: RefFaults = { problems: [], notes: [] };

/** No ref, or one of a repository that is at hand: of such, all of one revision, there is nothing to say. */
function isPlain({ spec }: WrittenSource, refs: Refs): boolean {
  const ref = textOf(spec['ref']);
  if (ref === '') return true;
  const target = refs.get(`$${ref}`);
  return target !== undefined && 'tree' in target && textOf(spec['chart']) === '';
}

/** Each ref once, where it is first used. */
function usesIn({ spec, path }: WrittenSource, written: readonly WrittenSource[]): Use[] {
  const uses = new Map<string, Use>();
  const helm = asObject(spec['helm']);
  const look = (value: Json | undefined, below: FieldPath): void => {
    const text = textOf(value);
    if (!text.startsWith('$')) return;
    const ref = text.split('/', 1)[0]!;
    const of = written.find((other) => `$${textOf(other.spec['ref'])}` === ref && ref !== '$');
    if (of !== undefined && !uses.has(ref))
      uses.set(ref, { ref, at: [...path, 'helm', ...below], of: of.spec });
  };
  for (const [index, file] of listOf(helm?.['valueFiles']).entries()) look(file, ['valueFiles', index]);
  for (const [index, parameter] of listOf(helm?.['fileParameters']).entries())
    look(asObject(parameter)?.['path'], ['fileParameters', index, 'path']);
  return [...uses.values()];
}

/** Argo CD's `runManifestGenAsync`. Whether two names lead to one commit only git could say: that is a note. */
function faultsOf(application: Application, { spec }: WrittenSource, uses: readonly Use[]): RefFaults {
  const problems: Problem[] = [];
  const notes: Problem[] = [];
  const known = [{ name: 'the source', spec }];
  for (const { ref, at, of } of uses) {
    const fault = (message: string): Problem =>
      problemOf(application, 'values-ref-broken', message, applicationLocation(application, at));
    if (textOf(of['chart']) !== '') {
      const message = `the source with ref ${ref.slice(1)} is a chart; Argo CD takes value files from git only`;
      problems.push(fault(message));
      continue;
    }
    const before =
      known.some((each) => isOther(each.spec, of)) && known.find((each) => isBeside(each.spec, of));
    known.push({ name: ref, spec: of });
    if (!before || !isOther(before.spec, of)) continue;
    const message = `${ref} is ${revisionOf(of)} of a repository of which ${before.name} is ${revisionOf(before.spec)}; Argo CD refuses that unless both are the same commit`;
    notes.push({ ...fault(message), severity: 'warning' });
  }
  return { problems, notes };
}

/** Argo CD looks up the revision of each, used or not. */
function unusedRefs(
  application: Application,
  written: readonly WrittenSource[],
  refs: Refs,
  used: ReadonlySet<string>,
): Problem[] {
  return written.flatMap(({ spec, path }) => {
    const ref = textOf(spec['ref']);
    const target = refs.get(`$${ref}`);
    const isLone = textOf(spec['path']) === '' && textOf(spec['chart']) === '';
    if (ref === '' || !isLone || target === undefined || 'tree' in target || used.has(`$${ref}`)) return [];
    const remedy = target.remedy ?? '`plimsoll vendor` fetches it';
    const message = `repoURL ${textOf(spec['repoURL'])} ${target.reason}: no value file uses its ref ${ref}, but Argo CD looks the repository up all the same; ${remedy}`;
    const location = applicationLocation(application, [...path, 'repoURL']);
    return [{ ...missingSource(application, message, location), severity: 'warning' as const }];
  });
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function revisionOf(spec: JsonObject): string {
  return textOf(spec['targetRevision']);
}

/** Of another revision; HEAD, which nothing stands for too, is commonly the same as a branch. */
function isOther(one: JsonObject, other: JsonObject): boolean {
  const [revision, another] = [revisionOf(one), revisionOf(other)];
  return revision !== another && ![revision, another].some((each) => each === '' || each === 'HEAD');
}

/** Of one repository. */
function isBeside(one: JsonObject, other: JsonObject): boolean {
  return bareURL(one) === bareURL(other);
}

/** Argo CD's `NormalizeGitURL`. */
function bareURL(spec: JsonObject): string {
  const url = textOf(spec['repoURL']).trim().toLowerCase();
  const isSsh = /^(?:ssh:\/\/)?[^/:]*@[^@]+$/.test(url);
  const whole = isSsh && !url.startsWith('ssh://') ? url.replace(':', '/') : url;
  return whole.replace(/^ssh:\/\//, '').replace(/\.git$/, '');
}
