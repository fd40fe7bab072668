import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arguments } from './arguments.ts';
import { parseArguments } from './arguments.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';

type Command = (given: Arguments, host: Host) => Promise<ExitCode>;

/** Imported when asked for: `plimsoll --version` should not wait for the formats. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map<string, () => Promise<Command>>([
  ['check', async () => (await import('./check-command.ts')).check],
  ['render', async () => (await import('./render-command.ts')).render],
  ['appset generate', async () => (await import('./generate-command.ts')).generate],
  ['vendor', async () => (await import('./vendor-command.ts')).vendorCommand],
  ['helm', async () => (await import('./helm-command.ts')).helm],
  ['trace', async () => (await import('./trace-command.ts')).trace],
  ['list', async () => (await import('./list-command.ts')).list],
  ['rules', async () => (await import('./rules-command.ts')).listRules],
  ['explain', async () => (await import('./explain-command.ts')).explain],
]);

/** Arguments in, exit code out. Throws only what is a fault of ours. */
export async function main(host: Host): Promise<ExitCode> {
  try {
    return await dispatch(parseArguments(host.args), host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { visible } = await import('../report/index.ts');
    host.stderr.write(`plimsoll: ${visible(error.message)}\n`);
    return EXIT.usage;
  }
}

async function dispatch(given: Arguments, host: Host): Promise<ExitCode> {
  if (given.version) {
    host.stdout.write(`plimsoll ${packageVersion(host)}\n`);
    return EXIT.clean;
  }
  if (given.help || given.command === undefined) {
    const { helpText } = await import('./help.ts');
    (given.help ? host.stdout : host.stderr).write(helpText(given.command));
    return given.help ? EXIT.clean : EXIT.usage;
  }
  const command = await COMMANDS.get(given.command.name)!();
  return command(given, host);
}

function packageVersion({ packageRoot }: Host): string {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** What a crash prints. */
export async function crashText(error: unknown): Promise<string> {
  const { visible } = await import('../report/index.ts');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map((line) => `  ${visible(line)}`);
  return [
    'plimsoll: sorry, this is a fault of plimsoll, not of your tree. Please report it with these lines:',
    ...lines,
    '',
  ].join('\n');
}
