/** Sprig's JSON functions; Helm replaces some of them by its own. */
import { engineFault } from '../template/index.ts';
import type { FunctionTable, GoFunction, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { define, table } from './function.ts';
import { encodeJson } from './json-encode.ts';
import type { JsonOptions } from './json-encode.ts';
import { decodeJson } from './json-decode.ts';
import { NodeLimit, ValueLimitError } from './node-limit.ts';

/** A value that cannot be written gives an empty text; one that is too large still fails. */
export function quietly(name: string, encode: (value: Value, limit: NodeLimit) => string): GoFunction {
  return define(name, 'any', ([value], context) => {
    try {
      return encode(value, new NodeLimit(context));
    } catch (error) {
      if (error instanceof ValueLimitError) throw error;
      const fault = engineFault(error);
      if (fault !== undefined) throw fault;
      return '';
    }
  });
}

function quiet(name: string, options: JsonOptions): GoFunction {
  return quietly(name, (value, limit) => encodeJson(value, { ...options, limit }));
}

function strict(name: string, options: JsonOptions): GoFunction {
  return define(name, 'any', ([value], context) =>
    encodeJson(value, { ...options, limit: new NodeLimit(context) }),
  );
}

const PRETTY: JsonOptions = { escapeHtml: true, indent: '  ' };
const RAW: JsonOptions = { escapeHtml: false };

/** A character of a text that is parsed takes longer than one that is looked at; and an error costs its stack. */
export const READING = { steps: 48, charactersPerStep: 1 };

export const jsonFunctions: FunctionTable = table(
  quiet('toJson', { escapeHtml: true }),
  strict('mustToJson', { escapeHtml: true }),
  quiet('toPrettyJson', PRETTY),
  strict('mustToPrettyJson', PRETTY),
  strict('toRawJson', RAW),
  strict('mustToRawJson', RAW),
  define(
    'fromJson',
    'string',
    ([value]) => {
      try {
        return decodeJson(text(value));
      } catch (error) {
        const fault = engineFault(error);
        if (fault !== undefined) throw fault;
        return null;
      }
    },
    READING,
  ),
  define('mustFromJson', 'string', ([value]) => decodeJson(text(value)), READING),
);
