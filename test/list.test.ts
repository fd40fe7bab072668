import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { fleetFormats } from '../src/report/index.ts';
import { displayWidth } from '../src/report/display-width.ts';
import { listFleet } from '../src/run.ts';
import type { FleetEntry } from '../src/fleet/fleet-entry.ts';
import { surroundingsOf } from '../src/fleet/surroundings.ts';
import type { Application } from '../src/types.ts';
import { call } from './cli/fake-host.ts';
import { range } from './report/report-samples.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}schemas/list.schema.json`, 'utf8')) as object;

/** The published schema lets new keys pass; here one that it does not describe is a fault. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)] as const);
  return Object.fromEntries('properties' in node ? [...entries, ['additionalProperties', false]] : entries);
}

async function listed(sample: string): Promise<{ entries: readonly FleetEntry[]; failed: boolean }> {
  const result = await listFleet({ folder: `${root}sample-repos/${sample}` });
  if (!result.ok) throw new Error('refused');
  return { entries: result.applications, failed: result.failed };
}

function table(entries: readonly FleetEntry[], width: number): string[] {
  return fleetFormats.get('table')!(entries, { width, color: false }).trimEnd().split('\n');
}

const entry: FleetEntry = {
  name: 'carts',
  namespace: 'argocd',
  project: 'shops',
  cluster: 'north',
  destination: { name: 'north' },
  production: true,
  sources: [{ repoURL: 'https://git.example.com/shop/fleet.git', path: 'carts', targetRevision: 'main' }],
  images: [],
  resources: 1,
  rendered: true,
  origin: { file: 'carts.yaml', line: 1 },
};

describe('the fleet as JSON', () => {
  it.each(['platform-gitops', 'platform-gitops-broken'])(
    'keeps to the published schema: %s',
    async (sample) => {
      const { entries } = await listed(sample);
      const validate = new Ajv({ allErrors: true }).compile(closed(schema) as object);
      validate(JSON.parse(fleetFormats.get('json')!(entries, { width: 80, color: false })));
      expect(validate.errors).toBeNull();
    },
  );

  it('says what is deployed where', async () => {
    const { entries, failed } = await listed('platform-gitops');
    expect(failed).toBe(false);
    expect(entries).toHaveLength(27);
    expect(entries[0]).toMatchObject({
      name: 'checkout-api-nonprod-aws-eu-west-1-01',
      namespace: 'argocd',
      project: 'nonprod',
      cluster: 'aws-eu-west-1-01',
      environment: 'nonprod',
      cloud: 'aws',
      production: false,
      chartVersion: '2.7.1',
      images: [{ digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }],
      rendered: true,
      generatedBy: { kind: 'ApplicationSet', name: 'workloads' },
      origin: { file: 'applicationsets/workloads.yaml' },
    });
  });

  it('has those that were not rendered, with the reason', async () => {
    const { entries, failed } = await listed('platform-gitops-broken');
    expect(failed).toBe(true);
    const broken = entries.filter(({ rendered }) => !rendered);
    expect(broken.length).toBeGreaterThan(3);
    for (const { reason, images } of broken) expect([typeof reason, images]).toEqual(['string', []]);
  });
});

const labelled = (labels: object, parameters: object = {}): Application => ({
  name: 'a',
  namespace: 'argocd',
  object: {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'a', labels },
  } as never,
  origin: undefined as never,
  generatedBy: { name: 'set', parameters: parameters as never },
  production: false,
});

describe('the environment and the cloud', () => {
  it.each([
    ['services-charts', 'billing-staging', 'staging'],
    ['kustomize-overlays', 'tracking-dev', 'dev'],
    ['gitops-config', 'lobby-production', 'production'],
    ['env-first', 'buoys-staging', 'staging'],
    ['env-first', 'radar-production', 'production'],
  ])('in %s, of %s', async (sample, name, environment) => {
    const { entries } = await listed(sample);
    expect(entries.find((each) => each.name === name)).toMatchObject({ environment });
  });

  it.each([
    [
      labelled({ 'example.com/environment': 'qa', cloud: 'gcp' }, { env: 'x' }),
      { environment: 'qa', cloud: 'gcp' },
    ],
    [labelled({}, { env: 'live', provider: 'aws' }), { environment: 'live', cloud: 'aws' }],
    [labelled({}, { env: { name: 'live' }, cloud: '' }), { environment: 'lab', cloud: 'oci' }],
  ])('are what the first of labels, parameters and the cluster says: %#', (application, expected) => {
    const cluster = { labels: { environment: 'lab', cloud: 'oci' } };
    expect(surroundingsOf(application, cluster, [{ path: 'overlays/dev' }])).toEqual(expected);
  });

  it.each([
    [{ path: 'envs/dev/shop' }, 'dev'],
    [{ path: 'charts/shop', helm: { valueFiles: ['values.yaml', '../../values/qa.yaml'] } }, 'qa'],
    [{ helm: { valueFiles: ['$values/environments/live/shop.yaml', 'values.yaml'] } }, 'live'],
    [{ path: 'charts/shop', helm: { valueFiles: ['values.yaml', 1] } }, undefined],
    [{ path: 'apps/shop/overlays/staging' }, 'staging'],
    [{ path: 'apps/shop/overlays/eu-prod' }, 'eu-prod'],
    [{ path: 'apps/seeder/overlays/cross-seed-ant' }, undefined],
    [{ path: 'k8s/shop', helm: { valueFiles: ['prd/values.yaml'] } }, 'prd'],
    [{ helm: { valueFiles: ['shop-values.yaml', 'prod-values.yaml'] } }, 'prod'],
    [{ helm: { valueFiles: ['$ref/charts/values/loki-values.yaml', 'values-loki.yaml'] } }, undefined],
    [{ helm: { valueFiles: ['values-eu-prod.yaml'] } }, 'eu-prod'],
  ])('are what a source reads: %j', (source, environment) => {
    expect(surroundingsOf(labelled({}), undefined, [source as never]).environment).toBe(environment);
  });
});

describe('the fleet as a table', () => {
  it.each([200, 120, 100, 80, 40, 20])('is no wider than %i columns', async (width) => {
    const { entries } = await listed('platform-gitops');
    const lines = table(entries, width);
    expect(lines).toHaveLength(1 + 27 + 2);
    for (const line of lines.slice(0, -1)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it('has a line for each, and no columns that are empty throughout', () => {
    expect(table([entry], 120)).toEqual([
      'application  cluster  source       project  revision',
      'carts        north    fleet/carts  shops    main',
      '',
      '1 application · 1 cluster',
    ]);
  });

  it('says which columns have no room', () => {
    expect(table([{ ...entry, name: 'c'.repeat(30) }], 40).at(-1)).toBe(
      '1 application · 1 cluster · no room for project, revision',
    );
  });

  it('shows images by name and digest or tag, and what was not rendered', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const images = [
      { image: `registry.example.com/shop/carts@${digest}`, digest },
      { image: 'busybox:1.36' },
    ];
    const lines = table(
      [
        { ...entry, images },
        { ...entry, rendered: false },
      ],
      160,
    );
    expect(lines[1]).toContain('carts@0123456789ab, busybox:1.36');
    expect(lines[2]).toContain('(not rendered)');
  });

  it('is whole where nothing says how wide it may be', async () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const images = [{ image: 'registry.example.com/shop/carts:1.2.3', digest }];
    const whole = { ...entry, name: 'c'.repeat(300), images };
    const { stdout } = await call(['list'], {
      engine: { list: async () => ({ ok: true, applications: [whole], diagnostics: [], failed: false }) },
    });
    const [head, row] = stdout.split('\n');
    expect(head!.split(/ +/)).toEqual(['application', 'cluster', 'source', 'images', 'project', 'revision']);
    expect(row!.split(/ +/)).toEqual([
      'c'.repeat(300),
      'north',
      'fleet/carts',
      `registry.example.com/shop/carts:1.2.3@${digest}`,
      'shops',
      'main',
    ]);
  });

  it('shows controls as signs', () => {
    expect(table([{ ...entry, cluster: 'a\u001b[2Jb' }], 120)[1]).toContain('a␛[2Jb');
  });

  it('says that there is nothing', () => {
    expect(table([], 80)).toEqual(['No Applications']);
  });
});

type Listed = ReturnType<typeof listFleet>;

const list = async (): Listed => ({ ok: true, applications: [entry], diagnostics: [], failed: false });
const incomplete = async (): Listed => ({ ok: true, applications: [entry], diagnostics: [], failed: true });
const refused = async (): Listed => ({
  ok: false,
  errors: [{ message: 'no', location: { file: 'plimsoll.yaml', range: range(1, 1) } }],
});

describe('plimsoll list', () => {
  it('prints the table, and JSON on demand', async () => {
    const asTable = await call(['list', '.'], { engine: { list } });
    expect(asTable).toMatchObject({ code: 0, stderr: '' });
    expect(asTable.stdout).toMatch(/^application /);
    const asJson = await call(['list', '--format', 'json'], { engine: { list } });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ schemaVersion: 1, applications: [{ name: 'carts' }] });
  });

  it('fails where the fleet is not whole, and lists the rest', async () => {
    const { code, stdout } = await call(['list'], { engine: { list: incomplete } });
    expect(code).toBe(1);
    expect(stdout).toContain('carts');
  });

  it('is bad usage with another format, and refuses a broken configuration', async () => {
    expect(await call(['list', '-f', 'jsn'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('`json`'),
    });
    expect(await call(['list'], { engine: { list: refused } })).toMatchObject({
      code: 2,
      stderr: 'plimsoll: plimsoll.yaml:1:1: no\n',
    });
  });
});
