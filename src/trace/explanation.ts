/** From candidates to the one that explains: told by their texts where these tell, else by asking what each decides. */
import type { Rendered } from '../types.ts';
import { type Candidate, TOLD } from './candidates.ts';
import { type Effect, effectOf, effectOfAll, effectOfKey, type Question } from './effects.ts';
import { isEmpty } from './collector.ts';
import { mergedAt } from './layers.ts';
import { isScalar } from './value-path.ts';

/** A candidate, and what another value of it does, where that was asked. */
export interface Explained extends Candidate {
  readonly effect?: Effect;
}

const DECIDES = 1000;

const WORTH: ReadonlyMap<Effect, number> = new Map([
  ['changes', DECIDES],
  ['adds', DECIDES],
  ['removes', DECIDES / 2],
  ['unknown', 0],
  ['nothing', -DECIDES],
]);

/**
 * The candidates in order, the one that explains first. `most` bounds what is asked, one by one and as often again of
 * several together; with `all` everything is asked, else only as far as needed for the first.
 */
export function explained(
  rendered: Rendered,
  candidates: readonly Candidate[],
  question: Question,
  most: number,
  all: boolean,
): Explained[] {
  if (!all && isTold(candidates)) return [...candidates];
  let left = rendered.again === undefined ? 0 : most;
  let isFound = false;
  const asked = candidates.map((candidate): Explained => {
    if (left <= 0 || isFound || candidate.keys[0] !== 'Values' || candidate.keys.length < 2) return candidate;
    left--;
    const ask = candidate.part === 'key' ? effectOfKey : effectOf;
    const effect = ask(rendered, candidate.keys.slice(1), question);
    isFound = !all && (effect === 'changes' || effect === 'adds');
    return { ...candidate, effect };
  });
  const rest = all || !asked.some(({ effect }) => WORTH.get(effect ?? 'unknown')! > 0);
  const known = rest && left <= 0 ? askedTogether(rendered, asked, question, most) : asked;
  return known.toSorted((a, b) => worth(b) - worth(a));
}

/** What was not asked one by one: all at once, and where that does something, each half of them. */
function askedTogether(
  rendered: Rendered,
  candidates: readonly Explained[],
  question: Question,
  most: number,
): readonly Explained[] {
  if (rendered.again === undefined || most === 0) return candidates;
  const effects = new Map<Explained, Effect>();
  const groups = [candidates.filter((each) => isLeaf(rendered, each))];
  for (let left = most; left > 0 && groups.length > 0; left--) {
    const group = groups.shift()!;
    const paths = group.map(({ keys }) => keys.slice(1));
    const effect = group.length === 0 ? 'nothing' : effectOfAll(rendered, paths, question);
    if (effect === 'nothing' || group.length === 1) for (const each of group) effects.set(each, effect);
    else groups.unshift(group.slice(0, group.length / 2), group.slice(group.length / 2));
  }
  return candidates.map((each) => {
    const effect = effects.get(each);
    return effect === undefined ? each : { ...each, effect };
  });
}

/** Not asked yet, and not around another value. */
function isLeaf({ layers }: Rendered, { keys, part, effect }: Explained): boolean {
  if (effect !== undefined || part === 'key' || keys[0] !== 'Values' || keys.length < 2) return false;
  const value = mergedAt(layers, keys.slice(1));
  return value === undefined || isScalar(value) || isEmpty(value);
}

function worth({ effect, score }: Explained): number {
  return score + (effect === undefined ? 0 : WORTH.get(effect)!);
}

/** One stands out by its text. */
function isTold([first, second]: readonly Candidate[]): boolean {
  return first !== undefined && first.score > TOLD && first.score - (second?.score ?? 0) >= 1;
}
