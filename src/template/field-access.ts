import { execError, fail } from './exec-error.ts';
import type { Frame } from './frame.ts';
import { holdsAnything, isGoObject, isMap, typeName, withoutMethods } from './kinds.ts';
import { METHOD_NAMES, methodOf, zeroElement } from './go-types.ts';
import { quote } from './quote.ts';
import { GoInt, NamedInt, type GoFunction, type GoObject, type Value } from './value.ts';

/** Names of methods, and those that mean something on JavaScript's own objects: read with care. */
const RISKY: ReadonlySet<string> = new Set([
  ...METHOD_NAMES,
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(GoInt.prototype),
  'value',
  'kind',
  'goType',
  'fields',
  'methods',
  'print',
]);

export interface FieldName {
  readonly name: string;
  readonly risky: boolean;
}

export function fieldName(name: string): FieldName {
  return { name, risky: RISKY.has(name) };
}

export type MissingKey = 'default' | 'zero' | 'error';

/** Calls a method that was found by a field's name; undefined where the field takes no arguments. */
export type MethodCall = (frame: Frame, method: GoFunction) => Value;

/**
 * Go's evalField for one name. `holder` is what the receiver was taken from: an element of a map or slice is held as
 * interface{}, which is then the type that errors name; undefined for a value that is not. `hasArguments` is for the last field of a chain that stands before arguments.
 */
export function evalField(
  frame: Frame,
  receiver: Value,
  field: FieldName,
  holder: Value,
  missingKey: MissingKey,
  call: MethodCall,
  hasArguments: boolean,
): Value {
  if (typeof receiver === 'object' && receiver !== null && !field.risky && !hasArguments) {
    const value = (receiver as Record<string, Value>)[field.name];
    if (value !== undefined && typeof (receiver as GoObject).print !== 'function') return value;
  }
  if (isMap(receiver)) {
    const method = field.risky ? methodOf(receiver, field.name) : undefined;
    if (method !== undefined) return call(frame, method);
    return mapElement(frame, receiver, field.name, missingKey, hasArguments);
  }
  if (receiver === undefined) {
    if (missingKey === 'error') fail(frame, `nil data; no entry for key ${quote(field.name)}`);
    return undefined;
  }
  if (receiver === null) return fail(frame, `nil pointer evaluating interface {}.${field.name}`);
  if (receiver instanceof NamedInt) {
    const method = receiver.methods.get(field.name);
    if (method !== undefined) return call(frame, method);
  }
  if (isGoObject(receiver))
    return member(frame, receiver, field.name, holder, missingKey, call, hasArguments);
  throw cannotEvaluate(frame, receiver, field.name, holder);
}

function cannotEvaluate(frame: Frame, receiver: Value, name: string, holder: Value): Error {
  const type = holder !== undefined && holdsAnything(holder) ? 'interface {}' : typeName(receiver);
  return execError(frame, `can't evaluate field ${name} in type ${type}`);
}

function mapElement(
  frame: Frame,
  map: object,
  name: string,
  missingKey: MissingKey,
  hasArguments: boolean,
): Value {
  if (hasArguments) fail(frame, `${name} is not a method but has arguments`);
  if (Object.hasOwn(map, name)) return (map as Record<string, Value>)[name] ?? null;
  if (missingKey === 'error') fail(frame, `map has no entry for key ${quote(name)}`);
  return missingKey === 'zero' ? zeroElement(map) : undefined;
}

function member(
  frame: Frame,
  object: GoObject,
  name: string,
  holder: Value,
  missingKey: MissingKey,
  call: MethodCall,
  hasArguments: boolean,
): Value {
  const method = object.methods.get(name);
  if (method !== undefined) return call(frame, method);
  const elements = withoutMethods(object);
  if (isMap(elements)) return mapElement(frame, elements, name, missingKey, hasArguments);
  if (!object.fields.has(name)) throw cannotEvaluate(frame, object, name, holder);
  if (hasArguments) fail(frame, `${name} has arguments but cannot be invoked as function`);
  return object.fields.get(name) ?? null;
}
