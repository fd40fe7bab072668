/** `include`, `tpl`, `required`, `fail`, `lookup`: what Helm binds to a render. */
import { define, table } from '../../../sprig/index.ts';
import { quote, TemplateError } from '../../../template/index.ts';
import type { CallContext, FunctionTable, Value } from '../../../template/value.ts';

/** Helm prints a nil value as `<no value>` and then takes the words out again; so does the engine for a whole template. */
function withoutNoValue(text: string): string {
  return text.replaceAll('<no value>', '');
}

/** An action that is parsed, if for the first time, takes as long as that many that are executed. */
const STEPS_PER_ACTION = 200;

function countActions(text: string): number {
  let count = 0;
  for (let at = text.indexOf('{{'); at !== -1; at = text.indexOf('{{', at + 2)) count++;
  return count;
}

/** Helm's `tpl`; an error quotes the whole text. */
function tpl(text: string, dot: Value, context: CallContext): string {
  context.spend(countActions(text) * STEPS_PER_ACTION);
  try {
    return withoutNoValue(context.executeText(text, dot, 1));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const did = error.kind === 'parse' ? 'cannot parse template' : 'error during tpl function execution for';
    throw new Error(`${did} ${quote(text)}: ${error.message}`, { cause: error });
  }
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
  define('tpl', 'string any', ([text, dot], context) => tpl(text as string, dot, context)),
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
