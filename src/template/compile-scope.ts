import type { Callable, Parameter } from './callable.ts';
import type { Eval } from './frame.ts';
import type { Operand } from './node.ts';
import type { TraceNode } from './trace-log.ts';

/** `$` where it has not been declared anew. */
export const ROOT_SLOT = -1;

export interface Variable {
  readonly name: string;
  readonly slot: number;
}

/** What a set lends to the compiler. */
export interface CompileSite {
  readonly missingKey: 'default' | 'zero' | 'error';
  readonly lookup: (name: string) => Callable | undefined;
  /** Compiles an argument for a parameter of a type: calls and field chains have arguments, arguments hold pipelines. */
  readonly argument: (node: Operand, type: Parameter, scope: Scope) => Eval;
  /** Registers an action or guard for traces and answers its number. */
  readonly register: (node: TraceNode) => number;
}

/** The variables that are in scope while a template is compiled, innermost last. */
export class Scope {
  readonly site: CompileSite;
  #variables: Variable[];
  readonly #slots: { count: number };

  constructor(
    site: CompileSite,
    variables: Variable[] = [{ name: '$', slot: ROOT_SLOT }],
    slots = { count: 0 },
  ) {
    this.site = site;
    this.#variables = variables;
    this.#slots = slots;
  }

  declare(name: string): number {
    const slot = this.#slots.count++;
    this.#variables.push({ name, slot });
    return slot;
  }

  find(name: string): Variable | undefined {
    return this.#variables.findLast((variable) => variable.name === name);
  }

  /** The same scope as it is now, for code that is compiled later. */
  snapshot(): Scope {
    return new Scope(this.site, [...this.#variables], this.#slots);
  }

  /** Runs `compile` and forgets the variables that it declared. */
  block<T>(compile: () => T): T {
    const depth = this.#variables.length;
    const result = compile();
    this.#variables.length = depth;
    return result;
  }
}
