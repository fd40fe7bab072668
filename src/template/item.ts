import { quote } from './quote.ts';

/** What the lexer finds. */
export type ItemType =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'EOF'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | Keyword;

export type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'dot'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

export interface Item {
  readonly type: ItemType;
  /** Offset in UTF-16 code units. */
  readonly pos: number;
  readonly value: string;
  /** Line of the item's start, from 1. */
  readonly line: number;
}

export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['block', 'block'],
  ['break', 'break'],
  ['continue', 'continue'],
  ['define', 'define'],
  ['else', 'else'],
  ['end', 'end'],
  ['if', 'if'],
  ['range', 'range'],
  ['nil', 'nil'],
  ['template', 'template'],
  ['with', 'with'],
]);
const KEYWORD_TYPES: ReadonlySet<ItemType> = new Set<ItemType>([...KEYWORDS.values(), 'dot']);

/** How an error names an item. */
export function itemString(item: Item): string {
  if (item.type === 'EOF') return 'EOF';
  if (item.type === 'error') return item.value;
  if (KEYWORD_TYPES.has(item.type)) return `<${item.value}>`;
  const runes = [...item.value];
  return runes.length > 10 || byteLong(item.value)
    ? quote(runes.slice(0, 10).join('')) + '...'
    : quote(item.value);
}

/** Go compares the length in bytes, and shortens by runes. */
function byteLong(text: string): boolean {
  return new TextEncoder().encode(text).length > 10;
}
