/** Candidates for the explanation of a field, and how well each of them explains it. */
import type { TraceLog } from '../template/trace-log.ts';
import type { FieldPath, Json, Manifest, Rendered } from '../types.ts';
import { authorLayer, mergedAt, settingOf } from './layers.ts';
import { nameLikeness } from './likely-names.ts';
import { EQUALS_FIELD, keyLikeness, likenessOf, shownParts, type Wanted } from './likeness.ts';
import { branchText, type Decision, type Guard, guardsIn, guardsThatHid, writersOf } from './log-queries.ts';
import { blockOf } from './stretches.ts';
import { valueAt } from './value-path.ts';

/** Something that was read, and how well it explains the output. */
export interface Candidate {
  /** As keys from the root of what the root chart's templates see: `['Values', 'image', 'tag']`. */
  readonly keys: FieldPath;
  readonly role: 'value' | 'guard';
  readonly decision: Decision;
  readonly score: number;
  /** Where what was printed is the last key itself, and not what stands there. */
  readonly part?: 'key';
}

/** Scores, by what a candidate did; the likeness of its text comes on top. From `TOLD` on the text itself tells. */
export const TOLD = 100;
export const IN_WHOLE_FIELD = 80;
export const ELSEWHERE = 20;
const PRINTED = 50;
const NOT_A_VALUE = 45;
const HIDES_TEXT = 100;
const IN_BLOCK = 20;
const EMPTY_MAP = 80;
const MAP = 60;
const OTHER = 40;
const AUTHORED = 0.5;
/** For a name that is about the field's: among those of which no text tells, or of which texts tell the same. */
const NAMED = 3;
const NAMED_TOO = 0.4;

/** What was read on the way to a field, each once, with the best reason to think that it explains the field. */
export class Collector {
  readonly #rendered: Rendered;
  readonly #field: FieldPath;
  readonly #found = new Map<string, Candidate>();

  /** `field` is the one to explain, `[]` where none is. */
  constructor(rendered: Rendered, field: FieldPath) {
    this.#rendered = rendered;
    this.#field = field;
  }

  /** The best first; of equal ones the one that was read last. */
  ranked(): Candidate[] {
    return [...this.#found.values()].toReversed().toSorted((a, b) => b.score - a.score);
  }

  /** `isOneOfMany`: it printed other lines as well, whose text may be the same as the field's. */
  addPrinted(decision: Decision, wanted: Wanted, told: number, isOneOfMany = false): void {
    for (const read of decision.reads) {
      for (const keys of [read, ...this.#elsewhere(read)]) {
        const value = this.#valueOf(keys);
        const { score, inner } = likenessOf(value, wanted);
        const isPart = score < EQUALS_FIELD;
        const isDoubtful = isOneOfMany ? inner.length === 0 || isPart : isPart && wanted.focus !== undefined;
        const tells = isDoubtful ? Math.min(told, IN_WHOLE_FIELD) : told;
        const scored = score > 0 ? tells + score : PRINTED;
        const base = keys[0] === 'Values' ? scored : NOT_A_VALUE + score / 100;
        this.#put([...keys, ...inner], 'value', decision, base);
        // A text that was made of a whole map, of which it shows some.
        if (inner.length > 0 && score < EQUALS_FIELD) this.#put(keys, 'value', decision, PRINTED - 1);
        for (const part of this.#partsOf(keys, value, wanted))
          this.#put(part, 'value', decision, IN_WHOLE_FIELD);
      }
    }
  }

  /** A key that was printed: that of a map whose value is the field, or stands in it. */
  addKeys(decision: Decision, wanted: Wanted): void {
    for (const keys of decision.reads) {
      const { key, score } = keyLikeness(this.#valueOf(keys), wanted);
      if (key !== undefined) this.#put([...keys, key], 'value', decision, TOLD + score, 'key');
    }
  }

  /** What a text shows of a map; a subchart's values hold the globals as well. */
  #partsOf(keys: FieldPath, value: Json | undefined, wanted: Wanted): FieldPath[] {
    const own = shownParts(value, wanted).map((part) => [...keys, ...part]);
    const path = JSON.stringify(keys.slice(1));
    const isSubchart = keys.length > 1 && this.#rendered.layers.some(({ at }) => JSON.stringify(at) === path);
    if (!isSubchart) return own;
    const globals = ['Values', 'global'];
    return [...own, ...shownParts(this.#valueOf(globals), wanted).map((part) => [...globals, ...part])];
  }

  /** A guard that hid something wanted: the shorter its branch, the more it is about just that. */
  addHidden(log: TraceLog, guard: Guard, more: number): void {
    const branch = guard.branch === 0 ? 1 : 0;
    const length = branchText(log, guard.node, branch).length;
    const near = 10 / (1 + length / 200);
    for (const keys of guard.reads) {
      const isReason = isTruthy(this.#valueOf(keys)) === (guard.branch === 0);
      this.#put(keys, 'guard', guard, HIDES_TEXT + more + near + (isReason ? 5 : 0));
    }
  }

  /** Maps and lists that were printed whole might have held the field. */
  #addMaps(decision: Decision, around: Wanted): void {
    for (const keys of decision.reads) {
      const value = this.#valueOf(keys);
      const isMap = typeof value === 'object' && value !== null;
      const { score, inner } = isMap ? likenessOf(value, around) : { score: 0, inner: [] };
      if (score >= EQUALS_FIELD) this.#put([...keys, ...inner], 'value', decision, MAP + score);
      this.#put(keys, 'value', decision, mapScore(keys, value));
    }
  }

  /** What might have printed more of what stands around a field. */
  addBlock(manifest: Manifest, log: TraceLog, offset: number, path: FieldPath): void {
    const { start, end, missing } = blockOf(manifest, path);
    const [from, to] = [offset + start, offset + end];
    const field = path.slice(0, path.length - missing.length);
    const around: Wanted = { field, value: valueAt(manifest.object, field) };
    const key = missing.find((each) => typeof each === 'string');
    const names = (text: string): boolean => key !== undefined && namesKey(text, String(key));
    for (const guard of guardsThatHid(log, names))
      this.addHidden(log, guard, guard.start <= to && guard.end >= from ? IN_BLOCK : 0);
    for (const writer of writersOf(log, from, to)) {
      // What stands behind other text of a line of its own prints that line's value, and nothing beside it.
      if (isInline(manifest.text, writer.start - offset, start)) this.add(writer, 'value', OTHER);
      else this.#addMaps(writer, around);
      for (const guard of writer.decides) this.add(guard, 'guard', OTHER);
    }
    for (const guard of guardsIn(log, from, to))
      this.add(guard, 'guard', guard.branch === 0 ? ELSEWHERE : MAP);
  }

  add(decision: Decision, role: Candidate['role'], score: number): void {
    for (const keys of decision.reads) this.#put(keys, role, decision, score);
  }

  /** Where a template lays one map of the values under all others, or a subchart has globals of its own. */
  #elsewhere(keys: FieldPath): FieldPath[] {
    const { layers } = this.#rendered;
    const [top, ...path] = keys;
    if (top !== 'Values' || path.length === 0 || mergedAt(layers, path) !== undefined) return [];
    const places = new Map<string, FieldPath>();
    for (const { at, data } of layers) {
      const around = at.length === 0 ? Object.keys(data).map((key): FieldPath => [key]) : [at];
      for (const place of around) places.set(JSON.stringify(place), [...place, ...path]);
    }
    return [...places.values()]
      .filter((each) => mergedAt(layers, each) !== undefined)
      .map((each): FieldPath => ['Values', ...each]);
  }

  #valueOf(keys: FieldPath): Json | undefined {
    return keys[0] === 'Values' ? mergedAt(this.#rendered.layers, keys.slice(1)) : undefined;
  }

  #put(
    keys: FieldPath,
    role: Candidate['role'],
    decision: Decision,
    base: number,
    part?: Candidate['part'],
  ): void {
    if (keys.length < 2 && keys[0] !== 'Values') return;
    for (const other of this.#elsewhere(keys)) this.#put(other, role, decision, base + 1);
    const named = nameLikeness(keys, this.#field) * (base < TOLD ? NAMED : NAMED_TOO);
    const score = base + named + (this.#isAuthored(keys) ? AUTHORED : 0);
    const key = JSON.stringify(keys);
    const known = this.#found.get(key);
    if (known === undefined || known.score <= score) {
      this.#found.delete(key);
      this.#found.set(key, { keys, role, decision, score, ...(part && { part }) });
    }
  }

  #isAuthored(keys: FieldPath): boolean {
    const layer = authorLayer(this.#rendered);
    return keys[0] === 'Values' && layer !== undefined && settingOf([layer], keys.slice(1)) !== undefined;
  }
}

/** Whether text stands before `at` on its line, and the line is below the one of `top`. */
function isInline(text: string, at: number, top: number): boolean {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return line > top && /\S/.test(text.slice(line, at));
}

/** The likeliest to lack a key is an empty map, or a value that nobody has set; `.Release` and `.Chart` lack none. */
function mapScore([top]: FieldPath, value: Json | undefined): number {
  if (top !== 'Values') return ELSEWHERE;
  if (isEmpty(value ?? null)) return EMPTY_MAP;
  return typeof value === 'object' ? MAP : OTHER;
}

function isTruthy(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

export function isEmpty(value: Json | undefined): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** `replicas:` or `"replicas":` in a template's text. */
function namesKey(text: string, key: string): boolean {
  return text.includes(`${key}:`) || text.includes(`${key}":`);
}
