import { MAX_DEPTH, tooDeep } from '../depth.ts';
import { YamlFailure } from '../failure.ts';
import type { Token } from '../scan/token.ts';
import type { AliasNode, CollectionNode, Node, ScalarNode } from './node.ts';
import type { Tokens } from './tokens.ts';

const defaultHandles = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

/** Reads the node that begins at the next token. */
type ComposeNode = (composition: Composition, block: boolean, indentless: boolean) => Node;

/** Reads the items of a collection; answers where its bracket closes it, if one does. */
type Fill = (composition: Composition, items: Node[]) => number | undefined;

/** What composing one document goes along with. */
export class Composition {
  readonly tokens: Tokens;
  readonly #handles: ReadonlyMap<string, string>;
  readonly #anchors = new Map<string, Node>();
  readonly #compose: ComposeNode;
  /** The collection around all others, also while it is being read. */
  outermost: CollectionNode | undefined;
  #depth = 0;

  constructor(tokens: Tokens, handles: ReadonlyMap<string, string>, compose: ComposeNode) {
    this.tokens = tokens;
    this.#handles = handles;
    this.#compose = compose;
  }

  node(block: boolean, indentless: boolean): Node {
    return this.#compose(this, block, indentless);
  }

  empty(at: number): ScalarNode {
    return { kind: 'scalar', value: '', tag: '', plain: true, start: at, end: at };
  }

  anchored<T extends Node>(node: T, anchor: Token | undefined): T {
    if (anchor !== undefined) this.#anchors.set(anchor.value, node);
    return node;
  }

  alias({ value: name, start, end }: Token): AliasNode {
    const target = this.#anchors.get(name);
    if (target === undefined)
      throw new YamlFailure('invalid', `unknown anchor '${name}' referenced`, start, end);
    return { kind: 'alias', name, target, start, end };
  }

  /** A tag with its handle resolved. */
  resolve({ value: handle, suffix, start, end }: Token): string {
    if (handle === '') return suffix;
    const prefix = this.#handles.get(handle) ?? defaultHandles.get(handle);
    if (prefix === undefined)
      throw new YamlFailure('invalid', `found undefined tag handle ${handle}`, start, end);
    return prefix + suffix;
  }

  /** Fills a collection, whose anchor its own items may already name. */
  collection(
    kind: CollectionNode['kind'],
    start: number,
    anchor: Token | undefined,
    fill: Fill,
  ): CollectionNode {
    if (this.#depth >= MAX_DEPTH) throw tooDeep(start);
    const node = this.anchored<CollectionNode>({ kind, start, end: start, items: [] }, anchor);
    this.outermost ??= node;
    this.#depth += 1;
    node.end = fill(this, node.items) ?? node.items.at(-1)?.end ?? start;
    this.#depth -= 1;
    return node;
  }
}
