import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleLines } from '../../src/report/index.ts';
import { hostileText } from './report-samples.ts';

describe('visible', () => {
  it('leaves plain text, accents, joiners and emoji as they are', () => {
    const text = 'naïve שלום 支付 👩‍👩‍👧 क्‍ष {{ .Values.x }}';
    expect(visible(text)).toBe(text);
  });

  it.each([
    ['\u001b[2J', '␛[2J'],
    ['a\nb\r\tc', 'a␊b␍␉c'],
    ['\u007f\u009b', '␡<U+009B>'],
    ['\u202egnp.exe', '<U+202E>gnp.exe'],
    ['\u2028\u200b\ufeff', '<U+2028><U+200B><U+FEFF>'],
    ['\ud800x', '\ufffdx'],
    ['\u{e0041}', '<U+E0041>'],
  ])('shows %j as %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves no control, no bidirectional mark and no line break in any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        // eslint-disable-next-line no-control-regex
        expect(visible(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/u);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });

  it('keeps the line breaks where lines are wanted', () => {
    expect(visibleLines('a\r\nb\u001b\nc')).toEqual(['a', 'b␛', 'c']);
  });
});
