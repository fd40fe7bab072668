import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeTar, type NewEntry } from '../../src/archive/index.ts';
import { application, APPS, CHART, GITOPS, kinds, render, shown } from './fixture.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

function rendered(files: Files, helm = '{}'): ReturnType<typeof render> {
  const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart', `    helm: ${helm}`);
  const result = render({ ...CHART, 'application.yaml': source, ...files });
  expect(result.problems.map(shown).join('\n')).not.toContain('internal error');
  return result;
}

function refusal(files: Files, helm = '{}'): string {
  const { failure, manifests, problems } = rendered(files, helm);
  expect(failure).toBeDefined();
  expect(manifests).toEqual([]);
  return problems.map(shown).join('\n');
}

const DB = 'apiVersion: v2\nname: db\nversion: 1.0.0\n';

function entry(
  name: string,
  text: string | Uint8Array,
  type: 'file' | 'link' = 'file',
  target = '',
): NewEntry[] {
  return [{ name, type, content: Buffer.from(text), target }];
}

function packed(...entries: NewEntry[][]): Buffer {
  return gzipSync(writeTar(entries.flat()));
}

function withArchive(archive: Uint8Array): Files {
  return { 'chart/charts/db-1.0.0.tgz': archive };
}

describe('a hostile archive', () => {
  it.each<readonly [string, Uint8Array, RegExp]>([
    [
      'a path upwards',
      packed(entry('db/Chart.yaml', DB), entry('db/../../../x', '')),
      /references parent directory/,
    ],
    ['a path upwards with backslashes', packed(entry('db\\..\\..\\x', '')), /references parent directory/],
    ['an absolute path', packed(entry('db//etc/passwd', '')), /contains absolute paths/],
    ['a name of 5,000 characters', packed(entry(`db/${'a'.repeat(5000)}`, '')), /path of 5003 characters/],
    ['cut off', packed(entry('db/Chart.yaml', DB)).subarray(0, 60), /unexpected EOF/],
    [
      'bits that changed',
      packed(entry('db/Chart.yaml', DB)).fill(7, 20, 40),
      /flate: corrupt input before offset 13/,
    ],
  ])('with %s', (_, archive, expected) => {
    expect(refusal(withArchive(archive))).toMatch(expected);
  });

  it('with links has the links left out, wherever they lead', () => {
    const archive = packed(
      entry('db/Chart.yaml', DB),
      entry('db/templates/secret.yaml', '', 'link', '/etc/passwd'),
      entry('db/files/up', '', 'link', '../../../../application.yaml'),
    );
    expect(kinds(rendered(withArchive(archive)))).toEqual(['ConfigMap/shop']);
  });

  it('of 100,000 entries is read all the same', () => {
    const content = Buffer.alloc(0);
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      name: `db/files/${index}`,
      type: 'file' as const,
      content,
      target: '',
    }));
    expect(rendered(withArchive(packed(entry('db/Chart.yaml', DB), many))).problems).toEqual([]);
  });

  it('of folders in folders does not fill memory with them', () => {
    const content = Buffer.alloc(0);
    const deep = Array.from({ length: 2000 }, (_, index) => ({
      name: `db/${index}/${'a/'.repeat(1900)}f`,
      type: 'file' as const,
      content,
      target: '',
    }));
    expect(rendered(withArchive(packed(entry('db/Chart.yaml', DB), deep))).problems).toEqual([]);
  });

  it('in archives in archives ends', () => {
    let archive = packed(entry('db/Chart.yaml', DB));
    for (let level = 0; level < 40; level++)
      archive = packed(entry('db/Chart.yaml', DB), entry('db/charts/db-1.0.0.tgz', archive));
    expect(refusal(withArchive(archive))).toMatch(/holds charts nested more than 30 deep/);
  });
});

function aliases(name: string): string {
  const each = (_: unknown, index: number): string =>
    `- {name: ${name}, version: 1.0.0, alias: ${name}${index}}\n`;
  return Array.from({ length: 40 }, each).join('');
}

describe('a chart that is too much', () => {
  it('by aliases of aliases', () => {
    const files = {
      'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies:\n${aliases('a')}`,
      'chart/charts/a/Chart.yaml': `apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n${aliases('b')}`,
      'chart/charts/a/charts/b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n',
    };
    expect(refusal(files)).toContain('more than 1000 charts take part, aliases included');
  });

  it('by local dependencies that meet again and again', () => {
    const files: Record<string, string> = {};
    for (let level = 0; level < 25; level++) {
      for (const side of ['x', 'y']) {
        const dependencies = ['x', 'y'].map(
          (next) =>
            `- {name: c${level + 1}${next}, version: 1.0.0, repository: "file://../c${level + 1}${next}"}\n`,
        );
        const folder = level === 0 ? 'chart' : `c${level}${side}`;
        files[`${folder}/Chart.yaml`] =
          `apiVersion: v2\nname: c${level}${side}\nversion: 1.0.0\ndependencies:\n${dependencies.join('')}`;
      }
    }
    expect(refusal(files)).toMatch(/holds more than 1000 charts/);
  });

  it('by values nested 10,000 deep', () => {
    const deep = `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`;
    expect(refusal({ 'chart/values.yaml': deep })).toMatch(
      /^yaml-invalid chart\/values\.yaml:1:.* nested more than 300 levels deep/,
    );
  });

  it.each(['values.yaml', 'Chart.yaml', '.helmignore', 'requirements.yaml'])(
    'by bytes that are no UTF-8 in %s',
    (name) => {
      expect(refusal({ [`chart/${name}`]: Uint8Array.of(97, 58, 32, 255, 254, 10) })).toContain(
        `chart/${name}`,
      );
    },
  );

  it('not by 20,000 files beside its templates', () => {
    const files = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`chart/files/${index % 100}/${index}.txt`, 'x']),
    );
    expect(kinds(rendered(files))).toEqual(['ConfigMap/shop']);
  });
});

describe('aliases that multiply', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
    .concat(
      [...'bcdefghij'].map(
        (name, index) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefghi'.charAt(index)}`)
            .join(',')}]`,
      ),
    )
    .join('\n');

  it('in values, when a template prints them', () => {
    const files = {
      'chart/values.yaml': `${bomb}\nimage: {tag: x}\n`,
      'chart/templates/x.yaml': '{{ toYaml .Values }}',
    };
    expect(refusal(files)).toMatch(/alias|limits\.|parts|expansion/i);
  });

  it('in what a template prints', () => {
    const text = `${bomb}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n`;
    const { failure, manifests } = rendered({ 'chart/templates/x.yaml': text });
    expect(failure ?? manifests.length).toBeDefined();
  });
});

describe('published advisories', () => {
  it('CVE-2022-36055, CVE-2022-23524: an index of --set that fills memory', () => {
    expect(refusal({}, '{parameters: [{name: "a[99999999999]", value: x}]}')).toMatch(
      /index .* is greater than maximum/,
    );
    const nested = `{parameters: [{name: "a${'.a'.repeat(40)}", value: x}]}`;
    expect(refusal({}, nested)).toMatch(/nested level is greater than maximum supported nested level of 30/);
  });

  it('CVE-2022-23525, CVE-2024-26147: metadata that is not there', () => {
    expect(refusal({ 'chart/Chart.yaml': '' })).toContain('chart.metadata.name is required');
    expect(refusal({ 'chart/charts/db/Chart.yaml': 'null\n' })).toContain('chart.metadata.name is required');
    expect(refusal({ 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: [null]\n` })).toContain(
      'must not contain empty or null nodes',
    );
  });

  it('CVE-2022-23526: a schema that can not be used', () => {
    for (const schema of ['null', '[]', '""', '{"type": 5}', '{"$ref": "#/a"}', '{'])
      expect(refusal({ 'chart/values.schema.json': schema })).toMatch(
        /^values-schema chart\/values\.schema\.json:1/,
      );
  });

  it('CVE-2023-25165: a host name is not looked up', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: "{{ getHostByName "localhost" }}"}\n';
    const [, config] = rendered({ 'chart/templates/x.yaml': text }).manifests;
    expect(config?.object['data']).toEqual({ a: '' });
  });

  it.each(['../up', 'a/b', '.', '..'])('CVE-2024-25620: a chart called %s', (name) => {
    const text = `apiVersion: v2\nname: "${name}"\nversion: 1.0.0\n`;
    expect(refusal({ 'chart/Chart.yaml': text })).toContain(`chart.metadata.name "${name}" is`);
  });

  it('CVE-2025-32386: a small archive that is large inside', () => {
    const content = Buffer.alloc(5 * 1024 * 1024);
    const bomb = packed(
      Array.from({ length: 21 }, (_, index) => ({ ...entry(`db/${index}`, '')[0]!, content })),
    );
    expect(bomb.length).toBeLessThan(200_000);
    expect(refusal(withArchive(bomb))).toContain(
      'decompressed chart is larger than the maximum size 104857600',
    );
  });

  it('CVE-2025-32387: a schema nested too deeply', () => {
    const schema = `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
    expect(refusal({ 'chart/values.schema.json': schema })).toContain('nested more than 300 schemas deep');
  });

  it('CVE-2025-53547: a Chart.lock that leads elsewhere', () => {
    const archive = packed(
      entry('db/Chart.yaml', DB),
      entry('db/Chart.lock', '', 'link', '../../application.yaml'),
    );
    expect(kinds(rendered(withArchive(archive)))).toEqual(['ConfigMap/shop']);
  });

  it('CVE-2025-55198: YAML of the wrong shape', () => {
    expect(refusal({ 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}maintainers: [null]\n` })).toContain(
      'maintainers must not contain empty or null nodes',
    );
    expect(refusal({ 'chart/Chart.yaml': 'name: [shop]\n' })).toContain(
      'cannot unmarshal array into Go struct field Metadata.name',
    );
  });

  it('CVE-2025-55199: a $ref to a file that never ends', () => {
    for (const reference of [
      'file:///dev/zero',
      '../../secret.json',
      'https://example.com/a.json',
      '//example.com/a',
    ])
      expect(refusal({ 'chart/values.schema.json': JSON.stringify({ $ref: reference }) })).toContain(
        `refers to "${reference}", which lies outside the file`,
      );
  });
});

it('a chart elsewhere is told apart from the author’s', () => {
  const source = application('  source:', `    repoURL: ${APPS}`, '    path: chart');
  const apps = { ...CHART, 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}kubeVersion: "<1.20"\n` };
  const [problem] = render({ 'application.yaml': source }, apps).problems;
  expect(problem).toMatchObject({
    ruleId: 'kube-version-unsatisfied',
    location: { file: 'application.yaml' },
    related: [{ file: '../apps/shop/chart/Chart.yaml', range: { start: { line: 4 } } }],
  });
});
