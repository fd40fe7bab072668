import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/check/index.ts';
import { packageFolder } from '../../src/check/package-folder.ts';
import { policyData } from '../../src/check/policy/data.ts';
import { PolicyRuntime } from '../../src/check/policy/runtime.ts';
import type { JsonObject } from '../../src/types.ts';
import { config, discovered } from '../check/fixtures.ts';

/**
 * `projects.json` holds what Argo CD v3.5.7's own AppProject said: `IsSourcePermitted`, `IsDestinationPermitted` and
 * `IsGroupKindNamePermitted` over a product of projects with sources, destinations and kinds.
 */
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, 'argo-cd/projects.json'), 'utf8'),
) as readonly Case[];

interface Case {
  readonly project: JsonObject;
  readonly permitted: boolean;
  readonly source?: string;
  readonly destination?: { readonly name: string; readonly server: string; readonly namespace: string };
  readonly kind?: {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
    readonly namespaced: boolean;
  };
}

const wasm = readFileSync(join(packageFolder(), 'policies/generated/plimsoll.wasm'));

/** Permits all that the case doesn't ask about. */
const REST: JsonObject = {
  sourceRepos: ['*'],
  destinations: [{ server: '*', namespace: '*' }],
};

/** Whether project-violation finds nothing wrong with the one thing that the case asks about. */
function permits(one: Case): boolean {
  const { name, server, namespace } = one.destination ?? {
    name: 'x',
    server: 'https://x',
    namespace: 'shop',
  };
  const data = {
    ...policyData(config(), rules(), discovered()),
    projects: { prod: { ...REST, ...one.project } },
    clusters: { named: { [name]: { name, server } }, served: {} },
  };
  const results = new PolicyRuntime(wasm, data).evaluate({
    application: {
      spec: { project: 'prod', source: { repoURL: one.source ?? 'a' }, destination: { name, namespace } },
    },
    leaf: null,
    production: false,
    values: null,
    manifests: one.kind ? [manifestOf(one.kind)] : [],
  });
  return (results as unknown[]).length === 0;
}

function manifestOf({ group, kind, name }: NonNullable<Case['kind']>): JsonObject {
  return { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind, metadata: { name } };
}

describe('project-violation permits what Argo CD permits', () => {
  it.each(['source', 'destination', 'kind'] as const)('of every %s', (about) => {
    const asked = cases.filter((one) => one[about] !== undefined);
    expect(asked.length).toBeGreaterThan(80);
    expect(asked.filter((one) => permits(one) !== one.permitted)).toEqual([]);
  });
});
