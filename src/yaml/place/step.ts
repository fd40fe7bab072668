import type { CollectionNode, Node } from '../compose/node.ts';
import { isMergeKey } from '../decode/merge.ts';
import { scalarKey } from '../decode/scalar.ts';

/** A field as written: its value's node, and its key's where it has one. */
export interface Entry {
  readonly node: Node | undefined;
  readonly key: Node | undefined;
  /** Where it begins: the key, the item, or the document. */
  readonly start: number;
}

/** The entry one key or index further in. */
export function step({ node }: Entry, segment: string | number): Entry | undefined {
  const at = follow(node);
  if (at?.kind === 'sequence') return itemOf(at.items[Number(segment)]);
  return at?.kind === 'map' ? fieldOf(at, String(segment), new Set()) : undefined;
}

function itemOf(item: Node | undefined): Entry | undefined {
  return item && { node: item, key: undefined, start: item.start };
}

/** The last entry of that name, as the last one wins; a merge key counts where it stands. */
function fieldOf(map: CollectionNode, name: string, seen: Set<Node>): Entry | undefined {
  if (seen.has(map)) return undefined;
  seen.add(map);
  const { items } = map;
  for (let at = (items.length - 1) & ~1; at >= 0; at -= 2) {
    const [key, value] = [items[at]!, items[at + 1]];
    const found = isMergeKey(key)
      ? mergedField(value, name, seen)
      : keyName(key) === name && { node: value, key, start: key.start };
    if (found) return found;
  }
  return undefined;
}

function mergedField(value: Node | undefined, name: string, seen: Set<Node>): Entry | undefined {
  const source = follow(value);
  for (const each of source?.kind === 'sequence' ? source.items : [source]) {
    const map = follow(each);
    const found = map?.kind === 'map' ? fieldOf(map, name, seen) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyName(key: Node): string | undefined {
  const node = follow(key);
  if (node?.kind !== 'scalar') return undefined;
  try {
    return scalarKey(node);
  } catch {
    return undefined;
  }
}

/** An alias's target; through a chain of them. */
function follow(node: Node | undefined): Exclude<Node, { kind: 'alias' }> | undefined {
  let at = node;
  for (let hops = 0; at?.kind === 'alias' && hops < 100; hops += 1) at = at.target;
  return at?.kind === 'alias' ? undefined : at;
}
