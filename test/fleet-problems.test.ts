import { describe, expect, it } from 'vitest';
import { listFleet } from '../src/run.ts';
import { check, write, type Files } from './scratch-fleet.ts';

/** `rule file:line message` of each diagnostic of these rules. */
async function told(files: Files, ...ruleIds: string[]): Promise<string[]> {
  const { diagnostics } = await check(files);
  return diagnostics
    .filter(({ ruleId }) => ruleIds.includes(ruleId))
    .map(
      ({ ruleId, message, location: { file, range } }) => `${ruleId} ${file}:${range.start.line} ${message}`,
    );
}

const SERVER = 'server: https://kubernetes.default.svc';

interface Parts {
  readonly project?: string;
  readonly destination?: string;
  readonly path?: string;
  readonly namespace?: string;
}

function application({
  project = 'shop',
  destination = SERVER,
  path = 'apps/web',
  namespace = 'web',
}: Parts): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: ${project}
  source: {repoURL: https://git.example.com/fleet.git, path: ${path}}
  destination: {${destination}, namespace: ${namespace}}
`;
}

/** Several Applications, a file each, by their names. */
function each(names: readonly string[], parts: Parts): Files {
  return Object.fromEntries(
    names.map((name) => [`apps/${name}.yaml`, application(parts).replace('name: web', `name: ${name}`)]),
  );
}

describe('what many Applications share', () => {
  const manifest = { 'apps/web/one.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n' };

  it('is told once where one change mends it: a project or a cluster that is not there', async () => {
    const project = 'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: shop}\nspec: {}\n';
    const { diagnostics } = await check({
      ...manifest,
      'project.yaml': project,
      'plimsoll.yaml': 'clusters: [{name: blue, server: https://blue.example.com}]\n',
      ...each(['a', 'b', 'c'], { project: 'elsewhere', destination: 'server: https://red.example.com' }),
    });
    const folded = diagnostics.filter(({ ruleId }) =>
      /^(?:project-missing|destination-unknown)$/.test(ruleId),
    );
    expect(
      folded.map(({ ruleId, location, application: name, also, related }) => [
        `${ruleId} ${location.file}`,
        [name, ...also].join(),
        related.map(({ file }) => file).join(),
      ]),
    ).toEqual([
      ['project-missing apps/a.yaml', 'a,b,c', 'apps/b.yaml,apps/c.yaml'],
      ['destination-unknown apps/a.yaml', 'a,b,c', 'apps/b.yaml,apps/c.yaml'],
    ]);
  });

  it('is told for each where it looks misspelt', async () => {
    const project = 'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: shop}\nspec: {}\n';
    const files = { ...manifest, 'project.yaml': project, ...each(['a', 'b'], { project: 'shpo' }) };
    expect(await told(files, 'project-missing')).toEqual([
      'project-missing apps/a.yaml:5 There is no AppProject shpo; did you mean shop?',
      'project-missing apps/b.yaml:5 There is no AppProject shpo; did you mean shop?',
    ]);
  });
});

it('tells of a source without a repoURL once', async () => {
  const files = { 'a.yaml': application({}).replace('repoURL: https://git.example.com/fleet.git, ', '') };
  const { diagnostics, coverage } = await check(files);
  expect(diagnostics.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([
    'application-invalid this source has no repoURL',
  ]);
  expect(coverage.gaps.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    'Application web: this source has no repoURL',
  ]);
});

const PROJECT = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
  sourceRepos: [https://git.example.com/*]
  destinations: [{server: '*', namespace: '*-web'}, {server: '*', namespace: web}]
`;
const WEB = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n';
const CLUSTERS =
  'clusters:\n  - {name: eu-prod-1, server: https://eu-prod-1.example.com, labels: {env: production}}\n';

describe('project-missing', () => {
  const rest = { 'apps/web/web.yaml': WEB, 'project.yaml': PROJECT };

  it('tells of a project that the repository lacks, and which was meant', async () => {
    expect(await told({ ...rest, 'web.yaml': application({ project: 'shpo' }) }, 'project-missing')).toEqual([
      'project-missing web.yaml:5 There is no AppProject shpo; did you mean shop?',
    ]);
  });

  it('says nothing of `default`, of one that is there, and where there are none at all', async () => {
    for (const project of ['default', 'shop'])
      expect(await told({ ...rest, 'web.yaml': application({ project }) }, 'project-missing')).toEqual([]);
    const alone = { 'apps/web/web.yaml': WEB, 'web.yaml': application({ project: 'elsewhere' }) };
    expect(await told(alone, 'project-missing')).toEqual([]);
  });

  it('only warns where the name is like none, for it may be kept elsewhere', async () => {
    const report = await check({ ...rest, 'web.yaml': application({ project: 'observability' }) });
    const found = report.diagnostics.filter(({ ruleId }) => ruleId === 'project-missing');
    expect(found.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('knows a project that an Application renders', async () => {
    const files = {
      ...rest,
      'web.yaml': application({ project: 'made' }),
      'apps/web/made.yaml': PROJECT.replace('shop', 'made'),
    };
    expect(await told(files, 'project-missing')).toEqual([]);
  });
});

describe('destinations', () => {
  const rest = { 'apps/web/web.yaml': WEB, 'plimsoll.yaml': CLUSTERS };
  const rules = ['destination-unknown', 'destination-ambiguous'];

  it('must be a cluster of the inventory', async () => {
    const named = application({ destination: 'name: eu-prd-1' });
    expect(await told({ ...rest, 'web.yaml': named }, ...rules)).toEqual([
      'destination-unknown web.yaml:7 The inventory has no cluster eu-prd-1; did you mean eu-prod-1?',
    ]);
    const served = application({ destination: 'server: https://eu-prod-2.example.com' });
    expect(await told({ ...rest, 'web.yaml': served }, ...rules)).toEqual([
      'destination-unknown web.yaml:7 The inventory has no cluster https://eu-prod-2.example.com; there are https://eu-prod-1.example.com, https://kubernetes.default.svc',
    ]);
  });

  it.each(['name: eu-prod-1', 'server: https://eu-prod-1.example.com/', 'name: in-cluster', SERVER])(
    'may be %s',
    async (destination) => {
      expect(await told({ ...rest, 'web.yaml': application({ destination }) }, ...rules)).toEqual([]);
    },
  );

  it('may be any where there is no inventory', async () => {
    const files = { 'apps/web/web.yaml': WEB, 'web.yaml': application({ destination: 'name: anywhere' }) };
    expect(await told(files, ...rules)).toEqual([]);
  });

  it('have a name or a server', async () => {
    const both = application({ destination: `name: eu-prod-1, ${SERVER}` });
    expect(await told({ ...rest, 'web.yaml': both }, 'destination-ambiguous')).toHaveLength(1);
    const neither = application({ destination: 'name: ""' });
    expect(await told({ ...rest, 'web.yaml': neither }, 'destination-ambiguous')).toEqual([
      'destination-ambiguous web.yaml:7 The destination has neither a name nor a server',
    ]);
  });
});

describe('project-wide-open', () => {
  it.each([
    ["sourceRepos: ['*']", ['project-wide-open project.yaml:5 AppProject shop permits every source']],
    ["sourceRepos: ['*', '!https://git.example.com/secret.git']", []],
    [
      "destinations: [{server: '*', namespace: '*'}]",
      ['project-wide-open project.yaml:5 AppProject shop permits every destination'],
    ],
    ["destinations: [{server: '*', namespace: 'shop-*'}]", []],
    [
      "clusterResourceWhitelist: [{group: '*', kind: '*'}]",
      ['project-wide-open project.yaml:5 AppProject shop permits every cluster-scoped kind'],
    ],
    ["clusterResourceWhitelist: [{group: '*', kind: Namespace}]", []],
  ])('with %s', async (field, expected) => {
    const project = `${PROJECT.split('spec:')[0]}spec:\n  ${field}\n`;
    const files = { 'project.yaml': project, 'web.yaml': application({}), 'apps/web/web.yaml': WEB };
    expect(await told(files, 'project-wide-open')).toEqual(expected);
  });

  it("leaves Argo CD's own alone", async () => {
    const project = `${PROJECT.split('spec:')[0]!.replace('shop', 'default')}spec:\n  sourceRepos: ['*']\n`;
    const files = {
      'project.yaml': project,
      'web.yaml': application({ project: 'default' }),
      'apps/web/web.yaml': WEB,
    };
    expect(await told(files, 'project-wide-open')).toEqual([]);
  });
});

async function unowned(owners: string, path = 'environments/prod/web'): Promise<string[]> {
  const files = { CODEOWNERS: owners, 'web.yaml': application({ path }), [`${path}/web.yaml`]: WEB };
  return told(files, 'codeowner-missing');
}

describe('codeowner-missing', () => {
  const NOBODY = 'CODEOWNERS gives nobody the production path environments/prod/web';

  it.each([
    '* @a',
    '/environments/ @a',
    'environments/prod @a',
    'prod/ @a',
    '/environments/*/web/ @a',
    '/environments/**/web @a',
  ])('is satisfied by %s', async (line) => {
    expect(await unowned(`${line}\n`)).toEqual([]);
  });

  it('tells of what no line names, on the first, and of what a line takes away, on that', async () => {
    expect(await unowned('/apps/ @a\n')).toEqual([`codeowner-missing CODEOWNERS:1 ${NOBODY}`]);
    expect(await unowned('* @a\n# nobody\n/environments/prod/\n')).toEqual([
      `codeowner-missing CODEOWNERS:3 ${NOBODY}`,
    ]);
    expect(await unowned('/environments/* @a\n')).toEqual([`codeowner-missing CODEOWNERS:1 ${NOBODY}`]);
  });

  it('is about production, and repositories that have the file', async () => {
    expect(await unowned('/apps/ @a\n', 'environments/dev/web')).toEqual([]);
    const files = {
      'web.yaml': application({ path: 'environments/prod/web' }),
      'environments/prod/web/web.yaml': WEB,
    };
    expect(await told(files, 'codeowner-missing')).toEqual([]);
  });
});

describe('production', () => {
  async function isProduction(parts: Parts): Promise<boolean> {
    const path = parts.path ?? 'apps/web';
    const result = await listFleet(
      write({ 'web.yaml': application(parts), [`${path}/web.yaml`]: WEB, 'plimsoll.yaml': CLUSTERS }),
    );
    return result.ok && result.applications[0]!.production;
  }

  it.each<Parts>([
    { path: 'environments/production/web' },
    { path: 'apps/web-prod' },
    { namespace: 'prod-web' },
    { project: 'production' },
    { destination: 'name: prod' },
    { destination: 'name: eu-prod-1' },
    { destination: 'server: https://eu-prod-1.example.com' },
  ])('is found in the words of %j, or a label of the cluster', async (parts) => {
    expect(await isProduction(parts)).toBe(true);
  });

  it.each<Parts>([
    {},
    { path: 'environments/nonprod/web' },
    { namespace: 'non-prod' },
    { namespace: 'pre-prod-web' },
    { project: 'products' },
  ])('is not found in %j', async (parts) => {
    expect(await isProduction(parts)).toBe(false);
  });
});

describe('secret-plaintext', () => {
  const chart = {
    'apps/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'web.yaml': application({}),
  };

  async function found(template: string, values: string): Promise<string[]> {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n${template}\n`;
    const files = { ...chart, 'apps/web/templates/secret.yaml': secret, 'apps/web/values.yaml': values };
    return (await told(files, 'secret-plaintext')).map((line) => line.split(' ')[1]!);
  }

  it('stands on the value, or on the literal of the template', async () => {
    expect(await found('stringData:\n  password: {{ .Values.password }}', 'password: hunter2\n')).toEqual([
      'apps/web/values.yaml:1',
    ]);
    expect(
      await found('data:\n  password: {{ .Values.password | b64enc }}', 'a: 1\npassword: hunter2\n'),
    ).toEqual(['apps/web/values.yaml:2']);
    expect(
      await found('data:\n  {{- toYaml .Values.secrets | nindent 2 }}', 'secrets:\n  token: aHVudGVyMg==\n'),
    ).toEqual(['apps/web/values.yaml:2']);
    expect(await found('stringData:\n  password: hunter2', '')).toEqual(['apps/web/templates/secret.yaml:6']);
  });

  it('lets pass what a template makes up, and what is not set', async () => {
    expect(await found('stringData:\n  password: {{ randAlphaNum 20 | quote }}', '')).toEqual([]);
    expect(
      await found(
        'data:\n  password: {{ .Values.password | default (randAlphaNum 20) | b64enc }}',
        'password: ""\n',
      ),
    ).toEqual([]);
    expect(await found('stringData:\n  password: {{ .Values.password | quote }}', 'password: ""\n')).toEqual(
      [],
    );
  });
});

const second = (parts: Parts): string => application(parts).replace('name: web,', 'name: web-2,');

async function shared(first: Parts, other: Parts, file = 'b.yaml'): Promise<string[]> {
  const files = { 'apps/web/web.yaml': WEB, 'plimsoll.yaml': CLUSTERS };
  return told({ ...files, 'a.yaml': application(first), [file]: second(other) }, 'resource-owned-twice');
}

describe('resource-owned-twice', () => {
  it('tells of the second of two Applications that deploy the same to the same place', async () => {
    expect(await shared({}, {})).toEqual([
      "resource-owned-twice b.yaml:7 Application web deploys ConfigMap web to the same place; each sync undoes the other's",
    ]);
    const server = { destination: 'server: https://eu-prod-1.example.com' };
    expect(await shared({ destination: 'name: eu-prod-1' }, server)).toHaveLength(1);
  });

  it('lets pass another namespace, another cluster, and what another folder holds', async () => {
    expect(await shared({}, { namespace: 'other' })).toEqual([]);
    expect(await shared({}, { destination: 'name: eu-prod-1' })).toEqual([]);
    expect(await shared({}, {}, 'elsewhere/b.yaml')).toEqual([]);
  });

  it('lets pass the roots of several Argo CDs that deploy the same Applications', async () => {
    const files = {
      'apps/root/web.yaml': application({}).replace('name: web', 'name: child'),
      'apps/root/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n',
      'apps/web/web.yaml': WEB,
      'blue.yaml': application({ path: 'apps/root', namespace: 'argocd' }),
      'green.yaml': second({ path: 'apps/root', namespace: 'argocd' }),
    };
    expect(await told(files, 'resource-owned-twice')).toEqual([]);
  });

  it('lets pass what one chart makes for roots in two folders: each has an Argo CD of its own', async () => {
    const child = application({}).replace('name: web', 'name: {{ .Values.name }}');
    const root = (name: string): string =>
      application({ path: 'apps/root', namespace: 'argocd' })
        .replace('name: web', `name: ${name}`)
        .replace('path: apps/root', `path: apps/root, helm: {values: "name: ${name}-web"}`);
    const files = {
      'apps/web/web.yaml': WEB,
      'apps/root/Chart.yaml': 'apiVersion: v2\nname: root\nversion: 1.0.0\n',
      'apps/root/templates/web.yaml': child,
    };
    const rooted = (one: string, two: string): Promise<string[]> =>
      told({ ...files, [one]: root('blue'), [two]: root('green') }, 'resource-owned-twice');
    expect(await rooted('blue/root.yaml', 'green/root.yaml')).toEqual([]);
    expect(await rooted('blue.yaml', 'green.yaml')).toHaveLength(1);
  });
});
