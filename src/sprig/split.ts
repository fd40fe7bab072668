/** Splitting text. */
import type { FunctionTable, GoMap } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { define, table } from './function.ts';
import { strings, typed } from './kind.ts';

/** `strings.SplitN`: at most `count` parts where it is positive, none at 0; an empty separator parts the characters. */
function splitText(separator: string, value: string, count = -1): string[] {
  if (count === 0) return [];
  const parts = separator === '' ? [...value] : value.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

/**
 * `map[string]string` of `_0`, `_1` …: unlike in other maps a key that is not there reads as an empty text (Helm renders
 * with `missingkey=zero`), hence the proxy.
 */
function numbered(parts: readonly string[]): GoMap {
  const map: GoMap = {};
  parts.forEach((part, index) => (map[`_${index}`] = part));
  return typed(new Proxy(map, ABSENT_IS_EMPTY), 'map[string]string');
}

const ABSENT_IS_EMPTY: ProxyHandler<GoMap> = {
  get: (target, key) =>
    typeof key === 'string' && !Object.hasOwn(target, key) ? '' : Reflect.get(target, key),
  getOwnPropertyDescriptor: (target, key) =>
    Reflect.getOwnPropertyDescriptor(target, key) ?? {
      value: '',
      writable: true,
      enumerable: true,
      configurable: true,
    },
};

export const splitFunctions: FunctionTable = table(
  define('split', 'string string', ([separator, value]) => numbered(splitText(text(separator), text(value)))),
  define('splitn', 'string int string', ([separator, count, value]) =>
    numbered(splitText(text(separator), text(value), integer(count))),
  ),
  define('splitList', 'string string', ([separator, value]) =>
    strings(splitText(text(separator), text(value))),
  ),
);
