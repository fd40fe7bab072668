import type { Rule } from '../types.ts';
import type { Arguments } from './arguments.ts';
import { lastValue } from './arguments.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';
import { suggestion } from './suggestion.ts';

const FORMATS: ReadonlyMap<string, (rules: readonly Rule[]) => string> = new Map([
  ['text', rulesText],
  ['json', (rules: readonly Rule[]) => `${JSON.stringify(rules, null, 2)}\n`],
]);

export async function listRules(given: Arguments, host: Host): Promise<ExitCode> {
  const name = lastValue(given, 'format') ?? 'text';
  const format = FORMATS.get(name);
  if (format === undefined) {
    const hint = suggestion(name, FORMATS.keys());
    throw new UsageError(
      `There is no format \`${name}\`.${hint} Formats: ${[...FORMATS.keys()].join(', ')}.`,
    );
  }
  host.stdout.write(format(await host.engine.rules()));
  return EXIT.clean;
}

function rulesText(rules: readonly Rule[]): string {
  const categories = [...new Set(rules.map(({ category }) => category))].sort();
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const blocks = categories.map((category) => {
    const own = rules.filter((rule) => rule.category === category).sort((a, b) => (a.id < b.id ? -1 : 1));
    return [
      category,
      ...own.map((rule) => `  ${rule.id.padEnd(width)}  ${severityText(rule).padEnd(16)}  ${rule.title}`),
    ].join('\n');
  });
  return `${blocks.join('\n\n')}\n\n${rules.length} rules. \`error/warning\`: the second outside production. \`plimsoll explain RULE\` tells more of one.\n`;
}

/** `error/warning`: in production, and elsewhere. */
function severityText({ severity, severityElsewhere, profile }: Rule): string {
  const text = severityElsewhere === undefined ? severity : `${severity}/${severityElsewhere}`;
  return profile === 'strict' ? `${text}, strict` : text;
}
