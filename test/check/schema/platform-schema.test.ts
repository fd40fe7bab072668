import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../../src/check/package-folder.ts';
import { leafValues } from '../../../src/check/schema/leaf-values.ts';
import { platformSchema } from '../../../src/check/schema/platform-schema.ts';
import { config, discovered, leafOf, treeOf, VALUES_PATH } from '../fixtures.ts';

const DIGEST = `sha256:${'0f'.repeat(32)}`;

/** What a schema says of values: `line:character message` of each problem. */
async function says(values: string, schema?: string): Promise<string[]> {
  const tree = treeOf({ [VALUES_PATH]: values, 'schema.json': schema ?? '' });
  const leaf = leafOf({ tree, path: VALUES_PATH });
  const settings = schema === undefined ? {} : { platformSchema: 'schema.json' };
  const check = await platformSchema(config(settings), discovered({ leaves: [leaf] }));
  const problems = check(leaf, leafValues(leaf)!);
  return problems.map(({ location, message }) => {
    const { line, character } = location.range.start;
    return `${location.file === VALUES_PATH ? '' : `${location.file} `}${line}:${character} ${message}`;
  });
}

describe('the platform’s own schema', () => {
  it.each([
    [
      'a whole production leaf',
      `
global: {environment: prod, cloud: azure, region: westeurope, cluster: azure-westeurope-01}
image: {repository: registry.example.com/a, digest: "${DIGEST}"}
autoscaling: {enabled: true, minReplicas: 6, maxReplicas: 18, targetCPUUtilizationPercentage: 70}
resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 1, memory: 2Gi, nvidia.com/gpu: 1}}
ingress: {enabled: true, className: internal, hosts: [{host: a.example.com, paths: [{path: /, pathType: Prefix}]}], tls: [{secretName: a, hosts: [a.example.com]}]}
externalSecrets: {enabled: true, secretStoreRef: {name: store}}
podDisruptionBudget: {minAvailable: 4}
`,
    ],
    ['a chart’s own keys', 'config: {LOG_LEVEL: debug}\nworker: [1, 2]\n'],
    [
      'a tag in production, which is another rule’s',
      'global: {environment: prod}\nimage: {tag: "1.2"}\nresources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}\n',
    ],
    [
      'no budget in production, which is another rule’s',
      'global: {environment: prod}\npodDisruptionBudget: {enabled: false}\nresources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}\n',
    ],
    ['an image that a chart takes as text', 'image: registry.example.com/a:1.2\n'],
    ['a nonprod leaf without resources', 'global: {environment: nonprod}\n'],
    [
      'one replica in nonprod',
      'global: {environment: nonprod}\nautoscaling: {enabled: true, minReplicas: 1}\n',
    ],
    ['keys of public charts', 'global: {imageRegistry: registry.example.com, imagePullSecrets: []}\n'],
    ['percentages', 'podDisruptionBudget: {maxUnavailable: "25%"}\n'],
    ['an empty digest, which is another rule’s', 'image: {digest: ""}\n'],
  ])('accepts %s', async (_, values) => {
    expect(await says(values)).toEqual([]);
  });

  it.each([
    [
      'image:\n  digest: latest\n',
      '2:11 image.digest must be sha256: and 64 hexadecimal digits in lower case, not "latest"',
    ],
    ['image:\n  tag: 1.25\n', '2:8 image.tag must be text, not 1.25: put it in quotes'],
    ['image:\n  digset: a\n', '2:3 image has no key digset; did you mean digest?'],
    [
      'image:\n  pullPolicy: always\n',
      '2:15 image.pullPolicy must be one of "Always", "IfNotPresent", "Never", not "always"',
    ],
    [
      'image:\n  repository: a@sha256:00\n',
      '2:15 image.repository must be a repository alone: the digest goes into `digest`, the tag into `tag`, not "a@sha256:00"',
    ],
    ['image: 5\n', '1:8 image must be a map or text, not 5'],
    [
      'autoscaling:\n  minReplicas: "six"\n',
      '2:16 autoscaling.minReplicas must be a whole number, not "six"',
    ],
    ['autoscaling:\n  minReplicas: 0\n', '2:16 autoscaling.minReplicas must be at least 1, not 0'],
    [
      'autoscaling:\n  targetCPUUtilizationPercentage: 170\n',
      '2:35 autoscaling.targetCPUUtilizationPercentage must be at most 100, not 170',
    ],
    ['global:\n  enviroment: prod\n', '2:3 global has no key enviroment; did you mean environment?'],
    [
      'resources:\n  limits:\n    memory: 512\n',
      '3:13 resources.limits.memory must be an amount of bytes with its unit, such as 512Mi or 2Gi, not 512',
    ],
    [
      'resources:\n  limits:\n    memory: 512MB\n',
      '3:13 resources.limits.memory must be an amount of bytes with its unit, such as 512Mi or 2Gi, not "512MB"',
    ],
    [
      'resources:\n  requests:\n    cpu: half\n',
      '3:10 resources.requests.cpu must be a number of cores, such as 500m or "2", not "half"',
    ],
    ['ingress:\n  hosts:\n    - paths: [{path: /}]\n', '3:7 ingress.hosts[0] must have host'],
    [
      'ingress:\n  hosts:\n    - host: a.example.com\n      paths:\n        - path: api\n',
      '5:17 ingress.hosts[0].paths[0].path must begin with /, not "api"',
    ],
    [
      'podDisruptionBudget:\n  minAvailable: 1\n  maxUnavailable: 1\n',
      '1:1 podDisruptionBudget must not have minAvailable and maxUnavailable both',
    ],
    [
      'podDisruptionBudget:\n  minAvailable: half\n',
      '2:17 podDisruptionBudget.minAvailable must be a number of pods or a percentage, such as 2 or "50%", not "half"',
    ],
    ['externalSecrets:\n  secretStoreRef: {}\n', '2:3 externalSecrets.secretStoreRef must have name'],
    ['replicaCount: -1\n', '1:15 replicaCount must be at least 0, not -1'],
  ])('says of %j one thing', async (values, expected) => {
    expect(await says(values)).toEqual([expected]);
  });

  it('asks more of production', async () => {
    const head = 'global:\n  environment: production\n';
    expect(await says(head)).toEqual(['1:1 The values file must have resources']);
    expect(await says(`${head}resources:\n  requests: {cpu: 1}\n  limits: {cpu: 1}\n`)).toEqual([
      '4:3 resources.requests must have memory',
      '5:3 resources.limits must have memory',
    ]);
    const resources = 'resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}\n';
    expect(await says(`${head}${resources}autoscaling:\n  enabled: true\n  minReplicas: 1\n`)).toEqual([
      '6:16 autoscaling.minReplicas must be at least 2 in production, so that one pod may go, not 1',
    ]);
  });

  it('says a misspelt key that production requires once', async () => {
    const values =
      'global: {environment: prod}\nresources:\n  requests: {cpu: 1, memory: 1Gi}\n  limit: {memory: 1Gi}\n';
    expect(await says(values)).toEqual(['4:3 resources has no key limit; did you mean limits?']);
  });

  it('leaves values that are no map to another rule', async () => {
    expect(await says('- a\n')).toEqual([]);
    expect(await says('text\n')).toEqual([]);
  });

  it('needs no ajv to validate, and no more code than is committed', () => {
    const folder = join(packageFolder(), 'src/check/schema/generated');
    expect(readFileSync(join(folder, 'platform-values.js'), 'utf8')).not.toMatch(/require\(|^import /mu);
  });
});

function draft(schema: object): string {
  return JSON.stringify(schema);
}

describe('a schema of the user’s', () => {
  it('is used in the place of ours', async () => {
    const schema = draft({ properties: { team: { enum: ['shop', 'platform'] } }, required: ['team'] });
    expect(await says('image: nonsense\n', schema)).toEqual(['1:1 The values file must have team']);
    expect(await says('team: shp\n', schema)).toEqual([
      '1:7 team must be one of "shop", "platform", not "shp"',
    ]);
  });

  it.each([
    'https://json-schema.org/draft/2020-12/schema',
    'https://json-schema.org/draft/2019-09/schema',
    'http://json-schema.org/draft-07/schema#',
  ])('may be of %s', async ($schema) => {
    const schema = draft({
      $schema,
      type: 'object',
      properties: { count: { type: 'integer' } },
      additionalProperties: false,
    });
    expect(await says('count: x\nteam: 1\n', schema)).toEqual([
      '2:1 The values file has no key team; known are count',
      '1:8 count must be a whole number, not "x"',
    ]);
  });

  it('may be YAML', async () => {
    expect(await says('a: x\n', 'properties:\n  a:\n    type: integer\n')).toEqual([
      '1:4 a must be a whole number, not "x"',
    ]);
  });

  it.each([
    ['is no JSON and no YAML', '{"a": [', /^schema\.json 1:1 The schema for leaf values can't be used: /u],
    ['is no map', '[]', /can't be used: it is not a map$/u],
    ['has a keyword of a wrong type', '{"type": 3}', /can't be used: schema is invalid/u],
    [
      'refers to another host',
      '{"$ref": "https://example.com/schema.json"}',
      /can't be used: can't resolve reference/u,
    ],
    ['refers to another file', '{"$ref": "../other.json"}', /can't be used: can't resolve reference/u],
    ['refers to itself without end', '{"allOf": [{"$ref": "#"}]}', /can't be used: Maximum call stack/u],
    [
      'has a pattern that needs look-ahead',
      '{"properties": {"a": {"pattern": "(?=x)"}}}',
      /can't be used: /u,
    ],
  ])('that %s is one problem at its file', async (_, schema, expected) => {
    const problems = await says('a: 1\n', schema);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it('that is not there is a problem', async () => {
    const leaf = leafOf({ tree: treeOf({ [VALUES_PATH]: 'a: 1\n' }), path: VALUES_PATH });
    const check = await platformSchema(
      config({ platformSchema: 'none.json' }),
      discovered({ leaves: [leaf] }),
    );
    expect(check(leaf, {})[0]).toMatchObject({ ruleId: 'platform-schema', location: { file: 'none.json' } });
  });

  it('may refer to itself', async () => {
    const schema = draft({ type: 'object', additionalProperties: { $ref: '#' } });
    expect(await says('a: {b: {c: 3}}\n', schema)).toEqual(['1:12 a.b.c must be a map, not 3']);
  });

  it('`none` says nothing', async () => {
    const check = await platformSchema(config({ platformSchema: 'none' }), discovered());
    expect(check(leafOf(undefined), { image: 3 })).toEqual([]);
  });

  it('tells its patterns apart', async () => {
    const schema = draft({
      properties: { a: { pattern: '^a' }, b: { pattern: '^b' }, c: { pattern: '^c' } },
    });
    expect(await says('a: a\nb: b\nc: c\n', schema)).toEqual([]);
    expect(await says('a: a\nb: a\nc: c\n', schema)).toHaveLength(1);
  });

  it('matches patterns in linear time', async () => {
    const schema = draft({ properties: { a: { pattern: '^(a+)+$' } } });
    const started = performance.now();
    expect(await says(`a: ${'a'.repeat(60)}b\n`, schema)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  describe('with alternatives', () => {
    const store = {
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
      additionalProperties: false,
    };
    const schema = draft({
      $defs: { store },
      properties: {
        store: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/store' }] },
        other: { $ref: '#/$defs/store' },
      },
    });

    it('says what is wrong in the one that was meant', async () => {
      expect(await says('store:\n  nam: x\n', schema)).toEqual([
        '2:3 store has no key nam; did you mean name?',
      ]);
    });

    it('says that none fits where none was meant', async () => {
      expect(await says('store: 3\n', schema)).toEqual([
        '1:8 store is none of the forms that the schema permits',
      ]);
    });

    it('keeps errors of the same schema elsewhere', async () => {
      expect(await says('store: 3\nother: 4\n', schema)).toEqual([
        '2:8 other must be a map, not 4',
        '1:8 store is none of the forms that the schema permits',
      ]);
    });
  });
});
