import type { GoMap, Value } from '../template/value.ts';
import { isEmpty, isMap, isNil } from './kind.ts';
import type { NodeLimit } from './node-limit.ts';
import { setKey } from './print.ts';

interface Mode {
  readonly overwrite: boolean;
  readonly limit: NodeLimit;
  /** 0 at the top. */
  readonly depth: number;
}

/**
 * dario.cat/mergo v1 on maps, as Sprig's `merge` (`overwrite` false) and `mergeOverwrite` call it: maps in both are
 * merged in place, `merge` fills what is missing or empty (`false`, `0` and `""` included), `mergeOverwrite` takes every
 * value of the source, empty ones and nil included. What is taken is shared with the source, not copied.
 */
export function merge(target: GoMap, source: GoMap, mode: Mode): void {
  mode.limit.enter(mode.depth);
  if (target === source) return;
  const keys = Object.keys(source);
  mode.limit.keys(keys.length);
  for (const key of keys) mergeKey(target, key, source[key], mode);
}

function mergeKey(target: GoMap, key: string, value: Value, mode: Mode): void {
  const present = Object.hasOwn(target, key) ? target[key] : undefined;
  if (isNil(value)) {
    if (mode.overwrite) setKey(target, key, null);
    return;
  }
  if (isMap(value) && isMap(present)) {
    merge(present, value, { ...mode, depth: mode.depth + 1 });
    if (!isEmpty(present)) return;
  }
  if (mode.overwrite || isEmpty(present)) setKey(target, key, value);
}
