/** Why a schema can not be applied: no failure of the values, and so without a place in them. */
export class SchemaError extends Error {
  /** JSON pointer of the part that is wrong. */
  readonly schema: string;

  constructor(message: string, schema = '') {
    super(message);
    this.schema = schema;
  }
}

/** Applying one takes as long as that many actions of a template. */
const STEPS_PER_SCHEMA = 25;

/** Schemas nested within each other on the way to one value. */
const MAX_DEPTH = 600;

/**
 * What holding values against a schema may cost: alternatives of alternatives grow without end (CVE-2025-32387 and
 * others like it). @throws SchemaError
 */
export class Steps {
  readonly #limit: number;
  #left: number;
  #depth = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#left = limit;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0)
      throw new SchemaError(`it takes more than ${this.#limit} steps (limits.steps in plimsoll.yaml)`);
  }

  /** Runs what lies one schema deeper. */
  within<T>(run: () => T): T {
    this.spend(STEPS_PER_SCHEMA);
    this.#depth++;
    if (this.#depth > MAX_DEPTH) throw new SchemaError(`it leads through more than ${MAX_DEPTH} schemas`);
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}
