/** A document's nodes; `start` and `end` are offsets into the text. */
export type Node = ScalarNode | CollectionNode | AliasNode;

interface Placed {
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: string;
  /** Resolved, e.g. `tag:yaml.org,2002:int`; '' where there is none. */
  readonly tag: string;
  /** Neither quoted nor a block scalar. */
  readonly plain: boolean;
}

export interface CollectionNode {
  readonly kind: 'map' | 'sequence';
  readonly start: number;
  /** Behind the closing bracket, or where the last item ends. */
  end: number;
  /** Of a map: key, value, key, value …; of one that is broken off the last value may be missing. */
  readonly items: Node[];
}

export interface AliasNode extends Placed {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: Node;
}

export interface DocumentNode {
  readonly contents: Node;
  /** `text.slice(start, end)` is the document without its `---` line. */
  readonly start: number;
  readonly end: number;
}
