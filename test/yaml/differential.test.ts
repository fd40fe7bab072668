/** The fast path must read a text as tokens and nodes do, or decline; tokens and nodes must read what is printed. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/types.ts';
import { readFast } from '../../src/yaml/fast/documents.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { parseSlowly } from '../../src/yaml/parse.ts';
import { meant, mutated, printed } from './random-yaml.ts';

const cases = JSON.parse(
  readFileSync(new URL('../conformance/yaml/cases.json', import.meta.url), 'utf8'),
) as readonly string[];

/** The same texts each time: a test must not fail by luck. */
const seed = 20261121;

/** Undefined where both agree or the fast path declines. */
function difference(text: string): unknown {
  const fast = readFast(text);
  if (fast === undefined) return undefined;
  const slow = parseSlowly(text);
  return JSON.stringify({ documents: fast, problems: [] }) === JSON.stringify(slow)
    ? undefined
    : { text, fast, slow };
}

/** A document that its own slice doesn't mean; not where a directive or a misplaced byte order mark has a say. */
function sliceDifference(text: string): unknown {
  const { documents, problems } = parseYaml(text);
  if (problems.length > 0 || /%|(?<=.)\ufeff/s.test(text)) return undefined;
  return documents.find(({ value, start, end }) => {
    const again = parseYaml(text.slice(start, end));
    return (
      JSON.stringify(again.documents.map((document) => document.value)) !==
      JSON.stringify(value === null ? again.documents.map(() => null) : [value])
    );
  });
}

describe('the fast path', () => {
  it('agrees on every case of the table, and takes the ordinary ones', () => {
    expect(cases.map(difference).filter((found) => found !== undefined)).toEqual([]);
    const readable = cases.filter((text) => parseSlowly(text).problems.length === 0);
    const taken = readable.filter((text) => readFast(text) !== undefined);
    expect(taken.length / readable.length).toBeGreaterThan(0.7);
  });

  it('agrees on every case with Windows line ends, without its last line end, indented, and in a list', () => {
    const variants = cases.flatMap((text) => [
      text.replaceAll('\n', '\r\n'),
      text.trimEnd(),
      `${text}\n`,
      text.replaceAll(/^/gm, '  '),
      `x:\n${text.replaceAll(/^/gm, '  ')}`,
      `- ${text.replaceAll('\n', '\n  ')}`,
      `---\n${text}\n---\nz: 1\n`,
    ]);
    expect(variants.map(difference).filter((found) => found !== undefined)).toEqual([]);
  });

  it('agrees on printed trees and on what mutations make of them', () => {
    fc.assert(
      fc.property(printed, (text) => difference(text) === undefined),
      { numRuns: 1500, seed },
    );
    const texts = fc.oneof(printed, fc.constantFrom(...cases));
    fc.assert(
      fc.property(mutated(texts), (text) => difference(text) === undefined),
      { numRuns: 6000, seed },
    );
  });
});

describe('parseYaml', () => {
  it('reads back what other printers print', () => {
    fc.assert(
      fc.property(meant, ({ tree, text }) => {
        const { documents, problems } = parseYaml(text);
        const values = documents.map(({ value }) => value);
        expect(problems).toEqual([]);
        expect(JSON.stringify(values)).toBe(JSON.stringify([tree] satisfies Json[]));
      }),
      { numRuns: 1500, seed },
    );
  });

  it('never throws, and gives documents whose slices read the same', () => {
    const texts = fc.oneof(printed, fc.constantFrom(...cases));
    const streams = fc.array(texts, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n---\n'));
    fc.assert(
      fc.property(fc.oneof(streams, mutated(streams)), (text) => sliceDifference(text) === undefined),
      { numRuns: 3000, seed },
    );
  });
});
