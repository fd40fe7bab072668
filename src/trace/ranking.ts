import type { FieldPath, Json, Rendered } from '../types.ts';
import type { Decision } from './log-queries.ts';
import { authorLayer, settingOf } from './layers.ts';
import { isScalar, valueAt } from './value-path.ts';

/** A value that a decision read, and how well it explains the output. */
export interface Candidate {
  /** Path in the merged values, without `Values`. */
  readonly path: FieldPath;
  readonly decision: Decision;
  readonly score: number;
}

/** What the output looks like that is to be explained. */
export interface Wanted {
  readonly field: FieldPath;
  readonly value: Json | undefined;
  readonly focus?: string | undefined;
}

const EQUALS_FOCUS = 16;
const EQUALS_FIELD = 8;
const WITHIN_FIELD = 4;
const IN_AUTHORS_FILE = 2;

/** The values among `decisions`' reads, best explanation first; a later read wins where two explain equally well. */
export function rankWriters(rendered: Rendered, decisions: readonly Decision[], wanted: Wanted): Candidate[] {
  return rank(rendered, decisions, (path) => {
    const setting = settingOf(rendered.layers, path);
    if (setting === undefined) return { path, score: 0 };
    const inner = deeper(setting.value, wanted);
    const exact = inner === undefined ? path : [...path, ...inner];
    const value = inner === undefined ? setting.value : (wanted.value ?? null);
    return { path: exact, score: likeness(value, wanted) + authored(rendered, exact) };
  });
}

/** The values among guards' reads: what is false or absent explains why nothing was printed, what is true why something was. */
export function rankGuards(
  rendered: Rendered,
  decisions: readonly Decision[],
  printed: boolean,
): Candidate[] {
  return rank(rendered, decisions, (path) => {
    const truthy = isTruthy(settingOf(rendered.layers, path)?.value);
    return { path, score: (truthy === printed ? EQUALS_FIELD : 0) + authored(rendered, path) };
  });
}

function rank(
  rendered: Rendered,
  decisions: readonly Decision[],
  judge: (path: FieldPath) => Omit<Candidate, 'decision'>,
): Candidate[] {
  if (rendered.layers.length === 0) return [];
  const candidates = decisions.flatMap((decision) =>
    decision.reads
      .filter(isValue)
      .map((keys): Candidate => Object.assign(judge(keys.slice(1)), { decision })),
  );
  return candidates.toReversed().toSorted((a, b) => b.score - a.score);
}

function isValue(keys: readonly (string | number)[]): boolean {
  return keys.length > 1 && keys[0] === 'Values';
}

function likeness(value: Json, { value: field, focus }: Wanted): number {
  if (!isScalar(value)) return 0;
  const text = String(value);
  if (text === '') return 0;
  if (focus !== undefined && text === focus) return EQUALS_FOCUS;
  if (focus !== undefined && text.includes(focus)) return EQUALS_FIELD;
  if (text === String(field)) return EQUALS_FIELD;
  return typeof field === 'string' && field.includes(text) ? WITHIN_FIELD : 0;
}

/** Where a map was printed as a whole (`toYaml .Values.resources`): the rest of the field's path inside it. */
function deeper(value: Json, { field, value: wanted }: Wanted): FieldPath | undefined {
  if (isScalar(value) || value === null || wanted === undefined) return undefined;
  for (let from = 0; from < field.length; from++) {
    const rest = field.slice(from);
    const found = valueAt(value, rest);
    if (found !== undefined && String(found) === String(wanted)) return rest;
  }
  return undefined;
}

function authored(rendered: Rendered, path: FieldPath): number {
  const layer = authorLayer(rendered);
  return layer && settingOf([layer], path) ? IN_AUTHORS_FILE : 0;
}

function isTruthy(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
