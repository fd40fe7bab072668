import { findCallable, compileCall, type Final } from './compile-call.ts';
import { compileChain, compileField, compileVariable, notAFunction } from './compile-fields.ts';
import { ROOT_SLOT, type Scope } from './compile-scope.ts';
import { nilOf, parameterType, validate, type Parameter } from './callable.ts';
import { fail } from './exec-error.ts';
import type { Command, Eval, Frame, Held } from './frame.ts';
import type { CommandNode, NumberNode, Operand, PipeNode, VariableNode } from './node.ts';
import { nodeString } from './node.ts';
import { GoInt, type Value } from './value.ts';

/** A pipeline; its variables are declared in `scope`. Nil comes out as no value, as an interface is unwrapped. */
export function compilePipe(pipe: PipeNode, scope: Scope): Eval {
  const commands = pipe.commands.map((command, index) =>
    compileCommand(command, scope, index > 0 ? 'some' : 'none'),
  );
  const evaluate = commands.length === 1 ? single(pipe, commands[0]!) : sequence(pipe, commands);
  if (pipe.decl.length === 0) return evaluate;
  const stores = pipe.decl.map((variable) => compileStore(variable, pipe.isAssign, scope));
  return (frame) => {
    const first = frame.run.reads.length;
    const value = evaluate(frame);
    for (const store of stores) store(frame, value, frame.run.path, first);
    return value;
  };
}

function single(pipe: PipeNode, command: Command): Eval {
  return (frame) => {
    frame.node = pipe;
    const value = command(frame, undefined, 0);
    return value === null ? undefined : value;
  };
}

function sequence(pipe: PipeNode, commands: readonly Command[]): Eval {
  return (frame) => {
    frame.node = pipe;
    let value: Value;
    for (const command of commands) {
      value = command(frame, value, frame.run.path);
      if (value === null) value = undefined;
    }
    return value;
  };
}

/** Keeps a value in a variable. `first` is where the reads that made it begin. */
export type Store = (frame: Frame, value: Value, path: number, first: number) => void;

export function compileStore(variable: VariableNode, isAssign: boolean, scope: Scope): Store {
  const name = variable.ident[0]!;
  if (!isAssign) return storeAt(scope.declare(name));
  const known = scope.find(name);
  if (known === undefined) return (frame) => fail(frame, `undefined variable: ${name}`);
  return known.slot === ROOT_SLOT ? storeRoot : storeAt(known.slot);
}

export function storeAt(slot: number): Store {
  return (frame, value, path, first) => {
    const { run } = frame;
    const from = path === 0 ? run.derivation(first) : run.choice(first);
    (frame.variables ??= [])[slot] = { value, path, first: from, last: run.reads.length, isElement: false };
  };
}

const storeRoot: Store = (frame, value, path, first) => {
  const held: Held = frame.root;
  const { run } = frame;
  held.value = value;
  held.path = path;
  held.first = path === 0 ? run.derivation(first) : run.choice(first);
  held.last = run.reads.length;
  held.isElement = false;
};

function compileCommand(command: CommandNode, scope: Scope, final: Final): Command {
  const [word, ...args] = command.args as [Operand, ...Operand[]];
  switch (word.type) {
    case 'field':
      return compileField(word, scope, args, final);
    case 'chain':
      return compileChain(word, scope, args, final);
    case 'variable':
      return compileVariable(word, scope, args, final);
    case 'identifier':
      return compileCall(findCallable(word, scope), word, command, args, final, scope);
    default:
      break;
  }
  const hasArguments = args.length > 0 || final === 'some';
  if (word.type === 'pipe') return hasArguments ? notAFunction(word) : compilePipe(word, scope);
  if (hasArguments) return notAFunction(word, word);
  return compileWord(word, scope);
}

function compileWord(word: Exclude<Operand, PipeNode>, scope: Scope): Command {
  if (word.type === 'dot') return compileDot(word);
  if (word.type === 'nil') return failAt(word, 'nil is not a command');
  if (word.type === 'number') return compileIdeal(word);
  if (word.type === 'bool') return constant(word, word.value);
  if (word.type === 'string') return constant(word, word.text);
  return compileArgument(word, 'value', scope);
}

function compileDot(node: Operand): Eval {
  return (frame) => {
    frame.node = node;
    const { run } = frame;
    if (run.tracing) {
      run.read(frame.dotPath, frame.dotFirst, frame.dotLast, frame.dot);
      run.path = frame.dotPath;
    }
    return frame.dot;
  };
}

function constant(node: Operand, value: Value): Eval {
  return (frame) => {
    frame.node = node;
    frame.run.path = 0;
    return value;
  };
}

function failAt(node: Operand, reason: string): Eval {
  return (frame) => {
    frame.node = node;
    return fail(frame, reason);
  };
}

/** A number where any type will do. */
function compileIdeal(node: NumberNode): Eval {
  const { ideal, complex } = node.number;
  if (ideal !== undefined) return constant(node, ideal);
  return failAt(
    node,
    complex ? `complex number ${node.text} is not supported` : `${node.text} overflows int`,
  );
}

/** Go's evalArg: an argument for a parameter of a type. */
export function compileArgument(node: Operand, type: Parameter, scope: Scope): Eval {
  if (node.type === 'nil') return compileNil(node, type);
  const evaluate = compileOperand(node, scope);
  if (evaluate === undefined) return compileLiteral(node as Literal, type);
  if (type === 'value') return evaluate;
  if (type === 'any') {
    return (frame) => {
      const value = evaluate(frame);
      return value === undefined ? null : value;
    };
  }
  return (frame) => validate(frame, evaluate(frame), type);
}

type Literal = Extract<Operand, { type: 'bool' | 'number' | 'string' }>;

/** An operand whose value is found when the template runs; undefined for a literal. */
function compileOperand(node: Operand, scope: Scope): Eval | undefined {
  switch (node.type) {
    case 'dot':
      return compileDot(node);
    case 'field':
      return withoutFinal(compileField(node, scope, [], 'none'));
    case 'variable':
      return withoutFinal(compileVariable(node, scope, [], 'none'));
    case 'chain':
      return at(node, withoutFinal(compileChain(node, scope, [], 'none')));
    case 'pipe':
      return compilePipe(node, scope);
    case 'identifier':
      return withoutFinal(compileCall(findCallable(node, scope), node, node, [], 'none', scope));
    default:
      return undefined;
  }
}

function at(node: Operand, evaluate: Eval): Eval {
  return (frame) => {
    frame.node = node;
    return evaluate(frame);
  };
}

function withoutFinal(command: Command): Eval {
  return (frame) => command(frame, undefined, 0);
}

function compileNil(node: Operand, type: Parameter): Eval {
  if (type === 'value') return constant(node, undefined);
  const nil = nilOf(type);
  if (nil === undefined) return failAt(node, `cannot assign nil to ${parameterType(type)}`);
  return constant(node, nil);
}

function compileLiteral(node: Literal, type: Parameter): Eval {
  switch (type) {
    case 'any':
    case 'value':
      return node.type === 'number'
        ? compileIdeal(node)
        : constant(node, node.type === 'bool' ? node.value : node.text);
    case 'bool':
      return node.type === 'bool' ? constant(node, node.value) : expected(node, 'bool');
    case 'string':
      return node.type === 'string' ? constant(node, node.text) : expected(node, 'string');
    case 'int':
    case 'int64': {
      const int = node.type === 'number' ? node.number.int : undefined;
      return int === undefined ? expected(node, 'integer') : constant(node, new GoInt(int, type));
    }
    case 'uint32': {
      const uint = node.type === 'number' ? node.number.uint : undefined;
      return uint === undefined ? expected(node, 'unsigned integer') : constant(node, new GoInt(uint, type));
    }
    case 'float64': {
      const float = node.type === 'number' ? node.number.float : undefined;
      return float === undefined ? expected(node, 'float') : constant(node, float);
    }
    default:
      return failAt(node, `can't handle ${nodeString(node)} for arg of type ${parameterType(type)}`);
  }
}

function expected(node: Operand, what: string): Eval {
  return failAt(node, `expected ${what}; found ${nodeString(node)}`);
}
