/** What is read with a memo must be what is read without one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BlockMemo } from '../../src/yaml/index.ts';
import { readFast } from '../../src/yaml/fast/documents.ts';

const cases = JSON.parse(
  readFileSync(new URL('../conformance/yaml/cases.json', import.meta.url), 'utf8'),
) as readonly string[];

/** Each case as it is, and below keys of documents that begin or end alike. */
const texts = cases.flatMap((text) => {
  const block = text.replaceAll(/^/gm, '  ');
  return [
    text,
    `a:\n${block}\nb: 1\n`,
    `b:\n${block}`,
    `c: 1\na:\n${block}\n# end\nd: 2\n`,
    `a:\n${block}# inside\n  z: 1\nb: 1\n`,
    `a:\n${block}\n- item\nb:\n${block}\n---\na:\n${block}\n`,
  ];
});

/** A long one, so that a few fill a generation. */
function block(name: string): string {
  return `a:\n  name: ${name}\n  text: ${'x'.repeat(1_500_000)}\n`;
}

describe('the memo of blocks', () => {
  it('changes nothing, whatever was read before', () => {
    const memo = new BlockMemo();
    for (let round = 0; round < 2; round++)
      for (const text of texts) expect(readFast(text, memo), text).toEqual(readFast(text));
  });

  it('gives the same object for the same block', () => {
    const memo = new BlockMemo();
    const spec = 'spec:\n  ports:\n    - port: 80\n';
    const [first] = readFast(`metadata:\n  name: a\n${spec}`, memo)!;
    const [second] = readFast(`${spec}metadata:\n  name: b\n`, memo)!;
    expect(second!.value).toEqual({ spec: { ports: [{ port: 80 }] }, metadata: { name: 'b' } });
    expect((second!.value as { spec: unknown }).spec).toBe((first!.value as { spec: unknown }).spec);
  });

  it('holds no more than two generations', () => {
    const memo = new BlockMemo();
    const [first] = readFast(block('first'), memo)!;
    for (const name of ['b', 'c', 'd', 'e', 'f', 'g', 'h']) readFast(block(name), memo);
    const [again] = readFast(block('first'), memo)!;
    expect(again!.value).toEqual(first!.value);
    expect((again!.value as { a: unknown }).a).not.toBe((first!.value as { a: unknown }).a);
  });
});
