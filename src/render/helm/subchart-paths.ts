import { PathTable } from '../../template/index.ts';
import type { TraceLog } from '../../template/index.ts';
import type { FieldPath } from '../../types.ts';

/**
 * A subchart's `.Values.port` is the root's `.Values.db.port`: a log that says so leads to the layers as any other does.
 * Globals are the root's own, whoever reads them.
 */
export class SubchartPaths {
  readonly #at: FieldPath;
  readonly #known = new Map<number, number>();
  #paths: PathTable | undefined;

  constructor(at: FieldPath) {
    this.#at = at;
  }

  fromRoot(log: TraceLog): TraceLog {
    if (this.#at.length === 0) return log;
    if (this.#paths !== log.paths) {
      this.#known.clear();
      this.#paths = log.paths;
    }
    return log.with((records) => ({
      ...records,
      reads: records.reads.map((id) => this.#moved(id, log.paths)),
    }));
  }

  #moved(id: number, paths: PathTable): number {
    let moved = this.#known.get(id);
    if (moved === undefined) this.#known.set(id, (moved = this.#move(id, paths)));
    return moved;
  }

  #move(id: number, paths: PathTable): number {
    const [top, first, ...rest] = paths.keys(id);
    if (top !== 'Values' || first === 'global') return id;
    const keys = first === undefined ? [top, ...this.#at] : [top, ...this.#at, first, ...rest];
    return keys.reduce<number>((parent, key) => paths.child(parent, key), PathTable.ROOT);
  }
}
