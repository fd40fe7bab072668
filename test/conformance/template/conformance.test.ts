import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, type Answer, type TemplateCase } from './engine.ts';
import { SKIPS } from './skips.ts';

function read<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T[];
}

const cases = read<TemplateCase>('cases.json');
const answers = new Map(read<Answer>('answers.json').map((own) => [own.name, own]));

describe('the template engine answers as Go does', () => {
  it('has an answer of Go for every case', () => {
    expect(cases.length).toBeGreaterThan(400);
    expect(cases.map((test) => test.name)).toEqual([...answers.keys()]);
  });

  it.each(cases.filter((test) => !SKIPS.has(test.name)).map((test) => [test.name, test] as const))(
    '%s',
    (name, test) => {
      expect(answer(test)).toEqual(answers.get(name));
    },
  );

  it('skips only what really differs', () => {
    const agreed = cases.filter((test) => SKIPS.has(test.name)).filter((test) => agrees(test));
    expect(agreed.map((test) => test.name)).toEqual([]);
    expect([...SKIPS.keys()].filter((name) => !answers.has(name))).toEqual([]);
  });
});

function agrees(test: TemplateCase): boolean {
  return JSON.stringify(answer(test)) === JSON.stringify(answers.get(test.name));
}
