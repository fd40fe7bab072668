import type { CompiledTemplate } from './compiled-template.ts';
import type { Execution } from './execution.ts';
import type { ListNode, Node } from './node.ts';
import type { Value } from './value.ts';

/** A value that a template holds on to, with where it came from: a path, or else the reads [first, last) that made it. */
export interface Held {
  value: Value;
  path: number;
  first: number;
  last: number;
  /** As `Frame.dotIsElement`. */
  isElement: boolean;
}

/** Go's exec `state`: what one template sees while it runs. `node` is where an error would be. */
export class Frame {
  readonly run: Execution;
  readonly template: CompiledTemplate;
  node: Node;
  dot: Value;
  dotPath: number;
  dotFirst: number;
  dotLast: number;
  /** Whether dot is an element of a map or slice of interface{}: then errors give its type as `interface {}`. */
  dotIsElement = false;
  readonly root: Held;
  /** Made with the first declaration: most templates that are included have none. */
  variables: (Held | undefined)[] | undefined = undefined;

  constructor(
    run: Execution,
    template: CompiledTemplate,
    dot: Value,
    path: number,
    first: number,
    last: number,
  ) {
    this.run = run;
    this.template = template;
    this.node = template.tree as ListNode;
    this.dot = dot;
    this.dotPath = path;
    this.dotFirst = first;
    this.dotLast = last;
    this.root = { value: dot, path, first, last, isElement: false };
  }
}

/** How a statement ended: 0 as usual, 1 by `break`, 2 by `continue`. */
export type Signal = 0 | 1 | 2;
export type Exec = (frame: Frame) => Signal;
/** Answers a value and leaves its path in `frame.run.path`. */
export type Eval = (frame: Frame) => Value;
/** As `Eval`, with the value that the pipeline hands on and its path. */
export type Command = (frame: Frame, final: Value, finalPath: number) => Value;
