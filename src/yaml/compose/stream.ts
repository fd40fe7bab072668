/** Tokens to documents: the document level of go-yaml's parserc.go. */
import { YamlFailure } from '../failure.ts';
import { findForbidden } from '../scan/character.ts';
import { utf8Words } from '../scan/invalid-utf8.ts';
import { scan } from '../scan/scanner.ts';
import type { Token } from '../scan/token.ts';
import { composeNode } from './compose-node.ts';
import { Composition } from './composition.ts';
import { readDirectives } from './directives.ts';
import { expected } from './expected.ts';
import type { DocumentNode } from './node.ts';
import { Tokens } from './tokens.ts';

const outside: ReadonlySet<Token['type']> = new Set([
  'version-directive',
  'tag-directive',
  'document-start',
  'document-end',
  'stream-end',
]);

/**
 * The documents of a text, one by one; each is told to `begun` before it is read.
 *
 * @throws YamlFailure where a document, or what stands between two, can't be read.
 */
export function* composeStream(text: string, begun?: Begun): Generator<DocumentNode, void, void> {
  const forbidden = findForbidden(text);
  const readable = forbidden === -1 ? text : text.slice(0, forbidden);
  if (forbidden === -1) return yield* new Stream(text, begun).documents();
  try {
    for (const document of new Stream(readable, begun).documents()) {
      if (document.end === readable.length) break;
      yield document;
    }
  } catch (error) {
    // Where the text is cut off nothing else is wrong.
    if (!(error instanceof YamlFailure) || (error.mark?.at ?? 0) < readable.length) throw error;
  }
  const isByte = text.charCodeAt(forbidden) >= 0xdc80 && text.charCodeAt(forbidden) <= 0xdcff;
  const message = isByte ? utf8Words(text, forbidden) : 'control characters are not allowed';
  throw new YamlFailure('invalid', message, forbidden, forbidden + 1);
}

/** A document's start, and what is read of it as far as it is. */
type Begun = (start: number, composition: Composition) => void;

class Stream {
  readonly #text: string;
  readonly #begun: Begun | undefined;
  readonly #tokens: Tokens;
  /** Behind the last document. */
  #free: number;

  constructor(text: string, begun: Begun | undefined) {
    const { tokens, failure } = scan(text);
    this.#text = text;
    this.#begun = begun;
    this.#tokens = new Tokens(tokens, failure);
    this.#free = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  *documents(): Generator<DocumentNode, void, void> {
    const first = this.#tokens.peek().type;
    if (first === 'document-end' || !outside.has(first)) yield this.#document(new Map(), this.#free, true);
    for (;;) {
      while (this.#tokens.peek().type === 'document-end') this.#tokens.next();
      if (this.#tokens.peek().type === 'stream-end') return;
      const handles = readDirectives(this.#tokens);
      const marker = this.#tokens.next();
      if (marker.type !== 'document-start') throw missingStart(marker);
      yield this.#document(handles, behindMarker(this.#text, marker), false);
    }
  }

  #document(handles: ReadonlyMap<string, string>, start: number, bare: boolean): DocumentNode {
    const composition = new Composition(this.#tokens, handles, composeNode);
    this.#begun?.(start, composition);
    const isEmpty = !bare && outside.has(this.#tokens.peek().type);
    const contents = isEmpty ? composition.empty(start) : composition.node(true, false);
    const next = this.#tokens.peek();
    return { contents, start, end: next.type === 'stream-end' ? this.#text.length : next.start };
  }
}

function missingStart(token: Token): YamlFailure {
  return expected('<document start>: a document has ended here, by its indentation or by `...`', token);
}

/** Behind the marker's line, or, where content follows on it, behind the marker and any tab. */
function behindMarker(text: string, marker: Token): number {
  const behind = /[ \t]*(?:#.*)?(?:\r?\n|$)| *\t[ \t]*/y;
  behind.lastIndex = marker.end;
  return marker.end + (behind.exec(text)?.[0].length ?? 0);
}
