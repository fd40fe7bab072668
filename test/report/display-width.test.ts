import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipEnd, clipMiddle, displayWidth, padEnd, padStart, wrap } from '../../src/report/display-width.ts';
import { visible } from '../../src/report/visible.ts';
import { hostileText } from './report-samples.ts';

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['é', 1],
    ['e\u0301', 1],
    ['支付', 4],
    ['ｶﾅ', 2],
    ['カナ', 4],
    ['👩‍👩‍👧‍👦', 2],
    ['🇩🇪', 2],
    ['✈️', 2],
    ['✈', 1],
    ['→│…', 3],
    ['שלום', 4],
    ['각', 2],
  ])('of %s is %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('clipping', () => {
  it('keeps a text that fits and never gives more columns than asked for', () => {
    fc.assert(
      fc.property(hostileText.map(visible), fc.integer({ min: 1, max: 30 }), (text, width) => {
        for (const clipped of [clipEnd(text, width), clipMiddle(text, width)]) {
          expect(displayWidth(clipped)).toBeLessThanOrEqual(width);
          if (displayWidth(text) <= width) expect(clipped).toBe(text);
        }
      }),
    );
  });

  it('shows where something is missing, and cuts no character in two', () => {
    expect(clipEnd('abcdef', 4)).toBe('abc…');
    expect(clipMiddle('europe-west4-01', 9)).toBe('euro…4-01');
    expect(clipEnd('支付服务', 4)).toBe('支…');
  });
});

describe('a tower of accents', () => {
  it('is cut like any other text', () => {
    const tower = `a${'\u0301'.repeat(5_000)}b`;
    expect(clipEnd(tower, 20).length).toBeLessThanOrEqual(20);
    expect(displayWidth(`a${'\u0301'.repeat(4)}`)).toBe(1);
  });
});

describe('padding', () => {
  it('counts columns', () => {
    expect(padEnd('支', 4)).toBe('支  ');
    expect(padStart('支', 4)).toBe('  支');
    expect(padStart('long', 2)).toBe('long');
  });
});

describe('wrap', () => {
  it('breaks at spaces, with less room on the first line, and leaves a long word whole', () => {
    expect(wrap('one two three', 8, 4)).toEqual(['one', 'two', 'three']);
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('a registry.example.com/app:1 b', 8)).toEqual(['a', 'registry.example.com/app:1', 'b']);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string().filter((word) => /^[^ ]+$/.test(word))),
        fc.integer({ min: 1, max: 20 }),
        (words, width) => {
          const text = words.join(' ');
          expect(wrap(text, width).join(' ').split(/ +/)).toEqual(text.split(/ +/));
        },
      ),
    );
  });
});
