import { describe, expect, it } from 'vitest';
import { application, APPS, CHART, GITOPS, kinds, render } from './fixture.ts';
import { DB, entry, packed, refusal, rendered, withArchive } from './hostile-fixture.ts';

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

  it.each(['values.yaml', 'Chart.yaml', 'requirements.yaml'])('by bytes that are no UTF-8 in %s', (name) => {
    expect(refusal({ [`chart/${name}`]: Uint8Array.of(97, 58, 32, 255, 254, 10) })).toContain(
      `chart/${name}`,
    );
  });

  it('not by 150,000 manifests in one file of a folder', () => {
    const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: app');
    const many = `---\n{kind: A, apiVersion: v1, metadata: {name: a}}\n`.repeat(150_000);
    const { manifests, problems } = render({ 'application.yaml': source, 'app/a.yaml': many });
    expect(problems).toEqual([]);
    expect(manifests.length).toBe(150_000);
  });

  it('by a schema that a value breaks in many places says so once', () => {
    const part = { allOf: Array.from({ length: 50 }, () => ({ type: 'integer' })) };
    const schema = JSON.stringify({ allOf: Array.from({ length: 50 }, () => part) });
    expect(refusal({ 'chart/values.schema.json': schema })).toMatch(
      /^values-schema [^\n]*got object, want integer[^\n]*$/,
    );
  });

  it('by a schema of very many choices names the first of them', () => {
    const choices = Array.from({ length: 1500 }, (_, index) => `c${index}`);
    const schema = JSON.stringify({ properties: { size: { enum: choices } } });
    const message = refusal({ 'chart/values.schema.json': schema, 'chart/values.yaml': 'size: 1\n' });
    expect(message).toMatch(/value must be one of 'c0', .*'c999' and 500 more/);
    expect(message).not.toContain("'c1000'");
  });

  it('by a schema that lacks very many keys names the first of them', () => {
    const required = Array.from({ length: 50_000 }, (_, index) => `c${index}`);
    const faults = refusal({ 'chart/values.schema.json': JSON.stringify({ required }) }).split('\n');
    expect(faults.length).toBe(1000);
    expect(faults.at(-1)).toContain("missing property 'c999'");
  });

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
