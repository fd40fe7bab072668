import { markedType } from './go-types.ts';
import { GoInt, NamedInt, type GoMap, type GoObject, type Value } from './value.ts';

export function isGoObject(value: Value): value is GoObject {
  return typeof value === 'object' && value !== null && typeof (value as GoObject).print === 'function';
}

/** A GoObject that is a map or slice with methods, as Helm's `.Files` is: it may say what it holds. */
interface GoContainer extends GoObject {
  elements(): GoMap | Value[];
}

/** What `len`, `index` and `range` see: what a map or slice with methods holds, any other value as it is. */
export function withoutMethods(value: Value): Value {
  return isGoObject(value) && isContainer(value) ? value.elements() : value;
}

export function isContainer(object: GoObject): object is GoContainer {
  return typeof (object as Partial<GoContainer>).elements === 'function';
}

/** Whether what a value holds is an interface{} to Go: not so the fields of a struct, and the elements of a list of texts. */
export function holdsAnything(holder: Value): boolean {
  if (typeof holder !== 'object' || holder === null || holder instanceof GoInt) return false;
  if (isGoObject(holder)) return isContainer(holder) && holdsAnything(holder.elements());
  const type = markedType(holder);
  return type === undefined || !/^(?:\[\]|map\[string\])(?!interface )/.test(type);
}

export function isMap(value: Value): value is GoMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof GoInt) &&
    typeof (value as GoObject).print !== 'function'
  );
}

/** The concrete Go type's name, as `%T` prints it; `<nil>` has none. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    case 'object':
      return value === null ? 'interface {}' : objectType(value);
    default:
      return '<nil>';
  }
}

function objectType(value: GoInt | GoObject | Value[] | GoMap): string {
  if (Array.isArray(value)) return markedType(value) ?? '[]interface {}';
  if (value instanceof GoInt) return value instanceof NamedInt ? value.goType : value.kind;
  return isGoObject(value) ? value.goType : (markedType(value) ?? 'map[string]interface {}');
}

/** Go's truth: not the zero value of its type; a struct is always true. */
export function isTrue(value: Value): boolean {
  switch (typeof value) {
    case 'string':
      return value.length > 0;
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'object':
      return value !== null && objectTruth(value);
    default:
      return false;
  }
}

function objectTruth(value: GoInt | GoObject | Value[] | GoMap): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof GoInt) return value.value !== 0n;
  if (isGoObject(value)) return !isContainer(value) || isTrue(value.elements());
  return hasKeys(value);
}

/** A key of each map that was found to have one: to look at a large map takes as long as listing all of its keys. */
const seenKeys = new WeakMap<GoMap, string>();

export function hasKeys(map: GoMap): boolean {
  const seen = seenKeys.get(map);
  if (seen !== undefined && Object.hasOwn(map, seen)) return true;
  for (const key in map) {
    if (!Object.hasOwn(map, key)) continue;
    seenKeys.set(map, key);
    return true;
  }
  return false;
}

const SMALL: readonly GoInt[] = Array.from({ length: 256 }, (_, i) => new GoInt(i));

/** An `int`; small ones are shared. */
export function goInt(value: number): GoInt {
  return SMALL[value] ?? new GoInt(value);
}

export function isUnsigned(int: GoInt): boolean {
  return int.kind.startsWith('u');
}
