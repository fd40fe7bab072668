import type { Value } from '../template/value.ts';
import { isMap } from './kind.ts';
import { ValueLimitError } from './node-limit.ts';

/** Writes a value; where that is too deep because the value holds itself, the error is that of `encoding/json`. */
export function withoutCycles(value: Value, write: () => string): string {
  try {
    return write();
  } catch (error) {
    const held = error instanceof ValueLimitError ? heldByItself(value) : undefined;
    if (held === undefined) throw error;
    const type = Array.isArray(held) ? '[]interface {}' : 'map[string]interface {}';
    throw new Error(`json: unsupported value: encountered a cycle via ${type}`, { cause: error });
  }
}

/** The first map or list that is found inside itself. Each is looked into once. */
function heldByItself(value: Value): Value {
  const around = new Set<Value>();
  const known = new Set<Value>();
  const search = (at: Value): Value => {
    if (around.has(at)) return at;
    if (known.has(at) || !(Array.isArray(at) || isMap(at))) return undefined;
    known.add(at);
    around.add(at);
    for (const item of Object.values(at)) {
      const held = search(item);
      if (held !== undefined) return held;
    }
    around.delete(at);
    return undefined;
  };
  return search(value);
}
