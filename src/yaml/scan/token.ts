export type TokenType =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** `text.slice(start, end)` is what it was read from. */
export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** A scalar's content, an anchor's or alias's name, a tag's or tag directive's handle, a version. */
  readonly value: string;
  /** A tag's suffix, or a tag directive's prefix. */
  readonly suffix: string;
  /** An unquoted scalar that is not a block scalar. */
  readonly plain: boolean;
}

export function token(
  type: TokenType,
  start: number,
  end: number,
  value = '',
  suffix = '',
  plain = false,
): Token {
  return { type, start, end, value, suffix, plain };
}
