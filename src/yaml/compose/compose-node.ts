/** Tokens to one document's nodes: the node level of go-yaml's parserc.go, and the aliases of its decode.go. */
import type { YamlFailure } from '../failure.ts';
import type { Token } from '../scan/token.ts';
import { composeBlockMap, composeBlockSequence, composeIndentlessSequence } from './compose-block.ts';
import { composeFlowMap, composeFlowSequence } from './compose-flow.ts';
import type { Composition } from './composition.ts';
import { expected } from './expected.ts';
import type { CollectionNode, Node, ScalarNode } from './node.ts';
import type { Tokens } from './tokens.ts';

interface Properties {
  anchor: Token | undefined;
  tag: Token | undefined;
}

/** The node that begins here. A block mapping's value may be a sequence at the mapping's own indentation. */
export function composeNode(composition: Composition, block: boolean, indentless: boolean): Node {
  const { tokens } = composition;
  const first = tokens.peek();
  if (first.type === 'alias') return composition.alias(tokens.next());
  const properties = readProperties(tokens);
  const { anchor } = properties;
  const tag = properties.tag === undefined ? '' : composition.resolve(properties.tag);
  const token = tokens.peek();
  if (indentless && token.type === 'block-entry') {
    return composition.collection('sequence', token.start, anchor, composeIndentlessSequence);
  }
  if (token.type === 'scalar') return composition.anchored(scalarOf(tokens.next(), tag), anchor);
  const collection = composeCollection(composition, token, anchor, block);
  if (collection !== undefined) return collection;
  if (first === token) throw noContent(token);
  return composition.anchored({ ...composition.empty(first.start), end: token.start, tag }, anchor);
}

function readProperties(tokens: Tokens): Properties {
  const found: Properties = { anchor: undefined, tag: undefined };
  for (;;) {
    const { type } = tokens.peek();
    if ((type !== 'anchor' && type !== 'tag') || found[type] !== undefined) return found;
    found[type] = tokens.next();
  }
}

function scalarOf({ value, plain, start, end }: Token, tag: string): ScalarNode {
  return { kind: 'scalar', value, tag, plain, start, end };
}

function composeCollection(
  composition: Composition,
  token: Token,
  anchor: Token | undefined,
  block: boolean,
): CollectionNode | undefined {
  const { start, type } = token;
  if (type === 'flow-sequence-start')
    return composition.collection('sequence', start, anchor, composeFlowSequence);
  if (type === 'flow-mapping-start') return composition.collection('map', start, anchor, composeFlowMap);
  if (!block) return undefined;
  if (type === 'block-sequence-start')
    return composition.collection('sequence', start, anchor, composeBlockSequence);
  return type === 'block-mapping-start'
    ? composition.collection('map', start, anchor, composeBlockMap)
    : undefined;
}

function noContent(token: Token): YamlFailure {
  return expected('node content', token);
}
