/** Calls a function as the engine would, without one. */
import { sprigFunctions } from '../../src/sprig/index.ts';
import type { SprigHost } from '../../src/sprig/index.ts';
import { BudgetError } from '../../src/template/index.ts';
import type { CallContext, Value } from '../../src/template/value.ts';

export interface Calls {
  readonly call: (name: string, ...args: Value[]) => Value;
  /** Steps spent so far. */
  readonly spent: () => number;
}

export { BudgetError as OutOfSteps };

export function calls(host: SprigHost = {}, limit: number = 1_000_000): Calls {
  let steps = 0;
  const context: CallContext = {
    execute: () => '',
    executeText: () => '',
    spend(more) {
      steps += more;
      if (steps > limit) throw new BudgetError('steps', 'out of steps');
    },
    change() {},
    vary() {},
    host,
  };
  return {
    call: (name, ...args) => sprigFunctions.get(name)!.call(args, context),
    spent: () => steps,
  };
}
