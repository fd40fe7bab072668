import type { Item, ItemType } from './item.ts';
import type { ChainNode, CommandNode, Operand, PipeNode, StringNode, VariableNode } from './node.ts';
import { nodeString } from './node.ts';
import { parseCharConstant, parseNumber } from './number.ts';
import { quote, unquote } from './quote.ts';
import type { TokenStream } from './token-stream.ts';

/** Go allows 10,000; a JavaScript stack is smaller. */
const MAX_PARENTHESES = 500;

const OPERAND_START: ReadonlySet<ItemType> = new Set<ItemType>([
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

/** The part of Go's parser that reads pipelines: declarations, commands, operands. */
export class PipelineParser {
  readonly tokens: TokenStream;
  readonly #hasFunction: (name: string) => boolean;
  /** Variables that are in scope, `$` first. */
  variables: string[] = ['$'];
  #parentheses = 0;

  constructor(tokens: TokenStream, hasFunction: (name: string) => boolean) {
    this.tokens = tokens;
    this.#hasFunction = hasFunction;
  }

  pipeline(context: string, end: ItemType): PipeNode {
    const { tokens } = this;
    const pipe: PipeNode = {
      type: 'pipe',
      pos: tokens.peekNonSpace().pos,
      source: tokens.source,
      isAssign: false,
      decl: [],
      commands: [],
    };
    while (this.#declaration(pipe, context));
    for (;;) {
      const token = tokens.nextNonSpace();
      if (token.type === end) break;
      if (!OPERAND_START.has(token.type)) tokens.unexpected(token, context);
      tokens.backup();
      pipe.commands.push(this.#command());
    }
    this.#check(pipe, context);
    return pipe;
  }

  /** Reads `$x :=`, `$x =` or `$x,`; true where another variable may follow. */
  #declaration(pipe: PipeNode, context: string): boolean {
    const { tokens } = this;
    const variable = tokens.peekNonSpace();
    if (variable.type !== 'variable') return false;
    tokens.next();
    // Three items of lookahead: "$x foo" makes $x an argument, "$x :=" does not.
    const after = tokens.peek();
    const next = tokens.peekNonSpace();
    if (next.type === 'assign' || next.type === 'declare') {
      pipe.isAssign = next.type === 'assign';
      this.#declare(pipe, variable);
      return false;
    }
    if (next.type === 'char' && next.value === ',') {
      this.#declare(pipe, variable);
      return this.#secondVariable(pipe, context);
    }
    if (after.type === 'space') tokens.backup3(variable, after);
    else tokens.backup2(variable);
    return false;
  }

  #declare(pipe: PipeNode, variable: Item): void {
    this.tokens.nextNonSpace();
    pipe.decl.push(this.#variable(variable.pos, variable.value));
    this.variables.push(variable.value);
  }

  #secondVariable(pipe: PipeNode, context: string): true {
    const { tokens } = this;
    if (context === 'range' && pipe.decl.length < 2) {
      const { type } = tokens.peekNonSpace();
      if (type === 'variable' || type === 'rightDelim' || type === 'rightParen') return true;
      tokens.fail('range can only initialize variables');
    }
    return tokens.fail(`too many declarations in ${context}`);
  }

  #check(pipe: PipeNode, context: string): void {
    if (pipe.commands.length === 0) this.tokens.fail(`missing value for ${context}`);
    pipe.commands.forEach((command, index) => {
      const { type } = command.args[0]!;
      const literal =
        type === 'bool' || type === 'dot' || type === 'nil' || type === 'number' || type === 'string';
      if (index > 0 && literal) this.tokens.fail(`non executable command in pipeline stage ${index + 1}`);
    });
  }

  #command(): CommandNode {
    const { tokens } = this;
    const args: Operand[] = [];
    const { pos } = tokens.peekNonSpace();
    for (;;) {
      tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) args.push(operand);
      const token = tokens.next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') tokens.backup();
      else if (token.type !== 'pipe') tokens.unexpected(token, 'operand');
      break;
    }
    if (args.length === 0) tokens.fail('empty command');
    return { type: 'command', pos, source: tokens.source, args };
  }

  /** A term with the fields behind it; undefined where the next item begins no operand. */
  #operand(): Operand | undefined {
    const { tokens } = this;
    const node = this.#term();
    if (node === undefined || tokens.peek().type !== 'field') return node;
    const { pos } = tokens.peek();
    const fields: string[] = [];
    while (tokens.peek().type === 'field') fields.push(tokens.next().value.slice(1));
    return this.#chain(node, pos, fields);
  }

  #chain(node: Operand, pos: number, fields: string[]): Operand {
    const { source } = this.tokens;
    switch (node.type) {
      case 'field':
      case 'variable':
        return { type: node.type, pos, source, ident: [...node.ident, ...fields] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.tokens.fail(`unexpected . after term ${quote(nodeString(node))}`);
      default: {
        const chain: ChainNode = { type: 'chain', pos, source, node, fields };
        return chain;
      }
    }
  }

  #term(): Operand | undefined {
    const { tokens } = this;
    const token = tokens.nextNonSpace();
    const at = { pos: token.pos, source: tokens.source };
    switch (token.type) {
      case 'identifier':
        if (!this.#hasFunction(token.value)) tokens.fail(`function ${quote(token.value)} not defined`);
        return { type: 'identifier', ...at, ident: token.value };
      case 'dot':
      case 'nil':
        return { type: token.type, ...at };
      case 'variable':
        return this.#useVariable(token);
      case 'field':
        return { type: 'field', ...at, ident: [token.value.slice(1)] };
      case 'bool':
        return { type: 'bool', ...at, value: token.value === 'true' };
      case 'leftParen':
        return this.#parenthesized();
      case 'string':
      case 'rawString':
        return this.string(token);
      case 'charConstant':
      case 'complex':
      case 'number':
        return this.#number(token);
      default:
        tokens.backup();
        return undefined;
    }
  }

  #variable(pos: number, text: string): VariableNode {
    return { type: 'variable', pos, source: this.tokens.source, ident: [text] };
  }

  #useVariable(token: Item): VariableNode {
    if (!this.variables.includes(token.value)) this.tokens.fail(`undefined variable ${quote(token.value)}`);
    return this.#variable(token.pos, token.value);
  }

  #parenthesized(): PipeNode {
    if (this.#parentheses >= MAX_PARENTHESES) this.tokens.fail('max expression depth exceeded');
    this.#parentheses++;
    const pipe = this.pipeline('parenthesized pipeline', 'rightParen');
    this.#parentheses--;
    return pipe;
  }

  string(token: Item): StringNode {
    const text = unquote(token.value);
    if (text === undefined) this.tokens.fail('invalid syntax');
    return { type: 'string', pos: token.pos, source: this.tokens.source, quoted: token.value, text };
  }

  #number(token: Item): Operand {
    const { source } = this.tokens;
    try {
      const complex = { int: undefined, uint: undefined, float: undefined, complex: true, ideal: undefined };
      const number =
        token.type === 'complex'
          ? complex
          : token.type === 'charConstant'
            ? parseCharConstant(token.value)
            : parseNumber(token.value);
      return { type: 'number', pos: token.pos, source, text: token.value, number };
    } catch (error) {
      return this.tokens.fail((error as Error).message);
    }
  }
}
