import { formatOperand } from './format-value.ts';
import { typeName } from './kinds.ts';
import { noFlags, printArgument, type Flags, type Payer } from './printer.ts';
import { GoInt, type Value } from './value.ts';

const LARGEST = 1_000_000;

/** Go's fmt.Sprintf: all verbs, flags, `*`, argument indexes, and the errors that it prints into the text. */
export function sprintf(format: string, args: readonly Value[], context?: Payer): string {
  // The two commonest formats by far need no state.
  return format.includes('%')
    ? new Formatter(format, args, context).run()
    : format + extraArguments(args, context);
}

function extraArguments(args: readonly Value[], context: Payer | undefined): string {
  if (args.length === 0) return '';
  const texts = args.map((arg) => {
    const isNil = arg === null || arg === undefined;
    return isNil ? '<nil>' : `${typeName(arg)}=${formatOperand(arg, context)}`;
  });
  return `%!(EXTRA ${texts.join(', ')})`;
}

class Formatter {
  readonly #format: string;
  readonly #args: readonly Value[];
  readonly #context: Payer | undefined;
  #out = '';
  #at = 0;
  #argument = 0;
  #reordered = false;
  #goodIndex = true;
  #afterIndex = false;

  constructor(format: string, args: readonly Value[], context: Payer | undefined) {
    this.#context = context;
    this.#format = format;
    this.#args = args;
  }

  run(): string {
    const format = this.#format;
    while (this.#at < format.length) {
      const percent = format.indexOf('%', this.#at);
      if (percent === -1) {
        this.#out += format.slice(this.#at);
        break;
      }
      this.#out += format.slice(this.#at, percent);
      this.#at = percent + 1;
      this.#directive();
    }
    return this.#reordered
      ? this.#out
      : this.#out + extraArguments(this.#args.slice(this.#argument), this.#context);
  }

  #directive(): void {
    this.#goodIndex = true;
    const flags = noFlags();
    this.#flags(flags);
    this.#afterIndex = this.#index();
    this.#width(flags);
    this.#precision(flags);
    if (!this.#afterIndex) this.#afterIndex = this.#index();
    const code = this.#format.codePointAt(this.#at);
    if (code === undefined) {
      this.#out += '%!(NOVERB)';
      return;
    }
    const verb = String.fromCodePoint(code);
    this.#at += verb.length;
    this.#verb(verb, flags);
  }

  #flags(flags: Flags): void {
    for (; this.#at < this.#format.length; this.#at++) {
      switch (this.#format[this.#at]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  #verb(verb: string, flags: Flags): void {
    if (verb === '%') this.#out += '%';
    else if (!this.#goodIndex) this.#out += `%!${verb}(BADINDEX)`;
    else if (this.#argument >= this.#args.length) this.#out += `%!${verb}(MISSING)`;
    else this.#print(verb, flags);
  }

  #print(verb: string, flags: Flags): void {
    if (verb === 'v' || verb === 'w') {
      flags.sharpV = flags.sharp;
      flags.sharp = false;
      flags.plusV = flags.plus;
      flags.plus = false;
    }
    this.#out += printArgument(this.#args[this.#argument], verb, flags, this.#context);
    this.#argument++;
  }

  #number(): number | undefined {
    let number: number | undefined;
    for (; this.#at < this.#format.length; this.#at++) {
      const digit = this.#format.charCodeAt(this.#at) - 48;
      if (digit < 0 || digit > 9) break;
      if ((number ?? 0) > LARGEST) {
        this.#at = this.#format.length;
        return undefined;
      }
      number = (number ?? 0) * 10 + digit;
    }
    return number;
  }

  #width(flags: Flags): void {
    if (this.#format[this.#at] !== '*') {
      flags.width = this.#number();
      if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false;
      return;
    }
    this.#at++;
    flags.width = this.#star();
    if (flags.width === undefined) this.#out += '%!(BADWIDTH)';
    else if (flags.width < 0) {
      flags.width = -flags.width;
      flags.minus = true;
      flags.zero = false;
    }
    this.#afterIndex = false;
  }

  #precision(flags: Flags): void {
    if (this.#at + 1 >= this.#format.length || this.#format[this.#at] !== '.') return;
    this.#at++;
    if (this.#afterIndex) this.#goodIndex = false;
    this.#afterIndex = this.#index();
    if (this.#format[this.#at] !== '*') {
      flags.precision = this.#number() ?? 0;
      return;
    }
    this.#at++;
    const star = this.#star();
    if (star === undefined || star < 0) this.#out += '%!(BADPREC)';
    else flags.precision = star;
    this.#afterIndex = false;
  }

  /** An integer argument for `*`. */
  #star(): number | undefined {
    if (this.#argument >= this.#args.length) return undefined;
    const value = this.#args[this.#argument++];
    if (!(value instanceof GoInt)) return undefined;
    const number = Number(value.value);
    return Math.abs(number) > LARGEST ? undefined : number;
  }

  /** `[n]`: the next argument's number, from 1; false where there is none. */
  #index(): boolean {
    if (this.#format[this.#at] !== '[') return false;
    this.#reordered = true;
    const close = this.#format.indexOf(']', this.#at);
    // Go wants three characters at least: [n].
    if (close === -1 || this.#format.length - this.#at < 3) {
      this.#goodIndex = false;
      this.#at++;
      return false;
    }
    const text = this.#format.slice(this.#at + 1, close);
    this.#at = close + 1;
    const valid = /^[0-9]+$/.test(text);
    const number = Number(text) - 1;
    if (valid && number >= 0 && number < this.#args.length) this.#argument = number;
    else this.#goodIndex = false;
    return valid;
  }
}
