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

  /** The leaf of the first path that has one; it is covered from then on. */
  cover(paths: readonly (string | undefined)[]): Leaf | undefined {
    for (const path of paths) {
      const leaf = path === undefined ? undefined : this.at(path);
      if (leaf === undefined) continue;
      this.#covered.add(leaf);
      return leaf;
    }
    return undefined;
  }

  /** Covers the leaf of every path. */
  coverAll(paths: readonly (string | undefined)[]): void {
    for (const path of paths) this.cover([path]);
  }

  orphans(): Leaf[] {
    return [...this.#byPath.values()].filter((leaf) => !this.#covered.has(leaf));
  }
}
