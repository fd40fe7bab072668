import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFaults } from '../../../src/argocd/project-faults.ts';
import { DEFAULT_SETTINGS } from '../../../src/argocd/settings.ts';
import { rules } from '../../../src/check/index.ts';
import { packageFolder } from '../../../src/check/package-folder.ts';
import { policyData } from '../../../src/check/policy/data.ts';
import { PolicyRuntime } from '../../../src/check/policy/runtime.ts';
import type { JsonObject } from '../../../src/types.ts';
import { config, discovered } from '../../check/fixtures.ts';
import { type Case, readCases } from './cases.ts';

/** What Argo CD's own `ValidateProject` and its permission checks say to each case: tools/argocd/projects. */
const answers = new Map(
  (
    JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as {
      readonly name: string;
      readonly refusals: readonly string[];
    }[]
  ).map(({ name, refusals }) => [name, refusals]),
);
const cases = readCases();
const asked = cases.filter(({ application, kind }) => application !== undefined || kind !== undefined);
const wasm = readFileSync(join(packageFolder(), 'policies/generated/plimsoll.wasm'));

/** Permits all that a case about kinds doesn't ask about. */
const REST: JsonObject = { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }] };

/** What project-violation finds wrong with the Application, or with an Application that has one resource of the kind. */
function violations({ project, application, clusters = [], kind }: Case): readonly unknown[] {
  const spec = { ...(kind && REST), ...(project['spec'] as JsonObject) };
  const inventory = clusters.map((cluster) => ({ project: '', labels: {}, annotations: {}, ...cluster }));
  const argocd = { ...DEFAULT_SETTINGS, namespace: 'argocd' };
  const data = {
    ...policyData(config(), rules(), discovered({ inventory, argocd })),
    projects: { shop: spec },
  };
  const results = new PolicyRuntime(wasm, data).evaluate({
    application: application ?? PLAIN,
    leaf: null,
    production: false,
    values: null,
    manifests: kind === undefined ? [] : [manifestOf(kind)],
  }) as { readonly rule: string }[];
  return results.filter(({ rule }) => rule === 'project-violation');
}

const PLAIN: JsonObject = {
  spec: {
    project: 'shop',
    source: { repoURL: 'a' },
    destination: { server: 'https://x', namespace: 'shop' },
  },
};

function manifestOf({ group, kind, name }: NonNullable<Case['kind']>): JsonObject {
  return { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind, metadata: { name } };
}

/** Where Go's own libraries go on in words of theirs, or a hash follows. */
function firstWords(message: string): string {
  return message.replace(/^(cannot parse duration '[^']*').*/, '$1').replace(/ \(hash=.*/, '');
}

describe('AppProjects', () => {
  it('are asked about in every case', () => {
    expect([...answers.keys()]).toEqual(cases.map(({ name }) => name));
    expect(asked.length).toBeGreaterThan(350);
  });

  it.each(cases.filter((one) => !asked.includes(one)))('$name', ({ name, project }) => {
    const said = projectFaults(project).map(({ message }) => firstWords(message));
    expect(said.slice(0, 1)).toEqual(answers.get(name)!.map(firstWords));
  });

  it('permit what they permit in Argo CD, and nothing else', () => {
    const wrong = asked.filter((one) => violations(one).length > 0 !== answers.get(one.name)!.length > 0);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
