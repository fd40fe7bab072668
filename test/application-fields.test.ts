import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asArgoPrints } from '../src/argocd/application-fields.ts';
import type { JsonObject } from '../src/types.ts';
import { readCases } from './conformance/applicationsets/cases.ts';
import { expansionOf } from './conformance/applicationsets/compare.ts';

const file = join(import.meta.dirname, 'conformance/applicationsets/answers.json');
const answers = JSON.parse(readFileSync(file, 'utf8')) as { applications: JsonObject[]; error?: string }[];

function texts(applications: readonly JsonObject[]): string[] {
  return applications.map(({ metadata, spec }) => JSON.stringify(ordered({ metadata, spec }))).sort();
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, ordered(item)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

describe('an Application as Argo CD prints it', () => {
  const cases = readCases()
    .map((one, index) => ({ one, name: one.name, answer: answers[index]! }))
    .filter(({ answer }) => answer.error === undefined && answer.applications.length > 0);

  it.each(cases)('has the very fields of its answer: $name', ({ one, answer }) => {
    expect(texts(expansionOf(one).applications.map(asArgoPrints))).toEqual(texts(answer.applications));
  });

  it('has no field that Argo CD does not know, none that is zero, and all that must be there', () => {
    const printed = asArgoPrints({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'a', labels: {}, typo: 'x' },
      spec: {
        source: {
          path: '',
          targetRevision: '',
          typo: 1,
          helm: { skipCrds: false, valuesObject: { a: '', b: [] } },
        },
        syncPolicy: { automated: { prune: false }, syncOptions: [] },
        revisionHistoryLimit: 0,
        ignoreDifferences: [{ jsonPointers: ['/a'], kind: '' }],
      },
      status: {},
    });
    expect(printed).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'a' },
      spec: {
        source: { repoURL: '', helm: { valuesObject: { a: '', b: [] } } },
        destination: {},
        project: '',
        syncPolicy: { automated: { prune: false } },
        revisionHistoryLimit: 0,
        ignoreDifferences: [{ jsonPointers: ['/a'], kind: '' }],
      },
    });
  });
});
