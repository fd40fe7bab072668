import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import type { ScalarNode } from '../compose/node.ts';
import { isMergeKey } from '../decode/merge.ts';
import { scalarKey } from '../decode/scalar.ts';
import type { Aliases } from './aliases.ts';

/** A field as written: its value's node, and its key's where it has one. */
export interface Entry {
  readonly node: ParsedNode | null;
  readonly key: ParsedNode | undefined;
  /** Where it begins: the key, the item, or the document. */
  readonly start: number;
  readonly aliases: Aliases;
}

/** The entry one key or index further in. */
export function step(entry: Entry, segment: string | number): Entry | undefined {
  const node = follow(entry.node, entry.aliases);
  if (node === null) return undefined;
  if (isSeq(node)) return itemOf(entry, (node.items as ParsedNode[])[Number(segment)]);
  return isMap(node) ? fieldOf(entry, node, String(segment), new Set()) : undefined;
}

function itemOf(entry: Entry, item: ParsedNode | undefined): Entry | undefined {
  return item && { node: item, key: undefined, start: item.range[0], aliases: entry.aliases };
}

/** The last entry of that name, as the last one wins; a merge key counts where it stands. */
function fieldOf(entry: Entry, map: ParsedNode, name: string, seen: Set<ParsedNode>): Entry | undefined {
  if (!isMap(map) || seen.has(map)) return undefined;
  seen.add(map);
  for (const { key, value } of map.items.toReversed()) {
    const found = isMerge(key)
      ? mergedField(entry, value, name, seen)
      : keyName(key, entry.aliases) === name && {
          node: value,
          key,
          start: key.range[0],
          aliases: entry.aliases,
        };
    if (found) return found;
  }
  return undefined;
}

function mergedField(
  entry: Entry,
  value: ParsedNode | null,
  name: string,
  seen: Set<ParsedNode>,
): Entry | undefined {
  const source = follow(value, entry.aliases);
  const sources = source !== null && isSeq(source) ? (source.items as ParsedNode[]) : [source];
  for (const each of sources) {
    const map = follow(each, entry.aliases);
    const found = map === null ? undefined : fieldOf(entry, map, name, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMerge(key: ParsedNode | null): boolean {
  return key !== null && isScalar(key) && isMergeKey(asNode(key));
}

function keyName(key: ParsedNode | null, aliases: Aliases): string | undefined {
  const node = follow(key, aliases);
  if (node === null || !isScalar(node)) return undefined;
  try {
    return scalarKey(asNode(node));
  } catch {
    return undefined;
  }
}

function asNode({ value, tag = '', type, range }: Scalar.Parsed): ScalarNode {
  const plain = type === undefined || type === 'PLAIN';
  return { kind: 'scalar', value: String(value), tag, plain, start: range[0], end: range[1] };
}

/** An alias's target; through a chain of them. */
function follow(node: ParsedNode | null, aliases: Aliases): ParsedNode | null {
  let at = node;
  for (let hops = 0; at !== null && isAlias(at) && hops < 100; hops += 1) at = aliases.get(at) ?? null;
  return at !== null && isAlias(at) ? null : at;
}
