import type { Exec } from './frame.ts';
import { isEmptyTree, type ListNode } from './node.ts';

/** A parsed template; its closures are made when it is first executed. */
export class CompiledTemplate {
  readonly name: string;
  readonly tree: ListNode;
  readonly empty: boolean;
  readonly #compile: (tree: ListNode) => Exec;
  #body: Exec | undefined;

  constructor(name: string, tree: ListNode, compile: (tree: ListNode) => Exec) {
    this.name = name;
    this.tree = tree;
    this.empty = isEmptyTree(tree);
    this.#compile = compile;
  }

  get body(): Exec {
    return (this.#body ??= this.#compile(this.tree));
  }
}
