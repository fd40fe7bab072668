import type { GoMap, Value } from '../template/value.ts';
import { isEmpty, isMap, isNil } from './kind.ts';
import { setKey } from './print.ts';

const MAX_DEPTH = 1000;

/**
 * dario.cat/mergo v1 on maps, as Sprig's `merge` (`overwrite` false) and `mergeOverwrite` call it: maps in both are
 * merged in place, `merge` fills what is missing or empty (`false`, `0` and `""` included), `mergeOverwrite` takes every
 * value of the source, empty ones and nil included. What is taken is shared with the source, not copied.
 */
export function merge(target: GoMap, source: GoMap, overwrite: boolean, depth = 0): void {
  if (depth > MAX_DEPTH) throw new Error('maps are nested too deeply to be merged');
  if (target === source) return;
  for (const key of Object.keys(source)) mergeKey(target, key, source[key], { overwrite, depth });
}

interface Mode {
  readonly overwrite: boolean;
  readonly depth: number;
}

function mergeKey(target: GoMap, key: string, value: Value, { overwrite, depth }: Mode): void {
  const present = Object.hasOwn(target, key) ? target[key] : undefined;
  if (isNil(value)) {
    if (overwrite) setKey(target, key, null);
    return;
  }
  if (isMap(value) && isMap(present)) {
    merge(present, value, overwrite, depth + 1);
    if (!isEmpty(present)) return;
  }
  if (overwrite || isEmpty(present)) setKey(target, key, value);
}
