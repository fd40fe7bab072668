import { describe, expect, it } from 'vitest';
import { createChecker, diagnose, rules } from '../../src/check/index.ts';
import type { Config } from '../../src/config/types.ts';
import type { Discovered, JsonObject, Problem, Rendered } from '../../src/types.ts';
import { config, discovered, found, leafOf, rendered, treeOf, VALUES_PATH } from './fixtures.ts';

async function check(
  one: Rendered,
  settings: Partial<Config> = {},
  parts: Partial<Discovered> = {},
): Promise<Problem[]> {
  const checker = await createChecker({ config: config(settings), discovered: discovered(parts) });
  return checker.check(one);
}

function pod(image: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'shop' },
    spec: { containers: [{ name: 'c', image }] },
  };
}

function hooked(name: string, value: string): JsonObject {
  return { ...pod('shop/a:1'), metadata: { name: 'a', annotations: { [name]: value } } };
}

/** How many problems a pod and this one have. */
async function judged(one: JsonObject): Promise<number> {
  return (await check(rendered({ manifests: [one, pod('shop/b:1')] }))).length;
}

const EMPTYING: JsonObject = { syncPolicy: { automated: { allowEmpty: true, selfHeal: true } } };

describe('createChecker', () => {
  it('gives a problem its rule, place, Application and resource', async () => {
    const [problem, ...others] = await check(rendered({ manifests: [pod('shop/a:1')], production: true }));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      ruleId: 'image-not-pinned',
      application: 'payments',
      location: { file: 'manifest.yaml', range: { start: { line: 12 } } },
      resource: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' },
    });
  });

  it('lowers a severity outside production for an Application without a leaf', async () => {
    const manifests = [pod('shop/a:1')];
    const severity = async (production: boolean): Promise<string | undefined> =>
      diagnose(await check(rendered({ manifests, production })), config(), rules())[0]?.severity;
    expect(await severity(true)).toBe('error');
    expect(await severity(false)).toBe('warning');
  });

  it('does not evaluate a rule that is off', async () => {
    const off = { rules: { 'sync-allows-empty': { severity: 'off' as const } } };
    expect(await check(rendered({ spec: EMPTYING }), off)).toEqual([]);
    expect(await check(rendered({ spec: EMPTYING }))).toHaveLength(1);
  });

  it('gives a rule the options of the config', async () => {
    const options = { rules: { 'image-not-pinned': { options: { ignore: ['shop/*'] } } } };
    expect(await check(rendered({ manifests: [pod('shop/a:1')] }), options)).toEqual([]);
    expect(await check(rendered({ manifests: [pod('auto')] }), options)).toHaveLength(1);
  });

  it('checks a leaf’s values by the schema and by the rules, each on its line', async () => {
    const values = 'global:\n  cloud: aws\nimage:\n  digest: x\n';
    const leaf = leafOf({ tree: treeOf({ [VALUES_PATH]: values }), path: VALUES_PATH });
    const problems = await check(rendered({ leaf }));
    const places = problems.map(({ ruleId, location }) => [ruleId, location.file, location.range.start.line]);
    expect(places).toEqual([
      ['platform-schema', VALUES_PATH, 4],
      ['leaf-identity-mismatch', VALUES_PATH, 2],
    ]);
    const checker = await createChecker({ config: config(), discovered: discovered() });
    expect(checker.checkLeaf(leaf).map(({ ruleId, application }) => [ruleId, application])).toEqual([
      ['platform-schema', undefined],
    ]);
  });

  it('says nothing of values that are missing or cannot be parsed', async () => {
    const broken = leafOf({ tree: treeOf({ [VALUES_PATH]: 'a: [' }), path: VALUES_PATH });
    const missing = leafOf({ tree: treeOf({}), path: VALUES_PATH });
    for (const leaf of [broken, missing, leafOf(undefined)])
      expect(await check(rendered({ leaf }))).toEqual([]);
  });

  it('judges nothing that Argo CD never applies', async () => {
    expect(await judged(hooked('helm.sh/hook', 'test'))).toBe(1);
    expect(await judged(hooked('argocd.argoproj.io/hook', 'Skip'))).toBe(1);
    expect(await judged(hooked('helm.sh/hook', 'pre-install, post-rollback'))).toBe(2);
    expect(await judged(hooked('argocd.argoproj.io/hook', 'PreSync'))).toBe(2);
  });

  it('survives names from the tree that JavaScript knows', async () => {
    const hostile = JSON.parse(
      '{"apiVersion":"v1","kind":"constructor","metadata":{"name":"__proto__","annotations":{"__proto__":"x"}},"__proto__":{"a":1}}',
    ) as JsonObject;
    const project = JSON.parse(
      '{"apiVersion":"a/v1","kind":"AppProject","metadata":{"name":"__proto__"},"spec":{}}',
    ) as JsonObject;
    const file = { tree: treeOf({}), path: 'p.yaml' };
    const spec = {
      project: '__proto__',
      source: { repoURL: 'a' },
      destination: { name: 'b', namespace: 'c' },
    };
    const problems = await check(
      rendered({ spec, manifests: [hostile] }),
      {},
      { projects: [found(project, file)] },
    );
    expect(new Set(problems.map(({ ruleId }) => ruleId))).toEqual(new Set(['project-violation']));
  });
});

describe('AppProjects, clusters and CRDs of the tree', () => {
  const spec: JsonObject = {
    project: 'prod',
    source: { repoURL: 'https://git.example.com/a' },
    destination: { name: 'one', namespace: 'shop' },
  };
  const projectText = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: prod}
spec:
  sourceRepos: ['*']
  destinations: [{server: https://one.example.com, namespace: shop}]
`;
  const file = { tree: treeOf({ 'projects/prod.yaml': projectText }), path: 'projects/prod.yaml' };
  const project = found(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'prod' },
      spec: { sourceRepos: ['*'], destinations: [{ server: 'https://one.example.com', namespace: 'shop' }] },
    },
    file,
  );

  function cluster(server: string): Partial<Discovered> {
    const one = { name: 'one', server, project: '', labels: {}, annotations: {} };
    return { projects: [project], inventory: [one] };
  }

  it('joins a destination’s name and server by the inventory', async () => {
    expect(await check(rendered({ spec }), {}, cluster('https://one.example.com'))).toEqual([]);
    const [problem] = await check(rendered({ spec }), {}, cluster('https://two.example.com'));
    expect(problem).toMatchObject({ ruleId: 'project-violation', location: { file: 'app.yaml' } });
    expect(problem?.related).toMatchObject([{ file: 'projects/prod.yaml', range: { start: { line: 6 } } }]);
  });

  function crd(scope: string): Partial<Discovered> {
    const spec = { group: 'sea.example.com', scope, names: { kind: 'Ship' } };
    const metadata = { name: 'ships.sea.example.com' };
    const object = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata,
      spec,
    };
    return { ...cluster('https://one.example.com'), crds: [found(object, file)] };
  }

  it('takes the scope of a kind from its CRD', async () => {
    const ship = { apiVersion: 'sea.example.com/v1', kind: 'Ship', metadata: { name: 'a' } };
    expect(await check(rendered({ spec, manifests: [ship] }), {}, crd('Namespaced'))).toEqual([]);
    expect(await check(rendered({ spec, manifests: [ship] }), {}, crd('Cluster'))).toHaveLength(1);
  });
});
