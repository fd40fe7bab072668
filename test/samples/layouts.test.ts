import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFleet, run } from '../../src/run.ts';
import type { FleetEntry } from '../../src/fleet/fleet-entry.ts';
import type { Report } from '../../src/types.ts';

const samples = join(import.meta.dirname, '..', '..', 'sample-repos');
let scratch = '';
beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), 'plimsoll-layouts-'))));
afterAll(() => rmSync(scratch, { recursive: true }));

async function check(folder: string): Promise<Report> {
  const result = await run({ folder });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.report;
}

async function fleet(sample: string): Promise<Map<string, FleetEntry>> {
  const result = await listFleet({ folder: join(samples, sample) });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return new Map(result.applications.map((entry) => [entry.name, entry]));
}

function told({ diagnostics }: Report): string[] {
  return diagnostics.map(
    ({ severity, ruleId, location }) => `${severity} ${ruleId} ${location.file}:${location.range.start.line}`,
  );
}

const UNSUPPORTED = 'Kustomize is not supported yet';

describe('services-charts', () => {
  it('is clean: charts of one repository, by hand and from a matrix of folders and environments', async () => {
    const report = await check(join(samples, 'services-charts'));
    expect(told(report)).toEqual([]);
    expect(report.coverage).toMatchObject({
      applicationSets: 2,
      applications: { found: 7, rendered: 7 },
      gaps: [],
      // Deployment and Service of each; in production a PDB as well; `records` has its configuration, secret and
      // migration, `billing` a sealed secret, the gateway an autoscaler on both of its clusters.
      resources: 3 * 3 + 2 * 2 + 2 * 3 + 2 + 2 * 4,
    });
  });

  it('takes what differs from the values file of the environment', async () => {
    const entries = await fleet('services-charts');
    expect([...entries.keys()]).toEqual([
      'appointments-prod',
      'billing-prod',
      'billing-staging',
      'gateway-clinic-north',
      'gateway-clinic-south',
      'records-prod',
      'records-staging',
    ]);
    expect(entries.get('billing-prod')!.images).not.toEqual(entries.get('billing-staging')!.images);
    expect(entries.get('billing-prod')!.destination.namespace).toBe('care-prod');
  });
});

describe('kustomize-overlays', () => {
  it('deploys production by one Application, and counts the overlays as not rendered', async () => {
    const report = await check(join(samples, 'kustomize-overlays'));
    expect(told(report)).toEqual([]);
    expect(report.coverage).toMatchObject({
      applicationSets: 1,
      applications: { found: 7, rendered: 1 },
      resources: 2,
    });
    expect(report.coverage.gaps).toEqual(
      ['dev', 'production', 'staging']
        .flatMap((environment) => [`manifests-${environment}`, `tracking-${environment}`])
        .sort()
        .map((name) => ({ what: `Application ${name}`, reason: UNSUPPORTED })),
    );
  });
});

describe('gitops-config', () => {
  it('has services, infrastructure and Argo CD itself, whose Application deploys itself', async () => {
    const report = await check(join(samples, 'gitops-config'));
    expect(told(report)).toEqual(['info application-cycle argocd/app-of-apps.yaml:4']);
    expect(report.failed).toBe(false);
    expect(report.coverage).toMatchObject({ applicationSets: 3, applications: { found: 12, rendered: 6 } });
    expect(report.coverage.gaps.map(({ what, reason }) => [what, reason])).toEqual(
      [
        'lobby-production',
        'lobby-staging',
        'matches-production',
        'matches-staging',
        'players-production',
        'players-staging',
      ].map((name) => [`Application ${name}`, UNSUPPORTED]),
    );
  });
});

describe('env-first', () => {
  it('is clean: a list of environments, clusters of the inventory, and an app of apps for each environment', async () => {
    const report = await check(join(samples, 'env-first'));
    expect(told(report)).toEqual([]);
    expect(report.coverage).toMatchObject({
      applicationSets: 3,
      applications: { found: 17, rendered: 14 },
      leaves: { found: 6, rendered: 6 },
      gaps: ['development', 'production', 'staging'].map((name) => ({
        what: `Application buoys-${name}`,
        reason: UNSUPPORTED,
      })),
    });
    expect(
      report.matrix.map(({ environment, services, resources }) => [environment, services, resources]),
    ).toEqual([
      ['development', 2, 8],
      ['production', 2, 11],
      ['staging', 2, 8],
    ]);
  });

  it('deploys to the production clusters only', async () => {
    const entries = [...(await fleet('env-first')).values()];
    const stations = entries.filter(({ generatedBy }) => generatedBy?.name === 'stations');
    expect(stations.map(({ name, cluster }) => [name, cluster])).toEqual([
      ['stations-north', 'north'],
      ['stations-south', 'south'],
    ]);
    expect(stations.every(({ production }) => production)).toBe(true);
  });

  it('takes what production adds from the layer between the chart and the leaf', async () => {
    const entries = await fleet('env-first');
    expect(entries.get('radar-production')!.resources).toBe(entries.get('radar-staging')!.resources + 2);
    expect(entries.get('forecast-production')!.destination.server).toBe('https://north.example.com');
  });
});

interface Mistake {
  readonly sample: string;
  readonly fault: string;
  /** File → what is replaced by what; a file that is not there is made. */
  readonly edits: readonly (readonly [string, string | RegExp, string])[];
  readonly expected: readonly string[];
  readonly found?: { readonly found: number; readonly rendered: number };
}

const MISTAKES: readonly Mistake[] = [
  {
    sample: 'services-charts',
    fault: 'a service that lacks the values file of one environment',
    edits: [['argocd/applicationsets/services.yaml', 'environment: staging', 'environment: test']],
    expected: [
      'error value-file-missing argocd/applicationsets/services.yaml:40',
      'error value-file-missing argocd/applicationsets/services.yaml:40',
      'error project-violation argocd/applicationsets/services.yaml:43',
    ],
    found: { found: 7, rendered: 5 },
  },
  {
    sample: 'services-charts',
    fault: 'an image that CI did not pin',
    edits: [
      ['services/billing/values-prod.yaml', /digest: .*/, 'tag: "5"'],
      ['services/billing/values.yaml', /digest: .*/, 'tag: "5"'],
    ],
    expected: ['error template-failed services/billing/values-prod.yaml:2'],
    found: { found: 7, rendered: 6 },
  },
  {
    sample: 'services-charts',
    fault: 'a folder that deviates from services/<name>/Chart.yaml',
    edits: [
      ['argocd/applications/appointments.yaml', 'path: services/appointments', 'path: services/appointment'],
    ],
    expected: ['error source-missing argocd/applications/appointments.yaml:14'],
    found: { found: 7, rendered: 6 },
  },
  {
    sample: 'kustomize-overlays',
    fault: "an Application that goes where its project doesn't let it",
    edits: [['argocd/root.yaml', 'project: default', 'project: production']],
    expected: [
      'error project-violation argocd/production/manifests.yaml:2',
      'error project-violation argocd/production/tracking.yaml:2',
      'error project-violation argocd/root.yaml:13',
    ],
  },
  {
    sample: 'kustomize-overlays',
    fault: 'one of those that the root deploys deploys the root',
    edits: [
      ['argocd/production/tracking.yaml', 'path: apps/tracking/overlays/production', 'path: argocd'],
      ['argocd/production/tracking.yaml', 'project: production', 'project: default'],
    ],
    expected: ['error application-cycle argocd/root.yaml:4'],
    found: { found: 7, rendered: 2 },
  },
  {
    sample: 'gitops-config',
    fault: 'a glob that matches nothing',
    edits: [['argocd/staging.yaml', 'apps/*/overlays/staging', 'apps/*/overlay/staging']],
    expected: [
      'info application-cycle argocd/app-of-apps.yaml:4',
      'warning generator-empty argocd/staging.yaml:9',
    ],
    found: { found: 9, rendered: 6 },
  },
  {
    sample: 'gitops-config',
    fault: 'prune without protection for what holds state',
    edits: [
      [
        'infrastructure/monitoring/storage.yaml',
        '',
        'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: series}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 50Gi}}}\n',
      ],
    ],
    expected: [
      'info application-cycle argocd/app-of-apps.yaml:4',
      'error prune-unprotected infrastructure/monitoring/storage.yaml:3',
    ],
  },
  {
    sample: 'env-first',
    fault: 'a leaf whose environment no list names',
    edits: [['argocd-apps/applicationsets/forecast.yaml', /\n.*\{env: staging, .*/, '']],
    expected: ['error leaf-orphaned environments/staging/forecast/values.yaml:1'],
    found: { found: 16, rendered: 13 },
  },
  {
    sample: 'env-first',
    fault: 'a cluster that has no values',
    edits: [['clusters/lab/cluster.yaml', 'tier: test', 'tier: production']],
    expected: ['error value-file-missing argocd-apps/applicationsets/stations.yaml:19'],
    found: { found: 18, rendered: 14 },
  },
];

describe('a sample with one mistake', () => {
  it.each(MISTAKES)('of $sample: $fault', async ({ sample, edits, expected, found }) => {
    const folder = mkdtempSync(join(scratch, `${sample}-`));
    cpSync(join(samples, sample), folder, { recursive: true });
    for (const [file, from, to] of edits) {
      const path = join(folder, file);
      if (from === '') writeFileSync(path, to);
      else {
        const text = readFileSync(path, 'utf8');
        expect(text.replace(from, to)).not.toBe(text);
        writeFileSync(path, text.replace(from, to));
      }
    }
    const report = await check(folder);
    expect(told(report)).toEqual(expected);
    if (found !== undefined) expect(report.coverage.applications).toEqual(found);
  });
});
