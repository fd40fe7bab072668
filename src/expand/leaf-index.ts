import type { Leaf } from '../types.ts';

/** Leaves by their folder, and which of them something deploys. */
export class LeafIndex {
  readonly #byPath: ReadonlyMap<string, Leaf>;
  readonly #covered = new Set<Leaf>();

  constructor(leaves: readonly Leaf[]) {
    this.#byPath = new Map(leaves.map((leaf) => [leaf.path, leaf]));
  }

  /** The leaf whose folder a path is or lies in. */
  at(path: string): Leaf | undefined {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const leaf = this.#byPath.get(at);
      if (leaf !== undefined) return leaf;
    }
    return undefined;
  }

  /** Marks a leaf as deployed. */
  cover(leaf: Leaf | undefined): void {
    if (leaf !== undefined) this.#covered.add(leaf);
  }

  orphans(): Leaf[] {
    return [...this.#byPath.values()].filter((leaf) => !this.#covered.has(leaf));
  }
}
