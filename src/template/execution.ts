import { outputTooLong, stepsSpent, tooDeep, type Limits } from './budgets.ts';
import type { CompiledTemplate } from './compiled-template.ts';
import { Frame } from './frame.ts';
import type { IncludeMemo, KnownInclude, Logged } from './include-memo.ts';
import type { Namespace } from './namespace.ts';
import type { Origins, Stores } from './origins.ts';
import { quote } from './quote.ts';
import { PathTable } from './trace-log.ts';
import type { CallContext, Value } from './value.ts';

/** Derivations of more than so many different reads are not logged again where their value is used. */
const REPEATED_READS = 32;

const MOST_CHOICES = 8;

/** As many characters cost as much as an action. */
const TEXT_PER_STEP = 16;

/** Templates that `executeText` needs from the set: parsed once per text. */
export interface TextTemplates {
  readonly main: CompiledTemplate;
  readonly defined: readonly CompiledTemplate[];
}

export interface ExecutionOptions {
  readonly host: unknown;
  readonly limits: Limits;
  readonly tracing: boolean;
  readonly paths: PathTable;
  readonly rootPath: number;
  readonly setName: string;
  readonly memo: IncludeMemo | undefined;
  readonly namespace: Namespace;
  readonly parseText: (text: string) => TextTemplates;
}

/**
 * The state of one execution of a top-level template, with everything that it includes. `path` is the register beside
 * each value: the path id of the value that an evaluation has just answered.
 */
export class Execution implements CallContext {
  readonly host: unknown;
  readonly limits: Limits;
  readonly tracing: boolean;
  readonly paths: PathTable;
  readonly rootPath: number;
  readonly reads: number[] = [];
  readonly spans: number[] = [];
  readonly guards: number[] = [];
  readonly logged: Logged;
  readonly #repeats: KnownInclude[] = [];
  readonly #memo: IncludeMemo | undefined;
  readonly #setName: string;
  readonly #set: Namespace;
  readonly #parseText: (text: string) => TextTemplates;
  /** Made when a function first makes a map or list of traced values. */
  origins: Origins | undefined;
  namespace: Namespace;
  out = '';
  path = 0;
  /** 0 in the executed template itself, more in what it includes. */
  level = 0;
  /** Where the output of the executed template's current action begins. */
  actionStart = 0;
  /** Paths of the arguments of the call that is being made, and the reads that went into them. */
  argumentPaths: readonly number[] = [];
  argumentsFirst = 0;
  /** Made when a function first changes a map. */
  stores: Stores | undefined = undefined;
  #steps: number;
  #depth = 0;

  constructor(options: ExecutionOptions) {
    this.host = options.host;
    this.limits = options.limits;
    this.tracing = options.tracing;
    this.paths = options.paths;
    this.rootPath = options.rootPath;
    this.namespace = options.namespace;
    this.#setName = options.setName;
    this.#set = options.namespace;
    this.#memo = options.tracing ? options.memo : undefined;
    this.logged = { reads: this.reads, spans: this.spans, guards: this.guards, repeats: this.#repeats };
    this.#parseText = options.parseText;
    this.#steps = options.limits.steps;
  }

  get stepsLeft(): number {
    return this.#steps;
  }

  step(): void {
    if (--this.#steps < 0) throw stepsSpent(this.limits);
  }

  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw stepsSpent(this.limits);
  }

  /** Long texts cost steps as well. */
  #spendText(length: number): void {
    if (length >= TEXT_PER_STEP) this.spend(Math.floor(length / TEXT_PER_STEP));
  }

  /** Checks a text that a function has made. */
  made(text: string): void {
    if (text.length > this.limits.outputLength) throw outputTooLong(this.limits);
    this.#spendText(text.length);
  }

  write(text: string): void {
    this.#spendText(text.length);
    this.out += text;
    if (this.out.length > this.limits.outputLength) throw outputTooLong(this.limits);
  }

  /** Logs that a value was read: its path, or what it was made of, and what was put into it since. */
  read(path: number, first: number, last: number, value: Value): void {
    if (path !== 0) {
      if (path !== this.rootPath) this.reads.push(path);
      return;
    }
    this.readAgain(first, last);
    const stored = this.stores?.get(value as object);
    if (stored === undefined) return;
    for (let at = 0; at < stored.length; at += 2) this.readAgain(stored[at]!, stored[at + 1]!);
  }

  /** Logs once more what a value was made of, unless that was much. */
  readAgain(first: number, last: number): void {
    if (last - first > REPEATED_READS) return;
    if (last > first) this.spend(last - first);
    for (let at = first; at < last; at++) this.reads.push(this.reads[at]!);
  }

  /** Where the reads since `first` begin of which one was chosen (`default`, `and`, `ternary`); else where they end. */
  choice(first: number): number {
    const { length } = this.reads;
    return length - first > 1 && length - first <= MOST_CHOICES ? first : length;
  }

  /** Where the reads since `first` that made a value begin: of many, that are often the same few, each is logged once more. */
  derivation(first: number): number {
    const { reads } = this;
    if (reads.length - first <= REPEATED_READS) return first;
    const different = new Set<number>();
    for (let at = first; at < reads.length; at++)
      if (different.add(reads[at]!).size > REPEATED_READS) return first;
    const start = reads.length;
    this.spend(different.size);
    for (const path of different) reads.push(path);
    return start;
  }

  execute(name: string, dot: Value, dotArgument: number): string {
    const template = this.namespace.lookup(name);
    if (template === undefined) {
      throw new Error(
        `template: no template ${quote(name)} associated with template ${quote(this.#setName)}`,
      );
    }
    const memo = this.#memo;
    // A text given to `tpl` may have put other templates in front of the set's.
    if (
      memo === undefined ||
      this.argumentPaths[dotArgument] !== this.rootPath ||
      this.namespace !== this.#set
    )
      return this.#captured(template, dot, dotArgument);
    const known = memo.find(template, dot);
    if (known === undefined) return this.#remembered(memo, template, dot, dotArgument);
    this.#repeat(known);
    return known.output;
  }

  #remembered(memo: IncludeMemo, template: CompiledTemplate, dot: Value, dotArgument: number): string {
    const { variations } = memo;
    const { reads, guards, logged } = this;
    const steps = this.#steps;
    const firstRead = reads.length;
    const firstGuard = guards.length;
    const output = this.#captured(template, dot, dotArgument);
    if (memo.variations !== variations) return output;
    const include: KnownInclude = {
      dot,
      output,
      steps: steps - this.#steps,
      logged,
      reads: [firstRead, reads.length],
      guards: [firstGuard, guards.length],
    };
    memo.keep(template, include, this.paths, this.rootPath);
    return output;
  }

  #repeat(known: KnownInclude): void {
    this.spend(known.steps);
    const { reads, guards } = known;
    if (reads[0] === reads[1] && guards[0] === guards[1]) return;
    const { length } = this.#repeats;
    const number = -(length > 0 && this.#repeats[length - 1] === known ? length : this.#repeats.push(known));
    const at = this.reads.push(number) - 1;
    if (guards[0] === guards[1]) return;
    const { actionStart } = this;
    this.guards.push(number, 0, actionStart, actionStart, at, at + 1);
  }

  change(): void {
    this.#memo?.change();
  }

  vary(): void {
    this.#memo?.vary();
  }

  executeText(text: string, dot: Value, dotArgument: number): string {
    const { main, defined } = this.#parseText(text);
    const outer = this.namespace;
    // What the text defines is seen from it and from what it includes, and is gone afterwards.
    this.namespace = outer.within(defined);
    try {
      return this.#captured(main, dot, dotArgument);
    } finally {
      this.namespace = outer;
    }
  }

  #captured(template: CompiledTemplate, dot: Value, dotArgument: number): string {
    const { out, argumentPaths, argumentsFirst } = this;
    this.out = '';
    try {
      const path = argumentPaths[dotArgument] ?? 0;
      const first = path === 0 ? this.derivation(argumentsFirst) : argumentsFirst;
      this.run(template, dot, path, first, this.reads.length);
      return this.out;
    } finally {
      this.out = out;
      this.argumentPaths = argumentPaths;
      this.argumentsFirst = argumentsFirst;
    }
  }

  /** Executes a template within another one; it writes to `out`. */
  run(template: CompiledTemplate, dot: Value, path: number, first: number, last: number): void {
    if (this.#depth >= this.limits.depth) throw tooDeep(this.limits, template.name);
    this.#depth++;
    this.level++;
    try {
      template.body(new Frame(this, template, dot ?? undefined, path, first, last));
    } finally {
      this.level--;
      this.#depth--;
    }
  }
}
