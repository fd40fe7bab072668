import { compareStrings } from '../go-strings.ts';
import { isGoObject, isUnsigned, typeName, withoutMethods } from '../kinds.ts';
import { noFlags, printArgument } from '../printer.ts';
import { GoInt, type Value } from '../value.ts';

type Kind = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'invalid';

function basicKind(value: Value): Kind {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
    default:
      if (value instanceof GoInt) return isUnsigned(value) ? 'uint' : 'int';
      return 'invalid';
  }
}

function isNil(value: Value): boolean {
  return value === null || value === undefined;
}

function isInteger(kind: Kind): boolean {
  return kind === 'int' || kind === 'uint';
}

function incompatible(a: Value, b: Value): Error {
  return new Error(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}

/** `eq a b c`: a == b || a == c. */
export function eq(first: Value, rest: readonly Value[]): boolean {
  if (rest.length === 0) throw new Error('missing argument for comparison');
  return rest.some((other) => equal(first, other));
}

function equal(a: Value, b: Value): boolean {
  const left = basicKind(a);
  const right = basicKind(b);
  // Integers compare whatever their signs.
  if (isInteger(left) && isInteger(right)) return (a as GoInt).value === (b as GoInt).value;
  if (left !== right) {
    if (isNil(a) || isNil(b)) return false;
    throw incompatible(a, b);
  }
  return left === 'invalid' ? equalObjects(a, b) : a === b;
}

function goKind(value: Value): string {
  const inner = withoutMethods(value);
  return Array.isArray(inner) ? 'slice' : isGoObject(inner) ? 'struct' : 'map';
}

function shown(value: Value): string {
  return printArgument(value, 's', noFlags());
}

function equalObjects(a: Value, b: Value): boolean {
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (goKind(a) !== goKind(b)) {
    const plain = printArgument(b, 'v', noFlags());
    throw new Error(`non-comparable types ${shown(a)}: ${typeName(a)}, ${typeName(b)}: ${plain}`);
  }
  if (isGoObject(b) && b.equals !== undefined) return isGoObject(a) && a.goType === b.goType && b.equals(a);
  // Pointers are compared; any other struct of ours may hold a map, which Go does not compare.
  if (!isGoObject(b) || !b.goType.startsWith('*'))
    throw new Error(`non-comparable type ${shown(b)}: ${typeName(b)}`);
  return a === b;
}

export function ne(a: Value, b: Value): boolean {
  return !equal(a, b);
}

export function lt(a: Value, b: Value): boolean {
  const left = basicKind(a);
  const right = basicKind(b);
  if (left === 'invalid' || right === 'invalid') throw new Error('invalid type for comparison');
  if (isInteger(left) && isInteger(right)) return (a as GoInt).value < (b as GoInt).value;
  if (left !== right) throw incompatible(a, b);
  if (left === 'bool') throw new Error('invalid type for comparison');
  return left === 'string' ? compareStrings(a as string, b as string) < 0 : (a as number) < (b as number);
}

export function le(a: Value, b: Value): boolean {
  return lt(a, b) || equal(a, b);
}

export function gt(a: Value, b: Value): boolean {
  return !le(a, b);
}

export function ge(a: Value, b: Value): boolean {
  return !lt(a, b);
}
