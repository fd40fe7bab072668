import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sarif } from '../../src/report/sarif.ts';
import type { FormatContext } from '../../src/report/index.ts';
import type { Report } from '../../src/types.ts';
import { contextOf, goldenInput, goldenNames } from './golden-input.ts';
import { context, diagnostic, hostileReport, range, report, rule } from './report-samples.ts';

/** What the tests read of a log. */
interface Descriptor {
  id: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string };
  properties: object;
}
interface Place {
  physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: Record<string, number> };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Place[];
  relatedLocations?: (Place & { id: number; message: { text: string } })[];
  partialFingerprints: { primaryLocationLineHash: string };
}
interface Run {
  tool: { driver: { name: string; version: string; rules: Descriptor[] } };
  columnKind: string;
  originalUriBaseIds: Record<string, { uri?: string }>;
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { level: string; message: { text: string } }[];
  }[];
  results: Result[];
}

function runOf(of: Report, over: FormatContext = context()): Run {
  const log = JSON.parse(sarif(of, over)) as { $schema: string; version: string; runs: Run[] };
  expect(Object.keys(log)).toEqual(['$schema', 'version', 'runs']);
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  return log.runs[0]!;
}

/** What SARIF 2.1.0 and GitHub's code scanning ask of a run, where a JSON Schema could not tell. */
function expectSound(run: Run): void {
  const { rules } = run.tool.driver;
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(run.columnKind).toBe('utf16CodeUnits');
  for (const base of Object.values(run.originalUriBaseIds)) expect(base.uri).toBeUndefined();
  const fingerprints = run.results.map(
    ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
  );
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
  for (const result of run.results) {
    expect(rules[result.ruleIndex]!.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.locations).toHaveLength(1);
    for (const place of [...result.locations, ...(result.relatedLocations ?? [])]) expectPlace(place, run);
  }
}

function expectPlace({ physicalLocation: { artifactLocation, region } }: Place, run: Run): void {
  expect(artifactLocation.uri).toMatch(/^(?!\/)(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2})*$/);
  expect(artifactLocation.uri.split('/')).not.toContain('..');
  expect(Object.keys(run.originalUriBaseIds)).toContain(artifactLocation.uriBaseId);
  for (const value of Object.values(region)) expect(value).toBeGreaterThanOrEqual(1);
}

describe('sarif', () => {
  it.each(goldenNames)('is sound for %s', (name) => {
    const input = goldenInput(name);
    expectSound(runOf(input.report, contextOf(input)));
  });

  it('is sound whatever the repository holds, and makes no link of its text', () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        const run = runOf(hostile);
        expectSound(run);
        for (const { message } of run.results) expect(message.text).not.toMatch(/(?<!\\)\]\(/);
        expect(sarif(hostile, context())).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
      }),
    );
  });

  it('lists every rule, whether it fired or not, and those that only fired', () => {
    const rules = [rule(), rule({ id: 'pdb-missing' })];
    const run = runOf(report([diagnostic({ ruleId: 'from-elsewhere' })]), context({ rules }));
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([
      'from-elsewhere',
      'image-not-pinned',
      'pdb-missing',
    ]);
  });

  it('describes a rule within the limits of code scanning', () => {
    const long = 'word '.repeat(1_000);
    const security = rule({
      category: 'security',
      severity: 'warning',
      title: long,
      description: long,
      links: ['file:///x', 'https://example.com/'],
    });
    const [described] = runOf(report(), context({ rules: [security] })).tool.driver.rules;
    expect(described).toMatchObject({
      name: 'ImageNotPinned',
      helpUri: 'https://example.com/',
      defaultConfiguration: { level: 'warning' },
      properties: { 'security-severity': '5.0', tags: ['security', 'gitops', 'kubernetes', 'recommended'] },
    });
    const { shortDescription, fullDescription, help } = described!;
    expect(shortDescription.text.length).toBeLessThanOrEqual(1_024);
    expect(fullDescription.text.length).toBeLessThanOrEqual(1_024);
    expect(help.text).not.toContain('file:');
  });

  it('calls a rule a security one only if it is', () => {
    const [described] = runOf(report()).tool.driver.rules;
    expect(described!.properties).not.toHaveProperty('security-severity');
  });

  it.each([
    ['values.yaml', undefined, 'SRCROOT', 'values.yaml'],
    ['a b/ü#?%.yaml', 'deploy/gitops', 'SRCROOT', 'deploy/gitops/a%20b/%C3%BC%23%3F%25.yaml'],
    ['../apps/x.yaml', 'deploy/gitops', 'SRCROOT', 'deploy/apps/x.yaml'],
    ['../apps/x.yaml', '', 'SRCROOT_PARENT', 'apps/x.yaml'],
    ['../../../x.yaml', 'one', 'SRCROOT_PARENT_2', 'x.yaml'],
  ])('names %s below %s by %s and %s', (file, base, uriBaseId, uri) => {
    const run = runOf(
      report([diagnostic({ location: { file, range: range(1, 1) } })]),
      context(base === undefined ? {} : { base }),
    );
    expect(run.results[0]!.locations[0]!.physicalLocation.artifactLocation).toEqual({ uri, uriBaseId });
    expectSound(run);
  });

  it('keeps equal fingerprints apart, in an order that holds', () => {
    const two = [diagnostic({ location: { file: 'b', range: range(1, 1) } }), diagnostic()];
    const results = runOf(report(two)).results.map(({ locations, partialFingerprints }) => [
      locations[0]!.physicalLocation.artifactLocation.uri,
      partialFingerprints.primaryLocationLineHash,
    ]);
    expect(results).toEqual([
      ['a/values.yaml', 'f1:1'],
      ['b', 'f1:2'],
    ]);
  });

  it('keeps to 25,000 results, the errors first, and says what it left out', () => {
    const notes = Array.from({ length: 25_000 }, (_, at) =>
      diagnostic({ severity: 'info', fingerprint: `n${at}` }),
    );
    const run = runOf(
      report([...notes, diagnostic(), diagnostic({ location: { file: 'z', range: range(1, 1) } })]),
    );
    expect(run.results).toHaveLength(25_000);
    expect(run.results.filter(({ level }) => level === 'error')).toHaveLength(2);
    const [notification] = run.invocations[0]!.toolExecutionNotifications;
    expect(notification).toMatchObject({
      level: 'warning',
      message: { text: expect.stringContaining('2 notes') },
    });
  });

  it('tells of what was not checked', () => {
    const { coverage } = report();
    const gaps = [{ what: 'Application x', reason: 'no chart' }];
    const run = runOf(report([], { coverage: { ...coverage, gaps } }));
    expect(run.invocations[0]!.toolExecutionNotifications[0]!.message.text).toBe(
      'Not checked: Application x: no chart',
    );
  });
});
