import { describe, expect, it } from 'vitest';
import { lfsPointer } from '../../src/archive/index.ts';
import { loadChart } from '../../src/render/helm/chart.ts';
import { memoryTree } from '../../src/load/index.ts';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4'.repeat(64)}\nsize 12345\n`;

describe('a Git LFS pointer', () => {
  it('is known by its form', () => {
    expect(lfsPointer(Buffer.from(POINTER))).toMatch(
      /^is a Git LFS pointer, not the file itself of 12345 bytes: /,
    );
    expect(lfsPointer(Buffer.from(`${POINTER}${'x'.repeat(1024)}`))).toBeUndefined();
    expect(lfsPointer(Buffer.from('version https://git-lfs.github.com/spec/v1\nname: x\n'))).toBeUndefined();
    expect(lfsPointer(Buffer.from('version: 1\n'))).toBeUndefined();
    expect(lfsPointer(Buffer.alloc(0))).toBeUndefined();
  });

  it.each(['values.yaml', 'templates/map.yaml', 'Chart.yaml'])(
    'in the place of %s is told, not read',
    (name) => {
      const files = { 'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n', [name]: POINTER };
      expect(() => loadChart(memoryTree(files), '')).toThrow(new RegExp(`^${name} is a Git LFS pointer`));
    },
  );

  it('in the place of a packed chart is told', () => {
    const files = {
      'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'charts/b-1.0.0.tgz': POINTER,
    };
    expect(() => loadChart(memoryTree(files), '')).toThrow(
      /subchart b-1\.0\.0\.tgz in a: is a Git LFS pointer/,
    );
  });
});
