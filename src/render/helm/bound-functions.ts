import type { CallContext, FunctionTable, Value } from '../../template/value.ts';

/** Functions take their context apart (`{ spend }`), so its methods must not need `this`. */
export function boundFunctions(functions: FunctionTable): FunctionTable {
  let last: CallContext | undefined;
  let bound: CallContext | undefined;
  const bind = (context: CallContext): CallContext => {
    if (context === last && bound !== undefined) return bound;
    last = context;
    bound = {
      execute: (name, dot, dotArgument) => context.execute(name, dot, dotArgument),
      executeText: (text, dot, dotArgument) => context.executeText(text, dot, dotArgument),
      spend: (steps) => context.spend(steps),
      host: context.host,
    };
    return bound;
  };
  return new Map(
    [...functions].map(([name, each]) => [
      name,
      { ...each, call: (args: Value[], context: CallContext): Value => each.call(args, bind(context)) },
    ]),
  );
}
