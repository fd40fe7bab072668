import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparable, type Answer, expansionOf } from './compare.ts';
import { readCases } from './cases.ts';

/** `answers.json` is what Argo CD's own code says (tools/argocd). */
const answers = JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as Answer[];
const cases = readCases();

/** The part of an error that a reader can use; what is before it tells the controller's way there. */
const WORDS =
  /template: base:.*|found duplicate key.*|found (?:less|more) than (?:two|one generator).*?(?= in matrix)|found (?:less|more) than two.*|no merge keys.*|the parameters from a.*|child generator generated no parameters|no clusterDecisionResources found/s;

describe('ApplicationSets against Argo CD', () => {
  it('have an answer for every case, and each name once', () => {
    const names = cases.map(({ name }) => name);
    expect(answers.map(({ name }) => name)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(answers.map((answer, index) => ({ ...answer, index })))('$name', ({ index, ...answer }) => {
    const { applications, faults } = expansionOf(cases[index]!);
    expect({ applications: comparable(applications), faults: faults.length > 0 }, faults.join('\n')).toEqual({
      applications: comparable(answer.applications),
      faults: answer.error !== undefined,
    });
    const words = WORDS.exec(answer.error ?? '')?.[0];
    if (words !== undefined) expect(faults.join('\n')).toContain(words);
  });
});
