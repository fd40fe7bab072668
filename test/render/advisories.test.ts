/**
 * What was published about Helm, and what happens here. Not here: what concerns plugins (CVE-2020-4053, CVE-2020-15186,
 * CVE-2020-15187, CVE-2026-35204, CVE-2026-35205), for there are none. Credentials that are sent to another host
 * (GHSA-56hp-xqp3-w2jf, CVE-2021-32690) and a repository's index (GHSA-jm56-5h66-w453, CVE-2020-15185) are tested with
 * the command that fetches.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { diskTree } from '../../src/load/index.ts';
import { application, CHART, GITOPS, kinds, renderTree, shown } from './fixture.ts';
import { DB, entry, packed, refusal, rendered, withArchive } from './hostile-fixture.ts';

describe('published advisories', () => {
  it('GHSA-7hfp-qfw3-5jxh, GHSA-6rx9-889q-vv2r (CVE-2022-36055, CVE-2022-23524): an index of --set that fills memory', () => {
    expect(refusal({}, '{parameters: [{name: "a[99999999999]", value: x}]}')).toMatch(
      /index .* is greater than maximum/,
    );
    const nested = `{parameters: [{name: "a${'.a'.repeat(40)}", value: x}]}`;
    expect(refusal({}, nested)).toMatch(/nested level is greater than maximum supported nested level of 30/);
  });

  it('GHSA-53c4-hhmh-vw5q, GHSA-r53h-jv2g-vpx6 (CVE-2022-23525, CVE-2024-26147): metadata that is not there', () => {
    expect(refusal({ 'chart/Chart.yaml': '' })).toContain('chart.metadata.name is required');
    expect(refusal({ 'chart/charts/db/Chart.yaml': 'null\n' })).toContain('chart.metadata.name is required');
    expect(refusal({ 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: [null]\n` })).toContain(
      'must not contain empty or null nodes',
    );
  });

  it('GHSA-67fx-wx78-jx33 (CVE-2022-23526): a schema that can not be used', () => {
    for (const schema of ['null', '[]', '""', '{"type": 5}', '{"$ref": "#/a"}', '{'])
      expect(refusal({ 'chart/values.schema.json': schema })).toMatch(
        /^values-schema chart\/values\.schema\.json:1/,
      );
  });

  it('GHSA-pwcw-6f5g-gxf8 (CVE-2023-25165): a host name is not looked up', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: "{{ getHostByName "localhost" }}"}\n';
    const [, config] = rendered({ 'chart/templates/x.yaml': text }).manifests;
    expect(config?.object['data']).toEqual({ a: '' });
  });

  it.each(['../up', 'a/b', '.', '..'])(
    'GHSA-v53g-5gjp-272r, GHSA-hr2v-4r36-88hr (CVE-2024-25620, CVE-2026-35206): a chart called %s',
    (name) => {
      const text = `apiVersion: v2\nname: "${name}"\nversion: 1.0.0\n`;
      expect(refusal({ 'chart/Chart.yaml': text })).toContain(`chart.metadata.name "${name}" is`);
    },
  );

  it('GHSA-4hfp-h4cw-hj8p (CVE-2025-32386): a small archive that is large inside', () => {
    const content = Buffer.alloc(5 * 1024 * 1024);
    const bomb = packed(
      Array.from({ length: 21 }, (_, index) => ({ ...entry(`db/${index}`, '')[0]!, content })),
    );
    expect(bomb.length).toBeLessThan(200_000);
    expect(refusal(withArchive(bomb))).toContain(
      'decompressed chart is larger than the maximum size 104857600',
    );
  });

  it('GHSA-5xqw-8hwv-wg92 (CVE-2025-32387): a schema nested too deeply', () => {
    const schema = `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
    expect(refusal({ 'chart/values.schema.json': schema })).toMatch(
      /(?:is nested|leads through) more than \d+ schemas/,
    );
  });

  it('GHSA-557j-xg8c-q2mm (CVE-2025-53547): a Chart.lock that leads elsewhere', () => {
    const archive = packed(
      entry('db/Chart.yaml', DB),
      entry('db/Chart.lock', '', 'link', '../../application.yaml'),
    );
    expect(kinds(rendered(withArchive(archive)))).toEqual(['ConfigMap/shop']);
  });

  it('GHSA-f9f8-9pmf-xv68 (CVE-2025-55198): YAML of the wrong shape', () => {
    expect(refusal({ 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}maintainers: [null]\n` })).toContain(
      'maintainers must not contain empty or null nodes',
    );
    expect(refusal({ 'chart/Chart.yaml': 'name: [shop]\n' })).toContain(
      'cannot unmarshal array into Go struct field Metadata.name',
    );
  });

  it('GHSA-9h84-qmv7-982p (CVE-2025-55199): a $ref to a file that never ends', () => {
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

  it('CVE-2019-1000008: an archive whose paths lead out of it', () => {
    for (const name of ['db/../../x', 'db//etc/passwd', 'db\\..\\..\\x', 'db/C:/x'])
      expect(refusal(withArchive(packed(entry('db/Chart.yaml', DB), entry(name, 'x'))))).toMatch(
        /chart (?:illegally|contains illegally)/,
      );
  });

  it('CVE-2019-18658: links in a chart that lead out of the repository', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-links-'));
    try {
      const tree = join(folder, 'repository');
      mkdirSync(join(tree, 'chart/templates'), { recursive: true });
      writeFileSync(join(folder, 'secret.yaml'), 'apiVersion: v1\nkind: Secret\nmetadata: {name: stolen}\n');
      for (const [path, text] of Object.entries(CHART)) writeFileSync(join(tree, path), text);
      const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart');
      writeFileSync(join(tree, 'application.yaml'), source);
      symlinkSync('../../../secret.yaml', join(tree, 'chart/templates/stolen.yaml'));
      symlinkSync('/', join(tree, 'chart/files'));
      const result = renderTree(diskTree(tree, '', { limits: configFrom({}).limits }));
      expect(kinds(result)).not.toContain('Secret/stolen');
      expect(result.problems.map(shown)).toEqual([
        expect.stringContaining('chart/templates/stolen.yaml leads out of the tree that may be read'),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('GHSA-9vp5-m38w-j776 (CVE-2020-15184): an alias that is more than a name', () => {
    for (const alias of ['../x', 'a b', 'a/b', 'a{b', 'a\\nb']) {
      const dependencies = `dependencies: [{name: db, version: 1.0.0, alias: "${alias}"}]\n`;
      expect(refusal({ 'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}${dependencies}` })).toContain(
        'dependency "db" has disallowed characters in the alias',
      );
    }
  });

  it('GHSA-c38g-469g-cmgx (CVE-2021-21303): control sequences in a chart’s metadata', () => {
    const version = '1.0.0\\u001b[2J';
    const refused = refusal({ 'chart/Chart.yaml': `apiVersion: v2\nname: shop\nversion: "${version}"\n` });
    expect(refused).toContain('chart.metadata.version');
    const text = `${CHART['chart/Chart.yaml']}description: "\\u001b[2Jx"\n`;
    const show =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: "{{ .Chart.Description }}"}\n';
    const { manifests } = rendered({ 'chart/Chart.yaml': text, 'chart/templates/x.yaml': show });
    expect(manifests.map(({ object }) => object['data'])).toContainEqual({ a: '[2Jx' });
  });
});
