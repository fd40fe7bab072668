import { markedType, nilList, nilMap } from './go-types.ts';
import { isGoObject, isMap, typeName, withoutMethods } from './kinds.ts';
import type { Frame } from './frame.ts';
import { fail } from './exec-error.ts';
import type { CallContext, GoFunction, GoMap, ParamType, Value } from './value.ts';
import { GoInt } from './value.ts';

/** `value` is Go's reflect.Value: it takes anything and tells no value (`undefined`) from nil (`null`). */
export type Parameter = ParamType | 'value';

/** A function as the engine calls it: a GoFunction, or a builtin. */
export interface Callable {
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly variadic?: boolean;
  readonly call: (args: Value[], context: CallContext) => Value;
  readonly path?: GoFunction['path'];
  readonly steps?: number;
  readonly charactersPerStep?: number;
  /** Builtin `call` names its first argument as it is written, or as the value that is handed on prints. */
  readonly named?: (callee: string | undefined) => Callable['call'];
  /** Builtin `slice` takes no index that is held as interface{}: one from this argument on that is an element fails. */
  readonly concreteFrom?: number;
  /** Builtin `and` and `or` stop at the first argument that decides. */
  readonly shortCircuit?: 'and' | 'or';
}

const TYPE_NAMES: ReadonlyMap<Parameter, string> = new Map<Parameter, string>([
  ['any', 'interface {}'],
  ['value', 'reflect.Value'],
  ['string', 'string'],
  ['bool', 'bool'],
  ['int', 'int'],
  ['int64', 'int64'],
  ['float64', 'float64'],
  ['map', 'map[string]interface {}'],
  ['list', '[]interface {}'],
  ['bytes', '[]uint8'],
]);

export function parameterType(type: Parameter): string {
  return TYPE_NAMES.get(type) ?? type;
}

/** The type of the argument at `index`. */
export function parameterAt(fn: Callable, index: number): Parameter {
  const last = fn.params.length - 1;
  return fn.params[fn.variadic === true && index > last ? last : index]!;
}

function isAssignable(value: Value, type: Parameter): boolean {
  switch (type) {
    case 'string':
    case 'bytes':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'float64':
      return typeof value === 'number';
    case 'int':
    case 'int64':
    case 'uint32':
      return value instanceof GoInt && typeName(value) === type;
    case 'map':
      return isMap(value) && !isMapOfOthers(value);
    case 'list':
      return Array.isArray(value);
    case 'any':
    case 'value':
      return true;
    default:
      return isGoObject(value) && value.goType === type;
  }
}

/** Of texts or bytes: which no function takes for a map of anything. */
function isMapOfOthers(map: GoMap): boolean {
  return /^map\[string\](?!interface )/.test(markedType(map) ?? '');
}

/** Go's validateType: the argument, or an error at the frame's node. */
export function validate(frame: Frame, value: Value, type: Parameter): Value {
  if (type === 'value') return value;
  if (value === undefined) return zeroOf(frame, type);
  if (isAssignable(value, type)) return value;
  // Go assigns a named map or slice to the plain one.
  const inner = withoutMethods(value);
  if (inner !== value && isAssignable(inner, type)) return inner;
  return fail(frame, `wrong type for value; expected ${parameterType(type)}; got ${typeName(value)}`);
}

/** What a parameter gets for no value: nil where its type has one. */
function zeroOf(frame: Frame, type: Parameter): Value {
  const nil = nilOf(type);
  return nil === undefined ? fail(frame, `invalid value; expected ${parameterType(type)}`) : nil;
}

/** Go's nil of a type: a nil map or slice reads as an empty one; undefined where the type has none. */
export function nilOf(type: Parameter): Value {
  if (type === 'any') return null;
  if (type === 'map') return nilMap();
  if (type === 'list') return nilList();
  return type === 'bytes' ? '' : undefined;
}
