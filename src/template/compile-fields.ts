import { compileMethod, type Final, type MethodCommand } from './compile-call.ts';
import type { Scope } from './compile-scope.ts';
import { fail } from './exec-error.ts';
import { evalField, fieldName, type FieldName, type MethodCall, type MissingKey } from './field-access.ts';
import type { Command, Frame } from './frame.ts';
import type { ChainNode, FieldNode, Operand, VariableNode } from './node.ts';
import { nodeString } from './node.ts';
import { originPath } from './origins.ts';
import type { PathTable } from './trace-log.ts';
import type { GoFunction, Value } from './value.ts';
import { ROOT_SLOT } from './compile-scope.ts';

/** The fields of a chain, and the last path that they led to: most chains start at the same path every time. */
interface Fields {
  readonly names: readonly FieldName[];
  readonly keys: readonly string[];
  cachedTable: PathTable | undefined;
  cachedBase: number;
  cachedPath: number;
}

/** The method of Helm's values that answers the values themselves: no part of a path. */
const ITSELF = 'AsMap';

function makeFields(names: readonly string[]): Fields {
  const keys = names.filter((name) => name !== ITSELF);
  return { names: names.map(fieldName), keys, cachedTable: undefined, cachedBase: 0, cachedPath: 0 };
}

function chainPath(frame: Frame, fields: Fields, base: number): number {
  const { paths } = frame.run;
  if (fields.cachedBase === base && fields.cachedTable === paths) return fields.cachedPath;
  let path = base;
  for (const key of fields.keys) path = paths.child(path, key);
  fields.cachedTable = paths;
  fields.cachedBase = base;
  fields.cachedPath = path;
  return path;
}

/** Logs the read of a whole chain and leaves its path in the register. */
function traceChain(
  frame: Frame,
  fields: Fields,
  receiver: Value,
  base: number,
  first: number,
  last: number,
): void {
  const { run } = frame;
  const path = base === 0 ? originPath(run, receiver, fields.keys) : chainPath(frame, fields, base);
  run.read(path, first, last, receiver);
  run.path = path;
}

/** A method's result has a path only where it took no arguments: then it is as good as a field. */
type LastField = (frame: Frame, receiver: Value, holder: Value, final: Value, finalPath: number) => Value;

/** The holder of a range's element, for `evalField`. */
const ELEMENT: Value = [];

function noArguments(node: Operand, scope: Scope, name: string): MethodCall {
  // Few fields are methods; without arguments no variable of the scope matters.
  let call: MethodCommand | undefined;
  return (frame, method) =>
    (call ??= compileMethod(name, node, [], 'none', scope))(frame, method, undefined, 0);
}

function compileLast(
  node: Operand,
  scope: Scope,
  field: FieldName,
  args: readonly Operand[],
  final: Final,
): LastField {
  const { missingKey } = scope.site;
  const hasArguments = args.length > 0 || final === 'some';
  const method = compileMethod(field.name, node, args, final, scope.snapshot());
  return (frame, receiver, holder, value, path) =>
    evalField(
      frame,
      receiver,
      field,
      holder,
      missingKey,
      (inner: Frame, found: GoFunction) => method(inner, found, value, path),
      hasArguments,
    );
}

/** All fields of a chain; `walk(frame, receiver, …)` answers the value of the last. */
function compileWalk(
  node: Operand,
  scope: Scope,
  fields: Fields,
  args: readonly Operand[],
  final: Final,
): LastField {
  const { names } = fields;
  const { missingKey } = scope.site;
  const plain = noArguments(node, scope, names.at(-1)!.name);
  if (args.length === 0 && final === 'none') return plainWalk(names, missingKey, plain);
  const last = compileLast(node, scope, names.at(-1)!, args, final);
  return (frame, receiver, holder, final, path) => {
    let at = receiver;
    let from = holder;
    for (let i = 0; i < names.length - 1; i++) {
      const value = evalField(frame, at, names[i]!, from, missingKey, plain, false);
      from = at;
      at = value;
    }
    return last(frame, at, from, final, path);
  };
}

function plainWalk(names: readonly FieldName[], missingKey: MissingKey, call: MethodCall): LastField {
  return (frame, receiver, holder) => {
    let at = receiver;
    let from = holder;
    for (let i = 0; i < names.length; i++) {
      const value = evalField(frame, at, names[i]!, from, missingKey, call, false);
      from = at;
      at = value;
    }
    return at;
  };
}

/** `.A.B`, before arguments perhaps. */
export function compileField(node: FieldNode, scope: Scope, args: readonly Operand[], final: Final): Command {
  const fields = makeFields(node.ident);
  const walk = compileWalk(node, scope, fields, args, final);
  return (frame, value, path) => {
    frame.node = node;
    const { dot, run } = frame;
    if (run.tracing) traceChain(frame, fields, dot, frame.dotPath, frame.dotFirst, frame.dotLast);
    return walk(frame, dot, frame.dotIsElement ? ELEMENT : undefined, value, path);
  };
}

/** `$x` and `$x.A.B`. */
export function compileVariable(
  node: VariableNode,
  scope: Scope,
  args: readonly Operand[],
  final: Final,
): Command {
  const [name, ...keys] = node.ident as [string, ...string[]];
  const variable = scope.find(name);
  if (variable === undefined) {
    return (frame) => {
      frame.node = node;
      return fail(frame, `undefined variable: ${name}`);
    };
  }
  const { slot } = variable;
  const fields = makeFields(keys);
  if (keys.length === 0 && (args.length > 0 || final === 'some')) return notAFunction(node, node);
  const walk = keys.length === 0 ? undefined : compileWalk(node, scope, fields, args, final);
  return (frame, value, path) => {
    frame.node = node;
    const held = slot === ROOT_SLOT ? frame.root : frame.variables?.[slot];
    if (held === undefined) return fail(frame, `undefined variable: ${name}`);
    if (frame.run.tracing) {
      // What chose the value decides as much as the value.
      if (held.path !== 0 && held.last > held.first) frame.run.readAgain(held.first, held.last);
      traceChain(frame, fields, held.value, held.path, held.first, held.last);
    }
    return walk === undefined
      ? held.value
      : walk(frame, held.value, held.isElement ? ELEMENT : undefined, value, path);
  };
}

/** `(pipeline).A.B` and `function.A.B`. */
export function compileChain(node: ChainNode, scope: Scope, args: readonly Operand[], final: Final): Command {
  const fields = makeFields(node.fields);
  const inner = scope.site.argument(node.node, 'value', scope);
  const walk = compileWalk(node, scope, fields, args, final);
  return (frame, value, path) => {
    const { run } = frame;
    frame.node = node;
    const first = run.reads.length;
    const receiver = inner(frame);
    if (run.tracing) traceChain(frame, fields, receiver, run.path, first, first);
    return walk(frame, receiver, undefined, value, path);
  };
}

/** Go's notAFunction: the error of a command that has arguments but nothing to call. */
export function notAFunction(node: Operand, at?: Operand): Command {
  return (frame) => {
    if (at !== undefined) frame.node = at;
    return fail(frame, `can't give argument to non-function ${nodeString(node)}`);
  };
}
