import { type Alias, isAlias, isMap, isSeq, type ParsedNode } from 'yaml';

/** What each alias of a document stands for. */
export type Aliases = ReadonlyMap<Alias.Parsed, ParsedNode>;

/** Binds each alias to the nearest anchor of its name before it; one whose anchor doesn't exist is left out. */
export function bindAliases(contents: ParsedNode | null): Aliases {
  const anchors = new Map<string, ParsedNode>();
  const aliases = new Map<Alias.Parsed, ParsedNode>();
  bind(contents);
  return aliases;

  function bind(node: ParsedNode | null): void {
    if (node === null) return;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) aliases.set(node, target);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isSeq(node)) for (const item of node.items) bind(item as ParsedNode | null);
    if (isMap(node))
      for (const { key, value } of node.items) {
        bind(key);
        bind(value);
      }
  }
}
