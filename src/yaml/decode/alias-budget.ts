import type { Node } from '../compose/node.ts';
import { YamlFailure } from '../failure.ts';

const lowCount = 400_000;
const highCount = 4_000_000;

/** go-yaml's guard against alias bombs: the share of values that come from aliases is bounded, the more the larger. */
export class AliasBudget {
  #decoded = 0;
  #aliased = 0;
  #inside = 0;

  /** One more value. */
  count(node: Node): void {
    this.#decoded += 1;
    if (this.#inside === 0) return;
    this.#aliased += 1;
    if (this.#aliased <= 100 || this.#decoded <= 1000) return;
    if (this.#aliased / this.#decoded > allowedRatio(this.#decoded)) {
      throw new YamlFailure(
        'too-many-aliases',
        'document contains excessive aliasing',
        node.start,
        node.start + 1,
      );
    }
  }

  inAlias<T>(read: () => T): T {
    this.#inside += 1;
    const value = read();
    this.#inside -= 1;
    return value;
  }
}

function allowedRatio(decoded: number): number {
  if (decoded <= lowCount) return 0.99;
  if (decoded >= highCount) return 0.1;
  return 0.99 - 0.89 * ((decoded - lowCount) / (highCount - lowCount));
}
