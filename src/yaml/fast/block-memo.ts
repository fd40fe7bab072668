import type { Json } from '../../types.ts';

/** Characters of the texts that blocks were cut from, per generation: a cut keeps its text in memory. */
const generationSize = 4_000_000;

/**
 * Blocks below top-level keys that were read before, by their text. What is rendered for one cluster is for the most part
 * what was rendered for the last one; comparing texts costs next to nothing beside reading them. Holds the two last
 * generations. What is read with a memo is shared, and must not be changed.
 */
export class BlockMemo {
  #young: Map<string, Json> = new Map();
  #old: Map<string, Json> = new Map();
  #size = 0;

  get(block: string): Json | undefined {
    return this.#young.get(block) ?? this.#old.get(block);
  }

  /** `cutFrom`: length of the text that the block is a part of. */
  add(block: string, value: Json, cutFrom: number): void {
    this.#size += cutFrom;
    if (this.#size > generationSize) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#size = cutFrom;
    }
    this.#young.set(block, value);
  }
}
