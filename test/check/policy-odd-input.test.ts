import {
  assert,
  constantFrom,
  dictionary,
  jsonValue,
  letrec,
  oneof,
  property,
  array,
  type Arbitrary,
} from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/check/index.ts';
import { packageFolder } from '../../src/check/package-folder.ts';
import { policyData } from '../../src/check/policy/data.ts';
import { PolicyRuntime } from '../../src/check/policy/runtime.ts';
import { config, discovered } from './fixtures.ts';

/** Keys and words that the rules look at, so that odd values turn up where they are read. */
const KEYS = [
  'kind',
  'apiVersion',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'spec',
  'template',
  'containers',
  'image',
  'replicas',
  'selector',
  'matchLabels',
  'matchExpressions',
  'key',
  'operator',
  'values',
  'minReplicas',
  'scaleTargetRef',
  'syncPolicy',
  'automated',
  'prune',
  'allowEmpty',
  'syncOptions',
  'project',
  'source',
  'sources',
  'repoURL',
  'destination',
  'server',
  'global',
  'cloud',
  'cluster',
  'region',
  'digest',
  'segments',
  'sourceRepos',
  'destinations',
  'clusterResourceWhitelist',
  'namespaceResourceBlacklist',
  'group',
  'helm.sh/hook',
  '__proto__',
];
const WORDS = [
  'Deployment',
  'PodDisruptionBudget',
  'Namespace',
  'prod',
  'In',
  'NotIn',
  'a*',
  '!*',
  '[',
  '{',
  '%s%d%q',
  '',
];

const { odd } = letrec<{ odd: unknown }>((tie) => ({
  odd: oneof(
    { maxDepth: 6, withCrossShrink: true },
    constantFrom<unknown>(...WORDS, true, null, 2, -1, 1.5),
    jsonValue({ maxDepth: 1 }),
    dictionary(constantFrom(...KEYS), tie('odd'), { maxKeys: 5 }),
    array(tie('odd'), { maxLength: 4 }),
  ),
})) as { odd: Arbitrary<unknown> };

describe('rules over input of any shape', () => {
  it('never stop, and say only what can be traced', () => {
    const wasm = readFileSync(join(packageFolder(), 'policies/generated/plimsoll.wasm'));
    const known = policyData(config(), rules(), discovered());
    const ids = new Set(rules().map(({ id }) => id));
    assert(
      property(
        odd,
        array(odd, { maxLength: 4 }),
        odd,
        odd,
        odd,
        (application, manifests, values, leaf, project) => {
          const policy = new PolicyRuntime(wasm, { ...known, projects: { default: project, prod: project } });
          const input = { application: { spec: application }, leaf, production: true, values, manifests };
          for (const result of policy.evaluate(input) as Record<string, unknown>[]) {
            expect(ids).toContain(result['rule']);
            expect(typeof result['message']).toBe('string');
            expect(Array.isArray(result['path'])).toBe(true);
            if (result['subject'] === 'manifest')
              expect(manifests[result['manifest'] as number]).toBeDefined();
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
