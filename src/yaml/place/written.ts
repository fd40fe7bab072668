/** The nodes of a text, and as much as there is of a text that is broken. */
import type { Composition } from '../compose/composition.ts';
import type { Node } from '../compose/node.ts';
import { composeStream } from '../compose/stream.ts';

/** A document as it is written. */
export interface WrittenDocument {
  readonly contents: Node | undefined;
  /** Where it begins, before any comment. */
  readonly start: number;
}

/** Never throws: of the document that can't be read on there is what was read, and of those behind it nothing. */
export function readWritten(text: string): readonly WrittenDocument[] {
  const documents: WrittenDocument[] = [];
  let broken: { readonly start: number; readonly composition: Composition } | undefined;
  try {
    const stream = composeStream(text, (start, composition) => {
      broken = { start, composition };
    });
    for (const document of stream) {
      documents.push(document);
      broken = undefined;
    }
  } catch {
    if (broken) documents.push({ contents: broken.composition.outermost, start: broken.start });
  }
  return documents;
}
