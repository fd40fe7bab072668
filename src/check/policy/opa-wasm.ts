/** @open-policy-agent/opa-wasm has a synchronous loader that its types leave out. */
import * as opa from '@open-policy-agent/opa-wasm';

export interface LoadedPolicy {
  readonly mem: { readonly buffer: ArrayBuffer };
  evaluate(input: object): unknown;
  setData(data: object): void;
}

interface Sdk {
  loadPolicySync(
    wasm: Uint8Array,
    memory: { readonly initial: number; readonly maximum: number },
  ): LoadedPolicy;
}

/** Compiles and instantiates; sizes are pages of 64 KiB. */
export const loadPolicy: Sdk['loadPolicySync'] = (opa as unknown as { readonly default: Sdk }).default
  .loadPolicySync;
