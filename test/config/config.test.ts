import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import schema from '../../schemas/config.schema.json' with { type: 'json' };
import { configFrom, leafPatternRegExp, loadConfig, parseConfig } from '../../src/config/index.ts';

const ruleIds = ['image-not-pinned', 'pdb-missing', 'leaf-orphaned'];

function errorsOf(text: string): string[] {
  const parsed = parseConfig(text, 'plimsoll.yaml', ruleIds);
  if (parsed.ok) return [];
  return parsed.errors.map(({ message, location: { file, range } }) => {
    const { start, end } = range;
    return `${file}:${start.line}:${start.character}-${end.line}:${end.character} ${message}`;
  });
}

describe('parseConfig', () => {
  it('fills in defaults, as the published schema says them', () => {
    const parsed = parseConfig('# nothing\n', 'plimsoll.yaml', ruleIds);
    expect(parsed).toEqual({ ok: true, config: configFrom({}) });
    const config = configFrom({}) as unknown as Record<string, unknown>;
    const wrong: string[] = [];
    const compare = (
      properties: Record<string, { default?: unknown; properties?: object }>,
      value: Record<string, unknown>,
    ): void => {
      for (const [key, part] of Object.entries(properties)) {
        if (part.properties !== undefined) compare(part.properties as never, (value[key] ?? {}) as never);
        else if (part.default !== undefined && JSON.stringify(part.default) !== JSON.stringify(value[key]))
          wrong.push(key);
      }
    };
    const { rules: _, ...sections } = schema.properties;
    compare(sections as never, config);
    expect(wrong).toEqual([]);
  });

  it('takes what is given and keeps the other defaults of a section', () => {
    const parsed = parseConfig(
      '$schema: ./x.json\nrepositories:\n  https://a/*.git: ../*\nlimits: {steps: 5}\nrules:\n  pdb-missing: {severity: off}\nproduction: [live]\nexclude:\n',
      'p',
      ruleIds,
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    expect(parsed.config).toEqual({
      ...configFrom({}),
      repositories: { 'https://a/*.git': '../*' },
      limits: { ...configFrom({}).limits, steps: 5 },
      rules: { 'pdb-missing': { severity: 'off' } },
      production: ['live'],
    });
    expect(Object.isFrozen(parsed.config.rules['pdb-missing'])).toBe(true);
  });

  it.each([
    ['3', '3'],
    ['4', '4'],
    ["'3'", '3'],
    ["'3.19.0'", '3.19.0'],
    ['v4.1', 'v4.1'],
  ])('takes %s for a Helm', (written, version) => {
    const parsed = parseConfig(`helm: {version: ${written}}\n`, 'p', ruleIds);
    expect(parsed.ok && parsed.config.helm).toEqual({ version, seed: '' });
  });

  it.each([
    ['repositorys: {}', 'plimsoll.yaml:1:1-1:12 unknown key repositorys; did you mean repositories?'],
    ['helm: {version: 3.20}', 'plimsoll.yaml:1:17-1:21 helm.version must be text or a whole number, not 3.2'],
    ["helm: {version: '2'}", 'plimsoll.yaml:1:17-1:20 helm.version must look like "4", not "2"'],
    ['helm: {version: 5}', 'plimsoll.yaml:1:17-1:18 helm.version must be at most 4'],
    ['leaves:\n  patern: a', 'plimsoll.yaml:2:3-2:9 unknown key patern in leaves; did you mean pattern?'],
    ['zzz: 1', 'plimsoll.yaml:1:1-1:4 unknown key zzz; known are $schema, repositories,'],
    ['__proto__: 1', 'plimsoll.yaml:1:1-1:10 unknown key __proto__'],
    [
      'failOn: eror',
      'plimsoll.yaml:1:9-1:13 failOn must be one of error, warning, info, not "eror"; did you mean error?',
    ],
    ['production: prod', 'plimsoll.yaml:1:13-1:17 production must be a list, not "prod"'],
    ['production: [prod, 1]', 'plimsoll.yaml:1:20-1:21 production[1] must be text, not 1'],
    ['limits: {depth: 0.5}', 'plimsoll.yaml:1:17-1:20 limits.depth must be a whole number, not 0.5'],
    ['limits: {depth: 0}', 'limits.depth must be at least 1'],
    ['limits: {depth: 100000}', 'limits.depth must be at most 500'],
    ['kubernetes: {version: new}', 'kubernetes.version must look like "1.34.0", not "new"'],
    ['platformSchema: ""', 'platformSchema must not be empty'],
    ['leaves: {chart: {path: a}}', 'leaves.chart lacks repoURL'],
    [
      'rules:\n  image-not-pined: {severity: off}',
      'plimsoll.yaml:2:3-2:18 there is no rule image-not-pined; did you mean image-not-pinned?',
    ],
    ['rules:\n  yaml-invalid: {}', 'plimsoll.yaml:2:3-2:15 there is no rule yaml-invalid'],
    [
      'rules:\n  pdb-missing: {severity: fatal}',
      'rules.pdb-missing.severity must be one of off, info, warning, error, not "fatal"',
    ],
    ['leaves: {pattern: "a/{b}/{b}"}', 'leaves.pattern has {b} twice'],
    ['leaves: {pattern: "../{b}"}', 'leaves.pattern is a relative path'],
    ['leaves: {pattern: "a/{b"}', 'leaves.pattern has a brace without its other half'],
    ['leaves: {pattern: "a/{b c}"}', '{b c} is not a name'],
    ['leaves: {pattern: "a/{b}*{c}*"}', 'at most three'],
    ['leaves: {pattern: "a/{b:}"}', '{b:…} wants folders of letters'],
    ['leaves: {pattern: "a/{b:x|(y)}"}', '{b:…} wants folders of letters'],
    ['repositories: {https://a: ../*}', 'plimsoll.yaml:1:16-1:25 a repository’s URL may hold one *'],
    ['- a', 'plimsoll.yaml:1:1-1:4 the file must be a map, not a list'],
    ['a: [', 'plimsoll.yaml:1:'],
    ['failOn: error\nfailOn: info', 'plimsoll.yaml:2:1-'],
    ['failOn: error\n---\nfailOn: info', 'one YAML document'],
  ])('%j', (text, message) => {
    expect(errorsOf(text).join('\n')).toContain(message);
  });

  it('says of every text what the published schema says by ajv', () => {
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const values = [
      {},
      { limits: { steps: 1 } },
      { limits: { steps: '1' } },
      { limits: [] },
      { rules: { 'image-not-pinned': { severity: 'off', options: { ignore: ['a'] } } } },
      { rules: { 'pdb-missing': 'off' } },
      { rules: { 'pdb-missing': { level: 1 } } },
      { rules: { 'leaf-identity-mismatch': { options: { region_in_cluster: 1 } } } },
      { repositories: { a: '' } },
      { repositories: { a: 'b' } },
      { kubernetes: { version: 'v1.34' } },
      { kubernetes: { version: '1' } },
      { exclude: ['a', ''] },
      { profile: 'all' },
      { leaves: { chart: { repoURL: 'a', path: 'b' } } },
      { leaves: { chart: {} } },
      { nope: 1 },
      'text',
      [1],
    ];
    for (const value of values) {
      const parsed = parseConfig(JSON.stringify(value), 'p');
      expect([value, parsed.ok]).toEqual([value, validate(value)]);
    }
  });
});

describe('leafPatternRegExp', () => {
  it('takes one of the folders that are named, whole', () => {
    const regexp = leafPatternRegExp('k8s/{service}/{environment:dev|v1.0}');
    expect(regexp.exec('k8s/cart/dev')?.groups).toEqual({ service: 'cart', environment: 'dev' });
    const paths = ['k8s/cart/v1.0', 'k8s/cart/v1x0', 'k8s/cart/chart', 'k8s/cart/dev2', 'k8s/cart/dev/x'];
    expect(paths.map((path) => regexp.test(path))).toEqual([true, false, false, false, false]);
  });

  it('names segments, takes * for one without a name, and dots for dots', () => {
    const regexp = leafPatternRegExp('env.d/{environment}/*/{service}-svc');
    expect({ ...regexp.exec('env.d/prod/aws/cart-svc')?.groups }).toEqual({
      environment: 'prod',
      service: 'cart',
    });
    for (const path of ['envxd/prod/aws/cart-svc', 'env.d/prod/aws/cart-svc/deep', 'env.d/prod/cart-svc']) {
      expect(regexp.test(path)).toBe(false);
    }
  });
});

describe('loadConfig', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-config-'));
    writeFileSync(join(folder, 'own.yaml'), '\uFEFFfailOn: info\r\n');
    mkdirSync(join(folder, 'sly'));
    symlinkSync('../own.yaml', join(folder, 'sly', 'plimsoll.yaml'));
    mkdirSync(join(folder, 'sub', 'plimsoll.yaml'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('needs no file, unless one is named', () => {
    expect(loadConfig({ folder })).toEqual({ ok: true, config: configFrom({}) });
    expect(loadConfig({ folder, file: join(folder, 'none.yaml') })).toMatchObject({
      ok: false,
      errors: [{ message: 'the config file does not exist' }],
    });
    expect(loadConfig({ folder: join(folder, 'sub') })).toMatchObject({
      ok: false,
      errors: [{ message: 'the config file is not a file' }],
    });
  });

  it('follows no link out of the folder, unless the file is named', () => {
    expect(loadConfig({ folder: join(folder, 'sly') })).toMatchObject({
      ok: false,
      errors: [{ message: 'the config file is a symbolic link that leads out of the checked folder' }],
    });
    const file = join(folder, 'sly', 'plimsoll.yaml');
    expect(loadConfig({ folder: join(folder, 'sly'), file })).toMatchObject({ ok: true });
    expect(loadConfig({ folder: join(folder, 'none'), file: join(folder, 'own.yaml', 'x') })).toMatchObject({
      ok: false,
    });
  });

  it('reads a file with a byte order mark and Windows line ends', () => {
    const file = join(folder, 'own.yaml');
    expect(loadConfig({ folder, file })).toMatchObject({ ok: true, file, config: { failOn: 'info' } });
  });
});
