/** Sprig's JSON functions; Helm replaces some of them by its own. */
import type { FunctionTable, GoFunction } from '../template/value.ts';
import { text } from './argument.ts';
import { define, table } from './function.ts';
import { encodeJson } from './json-encode.ts';
import type { JsonOptions } from './json-encode.ts';
import { decodeJson } from './json-decode.ts';

/** A value that JSON cannot hold gives an empty text. */
function quiet(name: string, options: JsonOptions): GoFunction {
  return define(name, 'any', ([value]) => {
    try {
      return encodeJson(value, options);
    } catch {
      return '';
    }
  });
}

function strict(name: string, options: JsonOptions): GoFunction {
  return define(name, 'any', ([value]) => encodeJson(value, options));
}

const PRETTY: JsonOptions = { escapeHtml: true, indent: '  ' };
const RAW: JsonOptions = { escapeHtml: false };

export const jsonFunctions: FunctionTable = table(
  quiet('toJson', { escapeHtml: true }),
  strict('mustToJson', { escapeHtml: true }),
  quiet('toPrettyJson', PRETTY),
  strict('mustToPrettyJson', PRETTY),
  strict('toRawJson', RAW),
  strict('mustToRawJson', RAW),
  define('fromJson', 'string', ([value]) => {
    try {
      return decodeJson(text(value));
    } catch {
      return null;
    }
  }),
  define('mustFromJson', 'string', ([value]) => decodeJson(text(value))),
);
