import type { YamlFailure } from '../failure.ts';
import { type Token, token } from '../scan/token.ts';

const end = token('stream-end', 0, 0);

/** The tokens still to be read; reading on to the place where the scanner failed fails likewise. */
export class Tokens {
  readonly #tokens: readonly Token[];
  readonly #failure: YamlFailure | undefined;
  #at = 0;

  constructor(tokens: readonly Token[], failure: YamlFailure | undefined) {
    this.#tokens = tokens;
    this.#failure = failure;
  }

  peek(): Token {
    const next = this.#tokens[this.#at];
    if (this.#failure !== undefined && (next === undefined || next.start >= this.#failure.unread))
      throw this.#failure;
    if (next !== undefined) return next;
    return this.#tokens.at(-1) ?? end;
  }

  next(): Token {
    const next = this.peek();
    this.#at += 1;
    return next;
  }
}
