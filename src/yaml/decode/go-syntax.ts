import type { Node, ScalarNode } from '../compose/node.ts';
import { resolvePlain } from '../scalar/resolve.ts';

/** Of what is longer nobody reads the end. */
const MOST_NODES = 1000;

/** A node's value as Go's `%#v` prints it: go-yaml names keys that are no scalars by it. Undefined where it is too large. */
export function goSyntax(node: Node): string | undefined {
  let left = MOST_NODES;
  const print = (each: Node): string => {
    left--;
    if (left < 0) return '';
    if (each.kind === 'scalar') return printScalar(each);
    if (each.kind === 'alias') return print(each.target);
    const items = each.items.map(print);
    return each.kind === 'map' ? printMap(items) : `[]interface {}{${items.join(', ')}}`;
  };
  const text = print(node);
  return left < 0 ? undefined : text;
}

/** `items` are keys and values in turns; of equal keys the last counts. */
function printMap(items: readonly string[]): string {
  const entries = new Map<string, string>();
  for (let at = 0; at + 1 < items.length; at += 2) entries.set(items[at]!, items[at + 1]!);
  const sorted = [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[interface {}]interface {}{${sorted.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

function printScalar({ value, plain, tag }: ScalarNode): string {
  const resolved = plain && tag === '' ? resolvePlain(value) : value;
  if (resolved === null) return 'interface {}(nil)';
  return typeof resolved === 'string' ? JSON.stringify(resolved) : String(resolved);
}
