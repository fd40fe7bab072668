import { engineFault } from './budgets.ts';
import { TemplateError } from './errors.ts';
import type { Frame } from './frame.ts';
import { nodeString, type Node } from './node.ts';
import { positionOf } from './position.ts';
import { quote } from './quote.ts';

/** Go's state.errorf: the error at the frame's current node. */
export function execError(frame: Frame, reason: string, cause?: unknown): TemplateError {
  const { node } = frame;
  const { line, column, goColumn } = positionOf(node.source, node.pos);
  const template = node.source.name;
  const executing = frame.template.name;
  const context = nodeString(node);
  const message = `template: ${template}:${line}:${goColumn}: executing ${quote(executing)} at <${context}>: ${reason}`;
  return new TemplateError(
    'execute',
    message,
    { template, line, column, goColumn, executing, context },
    reason,
    cause,
  );
}

export function fail(frame: Frame, reason: string): never {
  throw execError(frame, reason);
}

/** What to throw when a function has thrown: Go's `error calling NAME: …`; a spent budget and a mistake of ours as they are. */
export function callError(frame: Frame, node: Node, name: string, error: unknown): Error {
  const fault = engineFault(error);
  if (fault !== undefined) return fault;
  frame.node = node;
  return execError(frame, `error calling ${name}: ${(error as Error).message}`, error);
}
