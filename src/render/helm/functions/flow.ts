/** `include`, `tpl`, `required`, `fail`, `lookup`: what Helm binds to a render. */
import { define, table } from '../../../sprig/index.ts';
import type { FunctionTable, Value } from '../../../template/value.ts';

/** Helm prints a nil value as `<no value>` and then takes the words out again; so does the engine for a whole template. */
function withoutNoValue(text: string): string {
  return text.replaceAll('<no value>', '');
}

/** What a chart's author says by `fail` and `required`. */
export class ChartFailure extends Error {}

/** `required` refuses nil and the empty text only: `false`, 0 and empty maps pass. */
function required(message: Value, value: Value): Value {
  if (value === null || value === undefined || value === '') throw new ChartFailure(message as string);
  return value;
}

export const flowFunctions: FunctionTable = table(
  define('include', 'string any', ([name, dot], context) => context.execute(name as string, dot, 1)),
  define('tpl', 'string any', ([text, dot], context) =>
    withoutNoValue(context.executeText(text as string, dot, 1)),
  ),
  define('required', 'string any', ([message, value]) => required(message, value), {
    path: () => ({ argument: 1, keys: [] }),
  }),
  define('fail', 'string', ([message]) => {
    throw new ChartFailure(message as string);
  }),
  // Without a cluster Helm's lookup finds nothing, as in `helm template` and in Argo CD.
  define('lookup', 'string string string string', () => ({})),
  define('getHostByName', 'string', () => ''),
);
