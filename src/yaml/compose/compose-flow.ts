import type { Composition } from './composition.ts';
import { expected } from './expected.ts';
import type { Node } from './node.ts';

export function composeFlowSequence(composition: Composition, items: Node[]): number {
  const { tokens } = composition;
  tokens.next();
  for (let first = true; tokens.peek().type !== 'flow-sequence-end'; first = false) {
    if (!first && tokens.peek().type !== 'flow-entry') throw expected("',' or ']'", tokens.peek());
    if (!first) tokens.next();
    const token = tokens.peek();
    if (token.type === 'key') items.push(composition.collection('map', token.start, undefined, composePair));
    else if (token.type !== 'flow-sequence-end') items.push(composition.node(false, false));
    else break;
  }
  return tokens.next().end;
}

/** `[key: value]`, a map of one pair. Where the key is empty, libyaml drops the indicator behind it, and so do we. */
function composePair(composition: Composition, items: Node[]): undefined {
  const { tokens } = composition;
  tokens.next();
  const key = tokens.peek();
  if (key.type === 'value' || key.type === 'flow-entry' || key.type === 'flow-sequence-end') {
    items.push(composition.empty(key.end));
    tokens.next();
  } else items.push(composition.node(false, false));
  items.push(composeFlowValue(composition, 'flow-sequence-end'));
}

export function composeFlowMap(composition: Composition, items: Node[]): number {
  const { tokens } = composition;
  tokens.next();
  for (let first = true; tokens.peek().type !== 'flow-mapping-end'; first = false) {
    if (!first && tokens.peek().type !== 'flow-entry') throw expected("',' or '}'", tokens.peek());
    if (!first) tokens.next();
    if (tokens.peek().type === 'flow-mapping-end') break;
    composeFlowEntry(composition, items);
  }
  return tokens.next().end;
}

function composeFlowEntry(composition: Composition, items: Node[]): void {
  const { tokens } = composition;
  if (tokens.peek().type !== 'key') {
    items.push(composition.node(false, false), composition.empty(tokens.peek().start));
    return;
  }
  tokens.next();
  const { type, start } = tokens.peek();
  const isEmpty = type === 'value' || type === 'flow-entry' || type === 'flow-mapping-end';
  items.push(isEmpty ? composition.empty(start) : composition.node(false, false));
  items.push(composeFlowValue(composition, 'flow-mapping-end'));
}

function composeFlowValue(composition: Composition, close: 'flow-sequence-end' | 'flow-mapping-end'): Node {
  const { tokens } = composition;
  if (tokens.peek().type !== 'value') return composition.empty(tokens.peek().start);
  const { end } = tokens.next();
  const { type } = tokens.peek();
  return type === 'flow-entry' || type === close ? composition.empty(end) : composition.node(false, false);
}
