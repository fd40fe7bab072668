/** What a value is. */
import type { FunctionTable } from '../template/value.ts';
import { text } from './argument.ts';
import { define, table } from './function.ts';
import { deepEqual, kindName, typeName } from './kind.ts';

export const reflectionFunctions: FunctionTable = table(
  define('typeOf', 'any', ([value]) => typeName(value)),
  define('typeIs', 'string any', ([type, value]) => text(type) === typeName(value)),
  define('typeIsLike', 'string any', ([type, value]) => {
    const name = typeName(value);
    return text(type) === name || `*${text(type)}` === name;
  }),
  define('kindOf', 'any', ([value]) => kindName(value)),
  define('kindIs', 'string any', ([kind, value]) => text(kind) === kindName(value)),
  define('deepEqual', 'any any', ([a, b], context) => deepEqual(a, b, context)),
);
