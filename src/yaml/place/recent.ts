/** What was last made of a few texts: places of one file are asked for in a row, and a fleet has too many to keep all. */
export class Recent<T> {
  readonly #limit: number;
  readonly #made = new Map<string, T>();
  #lastText = '';
  #last: T | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(text: string, make: (text: string) => T): T {
    if (this.#last !== undefined && text === this.#lastText) return this.#last;
    let value = this.#made.get(text);
    if (value === undefined) value = make(text);
    else this.#made.delete(text);
    this.#keep(text, value);
    return value;
  }

  #keep(text: string, value: T): void {
    this.#made.set(text, value);
    if (this.#made.size > this.#limit) {
      for (const oldest of this.#made.keys()) {
        this.#made.delete(oldest);
        break;
      }
    }
    this.#lastText = text;
    this.#last = value;
  }
}
