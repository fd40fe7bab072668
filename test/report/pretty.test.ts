import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { pretty } from '../../src/report/pretty.ts';
import type { MatrixCell } from '../../src/types.ts';
import { context, diagnostic, hostileReport, range, report, rule } from './report-samples.ts';

// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
// eslint-disable-next-line no-control-regex
const SGR = /\u001b\[\d+m/g;

describe('pretty', () => {
  it('prints no control character but line breaks when colour is off, whatever the repository holds', () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        expect(pretty(hostile, context({ readText: () => '\u001b[31m\u0007\u202e' }))).not.toMatch(UNSAFE);
      }),
    );
  });

  it('prints the same text with colour on, but for the colours', () => {
    fc.assert(
      fc.property(hostileReport, fc.constantFrom(40, 80, 200), (hostile, width) => {
        const plain = context({ width, readText: () => 'a: 支\n\tb: 1\n' });
        const colored = pretty(hostile, { ...plain, color: true });
        expect(colored.replace(SGR, '')).toBe(pretty(hostile, plain));
      }),
    );
  });

  it('names every diagnostic, however many there are', () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      diagnostic({
        location: { file: `f${at % 7}.yaml`, range: range(at + 1, 3) },
        message: `Number ${at}.`,
      }),
    );
    const text = pretty(report(many), context());
    for (const { message } of many) expect(text).toContain(message);
    expect(text.match(/Pin it\./g)).toHaveLength(1);
    expect(text).toContain('✗ 300 errors in 7 files');
  });

  it('gives a frame once for one range, and each diagnostic on it', () => {
    const location = { file: 'v.yaml', range: range(1, 6, 1, 9) };
    const two = [diagnostic({ location }), diagnostic({ location, ruleId: 'other', message: 'Second.' })];
    const text = pretty(report(two), context({ readText: () => 'tag: 1.2\n' }));
    expect(text.match(/tag: 1\.2/g)).toHaveLength(1);
    expect(text).toContain('other  Second.');
  });

  it('links a rule to its page only where links are wanted', () => {
    const rules = [rule({ links: ['javascript:alert(1)', 'https://example.com/rule'] })];
    const linked = pretty(report([diagnostic()]), context({ rules, links: true }));
    expect(linked).toContain('\u001b]8;;https://example.com/rule\u001b\\image-not-pinned\u001b]8;;\u001b\\');
    expect(pretty(report([diagnostic()]), context({ rules }))).not.toContain('example.com');
  });

  it('is short about a clean run', () => {
    expect(pretty(report(), context())).toBe(
      '✓ No problems · 2 applications · 2 leaves · 16 resources · 4 files · 0.01 s\n',
    );
  });
});

function cell(over: Partial<MatrixCell>): MatrixCell {
  return {
    environment: 'prod',
    cloud: 'azure',
    cluster: 'westeurope-01',
    services: 3,
    resources: 24,
    errors: 0,
    warnings: 0,
    ...over,
  };
}

function table(matrix: readonly MatrixCell[], width: number): string[] {
  return pretty(report([], { matrix }), context({ width })).split('\n\n')[0]!.split('\n');
}

describe('the matrix', () => {
  it.each([40, 60, 80, 200])('fits %i columns', (width) => {
    const long = 'a-cluster-name-of-a-length-that-no-table-likes-01';
    const matrix = [
      cell({}),
      cell({ cluster: long }),
      cell({ environment: '本番環境', cluster: `${long}支付` }),
    ];
    const lines = table(matrix, width);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toContain('本番環境');
  });

  it('folds a large fleet to environment × cloud and loses no count', () => {
    const matrix = Array.from({ length: 40 }, (_, at) =>
      cell({ cloud: at % 2 ? 'aws' : 'gcp', cluster: `c${at}`, errors: 1 }),
    );
    expect(
      table(matrix, 80)
        .slice(1)
        .map((line) => line.trim().split(/\s{2,}/)),
    ).toEqual([
      ['prod', 'gcp', '20 clusters', '60', '480', '20', '-'],
      ['aws', '20 clusters', '60', '480', '20', '-'],
    ]);
  });

  it('keeps the worst of very many clouds and says how many it leaves out', () => {
    const matrix = Array.from({ length: 100 }, (_, at) =>
      cell({ cloud: `cloud-${at}`, errors: at === 77 ? 5 : 0 }),
    );
    const lines = table(matrix, 80);
    expect(lines.some((line) => line.includes('cloud-77'))).toBe(true);
    expect(lines.at(-1)).toBe('and 76 more');
  });
});
