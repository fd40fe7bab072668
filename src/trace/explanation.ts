/** From candidates to the one that explains: told by their texts where these tell, else by asking what each decides. */
import type { Rendered } from '../types.ts';
import { type Candidate, TOLD } from './candidates.ts';
import { type Effect, effectOf, effectOfKey, type Question } from './effects.ts';

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
 * The candidates in order, the one that explains first. `most` bounds what is asked; with `all` everything is asked, else
 * only as far as needed for the first.
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
  return asked.toSorted((a, b) => worth(b) - worth(a));
}

function worth({ effect, score }: Explained): number {
  return score + (effect === undefined ? 0 : WORTH.get(effect)!);
}

/** One stands out by its text. */
function isTold([first, second]: readonly Candidate[]): boolean {
  return first !== undefined && first.score > TOLD && first.score - (second?.score ?? 0) >= 1;
}
