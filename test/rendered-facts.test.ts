import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderAll, run } from '../src/run.ts';
import type { Report } from '../src/types.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-facts-'))));
afterAll(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, string>>;
let count = 0;

/** The folder of a tree; every repoURL leads to it. */
function write(files: Files): { folder: string; repositoryMap: Map<string, string> } {
  const top = join(folder, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return { folder: top, repositoryMap: new Map([['*', top]]) };
}

async function check(files: Files): Promise<Report> {
  const result = await run(write(files));
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join());
  return result.report;
}

async function sync(files: Files): Promise<Record<string, string>> {
  const result = await renderAll({ ...write(files), sync: true });
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join());
  return Object.fromEntries(result.applications.map(({ name, manifests }) => [name, manifests]));
}

const application = (
  name: string,
  path: string,
  project = 'default',
): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec:
  project: ${project}
  source: {repoURL: https://git.example.com/fleet.git, path: ${path}}
  destination: {server: https://kubernetes.default.svc, namespace: shop}
`;
const CHART = 'apiVersion: v2\nname: facts\nversion: 1.0.0\n';
const PROJECT = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop}
spec:
  sourceRepos: ['*']
  destinations: [{server: '*', namespace: other}]
`;
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shards.shop.example.com}
spec: {group: shop.example.com, scope: Cluster, names: {kind: Shard, plural: shards}, versions: []}
`;
const SHARD = 'apiVersion: shop.example.com/v1\nkind: Shard\nmetadata: {name: one}\n';

function violations({ diagnostics }: Report): string[] {
  return diagnostics.flatMap(({ ruleId, application: name, message }) =>
    ruleId === 'project-violation' ? [`${name}: ${message}`] : [],
  );
}

describe('what Applications render holds for all of them', () => {
  it.each(['a', 'z'])('an AppProject that Application %s renders', async (name) => {
    const report = await check({
      'root.yaml': application(name, 'projects'),
      'shop.yaml': application('m', 'shop', 'shop'),
      'projects/Chart.yaml': CHART,
      'projects/templates/project.yaml': PROJECT,
      'shop/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
    });
    expect(violations(report)).toEqual([
      'm: AppProject shop permits no destination https://kubernetes.default.svc, namespace shop',
    ]);
    expect(report.coverage.applications).toEqual({ found: 2, rendered: 2 });
    expect(report.coverage.resources).toBe(2);
  });

  it.each(['a', 'z'])('a CRD that Application %s renders', async (name) => {
    const files = {
      'crds.yaml': application(name, 'crds'),
      'shop.yaml': application('m', 'shop', 'open'),
      'crds/Chart.yaml': CHART,
      'crds/templates/crd.yaml': CRD,
      'shop/shard.yaml': SHARD,
      'project.yaml': PROJECT.replaceAll('shop', 'open').replace('other', "'*'"),
    };
    expect(violations(await check(files))).toEqual([
      'm: AppProject open permits no cluster-scoped resource of kind Shard.shop.example.com',
    ]);
    expect((await sync(files))['m']).not.toContain('namespace:');
  });

  it('a cluster whose Secret is rendered, to ApplicationSets as well', async () => {
    const report = await check({
      'clusters.yaml': application('z', 'clusters'),
      'clusters/Chart.yaml': CHART,
      'clusters/templates/cluster.yaml': `apiVersion: v1
kind: Secret
metadata: {name: eu, labels: {argocd.argoproj.io/secret-type: cluster}}
stringData: {name: eu, server: 'https://eu.example.com'}
`,
      'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: everywhere}
spec:
  generators: [{clusters: {selector: {matchLabels: {argocd.argoproj.io/secret-type: cluster}}}}]
  template:
    metadata: {name: 'shop-{{name}}'}
    spec:
      project: shop
      source: {repoURL: https://git.example.com/fleet.git, path: shop}
      destination: {name: '{{name}}', namespace: shop}
`,
      'shop/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
      'project.yaml': PROJECT.replace(
        "server: '*', namespace: other",
        'server: https://us.example.com, namespace: shop',
      ),
    });
    expect(report.coverage.applications).toEqual({ found: 2, rendered: 2 });
    expect(violations(report)).toEqual([
      'shop-eu: AppProject shop permits no destination eu, namespace shop',
    ]);
  });
});

describe('a resource that is rendered twice', () => {
  it('is told on those that do not count, whatever namespace they name', async () => {
    const config = (more: string, size: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: sizes${more}}\ndata: {size: ${size}}\n`;
    const report = await check({
      'shop.yaml': application('m', 'shop'),
      'shop/a.yaml': config('', 'small'),
      'shop/b.yaml': config(', namespace: other', 'medium'),
      'shop/c.yaml': config(', namespace: shop', 'large'),
    });
    const found = report.diagnostics.filter(({ ruleId }) => ruleId === 'resource-repeated');
    expect(found.map(({ message, location, related }) => [message, location.file, related[0]?.file])).toEqual(
      [
        [
          'ConfigMap sizes is rendered twice; Argo CD applies the last one only',
          'shop/a.yaml',
          'shop/c.yaml',
        ],
      ],
    );
  });
});
