import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeTar } from '../../src/archive/index.ts';
import { application, APPS, CHART, kinds, render, shown } from './fixture.ts';

function tar(files: Readonly<Record<string, string>>): Buffer {
  return writeTar(
    Object.entries(files).map(([name, text]) => ({
      name,
      type: 'file',
      content: Buffer.from(text),
      target: '',
    })),
  );
}

function withSubchart(archive: Uint8Array): ReturnType<typeof render> {
  const source = application('  source:', `    repoURL: ${APPS}`, '    path: chart');
  return render({ 'application.yaml': source }, { ...CHART, 'chart/charts/db-1.0.0.tgz': archive });
}

const DB = {
  'db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'db/values.yaml': 'size: 3\n',
  'db/templates/db.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: "db-{{ .Values.size }}"}\n',
  [`db/${'long/'.repeat(30)}file.txt`]: 'deep',
  'db/charts/inner/Chart.yaml': 'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
  'db/charts/inner/templates/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: inner}\n',
};

const FIVE_MEGABYTES = 'x'.repeat(5 * 1024 * 1024);

describe('a packaged subchart', () => {
  it('is rendered like an unpacked one', () => {
    const rendered = withSubchart(gzipSync(tar(DB)));
    expect(rendered.problems).toEqual([]);
    expect(kinds(rendered)).toEqual(['Secret/db-3', 'ConfigMap/shop', 'Pod/inner']);
    const [layer] = rendered.layers;
    expect(layer).toMatchObject({ at: ['db'], data: { size: 3 } });
    expect(layer!.origin.file.tree.prefix + layer!.origin.file.path).toBe(
      '../apps/shop/chart/charts/db-1.0.0.tgz/values.yaml',
    );
  });

  it.each([
    ['no archive', Buffer.from('text and no archive'), 'gzip: invalid header'],
    ['empty', gzipSync(tar({})), 'no files in chart archive'],
    [
      'with paths that leave it',
      gzipSync(tar({ 'db/../../x': '' })),
      'chart illegally references parent directory',
    ],
    ['without its folder', gzipSync(tar({ 'Chart.yaml/x': '' })), 'chart yaml not in base directory'],
    ['cut off', gzipSync(tar(DB).subarray(0, 530)), 'unexpected EOF'],
    [
      'a bomb',
      gzipSync(tar(Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`db/${at}`, FIVE_MEGABYTES])))),
      'decompressed chart is larger than the maximum size 104857600',
    ],
    [
      'with a huge file',
      gzipSync(tar({ 'db/x': 'x'.repeat(6 * 1024 * 1024) })),
      'decompressed chart file "db/x" is larger than the maximum file size 5242880',
    ],
  ])('that is broken: %s', (_, archive, reason) => {
    expect(withSubchart(archive).problems.map(shown)).toEqual([
      `file-unreadable ../apps/shop/chart/charts/db-1.0.0.tgz:1:1 error unpacking subchart db-1.0.0.tgz in shop: ${reason}`,
    ]);
  });
});
