/** Splitting text. */
import type { CallContext, FunctionTable, GoMap } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { define, table } from './function.ts';
import { strings, typed } from './kind.ts';

/** A part under a key of its own. */
const STEPS_PER_KEY = 8;

/** Characters that are looked at for a step. */
const CHARACTERS_PER_STEP = 16;

const STEPS_PER_PART = 4;

/** `strings.SplitN`: at most `count` parts where it is positive, none at 0; an empty separator parts the characters. */
function splitText(context: CallContext, separator: string, value: string, count = -1): string[] {
  if (count === 0) return [];
  context.spend(separator === '' ? value.length : Math.floor(value.length / CHARACTERS_PER_STEP));
  const parts = separator === '' ? [...value] : value.split(separator);
  context.spend(parts.length * STEPS_PER_PART);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

/**
 * `map[string]string` of `_0`, `_1` …: unlike in other maps a key that is not there reads as an empty text (Helm renders
 * with `missingkey=zero`), hence the proxy.
 */
function numbered(parts: readonly string[], context: CallContext): GoMap {
  context.spend(parts.length * STEPS_PER_KEY);
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
  define('split', 'string string', ([separator, value], context) =>
    numbered(splitText(context, text(separator), text(value)), context),
  ),
  define('splitn', 'string int string', ([separator, count, value], context) =>
    numbered(splitText(context, text(separator), text(value), integer(count)), context),
  ),
  define('splitList', 'string string', ([separator, value], context) =>
    strings(splitText(context, text(separator), text(value))),
  ),
);
