/**
 * What one execution of one template remembers: for each span of its output the action that wrote it and the value
 * paths that the action read, for each guard (`if`, `with`, `range`) what it read and which way it went. Flat number
 * arrays, so that a log costs little to write and nothing to throw away.
 */

/** Interned value paths. Id 0 is "no known path"; id 1 is the root `.`; `child` gives the id of a key or index below one. */
export class PathTable {
  readonly #parents: number[] = [0, 0];
  readonly #keys: (string | number)[] = ['', ''];
  readonly #children: (Map<string | number, number> | undefined)[] = [undefined, undefined];

  static readonly UNKNOWN = 0;
  static readonly ROOT = 1;

  child(parent: number, key: string | number): number {
    if (parent === PathTable.UNKNOWN) return PathTable.UNKNOWN;
    let children = this.#children[parent];
    if (children === undefined) this.#children[parent] = children = new Map();
    let id = children.get(key);
    if (id === undefined) {
      id = this.#parents.push(parent) - 1;
      this.#keys.push(key);
      this.#children.push(undefined);
      children.set(key, id);
    }
    return id;
  }

  /** Whether a path is `outer` or below it. */
  isWithin(path: number, outer: number): boolean {
    // A path is always newer than what it is below.
    for (let at = path; at >= outer; at = this.#parents[at]!) if (at === outer) return true;
    return false;
  }

  /** The keys from the root, e.g. `['Values', 'image', 'tag']`; `[]` for the root and for an unknown path. */
  keys(id: number): (string | number)[] {
    const keys: (string | number)[] = [];
    for (let at = id; at > PathTable.ROOT; at = this.#parents[at]!) keys.unshift(this.#keys[at]!);
    return keys;
  }
}

/** A node of a parsed template, as a trace needs it. Made once per parse, shared by every execution. */
export interface TraceNode {
  /** The template's name as parsed, e.g. `payments-api/templates/deployment.yaml`. */
  readonly template: string;
  readonly line: number;
  readonly column: number;
  /** The action's source, e.g. `{{ .Values.image.tag | quote }}` without the braces. */
  readonly source: string;
  /** Guards only: literal text of each branch, nested ones included, to find what a branch would have printed: [then, else]. */
  readonly branches?: readonly [string, string];
  /** Guards only: the names of templates that each branch would have included, nested ones too. */
  readonly includes?: readonly [readonly string[], readonly string[]];
}

/** Numbers per record in `TraceLog.spans`: output start, output end, node, first read, last read + 1. */
export const SPAN = 5;
/** Numbers per record in `TraceLog.guards`: node, branch taken (0 then, 1 else, -1 neither), output start, output end, first read, last read + 1. */
export const GUARD = 6;

export interface TraceRecords {
  /** Path ids in the order in which they were read. */
  readonly reads: readonly number[];
  /**
   * Records of `SPAN` numbers, by output start, for every output-writing action (not literal text) of the executed
   * template itself; the reads of what it included, piped and declared are among its reads.
   */
  readonly spans: readonly number[];
  /** Records of `GUARD` numbers, in order of evaluation; those inside an include carry the including action's output start. */
  readonly guards: readonly number[];
}

/** What the records of a log refer to. */
export interface TraceHead {
  /** The template that was executed. */
  readonly template: string;
  readonly paths: PathTable;
  readonly nodes: readonly TraceNode[];
  /** The literal text of a template of the set and of what it includes; `''` for a name that there is not. */
  readonly textOf: (template: string) => string;
}

/** Most logs are never asked: their records are worked out at the first question. */
export class TraceLog implements TraceHead, TraceRecords {
  readonly template: string;
  readonly paths: PathTable;
  readonly nodes: readonly TraceNode[];
  readonly textOf: (template: string) => string;
  #make: (() => TraceRecords) | undefined;
  #records: TraceRecords | undefined;

  constructor({ template, paths, nodes, textOf }: TraceHead, make: () => TraceRecords) {
    this.template = template;
    this.paths = paths;
    this.nodes = nodes;
    this.textOf = textOf;
    this.#make = make;
  }

  /** The same with other records. */
  with(change: (records: TraceRecords) => TraceRecords): TraceLog {
    return new TraceLog(this, () => change(this.#made()));
  }

  get reads(): readonly number[] {
    return this.#made().reads;
  }

  get spans(): readonly number[] {
    return this.#made().spans;
  }

  get guards(): readonly number[] {
    return this.#made().guards;
  }

  #made(): TraceRecords {
    this.#records ??= this.#make!();
    this.#make = undefined;
    return this.#records;
  }
}
