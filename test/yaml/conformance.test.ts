import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { parseSlowly } from '../../src/yaml/parse.ts';

/** What sigs.k8s.io/yaml made of each text; `tools/goyaml` writes it. */
interface Answer {
  readonly yaml: string;
  readonly documents: readonly Json[];
  readonly error?: string;
}

const folder = new URL('../conformance/yaml/', import.meta.url);
const answers = JSON.parse(readFileSync(new URL('answers.json', folder), 'utf8')) as readonly Answer[];
const cases = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as readonly string[];

/** Texts that we knowingly read otherwise, each with the reason. */
const gaps: ReadonlyMap<string, string> = new Map<string, string>([
  [
    'a: .inf\na: 1\n',
    'an infinity that a later duplicate replaces: Go reads on, we refuse it at once; both are faults in the file',
  ],
  [
    'a: !!timestamp 2001-99-99\n',
    'the form of a timestamp is checked, not whether the day exists: the tag is unheard of in manifests',
  ],
]);

describe('YAML, against sigs.k8s.io/yaml', () => {
  it('has an answer for each case', () => {
    expect(answers.map(({ yaml }) => yaml)).toEqual(cases);
    expect(cases.length).toBeGreaterThan(1000);
  });

  for (const [name, parse] of [
    ['parseYaml', parseYaml],
    ['without the fast path', parseSlowly],
  ] as const) {
    it(`reads and refuses what Go reads and refuses: ${name}`, () => {
      const different = answers.filter((answer) => !gaps.has(answer.yaml) && !isSame(answer, parse));
      expect(different).toEqual([]);
    });
  }

  it('lists no gap that is closed', () => {
    const known = answers.filter(({ yaml }) => gaps.has(yaml));
    expect(known.length).toBe(gaps.size);
    expect(known.filter((answer) => isSame(answer, parseYaml))).toEqual([]);
  });
});

function isSame({ yaml, documents, error }: Answer, parse: typeof parseYaml): boolean {
  const parsed = parse(yaml);
  const values = parsed.documents.map(({ value }) => value);
  const refusal = parsed.problems.find(({ code }) => code !== 'duplicate-key');
  return refusal?.goError === error && JSON.stringify(sorted(values)) === JSON.stringify(sorted(documents));
}

function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return Object.is(value, -0) ? 'minus zero' : value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1)) as unknown as Json;
}
