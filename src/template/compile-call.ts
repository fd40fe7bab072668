import { parameterAt, validate, type Callable } from './callable.ts';
import type { Scope } from './compile-scope.ts';
import { callError, fail } from './exec-error.ts';
import type { Execution } from './execution.ts';
import type { Command, Eval, Frame, Held } from './frame.ts';
import { isTrue } from './kinds.ts';
import { nodeString, type IdentifierNode, type Node, type Operand } from './node.ts';
import { resultPath } from './origins.ts';
import type { GoFunction, GoObject, Value } from './value.ts';

/** Whether a command gets the value of the command before it as its last argument. */
export type Final = 'none' | 'some';

export function findCallable(node: IdentifierNode, scope: Scope): Callable {
  const fn = scope.site.lookup(node.ident);
  // The parser has checked it.
  if (fn === undefined) throw new Error(`function ${node.ident} is not defined`);
  return fn;
}

/** A call of a function. `word` is its name; `node` is what an error of the function itself points at. */
export function compileCall(
  fn: Callable,
  word: Node,
  node: Node,
  args: readonly Operand[],
  final: Final,
  scope: Scope,
): Command {
  const call = compileEvaluated(fn, fn.name, node, args, final, scope);
  return (frame, value, path) => {
    frame.node = word;
    return call(frame, value, path);
  };
}

/** A call of a method that is known only when the template runs. */
export type MethodCommand = (frame: Frame, method: GoFunction, final: Value, finalPath: number) => Value;

export function compileMethod(
  name: string,
  node: Node,
  args: readonly Operand[],
  final: Final,
  scope: Scope,
): MethodCommand {
  const compiled = new WeakMap<GoFunction, Command>();
  return (frame, method, value, path) => {
    let call = compiled.get(method);
    if (call === undefined)
      compiled.set(method, (call = compileEvaluated(method, name, node, args, final, scope)));
    const before = frame.run.path;
    const result = call(frame, value, path);
    if (args.length === 0 && final === 'none') frame.run.path = before;
    return result;
  };
}

function countError(fn: Callable, name: string, given: number, total: number): string | undefined {
  const wanted = fn.params.length;
  if (fn.variadic === true) {
    if (total >= wanted - 1) return undefined;
    return `wrong number of args for ${name}: want at least ${wanted - 1} got ${given}`;
  }
  return total === wanted ? undefined : `wrong number of args for ${name}: want ${wanted} got ${total}`;
}

/** Go's evalCall. */
function compileEvaluated(
  fn: Callable,
  name: string,
  node: Node,
  args: readonly Operand[],
  final: Final,
  scope: Scope,
): Command {
  const total = args.length + (final === 'some' ? 1 : 0);
  const wrong = countError(fn, name, args.length, total);
  if (wrong !== undefined) return (frame) => fail(frame, wrong);
  const concreteFrom = fn.concreteFrom ?? args.length;
  const evals = args.map((arg, index) => {
    const evaluate = scope.site.argument(arg, parameterAt(fn, index), scope);
    return index < concreteFrom ? evaluate : heldAsInterface(arg, evaluate, scope);
  });
  if (fn.named !== undefined) {
    const call = fn.named(args.length === 0 ? undefined : nodeString(args[0]!));
    return plainCall({ ...fn, call }, name, node, evals, final);
  }
  if (fn.shortCircuit !== undefined) return shortCircuit(evals, fn.shortCircuit === 'or', final);
  return plainCall(fn, name, node, evals, final);
}

/** Stands for a value whose type is all that matters: interface{}. */
const INTERFACE: GoObject = {
  goType: 'interface {}',
  fields: new Map(),
  methods: new Map(),
  print: () => '<nil>',
};

/** An argument that Go holds as interface{} where it is an element of a map or slice. */
function heldAsInterface(node: Operand, evaluate: Eval, scope: Scope): Eval {
  const slot = node.type === 'variable' ? scope.find(node.ident[0]!)?.slot : undefined;
  const chained =
    node.type === 'field' || node.type === 'chain' || (node.type === 'variable' && node.ident.length > 1);
  if (!chained && node.type !== 'dot' && slot === undefined) return evaluate;
  return (frame) => {
    const value = evaluate(frame);
    if (value === undefined) return value;
    const isElement = node.type === 'dot' ? frame.dotIsElement : heldAt(frame, slot)?.isElement;
    return chained || isElement === true ? INTERFACE : value;
  };
}

function heldAt(frame: Frame, slot: number | undefined): Held | undefined {
  return slot === undefined ? undefined : frame.variables?.[slot];
}

function shortCircuit(evals: readonly Eval[], until: boolean, final: Final): Command {
  return (frame, value, path) => {
    let last: Value;
    for (const evaluate of evals) {
      last = evaluate(frame);
      if (isTrue(last) === until) return last;
    }
    if (final === 'none') return last;
    frame.run.path = path;
    return value;
  };
}

/** As many characters cost as much as an action. */
const CHARACTERS_PER_STEP = 16;

/** What a call costs beside its own step where the function says nothing else: arguments are put together, a result is traced. */
const STEPS_PER_CALL = 6;

/** What a call costs beyond the step of every call. */
interface Cost {
  readonly steps: number;
  /** Arguments that may be texts: reading a long one costs steps. */
  readonly texts: readonly number[];
  readonly charactersPerStep: number;
}

function costOf(fn: Callable, total: number): Cost {
  const { steps = STEPS_PER_CALL, charactersPerStep } = fn;
  const readsAny = charactersPerStep !== undefined;
  const texts = Array.from({ length: total }, (_, index) => index).filter((index) => {
    const type = parameterAt(fn, index);
    return type === 'string' || (readsAny && (type === 'any' || type === 'value'));
  });
  return { steps, texts, charactersPerStep: charactersPerStep ?? CHARACTERS_PER_STEP };
}

function pay(run: Execution, { steps, texts, charactersPerStep }: Cost, argv: readonly Value[]): void {
  run.spend(steps);
  for (const index of texts) {
    const text = argv[index];
    if (typeof text !== 'string' || text.length < charactersPerStep) continue;
    run.spend(Math.floor(text.length / charactersPerStep));
  }
}

/** Functions that hand a whole dot on, or look where their arguments say: what is read of it is logged all the same. */
const FOLLOWED: ReadonlySet<string> = new Set(
  'include tpl index get hasKey dig default coalesce ternary required empty not and or kindIs kindOf'.split(
    ' ',
  ),
);

/** Notes where the dot of the whole template is given away: then nobody knows what is read of it. */
function noteEscape(run: Frame['run'], paths: readonly number[]): void {
  if (paths.includes(run.rootPath)) run.vary();
}

function plainCall(fn: Callable, name: string, node: Node, evals: readonly Eval[], final: Final): Command {
  const isFollowed = FOLLOWED.has(name);
  const count = evals.length;
  const total = final === 'some' ? count + 1 : count;
  const cost = costOf(fn, total);
  const finalType = final === 'some' ? parameterAt(fn, count) : 'value';
  return (frame, value, finalPath) => {
    const { run } = frame;
    run.step();
    const argv: Value[] = [];
    if (!run.tracing) {
      for (let i = 0; i < count; i++) argv.push(evals[i]!(frame));
      if (total > count) argv.push(validate(frame, value, finalType));
      return invoke(frame, fn, name, node, argv, cost);
    }
    const first = run.reads.length;
    const paths: number[] = [];
    for (let i = 0; i < count; i++) {
      argv.push(evals[i]!(frame));
      paths.push(run.path);
    }
    if (total > count) {
      argv.push(validate(frame, value, finalType));
      paths.push(finalPath);
    }
    if (!isFollowed) noteEscape(run, paths);
    run.argumentPaths = paths;
    run.argumentsFirst = first;
    const result = invoke(frame, fn, name, node, argv, cost);
    run.path = resultPath(run, fn, argv, paths, result);
    return result;
  };
}

function invoke(frame: Frame, fn: Callable, name: string, node: Node, argv: Value[], cost: Cost): Value {
  const { run } = frame;
  pay(run, cost, argv);
  let result: Value;
  try {
    result = fn.call(argv, run);
  } catch (error) {
    throw callError(frame, node, name, error);
  }
  if (typeof result === 'string') run.made(result);
  return result;
}
