/**
 * Nodes to plain data, as `go.yaml.in/yaml/v2` (decode.go) and sigs.k8s.io/yaml do it: merge keys take effect where
 * they stand and later keys win, aliases are copies under a budget, keys become strings.
 */
import type { AliasNode, CollectionNode, Node } from '../compose/node.ts';
import { MAX_DEPTH, tooDeep } from '../depth.ts';
import { YamlFailure } from '../failure.ts';
import type { Json } from '../../types.ts';
import { setOwn } from '../own-property.ts';
import { AliasBudget } from './alias-budget.ts';
import { goSyntax } from './go-syntax.ts';
import { isMergeKey, mergeSources, wantMap } from './merge.ts';
import { scalarKey, scalarValue } from './scalar.ts';

/** A key that is set once more, by offsets. */
interface Duplicate {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Converted {
  readonly value: Json;
  readonly duplicates: readonly Duplicate[];
}

/** @throws YamlFailure at what Go would refuse too. */
export function convert(contents: Node): Converted {
  const conversion = new Conversion();
  const value = conversion.run(contents);
  return { value, duplicates: [...conversion.duplicates.values()] };
}

class Conversion {
  /** By offset: an aliased map is read more than once. */
  readonly duplicates = new Map<number, Duplicate>();
  /** The collections that are being read: an alias to one of them contains itself. */
  readonly #open = new Set<Node>();
  readonly #budget = new AliasBudget();

  run(contents: Node): Json {
    this.#budget.count(contents);
    return this.#value(contents);
  }

  #value(node: Node): Json {
    this.#budget.count(node);
    if (node.kind === 'scalar') return scalarValue(node);
    if (node.kind === 'alias') return this.#alias(node, (target) => this.#value(target));
    return this.#collection(node, () =>
      node.kind === 'map' ? this.#map(node, {}) : node.items.map((item) => this.#value(item)),
    );
  }

  #collection<T>(node: CollectionNode, read: () => T): T {
    if (this.#open.size >= MAX_DEPTH) throw tooDeep(node.start);
    this.#open.add(node);
    const value = read();
    this.#open.delete(node);
    return value;
  }

  #alias<T>(node: AliasNode, read: (target: Node) => T): T {
    if (this.#open.has(node.target)) {
      throw new YamlFailure('invalid', `anchor '${node.name}' value contains itself`, node.start, node.end);
    }
    return this.#budget.inAlias(() => read(node.target));
  }

  #map({ items }: CollectionNode, into: Record<string, Json>): Record<string, Json> {
    const own = new Set<string>();
    for (let index = 0; index + 1 < items.length; index += 2) {
      const [key, value] = [items[index] as Node, items[index + 1] as Node];
      if (isMergeKey(key)) {
        for (const source of mergeSources(value)) this.#merge(source, into);
        continue;
      }
      const name = this.#key(key, value);
      if (own.has(name)) this.#duplicate(name, key);
      own.add(name);
      setOwn(into, name, this.#value(value));
    }
    return into;
  }

  #duplicate(name: string, key: Node): void {
    const { start, end } = key;
    const message = `key ${JSON.stringify(name)} is already set in this map`;
    this.duplicates.set(start, { message, start, end });
  }

  #key(node: Node, value: Node): string {
    this.#budget.count(node);
    if (node.kind === 'scalar') return scalarKey(node, value);
    if (node.kind === 'alias') return this.#alias(node, (target) => this.#key(target, value));
    // What is wrong inside it comes first.
    this.#value(node);
    throw invalidKey(node);
  }

  #merge(source: Node, into: Record<string, Json>): void {
    this.#budget.count(source);
    if (source.kind === 'map') this.#collection(source, () => this.#map(source, into));
    else if (source.kind === 'alias' && source.target.kind === 'map') {
      this.#alias(source, (target) => this.#merge(target, into));
    } else throw wantMap(source);
  }
}

function invalidKey(node: CollectionNode): YamlFailure {
  const failure = new YamlFailure('invalid', `invalid map key: a ${node.kind}`, node.start, node.start + 1);
  const printed = goSyntax(node);
  if (printed !== undefined) failure.goWords = `yaml: invalid map key: ${printed}`;
  return failure;
}
