import { YamlFailure } from '../failure.ts';
import type { YamlDocument } from '../types.ts';
import type { BlockMemo } from './block-memo.ts';
import { readNode } from './block.ts';
import { decline, declined, isForeign, Reader } from './reader.ts';

/** Every document of a text, or undefined where the fast path declines. */
export function readFast(text: string, blocks?: BlockMemo): readonly YamlDocument[] | undefined {
  if (isForeign(text)) return undefined;
  try {
    return readDocuments(text, blocks);
  } catch (error) {
    if (error === declined || error instanceof YamlFailure) return undefined;
    throw error;
  }
}

function readDocuments(text: string, blocks: BlockMemo | undefined): readonly YamlDocument[] {
  const reader = new Reader(text, blocks);
  reader.toContent();
  const documents = reader.column === -1 ? [] : [readDocument(reader, 0)];
  while (reader.at < reader.end) documents.push(readDocument(reader, skipMarker(reader)));
  return documents;
}

/** From the document's content on to the next marker or the end. */
function readDocument(reader: Reader, start: number): YamlDocument {
  const value = reader.column === -1 ? null : readNode(reader, -1);
  if (reader.column !== -1) decline();
  return { value, start, end: reader.at };
}

/** From a `---` to the content below it; content on the same line is not for here. Where the document starts. */
function skipMarker(reader: Reader): number {
  reader.at += 3;
  const found = reader.text.indexOf('\n', reader.at);
  const start = found === -1 ? reader.end : found + 1;
  reader.endLine();
  return start;
}
