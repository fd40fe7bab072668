import { BUILTINS } from './builtins/index.ts';
import { DEFAULT_LIMITS, engineLimit, type Limits } from './budgets.ts';
import type { Callable } from './callable.ts';
import { CompiledTemplate } from './compiled-template.ts';
import { compileTemplate } from './compile.ts';
import { compileArgument } from './compile-pipeline.ts';
import type { CompileSite } from './compile-scope.ts';
import { TemplateError } from './errors.ts';
import { Execution, type TextTemplates } from './execution.ts';
import { unrolled, type IncludeMemo } from './include-memo.ts';
import { Namespace } from './namespace.ts';
import { parse, type ParseOptions } from './parse.ts';
import { quote } from './quote.ts';
import { PathTable, TraceLog, type TraceNode } from './trace-log.ts';
import { printedText } from './trace-node.ts';
import type { FunctionTable, Value } from './value.ts';

export interface TemplateSetOptions {
  /** Beside the builtins, and before them. */
  readonly functions: FunctionTable;
  /** What a missing map key is, as Go's `missingkey` option; `invalid` is Go's other name for `default`. */
  readonly missingKey?: 'default' | 'invalid' | 'zero' | 'error';
  readonly leftDelimiter?: string;
  readonly rightDelimiter?: string;
  /** The name of the template that the others are associated with, and of texts given to `executeText`; Helm's `gotpl`. */
  readonly name?: string;
}

export interface ExecuteOptions {
  /** For functions: `CallContext.host`. */
  readonly host?: unknown;
  readonly limits?: Limits;
  /** To it the steps are added that the execution took, also one that failed. */
  readonly ledger?: { steps: number };
  /** True unless told otherwise; without it the log is empty. */
  readonly trace?: boolean;
  /** Shared over executions. */
  readonly paths?: PathTable;
  /** Shared over executions of the same dots. */
  readonly memo?: IncludeMemo;
  /** The path id of dot; `PathTable.ROOT` by default. */
  readonly rootPath?: number;
}

export interface ExecuteResult {
  readonly output: string;
  readonly log: TraceLog;
}

/** Texts given to `executeText` that are kept parsed. */
const MOST_TEXTS = 2000;
/** Characters of them, for what is parsed takes many times the memory of its text. */
const MOST_TEXT_LENGTH = 4_000_000;

/** Templates that see each other: Go's `template.Template` with its associated templates. */
export class TemplateSet {
  readonly #name: string;
  readonly #functions: FunctionTable;
  readonly #parseOptions: ParseOptions;
  readonly #site: CompileSite;
  readonly #templates: Namespace = new Namespace();
  readonly #texts: Map<string, TextTemplates> = new Map();
  #textLength = 0;
  readonly #nodes: TraceNode[] = [];
  readonly #textOf = (name: string): string => {
    const tree = this.#templates.lookup(name)?.tree;
    return tree === undefined ? '' : printedText(tree, (other) => this.#templates.lookup(other)?.tree);
  };

  constructor(options: TemplateSetOptions) {
    this.#name = options.name ?? 'gotpl';
    this.#functions = options.functions;
    this.#parseOptions = {
      leftDelimiter: options.leftDelimiter || '{{',
      rightDelimiter: options.rightDelimiter || '}}',
      hasFunction: (name) => this.#lookup(name) !== undefined,
    };
    const missingKey = options.missingKey === 'invalid' ? 'default' : (options.missingKey ?? 'default');
    this.#site = {
      missingKey,
      argument: compileArgument,
      lookup: (name) => this.#lookup(name),
      register: (node) => this.#nodes.push(node) - 1,
    };
  }

  #lookup(name: string): Callable | undefined {
    return this.#functions.get(name) ?? BUILTINS.get(name);
  }

  /** Adds a text and what it defines. Throws `TemplateError`. */
  parse(name: string, text: string): void {
    for (const template of this.#parse(name, text)) this.#templates.define(template);
  }

  #parse(name: string, text: string): CompiledTemplate[] {
    const compile = (tree: CompiledTemplate['tree']): CompiledTemplate['body'] =>
      compileTemplate(tree, this.#site);
    return [...parse(name, text, this.#parseOptions)].map(
      ([own, tree]) => new CompiledTemplate(own, tree, compile),
    );
  }

  has(name: string): boolean {
    return this.#templates.lookup(name) !== undefined;
  }

  names(): string[] {
    return this.#templates.names();
  }

  /** Executes a template. Throws `TemplateError` or `BudgetError`. */
  execute(name: string, dot: Value, options: ExecuteOptions = {}): ExecuteResult {
    const template = this.#templates.lookup(name);
    if (template === undefined) throw this.#noTemplate(name);
    const rootPath = options.rootPath ?? PathTable.ROOT;
    const run = this.#execution(options, rootPath);
    try {
      run.run(template, dot, run.tracing ? rootPath : 0, 0, 0);
    } catch (error) {
      throw engineLimit(error) ?? error;
    } finally {
      if (options.ledger) options.ledger.steps += run.limits.steps - run.stepsLeft;
    }
    const head = { template: name, paths: run.paths, nodes: this.#nodes, textOf: this.#textOf };
    return { output: run.out, log: new TraceLog(head, () => unrolled(run.logged)) };
  }

  #execution(options: ExecuteOptions, rootPath: number): Execution {
    return new Execution({
      host: options.host,
      limits: options.limits ?? DEFAULT_LIMITS,
      tracing: options.trace ?? true,
      paths: options.paths ?? new PathTable(),
      rootPath,
      setName: this.#name,
      memo: options.memo,
      namespace: this.#templates,
      parseText: (text) => this.#text(text),
    });
  }

  #noTemplate(name: string): TemplateError {
    const reason = `no template ${quote(name)} associated with template ${quote(this.#name)}`;
    const place = { template: name, line: 1, column: 1, goColumn: 0 };
    return new TemplateError('execute', `template: ${reason}`, place, reason);
  }

  #text(text: string): TextTemplates {
    let parsed = this.#texts.get(text);
    if (parsed === undefined) {
      const templates = this.#parse(this.#name, text);
      parsed = { main: templates.at(-1)!, defined: templates };
      this.#keep(text, parsed);
    }
    return parsed;
  }

  #keep(text: string, parsed: TextTemplates): void {
    this.#textLength += text.length;
    if (this.#texts.size >= MOST_TEXTS || this.#textLength > MOST_TEXT_LENGTH) {
      this.#texts.clear();
      this.#textLength = text.length;
    }
    this.#texts.set(text, parsed);
  }
}
