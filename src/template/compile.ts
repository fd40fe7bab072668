import { compilePipe } from './compile-pipeline.ts';
import { Scope, type CompileSite } from './compile-scope.ts';
import { fail } from './exec-error.ts';
import { formatValue } from './format-value.ts';
import type { Eval, Exec, Frame, Signal } from './frame.ts';
import { isTrue } from './kinds.ts';
import type { ActionNode, BranchNode, ListNode, Statement, TemplateNode } from './node.ts';
import { quote } from './quote.ts';
import { compileRange } from './compile-range.ts';
import { actionTrace, guardTrace } from './trace-node.ts';
import { beginAction, beginGuard, endAction, endGuard } from './recorder.ts';

/** The closure that executes a template. */
export function compileTemplate(tree: ListNode, site: CompileSite): Exec {
  return compileList(tree, new Scope(site));
}

function compileList(list: ListNode, scope: Scope): Exec {
  const steps = list.nodes.map((node) => compileStatement(node, scope));
  if (steps.length === 1) return steps[0]!;
  return (frame) => {
    for (const step of steps) {
      const signal = step(frame);
      if (signal !== 0) return signal;
    }
    return 0;
  };
}

function compileStatement(node: Statement, scope: Scope): Exec {
  switch (node.type) {
    case 'text':
      return compileText(node.text);
    case 'action':
      return node.pipe.decl.length > 0 ? compileDeclaration(node, scope) : compileAction(node, scope);
    case 'template':
      return compileInvocation(node, scope);
    case 'break':
      return () => 1;
    case 'continue':
      return () => 2;
    case 'range':
      return scope.block(() => compileRange(node, scope, compileList));
    default:
      return scope.block(() => compileBranch(node, scope));
  }
}

function compileText(text: string): Exec {
  return (frame) => {
    frame.run.write(text);
    return 0;
  };
}

function compileAction(node: ActionNode, scope: Scope): Exec {
  const id = scope.site.register(actionTrace(node));
  const pipe = compilePipe(node.pipe, scope);
  return (frame) => {
    const { run } = frame;
    run.step();
    const start = run.out.length;
    const firstRead = run.reads.length;
    const firstGuard = run.guards.length;
    beginAction(run);
    const value = pipe(frame);
    if (run.tracing && run.path === run.rootPath) run.vary();
    run.write(formatValue(value, run));
    endAction(run, id, start, firstRead, firstGuard);
    return 0;
  };
}

/** Writes nothing, but what it includes has guards. */
function compileDeclaration(node: ActionNode, scope: Scope): Exec {
  const pipe = compilePipe(node.pipe, scope);
  return (frame) => {
    frame.run.step();
    beginAction(frame.run);
    pipe(frame);
    return 0;
  };
}

function compileInvocation(node: TemplateNode, scope: Scope): Exec {
  const id = scope.site.register(actionTrace(node));
  const pipe: Eval = node.pipe === undefined ? noValue : compilePipe(node.pipe, scope);
  return (frame) => {
    const { run } = frame;
    run.step();
    frame.node = node;
    const template = run.namespace.lookup(node.name);
    if (template === undefined) return fail(frame, `template ${quote(node.name)} not defined`);
    const start = run.out.length;
    const firstRead = run.reads.length;
    const firstGuard = run.guards.length;
    beginAction(run);
    const dot = pipe(frame);
    run.run(template, dot, run.path, firstRead, run.reads.length);
    endAction(run, id, start, firstRead, firstGuard);
    return 0;
  };
}

const noValue: Eval = (frame) => {
  frame.run.path = 0;
  return undefined;
};

function compileBranch(node: BranchNode, scope: Scope): Exec {
  const id = scope.site.register(guardTrace(node));
  const pipe = compilePipe(node.pipe, scope);
  const then = scope.block(() => compileList(node.list, scope));
  const otherwise =
    node.elseList === undefined ? undefined : scope.block(() => compileList(node.elseList!, scope));
  const taken = node.type === 'with' ? withDot(then) : (frame: Frame): Signal => then(frame);
  return (frame) => {
    const { run } = frame;
    run.step();
    const first = run.reads.length;
    beginAction(run);
    const value = pipe(frame);
    const truth = isTrue(value);
    const guard = beginGuard(run, id, truth ? 0 : otherwise === undefined ? -1 : 1, first);
    const signal = truth ? taken(frame, value, first) : otherwise === undefined ? 0 : otherwise(frame);
    endGuard(run, guard);
    return signal;
  };
}

function withDot(body: Exec): (frame: Frame, value: Frame['dot'], first: number) => Signal {
  return (frame, value, first) => {
    const { dot, dotPath, dotFirst, dotLast, dotIsElement, run } = frame;
    frame.dot = value;
    frame.dotPath = run.path;
    frame.dotFirst = run.path === 0 ? run.derivation(first) : first;
    frame.dotLast = run.reads.length;
    frame.dotIsElement = false;
    const signal = body(frame);
    frame.dot = dot;
    frame.dotPath = dotPath;
    frame.dotFirst = dotFirst;
    frame.dotLast = dotLast;
    frame.dotIsElement = dotIsElement;
    return signal;
  };
}
