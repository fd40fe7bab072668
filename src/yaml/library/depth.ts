import type { CST } from 'yaml';
import { YamlFailure } from './failure.ts';

/** Nested collections that a document may have. Go's own bound is 10,000; nothing real comes near a hundredth of this. */
export const MAX_DEPTH = 1000;

/** The first token that stands deeper than `MAX_DEPTH` collections; found without recursion. */
export function findTooDeep(document: CST.Document): YamlFailure | undefined {
  const open: { token: CST.Token | null | undefined; depth: number }[] = [
    { token: document.value, depth: 0 },
  ];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { token, depth } = top;
    if (token === null || token === undefined || !('items' in token)) continue;
    if (depth >= MAX_DEPTH) return tooDeep(token.offset);
    for (const item of token.items)
      open.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
  }
  return undefined;
}

/**
 * Where a text that exhausted the parser's stack nests too deeply. An estimate by indentation and brackets: it need
 * only be near, since the parser has already said that it is too deep.
 */
export function estimateTooDeep(text: string): YamlFailure {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/[[\]{}]|(?:^|\s)[-?](?=\s)/gm)) {
    if (mark === ']' || mark === '}') depth -= 1;
    else depth += 1;
    if (depth > MAX_DEPTH) return tooDeep(index);
  }
  return tooDeep(0);
}

export function tooDeep(offset: number): YamlFailure {
  return new YamlFailure('too-deep', `nested more than ${MAX_DEPTH} levels deep`, offset, offset + 1);
}
