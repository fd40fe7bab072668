import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES, caseNames, goldenFile, goldenOf, HELMS, parseCase } from './case.mjs';
import type { Helm } from './case.mjs';
import { commandAnswer } from './command.ts';
import { renderCase } from './harness.ts';

const names = caseNames();

/** What differs still from Helm 4, and why; may only shrink. */
const GAPS: ReadonlyMap<string, string> = new Map([
  [
    'values/int-of-decimal-text',
    'int of a text with a fraction is 0 here, in Helm the part before the point',
  ],
]);

it('covers every case', () => {
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((name) => !existsSync(goldenFile(name, '4')))).toEqual([]);
});

describe.each(HELMS)('what the real helm %s template printed', (helm) => {
  const gaps = helm === '4' ? GAPS : new Map<string, string>();

  it.each(names.filter((name) => !gaps.has(name)))('%s', (name) => compare(name, helm));

  it.each([...gaps])('%s differs still: %s', (name) => {
    expect(() => compare(name, helm)).toThrow();
  });

  it.each(names.filter((name) => !gaps.has(name)))('%s, by the command', (name) => {
    const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
    if (options.dependencyUpdate === true) return;
    expect(commandAnswer(options, files, helm)).toBe(goldenOf(name, helm));
  });
});

function compare(name: string, helm: Helm): void {
  const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
  const golden = goldenOf(name, helm);
  const rendered = renderCase(options, files, helm);
  if (!golden.startsWith('Error: ')) expect(rendered).toEqual({ output: golden });
  else expectSameError(rendered, golden);
}

/** Helm's words and places must be among ours; Helm wraps them in sentences about its own command line. */
function expectSameError(rendered: ReturnType<typeof renderCase>, golden: string): void {
  if (!('errors' in rendered)) return expect.fail(`rendered, where Helm says: ${golden}`);
  const [error] = rendered.errors;
  for (const place of golden.match(/shop\/[\w./]+:\d+(:\d+)?/g) ?? []) expect(error?.places).toContain(place);
  for (const reason of error?.reasons ?? []) expect(golden).toContain(reason);
}
