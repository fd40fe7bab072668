import type { Token } from '../scan/token.ts';
import type { Composition } from './composition.ts';
import { expected } from './expected.ts';
import type { Node } from './node.ts';

export function composeBlockSequence(composition: Composition, items: Node[]): undefined {
  const { tokens } = composition;
  tokens.next();
  while (tokens.peek().type === 'block-entry') {
    const { end } = tokens.next();
    const { type } = tokens.peek();
    const isEmpty = type === 'block-entry' || type === 'block-end';
    items.push(isEmpty ? composition.empty(end) : composition.node(true, false));
  }
  const close = tokens.next();
  if (close.type !== 'block-end') throw expected("'-' indicator", close);
}

/** A sequence at the indentation of the mapping that it is a value of; no token ends it. */
export function composeIndentlessSequence(composition: Composition, items: Node[]): undefined {
  const { tokens } = composition;
  while (tokens.peek().type === 'block-entry') {
    const { end } = tokens.next();
    const { type } = tokens.peek();
    const isEmpty = type === 'block-entry' || endsMapValue(type);
    items.push(isEmpty ? composition.empty(end) : composition.node(true, false));
  }
}

export function composeBlockMap(composition: Composition, items: Node[]): undefined {
  const { tokens } = composition;
  tokens.next();
  while (tokens.peek().type === 'key') {
    items.push(composePart(composition));
    items.push(
      tokens.peek().type === 'value' ? composePart(composition) : composition.empty(tokens.peek().start),
    );
  }
  const close = tokens.next();
  if (close.type !== 'block-end') throw expected('key', close);
}

/** What stands behind a key's or a value's indicator. */
function composePart(composition: Composition): Node {
  const { end } = composition.tokens.next();
  return endsMapValue(composition.tokens.peek().type) ? composition.empty(end) : composition.node(true, true);
}

function endsMapValue(type: Token['type']): boolean {
  return type === 'key' || type === 'value' || type === 'block-end';
}
