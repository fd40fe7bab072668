import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json } from '../../src/report/json.ts';
import { goldenInput, goldenNames } from './golden-input.ts';
import { diagnostic, hostileReport, range, report } from './report-samples.ts';

const file = fileURLToPath(new URL('../../schemas/report.schema.json', import.meta.url));
const schema = JSON.parse(readFileSync(file, 'utf8')) as object;

/** The published schema lets new keys pass; here a key that it does not know is a key that somebody forgot to describe. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)] as const);
  const open = 'properties' in node && !('additionalProperties' in node);
  return Object.fromEntries(open ? [...entries, ['additionalProperties', false]] : entries);
}

const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile(closed(schema) as object);

function errorsOf(text: string): unknown {
  validate(JSON.parse(text));
  return validate.errors;
}

function timeless(text: string): string {
  return text.replace(/"timings": \{[^}]*\}/, '');
}

describe('json', () => {
  it.each(goldenNames)('keeps to the published schema: %s', (name) => {
    expect(errorsOf(json(goldenInput(name).report))).toBeNull();
  });

  it('is described by a valid schema that refuses a wrong report', () => {
    expect(ajv.validateSchema(schema)).toBe(true);
    const wrong = JSON.parse(json(report([diagnostic()]))) as { diagnostics: { severity: string }[] };
    wrong.diagnostics[0]!.severity = 'fatal';
    expect(validate(wrong)).toBe(false);
  });

  it('gives the same bytes for diagnostics in any order, and for any times but in stats.timings', () => {
    fc.assert(
      fc.property(hostileReport, fc.nat(), (hostile, milliseconds) => {
        const turned = { ...hostile, diagnostics: [...hostile.diagnostics].reverse() };
        const later = { ...turned, timings: { ...turned.timings, render: milliseconds } };
        expect(timeless(json(later))).toBe(timeless(json(hostile)));
      }),
    );
  });

  it('carries every text as it is', () => {
    const hostile = '\u001b[31m"\\\n::error::\u2028<b>';
    const parsed = JSON.parse(json(report([diagnostic({ message: hostile, trace: hostile })])));
    expect(parsed.diagnostics[0]).toMatchObject({ message: hostile, trace: hostile });
  });

  it('counts by severity and by rule, also where a rule has the name of a prototype', () => {
    const list = [
      diagnostic(),
      diagnostic({ ruleId: '__proto__', severity: 'info' }),
      diagnostic({ location: { file: 'b', range: range(2, 1) } }),
    ];
    const { stats } = JSON.parse(json(report(list)));
    expect(stats).toMatchObject({ severities: { error: 2, warning: 0, info: 1 }, files: 2, failed: true });
    expect(Object.entries(stats.rules)).toEqual([
      ['__proto__', 1],
      ['image-not-pinned', 2],
    ]);
  });

  it('leaves the values file of a leaf out', () => {
    const leaf = {
      path: 'e/c',
      segments: { environment: 'e' },
      production: false,
      values: { path: 'x' } as never,
    };
    const parsed = JSON.parse(json(report([diagnostic({ leaf })])));
    expect(parsed.diagnostics[0].leaf).toEqual({
      path: 'e/c',
      segments: { environment: 'e' },
      production: false,
    });
  });
});
