import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { diskTree, memoryTree } from '../../src/load/index.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import type { JsonObject } from '../../src/types.ts';
import { CASES, caseNames, parseCase } from '../conformance/helm/case.mjs';
import { charts } from './charts.ts';
import { type Finding, findings, type Subject } from './perturbation.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the trace is known to miss, `chart: field ← key`, and why. It may only shrink. */
const SKIPPED: ReadonlyMap<string, string> = new Map([]);

/** A chart's effects that its trace does not explain, without those that are known. */
function missed(name: string, subject: Subject, renders?: number): string[] {
  const all = findings(subject, Infinity, renders);
  return all
    .filter(({ verdict }) => verdict !== 'right')
    .map((finding) => shown(name, finding))
    .filter((each) => !SKIPPED.has(each));
}

function shown(name: string, { field, key }: Finding): string {
  return `${name}: ${field.join('.')} ← ${key.join('.')}`;
}

function caseSubject(name: string): Subject {
  const { options, files } = parseCase(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
  return { tree: memoryTree(files, '../chart/'), folder: 'chart', helm: options as JsonObject };
}

describe('whatever a changed value does is explained by the trace', () => {
  it.each([...charts])('of our chart: %s', (name, { files, values }) => {
    const tree = memoryTree(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`c/${path}`, text])),
      '../chart/',
    );
    const subject: Subject = { tree, folder: 'c', ...(values && { values: values as JsonObject }) };
    expect(findings(subject).length).toBeGreaterThan(0);
    expect(missed(name, subject)).toEqual([]);
    // A check asks less often.
    expect(missed(name, subject, 8)).toEqual([]);
  });

  it.each(caseNames())('of the conformance chart %s', (name) => {
    expect(missed(name, caseSubject(name))).toEqual([]);
  });

  const leaf = '../../sample-repos/platform-gitops/environments/prod/aws/eu-west-1-01';
  it.each(['checkout-api', 'order-worker', 'storefront'])('of the sample chart %s', (name) => {
    const values = parseYaml(readFileSync(here(`${leaf}/${name}/values.yaml`), 'utf8')).documents[0]!.value;
    const tree = diskTree(here(`../../sample-repos/apps/${name}`), '../apps/', {
      limits: { fileBytes: 1e6 },
    });
    expect(missed(name, { tree, folder: 'deploy/chart', values: values as JsonObject })).toEqual([]);
  });
});
