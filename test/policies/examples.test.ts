import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scopesOf } from '../../src/argocd/scopes.ts';
import { rules } from '../../src/check/index.ts';
import { packageFolder } from '../../src/check/package-folder.ts';
import { PolicyRuntime } from '../../src/check/policy/runtime.ts';
import { type Example, examples } from './rule-folders.ts';

const wasm = readFileSync(join(packageFolder(), 'policies/generated/plimsoll.wasm'));

const known = scopesOf([]);

type Result = Record<string, unknown> & { readonly rule: string };

/** All results of all rules, whatever the example belongs to. */
function evaluate({ content }: Example): Result[] {
  const clusters = (content['clusters'] ?? []) as { name: string; server: string }[];
  const inCluster = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };
  const data = {
    config: { options: optionsOf(content), off: {}, production: ['prod', 'production'] },
    projects: content['projects'] ?? {},
    clusters: {
      named: Object.fromEntries([inCluster, ...clusters].map((cluster) => [cluster.name, cluster])),
      served: Object.fromEntries([inCluster, ...clusters].map((cluster) => [cluster.server, cluster])),
    },
    scopes: { ...known, ...(content['scopes'] as object | undefined) },
  };
  return new PolicyRuntime(wasm, data).evaluate(inputOf(content)) as Result[];
}

function inputOf(content: Example['content']): object {
  return {
    application: content['application'] ?? {},
    leaf: content['leaf'] ?? null,
    production: content['production'] ?? false,
    values: content['values'] ?? null,
    manifests: content['manifests'] ?? [],
    order: content['order'] ?? {},
  };
}

function optionsOf(content: Example['content']): object {
  const configured = (content['options'] ?? {}) as Record<string, object>;
  return Object.fromEntries(
    rules().map(({ id, options }) => {
      const defaults = Object.entries(options).map(([name, schema]) => [name, schema['default']]);
      return [id, { ...Object.fromEntries(defaults), ...configured[id] }];
    }),
  );
}

/** The keys that the example expects; `null` stands for a key that must be absent. */
function compared(result: Result, expected: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(expected).map((key) => [key, result[key] ?? null]));
}

describe('what must fail', () => {
  it.each(examples('fail').map((example) => ({ example, label: `${example.rule.id}/${example.name}` })))(
    '$label fires its rule alone, where it should',
    ({ example }) => {
      const results = evaluate(example);
      expect(new Set(results.map((result) => result.rule))).toEqual(new Set([example.rule.id]));
      const expected = example.content['results'] as Record<string, unknown>[];
      const unmatched = expected.map((wanted) => {
        const found = results.find(
          (result) => JSON.stringify(sorted(compared(result, wanted))) === JSON.stringify(sorted(wanted)),
        );
        return found ? [] : [wanted];
      });
      expect(unmatched.flat(), JSON.stringify(results, null, 1)).toEqual([]);
      expect(results).toHaveLength(expected.length);
    },
  );

  it('says it in a sentence', () => {
    for (const example of examples('fail')) {
      for (const { message } of evaluate(example)) expect(message).toMatch(/^\S.{15,}[^.]$/u);
    }
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}

describe('what must pass', () => {
  it.each(examples('pass').map((example) => ({ example, label: `${example.rule.id}/${example.name}` })))(
    '$label fires nothing',
    ({ example }) => {
      expect(evaluate(example)).toEqual([]);
    },
  );
});
