/**
 * Nodes to plain data, as `go.yaml.in/yaml/v2` (decode.go) and sigs.k8s.io/yaml do it: merge keys take effect where
 * they stand and later keys win, aliases are copies under a budget, keys become strings.
 */
import { type Alias, isAlias, isMap, isScalar, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../../types.ts';
import { plainKey } from '../scalar/key.ts';
import type { Aliases } from './aliases.ts';
import { AliasBudget } from './alias-budget.ts';
import { MAX_DEPTH, tooDeep } from './depth.ts';
import { YamlFailure } from './failure.ts';
import { isMergeKey, mergeSources } from './merge.ts';
import { type ScalarNode, scalarKey, scalarValue } from './scalar.ts';

export interface Converted {
  readonly value: Json;
  readonly duplicates: readonly YamlFailure[];
}

/** @throws YamlFailure at what Go would refuse too. */
export function convert(contents: ParsedNode | null, aliases: Aliases): Converted {
  return new Conversion(aliases).run(contents);
}

type Node = ParsedNode | null;

class Conversion {
  readonly #aliases: Aliases;
  /** The collections that are being read: an alias to one of them contains itself. */
  readonly #open = new Set<ParsedNode>();
  readonly #budget = new AliasBudget();
  readonly #duplicates = new Map<number, YamlFailure>();

  constructor(aliases: Aliases) {
    this.#aliases = aliases;
  }

  run(contents: Node): Converted {
    this.#budget.count(0, 1);
    return { value: this.#value(contents), duplicates: [...this.#duplicates.values()] };
  }

  #value(node: Node): Json {
    this.#budget.count(node?.range[0] ?? 0, node?.range[1] ?? 0);
    if (node === null) return null;
    if (isAlias(node)) return this.#alias(node, (target) => this.#value(target));
    if (isScalar(node)) return scalarValue(node as ScalarNode);
    return this.#collection(node, () =>
      isMap(node) ? this.#map(node, {}) : this.#sequence(node as YAMLSeq.Parsed),
    );
  }

  #collection<T>(node: ParsedNode, read: () => T): T {
    if (this.#open.size >= MAX_DEPTH) throw tooDeep(node.range[0]);
    this.#open.add(node);
    const value = read();
    this.#open.delete(node);
    return value;
  }

  #alias<T>(node: Alias.Parsed, read: (target: ParsedNode) => T): T {
    const target = this.#aliases.get(node);
    const [start, end] = node.range;
    if (target === undefined)
      throw new YamlFailure('invalid', `unknown anchor '${node.source}' referenced`, start, end);
    if (this.#open.has(target))
      throw new YamlFailure('invalid', `anchor '${node.source}' value contains itself`, start, end);
    return this.#budget.inAlias(() => read(target));
  }

  #sequence(node: YAMLSeq.Parsed): Json {
    return node.items.map((item) => this.#value(item as Node));
  }

  #map(node: YAMLMap.Parsed, into: Record<string, Json>): Record<string, Json> {
    const own = new Set<string>();
    for (const { key, value } of node.items) {
      if (isMergeKey(key)) {
        this.#merge(key, value, into);
        continue;
      }
      const name = this.#key(key);
      if (own.has(name)) this.#duplicate(name, key);
      own.add(name);
      setOwn(into, name, this.#value(value));
    }
    return into;
  }

  #duplicate(name: string, key: ParsedNode): void {
    const [start, end] = key.range;
    this.#duplicates.set(
      start,
      new YamlFailure('duplicate-key', `key ${JSON.stringify(name)} is already set in this map`, start, end),
    );
  }

  #key(node: Node): string {
    this.#budget.count(node?.range[0] ?? 0, node?.range[1] ?? 0);
    if (node === null) throw new YamlFailure('invalid', 'a null can not be a key', 0, 1);
    if (isAlias(node)) return this.#alias(node, (target) => this.#key(target));
    if (isScalar(node)) return scalarKey(node as ScalarNode, plainKey);
    throw new YamlFailure(
      'invalid',
      `a ${isMap(node) ? 'map' : 'sequence'} can not be a key`,
      node.range[0],
      node.range[1],
    );
  }

  #merge(key: ParsedNode, value: Node, into: Record<string, Json>): void {
    for (const source of mergeSources(key, value)) this.#mergeOne(source, into);
  }

  #mergeOne(source: ParsedNode, into: Record<string, Json>): void {
    this.#budget.count(source.range[0], source.range[1]);
    if (isAlias(source)) {
      this.#alias(source, (target) => {
        if (!isMap(target)) throw wantMap(source);
        this.#mergeOne(target, into);
      });
    } else if (isMap(source)) {
      this.#collection(source, () => this.#map(source, into));
    } else throw wantMap(source);
  }
}

function wantMap(node: ParsedNode): YamlFailure {
  return new YamlFailure(
    'invalid',
    'map merge requires map or sequence of maps as the value',
    node.range[0],
    node.range[1],
  );
}

/** An own property whatever the name, `__proto__` included. */
function setOwn(object: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}
