import { loadPolicy, type LoadedPolicy } from './opa-wasm.ts';

/** 64 KiB pages. The memory never shrinks, so it is thrown away when one huge Application has made it grow. */
const INITIAL_PAGES = 32;
const KEPT_BYTES = 64 * 1024 * 1024;
const MAXIMUM_PAGES = 4096;

/** Compiled Rego with a run's data in it. */
export class PolicyRuntime {
  readonly #wasm: Uint8Array;
  #data: object;
  readonly #maximumPages: number;
  #loaded: LoadedPolicy | undefined;

  constructor(wasm: Uint8Array, data: object, maximumPages: number = MAXIMUM_PAGES) {
    this.#wasm = wasm;
    this.#maximumPages = maximumPages;
    this.#data = data;
  }

  /** What the next evaluations look up. */
  replaceData(data: object): void {
    this.#data = data;
    this.#loaded?.setData(data);
  }

  /** The entrypoint's value for this input. Throws an `Error` where the policy or its memory fails. */
  evaluate(input: object): unknown {
    try {
      this.#loaded ??= this.#load();
      const value = resultOf(this.#loaded.evaluate(input));
      if (this.#loaded.mem.buffer.byteLength > KEPT_BYTES) this.#loaded = undefined;
      return value;
    } catch (error) {
      // An aborted evaluation leaves the heap as it was in the middle of it.
      this.#loaded = undefined;
      throw new Error(reasonOf(error), { cause: error });
    }
  }

  #load(): LoadedPolicy {
    const loaded = loadPolicy(this.#wasm, { initial: INITIAL_PAGES, maximum: this.#maximumPages });
    loaded.setData(this.#data);
    return loaded;
  }
}

/** OPA gives a result set, `[{ result }]`; empty where the entrypoint is undefined. */
function resultOf(answer: unknown): unknown {
  return (answer as { result: unknown }[])[0]?.result ?? [];
}

/** opa-wasm throws strings and plain objects as well as errors. */
function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : 'the policy stopped';
}
