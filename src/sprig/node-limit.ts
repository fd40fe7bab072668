/**
 * A bound for what walks through a value. Templates can build a map that holds another twice, that one a third twice and
 * so on: small in memory, endless when it is written out. Or one that holds itself.
 */
import type { CallContext } from '../template/value.ts';

const MAX_DEPTH = 1000;
const MAX_NODES = 1_000_000;
/** Writing or copying a part, with its key and indentation, takes as long as that many actions. */
const STEPS_PER_NODE = 32;
const CHARACTERS_PER_STEP = 3;
const STEPS_PER_KEY = 4;

export class NodeLimit {
  readonly #context: CallContext | undefined;
  #nodes = 0;

  /** With a context the nodes are taken from its budget. */
  constructor(context?: CallContext) {
    this.#context = context;
  }

  /** To be called for each value, with the number of values around it. */
  enter(depth: number): void {
    if (depth > MAX_DEPTH) throw new ValueLimitError('value is nested too deeply; does it hold itself?');
    if (this.#context !== undefined) this.#context.spend(STEPS_PER_NODE);
    else if (++this.#nodes > MAX_NODES) throw new ValueLimitError(`value has more than ${MAX_NODES} parts`);
  }

  /** To be called for a long text that is looked through on the way, and for the keys of a map that is not entered. */
  characters(count: number): void {
    this.#context?.spend(Math.floor(count / CHARACTERS_PER_STEP));
  }

  keys(count: number): void {
    this.#context?.spend(count * STEPS_PER_KEY);
  }
}

/** Not to be taken for the errors that `toYaml` and its like swallow. */
export class ValueLimitError extends Error {}
