import type { CommandSpec, OptionSpec } from './command-table.ts';
import { HELP_OPTION, VERSION_OPTION, commands } from './command-table.ts';

const EXIT_CODES = [
  ['0', 'clean'],
  ['1', 'diagnostics at or above the failing severity'],
  ['2', 'bad usage or configuration'],
  ['3', 'a fault of plimsoll itself'],
] as const;

export function helpText(command?: CommandSpec): string {
  return command === undefined ? overview() : commandHelp(command);
}

function overview(): string {
  const list = [...commands.values()].map(
    ({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const,
  );
  return text([
    'Usage: plimsoll <command> [options]',
    '',
    'Checks a GitOps configuration tree (Argo CD): renders every Application in-process',
    'and reports on the line that the author must change.',
    '',
    'Commands:',
    ...columns(list),
    '',
    'Options:',
    ...columns([HELP_OPTION, VERSION_OPTION].map(optionRow)),
    '',
    'Exit codes:',
    ...columns(EXIT_CODES),
    '',
    '`plimsoll <command> --help` tells more.',
  ]);
}

function commandHelp({ name, operands, summary, options, notes = [], examples }: CommandSpec): string {
  return text([
    `Usage: plimsoll ${[name, '[options]', operands].join(' ').trim()}`,
    '',
    summary,
    '',
    'Options:',
    ...columns([...options, HELP_OPTION].map(optionRow)),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    ...(examples.length === 0 ? [] : ['', 'Examples:', ...examples.map((example) => `  ${example}`)]),
  ]);
}

function optionRow({ name, short, value, help }: OptionSpec): readonly [string, string] {
  const lead = short === undefined ? '    ' : `-${short}, `;
  return [`${lead}--${name}${value === undefined ? '' : ` ${value}`}`, help];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
