import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answer, answerTo } from './answer.ts';
import { readCases } from './cases.ts';

/** What the code of Argo CD's repo server and controller, and of gitops-engine, says to each case: tools/argocd/sync. */
const answers = new Map(
  (JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as Answer[]).map((answer) => [
    answer.name,
    answer,
  ]),
);
const cases = readCases();

/** Differences in words are none. */
function comparable({ repeated, excluded, error, ...rest }: Answer): unknown {
  if (error !== undefined) return { error: true };
  return { ...rest, repeated: repeated.length, excluded: excluded.length };
}

/** Where we say no and Argo CD does not, and why. */
const STRICTER: ReadonlyMap<string, string> = new Map([
  ['sources: a manifest without a name', 'Argo CD hands it on, and the API server refuses it'],
]);

describe('what Argo CD would apply', () => {
  it('is asked of every case', () => {
    expect([...answers.keys()]).toEqual(cases.map(({ name }) => name));
    expect(cases.length).toBeGreaterThan(25);
  });

  it.each(cases)('$name', (one) => {
    if (STRICTER.has(one.name)) return expect(answerTo(one).error).toBeDefined();
    expect(comparable(answerTo(one))).toEqual(comparable(answers.get(one.name)!));
  });
});
