import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../src/check/index.ts';
import { packageFolder } from '../../src/check/package-folder.ts';
import { policyData } from '../../src/check/policy/data.ts';
import { PolicyRuntime } from '../../src/check/policy/runtime.ts';
import { rules } from '../../src/check/index.ts';
import type { Json, JsonObject, KubernetesObject } from '../../src/types.ts';
import { config, discovered, rendered } from './fixtures.ts';

const wasm = readFileSync(join(packageFolder(), 'policies/generated/plimsoll.wasm'));

function runtime(maximumPages?: number): PolicyRuntime {
  return new PolicyRuntime(wasm, policyData(config(), rules(), discovered()), maximumPages);
}

function input(manifests: readonly JsonObject[]): object {
  const application = { spec: { syncPolicy: { automated: { allowEmpty: true, selfHeal: true } } } };
  return { application, leaf: null, production: true, values: null, manifests };
}

function configMap(bytes: number): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'big' },
    data: { text: 'x'.repeat(bytes) },
  };
}

function nested(depth: number): KubernetesObject {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'deep' }, data: value };
}

describe('PolicyRuntime', () => {
  it('judges a huge Application, and then a small one in a small memory', () => {
    const policy = runtime();
    for (const manifests of [[], [configMap(4_000_000)], []]) {
      expect(policy.evaluate(input(manifests))).toHaveLength(1);
    }
  });

  it('throws where the memory does not suffice, and works again', () => {
    const policy = runtime(64);
    expect(() => policy.evaluate(input([configMap(10_000_000)]))).toThrow(/./u);
    expect(() => policy.evaluate(input([configMap(3_000_000)]))).toThrow(/./u);
    expect(policy.evaluate(input([]))).toHaveLength(1);
  });

  it('keeps nothing of one evaluation for the next', () => {
    const policy = runtime();
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'é\u{1f6a2}' },
      spec: { containers: [{ name: 'c', image: 'a:1' }] },
    };
    const results = Array.from({ length: 50 }, (_, round) =>
      policy.evaluate(input(round % 2 === 0 ? [pod] : [])),
    );
    expect(results.map((result) => (result as unknown[]).length)).toEqual(
      Array.from({ length: 50 }, (_, round) => (round % 2 === 0 ? 2 : 1)),
    );
  });

  it('takes less than a millisecond for an ordinary Application', () => {
    const policy = runtime();
    const ordinary = input(Array.from({ length: 8 }, () => configMap(500)));
    const started = performance.now();
    for (let round = 0; round < 500; round++) policy.evaluate(ordinary);
    expect((performance.now() - started) / 500).toBeLessThan(1);
  });
});

describe('an Application that the policies cannot judge', () => {
  it('is a problem of its own, not a crash and not a clean bill', async () => {
    const checker = await createChecker({ config: config(), discovered: discovered() });
    const one = rendered({ manifests: [configMap(1)] });
    const deep = { ...one, manifests: [{ ...one.manifests[0]!, object: nested(100_000) }] };
    const [problem, ...others] = checker.check(deep);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      ruleId: 'policy-failed',
      application: 'payments',
      location: { file: 'app.yaml' },
    });
  });
});
