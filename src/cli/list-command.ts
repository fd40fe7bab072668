import { groupBy } from '../group-by.ts';
import { fleetFormats } from '../report/index.ts';
import type { FleetEntry } from '../fleet/fleet-entry.ts';
import type { Diagnostic } from '../types.ts';
import type { Arguments } from './arguments.ts';
import { lastValue } from './arguments.ts';
import { failureLines } from './failure-lines.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';
import { NOTHING_DEPLOYED } from './nothing-found.ts';
import { withProgress } from './progress.ts';
import { suggestion } from './suggestion.ts';
import { knownWidth, wantsColor } from './terminal.ts';
import { treeOptions } from './tree-options.ts';

/** Beyond these, `check` is the command to read. */
const COMPLAINTS = 20;

/** Why Applications were not rendered, where no error tells it: a line for each reason. */
function unrendered(
  entries: readonly FleetEntry[],
  errors: readonly Diagnostic[],
): { readonly message: string }[] {
  const told = new Set(errors.flatMap(({ application, also }) => [application, ...also]));
  const untold = entries.filter(({ name, reason }) => reason !== undefined && !told.has(name));
  return [...groupBy(untold, ({ reason }) => reason!)].map(([reason, [first, ...others]]) => {
    const more = others.length === 0 ? 'was' : `and ${others.length} more were`;
    return { message: `Application ${first!.name} ${more} not rendered: ${reason}` };
  });
}

/** The fleet to standard output, also where not all of it could be rendered; then why on standard error, and exit code 1. */
export async function list(given: Arguments, host: Host): Promise<ExitCode> {
  const name = lastValue(given, 'format') ?? 'table';
  const format = fleetFormats.get(name);
  if (format === undefined) {
    const hint = suggestion(name, fleetFormats.keys());
    throw new UsageError(
      `There is no format \`${name}\`.${hint} Formats: ${[...fleetFormats.keys()].join(', ')}.`,
    );
  }
  // A pipe gets the whole of it: grep and awk cut for themselves.
  const context = {
    color: wantsColor(given, host.env, host.stdout),
    width: knownWidth(host.env, host.stdout) ?? Infinity,
  };
  const options = treeOptions(given, host);
  const result = await withProgress(given, host, (onProgress) =>
    host.engine.list({ ...options, onProgress }),
  );
  if (!result.ok) {
    host.stderr.write(failureLines(result.errors).join(''));
    return EXIT.usage;
  }
  host.stdout.write(format(result.applications, context));
  // Of an empty list even a warning may be the reason.
  const isEmpty = result.applications.length === 0;
  const errors = result.diagnostics.filter(({ severity }) => isEmpty || severity === 'error');
  const lines = [...new Set(failureLines([...errors, ...unrendered(result.applications, errors)]))];
  const left = lines.length - COMPLAINTS;
  if (left > 0)
    lines.splice(COMPLAINTS, left, `plimsoll: and ${left} more; \`plimsoll check\` tells them all\n`);
  if (isEmpty) host.stderr.write(NOTHING_DEPLOYED);
  host.stderr.write(lines.join(''));
  return result.failed ? EXIT.findings : EXIT.clean;
}
