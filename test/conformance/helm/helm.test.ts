import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES, caseNames, parseCase } from './case.mjs';
import { commandAnswer } from './command.ts';
import { renderCase } from './harness.ts';

const names = caseNames();

/** What differs still, and why; may only shrink. */
const GAPS: ReadonlyMap<string, string> = new Map([
  ['values/int-of-decimal-text', 'int of a text with a fraction is 0 here, in Helm the part before the point'],
]);

describe('what the real helm template printed', () => {
  it('covers every case', () => {
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter((name) => !existsSync(join(CASES, `${name}.golden`)))).toEqual([]);
  });

  it.each(names.filter((name) => !GAPS.has(name)))('%s', compare);

  it.each([...GAPS])('%s differs still: %s', (name) => {
    expect(() => compare(name)).toThrow();
  });
});

describe('plimsoll helm template', () => {
  it.each(names.filter((name) => !GAPS.has(name)))('prints the same bytes or reason: %s', (name) => {
    const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
    if (options.dependencyUpdate === true) return;
    const golden = readFileSync(join(CASES, `${name}.golden`), 'utf8');
    expect(commandAnswer(options, files)).toBe(golden);
  });
});

function compare(name: string): void {
  const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
  const golden = readFileSync(join(CASES, `${name}.golden`), 'utf8');
  const rendered = renderCase(options, files);
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
