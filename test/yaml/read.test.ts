import { describe, expect, it } from 'vitest';
import type { ReadResult, SourceTree } from '../../src/types.ts';
import { readYaml } from '../../src/yaml/index.ts';

/** A tree of texts that counts how often each is read. */
function countingTree(files: ReadonlyMap<string, string>): { tree: SourceTree; reads: string[] } {
  const reads: string[] = [];
  const tree: SourceTree = {
    prefix: '',
    list: () => [...files.keys()],
    directories: () => [],
    read(path): ReadResult {
      reads.push(path);
      const text = files.get(path);
      return text === undefined
        ? { ok: false, code: 'missing', reason: 'does not exist' }
        : { ok: true, text };
    },
    readBytes: () => undefined,
    kind: (path) => (files.has(path) ? 'file' : undefined),
  };
  return { tree, reads };
}

describe('readYaml', () => {
  it('reads and parses a file once for each tree', () => {
    const files = new Map([['a.yaml', 'a: 1\n']]);
    const { tree, reads } = countingTree(files);
    const first = readYaml({ tree, path: 'a.yaml' });
    expect(first).toMatchObject({
      ok: true,
      text: 'a: 1\n',
      yaml: { documents: [{ value: { a: 1 } }], problems: [] },
    });
    expect(readYaml({ tree, path: 'a.yaml' })).toBe(first);
    expect(reads).toEqual(['a.yaml']);
    const other = countingTree(files);
    expect(readYaml({ tree: other.tree, path: 'a.yaml' })).not.toBe(first);
  });

  it('passes on why a file can not be read', () => {
    const { tree } = countingTree(new Map());
    expect(readYaml({ tree, path: 'b.yaml' })).toEqual({
      ok: false,
      code: 'missing',
      reason: 'does not exist',
    });
  });
});
