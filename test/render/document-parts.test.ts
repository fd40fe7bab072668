import { describe, expect, it } from 'vitest';
import { splitAtBlanks, splitAtLines } from '../../src/render/helm/document-parts.ts';
import type { DocumentPart } from '../../src/render/helm/version/types.ts';

const trim = (text: string): string => text.replace(/^[\s\u0085]+|[\s\u0085]+$/g, '');

/** Helm 3's `SplitManifests`, by the regular expression that it has. */
function asHelm3(text: string): string[] {
  return trim(text)
    .split(/(?:^|[\t\n\f\r ]*\n)---[\t\n\f\r ]*/)
    .filter((part) => part !== '')
    .map(trim);
}

/** Helm 4's. */
function asHelm4(text: string): string[] {
  return text
    .replace(/^[\s\u0085]+/, '')
    .split(/^---[ \t]*/m)
    .filter((part) => trim(part) !== '')
    .map((part) => part.replace(/^[\s\u0085]+/, ''));
}

/** Texts of the characters that matter, the same in every run. */
function* texts(): Generator<string> {
  const pieces = ['---', '\n', '\n---', ' ', '\t', 'a', '---\n', '\n\n', '#', '\u00a0', '-'];
  let state = 7;
  for (let i = 0; i < 3000; i++) {
    let text = '';
    for (let left = i % 12; left >= 0; left--) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      text += pieces[(state >> 8) % pieces.length]!;
    }
    yield text;
  }
}

describe.each([
  ['at blanks, as Helm 3', splitAtBlanks, asHelm3],
  ['at lines, as Helm 4', splitAtLines, asHelm4],
])('documents split %s', (_, split, reference) => {
  it('are those of its own expression, each where it stands', () => {
    for (const text of texts()) {
      const parts: readonly DocumentPart[] = split(text);
      expect([text, parts.map((part) => part.text)]).toEqual([text, reference(text)]);
      for (const part of parts) expect(text.startsWith(part.text, part.offset)).toBe(true);
    }
  });

  it('take no longer for blanks without end', () => {
    const blanks = ' \n'.repeat(1_000_000);
    const started = performance.now();
    expect(split(`a${blanks}b${blanks}---${blanks}c`).length).toBe(2);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
