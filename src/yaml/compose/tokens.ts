import type { YamlFailure } from '../failure.ts';
import { type Token, token } from '../scan/token.ts';

const end = token('stream-end', 0, 0);

/** The tokens still to be read; reading on to where the scanner failed fails likewise. */
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
    if (next !== undefined) return next;
    if (this.#failure !== undefined) throw this.#failure;
    return this.#tokens.at(-1) ?? end;
  }

  next(): Token {
    const next = this.peek();
    this.#at += 1;
    return next;
  }
}
