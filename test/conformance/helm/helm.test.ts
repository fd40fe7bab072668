import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES, caseNames, goldenFile, goldenOf, HELMS, parseCase } from './case.mjs';
import type { Helm } from './case.mjs';
import { commandAnswer } from './command.ts';
import { renderCase } from './harness.ts';

const names = caseNames();

const GENERATED_KEYS = 'keys are Ed25519 whatever is asked for: one of RSA takes seconds to make from a seed';
const SCHEMA_PLACES =
  'jsonschema 6.0.2 counts from where the tuple ends, and names a name as its own value; ours says where it is, as 6.0.3 does';

interface Gap {
  readonly helms: readonly Helm[];
  readonly why: string;
}

/** What differs still; may only shrink. */
const GAPS: ReadonlyMap<string, Gap> = new Map([
  ['functions/generated-key-kinds', { helms: HELMS, why: GENERATED_KEYS }],
  ['schema/schema-prefix-items', { helms: ['4'], why: SCHEMA_PLACES }],
  ['schema/schema-property-names', { helms: ['4'], why: SCHEMA_PLACES }],
]);

it('covers every case', () => {
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((name) => !existsSync(goldenFile(name, '4')))).toEqual([]);
});

describe.each(HELMS)('what the real helm %s template printed', (helm) => {
  const gaps = [...GAPS]
    .filter(([, { helms }]) => helms.includes(helm))
    .map(([name, { why }]) => [name, why]);
  const same = names.filter((name) => !gaps.some(([gap]) => gap === name));

  it.each(same)('%s', (name) => compare(name, helm));

  it.each(gaps)('%s differs still: %s', (name) => {
    expect(answerOf(name!, helm)).not.toBe(goldenOf(name!, helm));
  });

  it.each(same)('%s, by the command', (name) => {
    expect(answerOf(name, helm)).toBe(goldenOf(name, helm));
  });
});

function caseOf(name: string): ReturnType<typeof parseCase> {
  return parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
}

function answerOf(name: string, helm: Helm): string {
  const { options, files } = caseOf(name);
  return commandAnswer(options, files, helm);
}

function compare(name: string, helm: Helm): void {
  const { options, files } = caseOf(name);
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
