import type { Item } from './item.ts';
import type { LexOptions } from './lex.ts';
import { isEmptyTree, nodeString } from './node.ts';
import type {
  BranchNode,
  EndNode,
  JumpNode,
  ListNode,
  PipeNode,
  Source,
  Statement,
  TemplateNode,
} from './node.ts';
import { parseError } from './parse-error.ts';
import { PipelineParser } from './parse-pipeline.ts';
import { quote } from './quote.ts';
import { TokenStream } from './token-stream.ts';

export interface ParseOptions {
  readonly leftDelimiter: string;
  readonly rightDelimiter: string;
  readonly hasFunction: (name: string) => boolean;
}

/** The templates of one text by name: the text itself and what it defines. */
export type Trees = Map<string, ListNode>;

/** Go's parse.Parse. Throws `TemplateError`. */
export function parse(name: string, text: string, options: ParseOptions): Trees {
  const lexOptions: LexOptions = {
    leftDelimiter: options.leftDelimiter,
    rightDelimiter: options.rightDelimiter,
    breakOK: !options.hasFunction('break'),
    continueOK: !options.hasFunction('continue'),
  };
  const tokens = new TokenStream({ name, text }, lexOptions);
  try {
    return new Parser(tokens, options.hasFunction).parse(name);
  } catch (error) {
    // Blocks within blocks within blocks: each level is a few frames of the JavaScript stack.
    if (error instanceof RangeError) throw parseError(name, 1, 'template is nested too deeply');
    throw error;
  }
}

class Parser {
  readonly #trees: Trees = new Map();
  readonly #tokens: TokenStream;
  readonly #pipelines: PipelineParser;
  #rangeDepth = 0;

  constructor(tokens: TokenStream, hasFunction: (name: string) => boolean) {
    this.#tokens = tokens;
    this.#pipelines = new PipelineParser(tokens, hasFunction);
  }

  get #source(): Source {
    return this.#tokens.source;
  }

  parse(name: string): Trees {
    const tokens = this.#tokens;
    const root = this.#list(tokens.peek().pos);
    while (tokens.peek().type !== 'EOF') {
      if (this.#definition()) continue;
      const node = this.#textOrAction();
      if (isEnd(node)) return tokens.fail(`unexpected ${nodeString(node)}`);
      root.nodes.push(node);
    }
    this.#add(name, root);
    return this.#trees;
  }

  #list(pos: number): ListNode {
    return { type: 'list', pos, source: this.#source, nodes: [] };
  }

  #add(name: string, tree: ListNode): void {
    const old = this.#trees.get(name);
    if (old === undefined || isEmptyTree(old)) this.#trees.set(name, tree);
    else if (!isEmptyTree(tree))
      this.#tokens.fail(`template: multiple definition of template ${quote(name)}`);
  }

  /** `{{define "name"}} … {{end}}`, which stands at the top level only. */
  #definition(): boolean {
    const tokens = this.#tokens;
    if (tokens.peek().type !== 'leftDelim') return false;
    const delimiter = tokens.next();
    if (tokens.nextNonSpace().type !== 'define') {
      tokens.backup2(delimiter);
      return false;
    }
    const context = 'define clause';
    const name = this.#pipelines.string(tokens.expect(['string', 'rawString'], context)).text;
    tokens.expect(['rightDelim'], context);
    this.#add(name, this.#ownScope(context));
    return true;
  }

  /** The body of a `define` or `block`, which sees no variable from outside and is in no range. */
  #ownScope(context: string): ListNode {
    const variables = this.#pipelines.variables;
    const rangeDepth = this.#rangeDepth;
    this.#pipelines.variables = ['$'];
    this.#rangeDepth = 0;
    const [list, end] = this.#itemList();
    if (end.type !== 'end') this.#tokens.fail(`unexpected ${nodeString(end)} in ${context}`);
    this.#pipelines.variables = variables;
    this.#rangeDepth = rangeDepth;
    return list;
  }

  #itemList(): [ListNode, EndNode] {
    const tokens = this.#tokens;
    const list = this.#list(tokens.peekNonSpace().pos);
    while (tokens.peekNonSpace().type !== 'EOF') {
      const node = this.#textOrAction();
      if (isEnd(node)) return [list, node];
      list.nodes.push(node);
    }
    return tokens.fail('unexpected EOF');
  }

  #textOrAction(): Statement | EndNode {
    const tokens = this.#tokens;
    const token = tokens.nextNonSpace();
    if (token.type === 'text') {
      return { type: 'text', pos: token.pos, source: this.#source, text: token.value };
    }
    if (token.type !== 'leftDelim') tokens.unexpected(token, 'input');
    tokens.actionLine = token.line;
    const node = this.#action(token.pos);
    tokens.actionLine = 0;
    return node;
  }

  #action(start: number): Statement | EndNode {
    const tokens = this.#tokens;
    const token = tokens.nextNonSpace();
    switch (token.type) {
      case 'block':
        return this.#block(start);
      case 'break':
      case 'continue':
        return this.#jump(token);
      case 'else':
        return this.#else();
      case 'end':
        return { type: 'end', pos: tokens.expect(['rightDelim'], 'end').pos, source: this.#source };
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(token.type, start);
      case 'template':
        return this.#template(start);
      default:
        break;
    }
    tokens.backup();
    const { pos } = tokens.peek();
    const pipe = this.#pipelines.pipeline('command', 'rightDelim');
    return { type: 'action', pos, source: this.#source, pipe, start, end: tokens.actionEnd };
  }

  #jump(token: Item): JumpNode {
    const tokens = this.#tokens;
    const type = token.type as JumpNode['type'];
    const next = tokens.nextNonSpace();
    if (next.type !== 'rightDelim') tokens.unexpected(next, `{{${type}}}`);
    if (this.#rangeDepth === 0) tokens.fail(`{{${type}}} outside {{range}}`);
    return { type, pos: token.pos, source: this.#source };
  }

  /** `{{else if …}}` and `{{else with …}}` leave their keyword for `#elseList`. */
  #else(): EndNode {
    const tokens = this.#tokens;
    const next = tokens.peekNonSpace();
    const chained = next.type === 'if' || next.type === 'with';
    const { pos } = chained ? next : tokens.expect(['rightDelim'], 'else');
    return { type: 'else', pos, source: this.#source };
  }

  #branch(type: BranchNode['type'], start: number): BranchNode {
    const pipelines = this.#pipelines;
    const scope = pipelines.variables.length;
    const pipe = pipelines.pipeline(type, 'rightDelim');
    const end = this.#tokens.actionEnd;
    if (type === 'range') this.#rangeDepth++;
    const [list, next] = this.#itemList();
    if (type === 'range') this.#rangeDepth--;
    const elseList = next.type === 'else' ? this.#elseList(type, next) : undefined;
    pipelines.variables.length = scope;
    return { type, pos: pipe.pos, source: this.#source, pipe, list, elseList, start, end };
  }

  #elseList(type: BranchNode['type'], next: EndNode): ListNode {
    const tokens = this.#tokens;
    const start = tokens.actionStart;
    if (type !== 'range' && tokens.peek().type === type) {
      tokens.next();
      const list = this.#list(next.pos);
      list.nodes.push(this.#branch(type, start));
      return list;
    }
    const [list, end] = this.#itemList();
    if (end.type !== 'end') tokens.fail(`expected end; found ${nodeString(end)}`);
    return list;
  }

  #block(start: number): TemplateNode {
    const tokens = this.#tokens;
    const context = 'block clause';
    const token = tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipe = this.#pipelines.pipeline(context, 'rightDelim');
    const end = tokens.actionEnd;
    this.#add(name, this.#ownScope(context));
    return { type: 'template', pos: token.pos, source: this.#source, name, pipe, start, end };
  }

  #template(start: number): TemplateNode {
    const tokens = this.#tokens;
    const context = 'template clause';
    const token = tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    let pipe: PipeNode | undefined;
    if (tokens.nextNonSpace().type !== 'rightDelim') {
      tokens.backup();
      pipe = this.#pipelines.pipeline(context, 'rightDelim');
    }
    return {
      type: 'template',
      pos: token.pos,
      source: this.#source,
      name,
      pipe,
      start,
      end: tokens.actionEnd,
    };
  }

  #templateName(token: Item, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') this.#tokens.unexpected(token, context);
    return this.#pipelines.string(token).text;
  }
}

function isEnd(node: Statement | EndNode): node is EndNode {
  return node.type === 'end' || node.type === 'else';
}
