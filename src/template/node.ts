import { quote } from './quote.ts';
import type { GoInt } from './value.ts';

/** Go's text/template/parse/node.go. `pos` is an offset in UTF-16 code units into the source's text. */
export interface Source {
  /** The name under which the text was parsed: what errors call the place. */
  readonly name: string;
  readonly text: string;
}

interface At {
  readonly pos: number;
  readonly source: Source;
}

export interface TextNode extends At {
  readonly type: 'text';
  readonly text: string;
}
export interface ActionNode extends At, Span {
  readonly type: 'action';
  readonly pipe: PipeNode;
}
export interface BranchNode extends At, Span {
  readonly type: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}
export interface TemplateNode extends At, Span {
  readonly type: 'template';
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}
export interface JumpNode extends At {
  readonly type: 'break' | 'continue';
}
export interface ListNode extends At {
  readonly type: 'list';
  readonly nodes: Statement[];
}
/** `{{end}}` and `{{else}}`: they end a list and are not in the finished tree. */
export interface EndNode extends At {
  readonly type: 'end' | 'else';
}

/** From the action's `{{` to behind its `}}`. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export type Statement = TextNode | ActionNode | BranchNode | TemplateNode | JumpNode;

export interface PipeNode extends At {
  readonly type: 'pipe';
  isAssign: boolean;
  readonly decl: VariableNode[];
  readonly commands: CommandNode[];
}
export interface CommandNode extends At {
  readonly type: 'command';
  readonly args: Operand[];
}
export interface IdentifierNode extends At {
  readonly type: 'identifier';
  readonly ident: string;
}
export interface VariableNode extends At {
  readonly type: 'variable';
  /** The variable, with its `$`, and the fields behind it. */
  readonly ident: readonly string[];
}
export interface FieldNode extends At {
  readonly type: 'field';
  readonly ident: readonly string[];
}
export interface ChainNode extends At {
  readonly type: 'chain';
  readonly node: Operand;
  readonly fields: string[];
}
export interface LiteralNode extends At {
  readonly type: 'dot' | 'nil';
}
export interface BoolNode extends At {
  readonly type: 'bool';
  readonly value: boolean;
}
export interface StringNode extends At {
  readonly type: 'string';
  readonly quoted: string;
  readonly text: string;
}
export interface NumberNode extends At {
  readonly type: 'number';
  readonly text: string;
  readonly number: NumberLiteral;
}

/** A literal under every type that can hold it, as Go's ideal constants. */
export interface NumberLiteral {
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly complex: boolean;
  /** What the literal is where any type will do: an int, a float64; undefined where it overflows an int or is complex. */
  readonly ideal: GoInt | number | undefined;
}

export type Operand =
  | PipeNode
  | IdentifierNode
  | VariableNode
  | FieldNode
  | ChainNode
  | LiteralNode
  | BoolNode
  | StringNode
  | NumberNode;

export type Node = Statement | ListNode | EndNode | CommandNode | Operand;

/** Go's Node.String(): the source again, normalised; it stands in error texts. */
export function nodeString(node: Node): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'list':
      return node.nodes.map(nodeString).join('');
    case 'action':
      return `{{${nodeString(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range':
      return branchString(node);
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe ? ' ' + nodeString(node.pipe) : ''}}}`;
    case 'break':
    case 'continue':
    case 'end':
    case 'else':
      return `{{${node.type}}}`;
    case 'pipe':
      return pipeString(node);
    case 'command':
      return node.args.map(operandString).join(' ');
    default:
      return leafString(node);
  }
}

function branchString(node: BranchNode): string {
  const otherwise = node.elseList ? '{{else}}' + nodeString(node.elseList) : '';
  return `{{${node.type} ${nodeString(node.pipe)}}}${nodeString(node.list)}${otherwise}{{end}}`;
}

function pipeString(node: PipeNode): string {
  const commands = node.commands.map(nodeString).join(' | ');
  if (node.decl.length === 0) return commands;
  return node.decl.map(nodeString).join(', ') + (node.isAssign ? ' = ' : ' := ') + commands;
}

/** A pipeline among arguments stands in parentheses. */
function operandString(node: Operand): string {
  return node.type === 'pipe' ? `(${nodeString(node)})` : nodeString(node);
}

function leafString(node: Exclude<Operand, PipeNode>): string {
  switch (node.type) {
    case 'identifier':
      return node.ident;
    case 'variable':
      return node.ident.join('.');
    case 'field':
      return '.' + node.ident.join('.');
    case 'chain':
      return operandString(node.node) + node.fields.map((field) => '.' + field).join('');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'string':
      return node.quoted;
    default:
      return node.text;
  }
}

/** Go's IsEmptyTree: nothing but space; such a definition does not replace another. */
export function isEmptyTree(list: ListNode): boolean {
  return list.nodes.every(
    (node) => node.type === 'text' && /^[\s\u0085]*$/.test(node.text) && !node.text.includes('\ufeff'),
  );
}
