import * as fc from 'fast-check';
import type { FormatContext } from '../../src/report/index.ts';
import type { Diagnostic, Range, Report, Rule } from '../../src/types.ts';

/** From 1; one character where no end is given. */
export function range(line: number, character: number, endLine?: number, endCharacter?: number): Range {
  return {
    start: { line, character },
    end: { line: endLine ?? line, character: endCharacter ?? character + 1 },
  };
}

export function diagnostic(over: Partial<Diagnostic> = {}): Diagnostic {
  return {
    ruleId: 'image-not-pinned',
    severity: 'error',
    message: 'No digest.',
    location: { file: 'a/values.yaml', range: range(1, 1) },
    related: [],
    also: [],
    fingerprint: 'f1',
    ...over,
  };
}

export function report(diagnostics: readonly Diagnostic[] = [], over: Partial<Report> = {}): Report {
  return {
    version: '1.2.3',
    diagnostics,
    coverage: {
      files: 4,
      applicationSets: 1,
      applications: { found: 2, rendered: 2 },
      leaves: { found: 2, rendered: 2 },
      resources: 16,
      gaps: [],
    },
    matrix: [],
    timings: { load: 1, discover: 2, expand: 3, render: 4, check: 5 },
    failed: diagnostics.some(({ severity }) => severity === 'error'),
    ...over,
  };
}

export function rule(over: Partial<Rule> = {}): Rule {
  return {
    id: 'image-not-pinned',
    category: 'images',
    title: 'An image is not pinned',
    description: 'A tag moves.',
    severity: 'error',
    profile: 'recommended',
    decidedBy: 'rego',
    remediation: 'Pin it.',
    options: {},
    links: [],
    ...over,
  };
}

export function context(over: Partial<FormatContext> = {}): FormatContext {
  return { rules: [rule()], readText: () => undefined, color: false, width: 80, links: false, ...over };
}

/** Texts as a hostile repository would hold them. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]8;;x\u0007',
        '\u009b2J',
        '\r',
        '\n',
        '\t',
        '::error::',
        '%0A',
        ',',
        ':',
        '%',
      ),
      fc.constantFrom(
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\ud800',
        'é',
        '支',
        '👩‍👩‍👧',
        '](',
        '<b>',
        ']]>',
        '__proto__',
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const place: fc.Arbitrary<Range> = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 40 }),
    fc.nat(4),
    fc.integer({ min: 1, max: 40 }),
  )
  .map(([line, character, more, end]) =>
    range(line, character, line + more, more === 0 ? character + end : end),
  );

export const hostileDiagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  ruleId: hostileText,
  severity: fc.constantFrom('error', 'warning', 'info'),
  message: hostileText,
  location: fc.record({ file: hostileText, range: place }),
  related: fc.array(fc.record({ file: hostileText, range: place, message: hostileText }), { maxLength: 2 }),
  also: fc.array(hostileText, { maxLength: 5 }),
  fingerprint: fc.constantFrom('f1', 'f2'),
  application: hostileText,
  trace: hostileText,
  resource: fc.record({
    apiVersion: hostileText,
    kind: hostileText,
    namespace: hostileText,
    name: hostileText,
  }),
});

export const hostileReport: fc.Arbitrary<Report> = fc
  .tuple(
    fc.array(hostileDiagnostic, { maxLength: 4 }),
    fc.array(fc.record({ what: hostileText, reason: hostileText }), { maxLength: 3 }),
    fc.tuple(hostileText, hostileText, hostileText),
  )
  .map(([diagnostics, gaps, [environment, cloud, cluster]]) => {
    const { coverage } = report();
    const cell = { environment, cloud, cluster, services: 1, resources: 8, errors: 1, warnings: 0 };
    return report(diagnostics, { coverage: { ...coverage, gaps }, matrix: [cell] });
  });
