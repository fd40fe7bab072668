import type { ActionNode, BranchNode, ListNode, Operand, PipeNode, Statement, TemplateNode } from './node.ts';
import { positionOf } from './position.ts';
import type { TraceNode } from './trace-log.ts';

/** The function whose first argument, where it is a literal, names a template that is executed in place. */
const INCLUDE = 'include';

type Action = ActionNode | BranchNode | TemplateNode;

/** An action's source without delimiters and trim markers. */
function sourceOf(node: Action): string {
  const text = node.source.text.slice(node.start, node.end);
  return text.replace(/^\{\{(?:-(?=\s))?\s*/, '').replace(/\s*(?:(?<=\s)-)?\}\}$/, '');
}

/** Says of an action what it is asked: nothing of most of them, since only those are that wrote a wrong line. */
class ActionTrace<T extends Action> implements TraceNode {
  protected readonly node: T;
  #position: Pick<TraceNode, 'line' | 'column'> | undefined;

  constructor(node: T) {
    this.node = node;
  }

  get template(): string {
    return this.node.source.name;
  }

  get line(): number {
    return this.#at().line;
  }

  get column(): number {
    return this.#at().column;
  }

  get source(): string {
    return sourceOf(this.node);
  }

  #at(): Pick<TraceNode, 'line' | 'column'> {
    return (this.#position ??= positionOf(this.node.source, this.node.start));
  }
}

class GuardTrace extends ActionTrace<BranchNode> {
  #branches: readonly [string, string] | undefined;
  #includes: readonly [string[], string[]] | undefined;

  get branches(): readonly [string, string] {
    return (this.#branches ??= [literalText(this.node.list), literalText(this.node.elseList)]);
  }

  get includes(): readonly [string[], string[]] {
    return (this.#includes ??= [includedIn(this.node.list), includedIn(this.node.elseList)]);
  }
}

export function actionTrace(node: Action): TraceNode {
  return new ActionTrace(node);
}

export function guardTrace(node: BranchNode): TraceNode {
  return new GuardTrace(node);
}

function includedIn(list: ListNode | undefined): string[] {
  return Array.from(new Set(includesOf(list)));
}

/** The literal text of a branch, that of branches within it too. */
function literalText(list: ListNode | undefined): string {
  if (list === undefined) return '';
  let text = '';
  for (const node of list.nodes) {
    if (node.type === 'text') text += node.text;
    else if (isBranch(node)) text += literalText(node.list) + literalText(node.elseList);
  }
  return text;
}

/** The literal text of a template and of all that it may include, each once. */
export function printedText(
  tree: ListNode,
  find: (name: string) => ListNode | undefined,
  seen: Set<ListNode> = new Set(),
): string {
  if (seen.has(tree)) return '';
  seen.add(tree);
  const below = includesOf(tree).map((name) => {
    const other = find(name);
    return other === undefined ? '' : printedText(other, find, seen);
  });
  return literalText(tree) + below.join('');
}

function isBranch(node: Statement): node is BranchNode {
  return node.type === 'if' || node.type === 'with' || node.type === 'range';
}

/** The names of templates that a branch would execute. */
function includesOf(list: ListNode | undefined): string[] {
  return list === undefined ? [] : list.nodes.flatMap(statementIncludes);
}

function statementIncludes(node: Statement): string[] {
  switch (node.type) {
    case 'action':
      return pipeIncludes(node.pipe);
    case 'template':
      return [node.name, ...(node.pipe === undefined ? [] : pipeIncludes(node.pipe))];
    case 'if':
    case 'with':
    case 'range':
      return [...pipeIncludes(node.pipe), ...includesOf(node.list), ...includesOf(node.elseList)];
    default:
      return [];
  }
}

function pipeIncludes(pipe: PipeNode): string[] {
  return pipe.commands.flatMap(({ args }) => {
    const [word, name] = args;
    const own =
      word?.type === 'identifier' && word.ident === INCLUDE && name?.type === 'string' ? [name.text] : [];
    return [...own, ...args.flatMap(operandIncludes)];
  });
}

function operandIncludes(node: Operand): string[] {
  if (node.type === 'pipe') return pipeIncludes(node);
  return node.type === 'chain' ? operandIncludes(node.node) : [];
}
