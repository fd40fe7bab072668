import { describe, expect, it } from 'vitest';
import { renderAll } from '../src/run.ts';
import type { Report } from '../src/types.ts';
import { check, write, type Files } from './scratch-fleet.ts';

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

function sizes(more: string, size: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: sizes${more}}\ndata: {size: ${size}}\n`;
}

function argocdMap(namespace: string, data: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm, namespace: ${namespace}}\ndata: ${data}\n`;
}

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
    const report = await check({
      'shop.yaml': application('m', 'shop'),
      'shop/a.yaml': sizes('', 'small'),
      'shop/b.yaml': sizes(', namespace: other', 'medium'),
      'shop/c.yaml': sizes(', namespace: shop', 'large'),
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

const JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: {helm.sh/hook: 'pre-install,pre-upgrade', helm.sh/hook-weight: '-2', helm.sh/hook-delete-policy: hook-succeeded}
`;

describe('a render as Argo CD would apply it', () => {
  it('is in the order of a sync, with namespace and tracking, and names what is left out', async () => {
    const { m } = await sync({
      'shop.yaml': application('m', 'shop'),
      'shop/Chart.yaml': CHART,
      'shop/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
      'shop/templates/b.yaml': JOB,
      'shop/templates/c.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: try, annotations: {helm.sh/hook: test}}\n',
      'shop/templates/d.yaml': 'apiVersion: v1\nkind: Event\nmetadata: {name: done}\n',
    });
    expect(m).toBe(`---
# Source: facts/templates/b.yaml
# Sync: PreSync, wave -2, a hook that is deleted HookSucceeded
apiVersion: batch/v1
kind: Job
metadata:
  annotations:
    argocd.argoproj.io/tracking-id: m:batch/Job:shop/migrate
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-delete-policy: hook-succeeded
    helm.sh/hook-weight: "-2"
  finalizers:
  - argocd.argoproj.io/hook-finalizer
  name: migrate
  namespace: shop
---
# Source: facts/templates/a.yaml
# Sync: Sync, wave 0
apiVersion: v1
kind: ConfigMap
metadata:
  annotations:
    argocd.argoproj.io/tracking-id: m:/ConfigMap:shop/settings
  name: settings
  namespace: shop
# Pod try of facts/templates/c.yaml is not applied: no phase of a sync applies it
# Event done of facts/templates/d.yaml is not applied: Argo CD takes no notice of its kind
`);
  });

  it('goes by the argocd-cm of the tree, and before that by the configuration', async () => {
    const files = {
      'shop.yaml': application('m', 'shop').replace('namespace: argocd', 'namespace: team'),
      'shop/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
      'argocd/cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm, namespace: argocd}
data: {application.resourceTrackingMethod: label, resource.exclusions: "- {kinds: [Secret]}"}
`,
      'shop/b.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: secret}\n',
    };
    const { m: byMap } = await sync(files);
    expect(byMap).toContain('app.kubernetes.io/instance: team_m\n');
    expect(byMap).not.toContain('tracking-id');
    expect(byMap).toContain('# Secret secret of shop/b.yaml is not applied');
    const settings = 'argocd: {namespace: team, trackingMethod: annotation, installationId: eu}\n';
    const { m: byConfig } = await sync({ ...files, 'plimsoll.yaml': settings });
    expect(byConfig).toContain('argocd.argoproj.io/installation-id: eu\n');
    expect(byConfig).toContain('tracking-id: m:/ConfigMap:shop/settings\n');
    expect(byConfig).not.toContain('app.kubernetes.io/instance');
  });

  it('tells where two ConfigMaps argocd-cm differ, or can’t be read', async () => {
    const { coverage } = await check({
      'a.yaml': argocdMap('a', '{installationID: one, resource.inclusions: kinds}'),
      'b.yaml': argocdMap('b', '{installationID: two}'),
    });
    expect(coverage.gaps.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      'installationID of argocd-cm: it differs from that in a.yaml, which is taken',
      "resource.inclusions of argocd-cm: Argo CD can't read it: it is no list",
    ]);
  });
});

describe('a resource of a kind that Argo CD takes no notice of', () => {
  it('is told, and judged by no other rule', async () => {
    const report = await check({
      'shop.yaml': application('m', 'shop'),
      'argocd/cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {resource.exclusions: "- {apiGroups: [apps], kinds: [Deployment], clusters: ['https://kubernetes.*']}"}
`,
      'shop/a.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: 'web:1'}]}}}
`,
      'shop/b.yaml': 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\n',
    });
    expect(report.diagnostics.map(({ ruleId, location }) => [ruleId, location.file])).toEqual([
      ['resource-excluded', 'shop/a.yaml'],
    ]);
  });
});
