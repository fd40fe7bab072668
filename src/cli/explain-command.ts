import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../types.ts';
import type { Arguments } from './arguments.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';
import { suggestion } from './suggestion.ts';

/** The rule's head, then its README where it is there, else what its metadata says. */
export async function explain(given: Arguments, host: Host): Promise<ExitCode> {
  const id = given.operands[0]!;
  const rules = await host.engine.rules();
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const hint = suggestion(
      id,
      rules.map((one) => one.id),
    );
    throw new UsageError(`There is no rule \`${id}\`.${hint} \`plimsoll rules\` lists them.`);
  }
  host.stdout.write(`${[head(rule), body(rule, host.packageRoot)].join('\n\n')}\n`);
  return EXIT.clean;
}

function head({ id, title, severity, severityElsewhere, category, profile }: Rule): string {
  const elsewhere = severityElsewhere === undefined ? '' : ` (${severityElsewhere} outside production)`;
  return [`${id}: ${title}`, `${severity}${elsewhere}, category ${category}, profile ${profile}`].join('\n');
}

function body(rule: Rule, packageRoot: string): string {
  const readme = readmeOf(rule, packageRoot);
  return readme === undefined ? metadata(rule) : readme.replace(/^# .*\n+/, '').trim();
}

function readmeOf({ category, id }: Rule, packageRoot: string): string | undefined {
  try {
    return readFileSync(join(packageRoot, 'policies', category, id, 'README.md'), 'utf8');
  } catch {
    return undefined;
  }
}

function metadata({ description, remediation, options, links }: Rule): string {
  const parts = [description.trim(), `What to do:\n${remediation.trim()}`];
  const names = Object.entries(options).map(([name, schema]) => `  ${name}: ${JSON.stringify(schema)}`);
  if (names.length > 0) parts.push(`Options:\n${names.join('\n')}`);
  if (links.length > 0) parts.push(`Links:\n${links.map((link) => `  ${link}`).join('\n')}`);
  return parts.join('\n\n');
}
