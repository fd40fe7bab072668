/** A chart with 30 subcharts is a large one. */
const MAX_CHARTS = 1000;
/** An archive may hold itself. */
const MAX_DEPTH = 30;
/** Of all packaged charts in a chart, unpacked; Helm bounds each by 100 MiB. */
const MAX_UNPACKED = 256 * 1024 * 1024;

/** What loading one chart, with all charts in it, may cost. Methods answer why it is too much. */
export class LoadBudget {
  #charts = 0;
  #depth = 0;
  #unpacked = 0;

  /** Whether a chart is being loaded that is inside another one. */
  get isInside(): boolean {
    return this.#depth > 0;
  }

  /** Loads a chart that is inside another one. */
  within<T>(load: () => T, refuse: (reason: string) => Error): T {
    this.#charts++;
    if (this.#charts > MAX_CHARTS) throw refuse(`holds more than ${MAX_CHARTS} charts`);
    if (this.#depth >= MAX_DEPTH) throw refuse(`holds charts nested more than ${MAX_DEPTH} deep`);
    this.#depth++;
    try {
      return load();
    } finally {
      this.#depth--;
    }
  }

  /** Counts the files of a packaged chart. */
  unpacked(files: Iterable<Uint8Array>): string | undefined {
    for (const { length } of files) this.#unpacked += length;
    if (this.#unpacked <= MAX_UNPACKED) return undefined;
    return `the packaged charts in this chart hold more than ${MAX_UNPACKED} bytes`;
  }
}
