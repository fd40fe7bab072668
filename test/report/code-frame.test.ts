import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrame, sourceLines } from '../../src/report/code-frame.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { palette } from '../../src/report/palette.ts';
import type { Range } from '../../src/types.ts';
import { hostileText, range } from './report-samples.ts';

const paint = palette(false);

function frame(text: string, where: Range, width = 60): string[] {
  return codeFrame(sourceLines(text), where, { width, paint, mark: paint.red });
}

/** The column under which the carets begin and how many there are, in the frame's own text column. */
function carets(lines: readonly string[]): [number, number] {
  const line = lines.find((one) => /^ *[│┃] *\^+$/.test(one))!;
  const text = line.slice(line.search(/[│┃]/) + 2);
  return [text.indexOf('^'), text.trim().length];
}

describe('codeFrame', () => {
  it('shows two lines before and one after, and underlines the range', () => {
    expect(frame('a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n', range(3, 4, 3, 5))).toEqual([
      '1 │ a: 1',
      '2 │ b: 2',
      '3 │ c: 3',
      '  │    ^',
      '4 │ d: 4',
    ]);
  });

  it('underlines what stands there, whatever stands before', () => {
    fc.assert(
      fc.property(hostileText, (before) => {
        const lead = before.replace(/[\r\n]/g, '');
        const line = `${lead}|x`;
        fc.pre(displayWidth(line) < 200);
        const lines = frame(line, range(1, lead.length + 2, 1, lead.length + 3), 2000);
        const [from, length] = carets(lines);
        const shown = lines[0]!.slice(4);
        expect(length).toBe(1);
        expect(displayWidth(shown)).toBe(from + 1);
        expect(shown.endsWith('|x')).toBe(true);
      }),
    );
  });

  it('never gives a line wider than asked for, nor fails, for any text and range', () => {
    const anywhere = fc.tuple(fc.nat(12), fc.nat(300), fc.nat(12), fc.nat(300));
    fc.assert(
      fc.property(fc.array(hostileText), anywhere, fc.integer({ min: 20, max: 100 }), (texts, at, width) => {
        const [line, character, endLine, endCharacter] = at;
        const where = range(line + 1, character + 1, endLine + 1, endCharacter + 1);
        for (const one of frame(texts.join('\n').repeat(3), where, width)) {
          expect(displayWidth(one)).toBeLessThanOrEqual(width);
          // eslint-disable-next-line no-control-regex
          expect(one).not.toMatch(/[\u0000-\u001f\u009b]/);
        }
      }),
    );
  });

  it('looks at no more of a huge line than it needs', () => {
    const line = `${'x'.repeat(5_000_000)}NEEDLE${'y'.repeat(5_000_000)}`;
    const begin = performance.now();
    const lines = frame(line, range(1, 5_000_001, 1, 5_000_007));
    expect(performance.now() - begin).toBeLessThan(500);
    const [from, length] = carets(lines);
    expect(lines[0]!.slice(4).slice(from, from + length)).toBe('NEEDLE');
  });

  it('leaves out the middle of a long range', () => {
    const text = Array.from({ length: 30 }, (_, at) => `k${at + 1}: 1`).join('\n');
    const lines = frame(text, range(3, 1, 20, 4));
    expect(lines.some((line) => line.trim() === '⋮ │')).toBe(true);
    expect(lines.filter((line) => line.includes('┃')).map((line) => line.slice(5))).toEqual([
      'k3: 1',
      '^^^^^',
      'k4: 1',
      'k5: 1',
      'k20: 1',
    ]);
  });
});
