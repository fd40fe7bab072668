import { parseArgs } from 'node:util';
import type { CommandSpec, OptionSpec } from './command-table.ts';
import { HELP_OPTION, VERSION_OPTION, commands } from './command-table.ts';
import { UsageError } from './host.ts';
import { suggestion } from './suggestion.ts';

/** One option as it was given; switches have no value. */
export interface Given {
  readonly name: string;
  readonly value?: string;
}

export interface Arguments {
  /** Undefined only where `help` or `version` is asked for without one. */
  readonly command?: CommandSpec;
  readonly operands: readonly string[];
  /** In the order in which they stand on the command line. */
  readonly options: readonly Given[];
  readonly help: boolean;
  readonly version: boolean;
}

const GLOBAL = [HELP_OPTION, VERSION_OPTION];

/** Throws a UsageError that names what is wrong and, where there is one, the nearest name. */
export function parseArguments(args: readonly string[]): Arguments {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const words = at < 0 ? [] : wordsOfCommand(args.slice(at));
  if (words[0] === 'help') return helpCommand(wordsOfCommand(args.slice(at + 1)));
  const command = words.length === 0 ? undefined : commandNamed(words.join(' '));
  if (command?.ownGrammar === true) return unread(command, args, at);
  const rest = at < 0 ? args : args.toSpliced(at, words.length);
  const { operands, options } = tokens(rest, [...(command?.options ?? []), ...GLOBAL], command);
  const asked = (option: string): boolean => options.some((given) => given.name === option);
  const help = asked('help');
  const version = asked('version');
  if (command !== undefined && !help && !version) checkOperands(command, operands);
  return { ...(command && { command }), operands, options, help, version };
}

/** Only what stands before the command's name is ours to read. */
function unread(command: CommandSpec, args: readonly string[], at: number): Arguments {
  const { options } = tokens(args.slice(0, at), GLOBAL, undefined);
  const asked = (option: string): boolean => options.some((given) => given.name === option);
  const operands = args.slice(at + 1);
  return { command, operands, options, help: asked('help'), version: asked('version') };
}

/** The last value of an option that is to be given once. */
export function lastValue(given: Arguments, name: string): string | undefined {
  return values(given, name).at(-1);
}

export function values({ options }: Arguments, name: string): string[] {
  return options.flatMap((option) =>
    option.name === name && option.value !== undefined ? [option.value] : [],
  );
}

export function isSet({ options }: Arguments, name: string): boolean {
  return options.some((option) => option.name === name);
}

/** Two where the first alone is no command, but the first of one: `appset generate`. */
function wordsOfCommand([first, second]: readonly string[]): string[] {
  if (first === undefined) return [];
  const isFirst = [...commands.keys()].some((name) => name.startsWith(`${first} `));
  return isFirst && second !== undefined && !second.startsWith('-') ? [first, second] : [first];
}

function helpCommand(words: readonly string[]): Arguments {
  const command = words.length === 0 ? undefined : commandNamed(words.join(' '));
  return { ...(command && { command }), operands: [], options: [], help: true, version: false };
}

function commandNamed(name: string): CommandSpec {
  const command = commands.get(name);
  if (command !== undefined) return command;
  const hint = suggestion(name, [...commands.keys(), 'help'], (best) => `\`plimsoll ${best}\``);
  const path = hint === '' && /[./\\]/.test(name) ? ` To check a folder: \`plimsoll check ${name}\`.` : '';
  throw new UsageError(`There is no command \`${name}\`.${hint}${path}`);
}

function tokens(
  args: readonly string[],
  specs: readonly OptionSpec[],
  command: CommandSpec | undefined,
): { operands: string[]; options: Given[] } {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const parsed = parseArgs({
    args: [...args],
    options: Object.fromEntries(specs.map((spec) => [spec.name, parserOption(spec)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const options: Given[] = [];
  for (const token of parsed.tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind === 'option') options.push(given(token, byName, command));
  }
  for (const spec of specs) refuseRepeated(spec, options);
  return { operands, options };
}

function parserOption({ value, short }: OptionSpec): { type: 'string' | 'boolean'; short?: string } {
  return { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function given(
  token: OptionToken,
  specs: ReadonlyMap<string, OptionSpec>,
  command: CommandSpec | undefined,
): Given {
  const spec = specs.get(token.name);
  if (spec === undefined) {
    const of = command === undefined ? '' : ` of \`plimsoll ${command.name}\``;
    const hint = suggestion(token.name, specs.keys(), (best) => `\`--${best}\``);
    throw new UsageError(`There is no option \`${token.rawName}\`${of}.${hint}`);
  }
  if (spec.value === undefined) {
    if (token.value !== undefined) throw new UsageError(`\`--${spec.name}\` takes no value.`);
    return { name: spec.name };
  }
  // `--format --output x`: the parser would take the next option for the value. A lone `-` is standard output.
  const missing =
    token.value === undefined ||
    token.value === '' ||
    (token.inlineValue !== true && /^-./.test(token.value));
  if (missing) throw new UsageError(`\`--${spec.name}\` needs a value: \`--${spec.name} ${spec.value}\`.`);
  return { name: spec.name, value: token.value! };
}

function refuseRepeated(spec: OptionSpec, options: readonly Given[]): void {
  if (spec.value === undefined || spec.repeat === true) return;
  if (options.filter(({ name }) => name === spec.name).length > 1) {
    throw new UsageError(`\`--${spec.name}\` is given more than once.`);
  }
}

function checkOperands(command: CommandSpec, operands: readonly string[]): void {
  if (operands.length < command.leastOperands) {
    throw new UsageError(`\`plimsoll ${command.name}\` needs ${command.operands}.`);
  }
  if (operands.length > command.mostOperands) {
    throw new UsageError(`\`plimsoll ${command.name}\` does not take \`${operands[command.mostOperands]}\`.`);
  }
}
