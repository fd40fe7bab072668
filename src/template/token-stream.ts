import { itemString, type Item, type ItemType } from './item.ts';
import { Lexer, type LexOptions } from './lex.ts';
import type { Source } from './node.ts';
import { parseError } from './parse-error.ts';

/** The items of one text with Go's three-item lookahead, and the errors that name them. */
export class TokenStream {
  readonly source: Source;
  readonly #lexer: Lexer;
  readonly #token: [Item, Item, Item];
  #peekCount = 0;
  /** Line of the `{{` of the action that is being parsed; 0 outside. */
  actionLine = 0;
  /** Offset of the last `{{`, and of what follows the last `}}`. */
  actionStart = 0;
  actionEnd = 0;

  constructor(source: Source, options: LexOptions) {
    this.source = source;
    this.#lexer = new Lexer(source.text, options);
    const none: Item = { type: 'EOF', pos: 0, value: '', line: 0 };
    this.#token = [none, none, none];
  }

  #read(): Item {
    const item = this.#lexer.next();
    if (item.type === 'leftDelim') this.actionStart = item.pos;
    else if (item.type === 'rightDelim') this.actionEnd = item.pos + item.value.length;
    return item;
  }

  next(): Item {
    if (this.#peekCount > 0) this.#peekCount--;
    else this.#token[0] = this.#read();
    return this.#token[this.#peekCount]!;
  }

  peek(): Item {
    if (this.#peekCount > 0) return this.#token[this.#peekCount - 1]!;
    this.#peekCount = 1;
    this.#token[0] = this.#read();
    return this.#token[0];
  }

  backup(): void {
    this.#peekCount++;
  }

  /** Puts back two items; the later one is there already. */
  backup2(first: Item): void {
    this.#token[1] = first;
    this.#peekCount = 2;
  }

  /** Puts back three items; the last one is there already. */
  backup3(first: Item, second: Item): void {
    this.#token[1] = second;
    this.#token[2] = first;
    this.#peekCount = 3;
  }

  nextNonSpace(): Item {
    let item = this.next();
    while (item.type === 'space') item = this.next();
    return item;
  }

  peekNonSpace(): Item {
    const item = this.nextNonSpace();
    this.backup();
    return item;
  }

  fail(reason: string): never {
    throw parseError(this.source.name, this.#token[0].line, reason);
  }

  expect(types: readonly ItemType[], context: string): Item {
    const item = this.nextNonSpace();
    if (!types.includes(item.type)) this.unexpected(item, context);
    return item;
  }

  unexpected(item: Item, context: string): never {
    if (item.type !== 'error') this.fail(`unexpected ${itemString(item)} in ${context}`);
    let extra = '';
    if (this.actionLine !== 0 && this.actionLine !== item.line) {
      extra = ` in action started at ${this.source.name}:${this.actionLine}`;
      // Not "unclosed action in action started".
      if (item.value.endsWith(' action')) extra = extra.slice(' in action'.length);
    }
    this.fail(itemString(item) + extra);
  }
}
