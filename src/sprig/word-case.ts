/** huandu/xstrings v1.5: `ToPascalCase`, `ToSnakeCase` and `ToKebabCase`, rule by rule. */
import { isLetter, isNumber, isPunct, isSpace, isUpper, lowerRune, mapRunes, upperRune } from './unicode.ts';

function isConnector(character: string): boolean {
  return character === '-' || character === '_' || isSpace(character);
}

/** Leading connectors stay; others vanish and raise what follows; a run of capitals is lowered but for its first. */
export function toPascalCase(text: string): string {
  const runes = [...text];
  const first = runes.findIndex((rune) => !isConnector(rune));
  if (first === -1 || runes.length === first + 1) {
    // Connectors alone: xstrings writes the last one twice.
    return first === -1
      ? text + (runes.at(-1) ?? '')
      : text.slice(0, -runes[first]!.length) + upperRune(runes[first]!);
  }
  return runes.slice(0, first).join('') + pascalWords(runes.slice(first));
}

function pascalWords(runes: readonly string[]): string {
  let inCapitals = isUpper(runes[0]!);
  let current = upperRune(runes[0]!);
  let out = '';
  for (const next of runes.slice(1)) {
    const previous = current;
    current = next;
    if (isConnector(current) && isConnector(previous)) {
      out += previous;
    } else if (isConnector(previous)) {
      inCapitals = isUpper(current);
      current = upperRune(current);
    } else {
      if (inCapitals && isUpper(current)) current = lowerRune(current);
      else inCapitals = false;
      out += previous;
    }
  }
  return out + current;
}

type WordKind = 'none' | 'number' | 'upper' | 'alphabet' | 'connector' | 'punct' | 'other';

interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const NO_WORD: Word = { kind: 'none', text: '' };

/** Splits into words and puts a connector between them, keeping numbers with the letters that they belong to. */
export function camelCaseToLowerCase(text: string, connector: string): string {
  return new WordJoiner([...text], connector).join();
}

class WordJoiner {
  readonly #runes: readonly string[];
  readonly #connector: string;
  #at = 0;
  #out = '';
  #word: Word = NO_WORD;

  constructor(runes: readonly string[], connector: string) {
    this.#runes = runes;
    this.#connector = connector;
  }

  join(): string {
    this.#next();
    while (this.#at < this.#runes.length) this.#step();
    this.#write(this.#word);
    return this.#out;
  }

  #next(): void {
    const start = this.#at;
    const [kind, end] = wordAt(this.#runes, start);
    this.#at = end;
    this.#word = { kind, text: this.#runes.slice(start, end).join('') };
  }

  #step(): void {
    const previous = this.#word;
    if (previous.kind !== 'connector') this.#write(previous);
    this.#next();
    if (previous.kind === 'number') this.#afterNumber();
    else if (previous.kind === 'connector') this.#write(previous);
    else if (previous.kind !== 'punct') this.#afterWord();
  }

  #afterNumber(): void {
    while (this.#word.kind === 'alphabet' || this.#word.kind === 'number') {
      this.#write(this.#word);
      this.#next();
    }
    this.#connectTo('none', 'punct', 'connector');
  }

  #afterWord(): void {
    if (this.#word.kind !== 'number') return this.#connectTo('connector', 'punct');
    if (this.#at >= this.#runes.length) return undefined;
    const number = this.#word;
    this.#next();
    if (!this.#is('alphabet')) {
      this.#write(number);
      return this.#connectTo('connector', 'punct');
    }
    this.#out += this.#connector;
    this.#write(number);
    return this.#afterNumber();
  }

  #is(kind: WordKind): boolean {
    return this.#word.kind === kind;
  }

  #connectTo(...except: WordKind[]): void {
    if (!except.includes(this.#word.kind)) this.#out += this.#connector;
  }

  #write(word: Word): void {
    if (word.kind !== 'upper' && word.kind !== 'connector') this.#out += word.text;
    else this.#out += mapRunes(word.text, (rune) => this.#lowered(rune));
  }

  #lowered(rune: string): string {
    if (isConnector(rune)) return this.#connector;
    return isUpper(rune) ? lowerRune(rune) : rune;
  }
}

function wordAt(runes: readonly string[], start: number): [WordKind, number] {
  const first = runes[start];
  if (first === undefined) return ['none', start];
  if (isConnector(first)) return ['connector', runEnd(runes, start, isConnector)];
  if (isPunct(first)) return ['punct', runEnd(runes, start, isPunct)];
  if (isUpper(first)) return ['upper', upperEnd(runes, start)];
  if (isAlphabet(first)) return ['alphabet', runEnd(runes, start, isSmallLetter)];
  if (isNumber(first)) return ['number', runEnd(runes, start, isNumber)];
  return ['other', runEnd(runes, start, isOther)];
}

function upperEnd(runes: readonly string[], start: number): number {
  const second = runes[start + 1];
  if (second === undefined) return start + 1;
  if (!isUpper(second)) return isAlphabet(second) ? runEnd(runes, start + 1, isSmallLetter) : start + 1;
  const end = runEnd(runes, start, isUpper);
  // In "HTTPStatus" the S belongs to the word that follows.
  return end < runes.length && isAlphabet(runes[end]!) ? end - 1 : end;
}

/** The index after `start` of the first rune that fails `test`; the one at `start` has passed already. */
function runEnd(runes: readonly string[], start: number, test: (rune: string) => boolean): number {
  let end = start + 1;
  while (end < runes.length && test(runes[end]!)) end += 1;
  return end;
}

function isSmallLetter(rune: string): boolean {
  return isAlphabet(rune) && !isUpper(rune);
}

function isOther(rune: string): boolean {
  return !(isConnector(rune) || isAlphabet(rune) || isNumber(rune) || isPunct(rune));
}

/** Letters but for Chinese characters, which are words of their own. */
function isAlphabet(rune: string): boolean {
  if (!isLetter(rune)) return false;
  const code = rune.codePointAt(0)!;
  const cjk = [
    [0x4e00, 0x9fcc],
    [0x3400, 0x4d85],
    [0x20000, 0x2b81d],
  ] as const;
  return !cjk.some(([from, to]) => code >= from && code <= to);
}
