/** A command line in the grammar of spf13/pflag, with its words where it refuses one. */
import { quote } from '../../template/index.ts';
import { EXCLUSIVE, helmFlags, shortFlags } from './flag-table.ts';
import type { FlagSpec } from './flag-table.ts';
import { readFlagValue } from './flag-value.ts';

/** Flags as they were given; of one that counts once the last counts. */
export interface Flags {
  readonly operands: readonly string[];
  /** Flag → its values in order. One that was not given has no entry. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Each mention of a flag that is on its way out, in order. */
  readonly deprecated: readonly FlagSpec[];
  /** The first thing that is wrong; flags behind it are not read. */
  readonly problem?: string;
}

export function isOn({ values }: Flags, name: string): boolean {
  return values.get(name)?.at(-1) === 'true';
}

export function textOf({ values }: Flags, name: string): string | undefined {
  return values.get(name)?.at(-1);
}

export function listOf({ values }: Flags, name: string): readonly string[] {
  return values.get(name) ?? [];
}

export function parseFlags(args: readonly string[]): Flags {
  const reader = new FlagReader(args);
  const problem = reader.read();
  return problem === undefined ? reader : { ...fieldsOf(reader), problem };
}

function fieldsOf({ operands, values, deprecated }: Flags): Flags {
  return { operands, values, deprecated };
}

/** Why flags that were given exclude each other. Mirrors cobra's `ValidateFlagGroups`. */
export function exclusionOf({ values }: Flags): string | undefined {
  for (const group of EXCLUSIVE) {
    if (!group.every((name) => values.has(name))) continue;
    const set = group.toSorted().join(' ');
    return `if any flags in the group [${group.join(' ')}] are set none of the others can be; [${set}] were all set`;
  }
  return undefined;
}

class FlagReader implements Flags {
  readonly operands: string[] = [];
  readonly values = new Map<string, readonly string[]>();
  readonly deprecated: FlagSpec[] = [];
  readonly #rest: string[];

  constructor(args: readonly string[]) {
    this.#rest = [...args];
  }

  /** The first problem, where there is one. */
  read(): string | undefined {
    for (let word = this.#rest.shift(); word !== undefined; word = this.#rest.shift()) {
      if (word === '--') {
        this.operands.push(...this.#rest);
        return undefined;
      }
      const problem = this.#word(word);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #word(word: string): string | undefined {
    if (word.startsWith('--')) return this.#long(word);
    if (word.startsWith('-') && word !== '-') return this.#short(word.slice(1));
    this.operands.push(word);
    return undefined;
  }

  #long(word: string): string | undefined {
    if (/^--[-=]/.test(word)) return `bad flag syntax: ${word}`;
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const flag = helmFlags.get(name);
    if (flag === undefined) return `unknown flag: --${name}`;
    const value = equals < 0 ? (flag.bare ?? this.#rest.shift()) : word.slice(equals + 1);
    return value === undefined ? `flag needs an argument: --${name}` : this.#set(flag, value);
  }

  /** Letters of one dash: switches, then at most one flag with what is left as its value. */
  #short(letters: string): string | undefined {
    const [letter = '', ...after] = letters;
    const flag = shortFlags.get(letter);
    if (flag === undefined) return `unknown shorthand flag: '${letter}' in -${letters}`;
    if (after[0] === '=' && after.length > 1) return this.#set(flag, after.slice(1).join(''));
    if (flag.bare !== undefined) {
      const problem = this.#set(flag, flag.bare);
      return problem !== undefined || after.length === 0 ? problem : this.#short(after.join(''));
    }
    const value = after.length > 0 ? after.join('') : this.#rest.shift();
    return value === undefined
      ? `flag needs an argument: '${letter}' in -${letters}`
      : this.#set(flag, value);
  }

  #set(flag: FlagSpec, text: string): string | undefined {
    const read = readFlagValue(flag.kind, text);
    if ('problem' in read) {
      const name = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
      return `invalid argument ${quote(text)} for "${name}" flag: ${read.problem}`;
    }
    this.values.set(flag.name, [...(this.values.get(flag.name) ?? []), ...read.values]);
    if (flag.deprecated !== undefined) this.deprecated.push(flag);
    return undefined;
  }
}
