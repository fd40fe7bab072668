import { SEVERITIES } from '../severity.ts';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { RuleSetting } from '../config/types.ts';
import { formats, verdict } from '../report/index.ts';
import type { FormatContext } from '../report/index.ts';
import type { RunResult } from '../run.ts';
import type { Severity } from '../types.ts';
import type { Arguments } from './arguments.ts';
import { lastValue, values } from './arguments.ts';
import { checkOutputs } from './check-outputs.ts';
import type { CheckOutput } from './check-outputs.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';
import { suggestion } from './suggestion.ts';
import { nothingFound } from './nothing-found.ts';
import { withProgress } from './progress.ts';
import { failureLines } from './failure-lines.ts';
import { wantsColor, wantsLinks, widthOf } from './terminal.ts';
import { splitPair, treeOptions } from './tree-options.ts';
import { writeFile } from './write-file.ts';

type Finished = Extract<RunResult, { ok: true }>;

export async function check(given: Arguments, host: Host): Promise<ExitCode> {
  const outputs = checkOutputs(given, formats.keys());
  const color = wantsColor(given, host.env, host.stdout);
  const overrides = overridesOf(given);
  const options = { ...treeOptions(given, host), overrides };
  const result = await withProgress(given, host, (onProgress) => host.engine.run({ ...options, onProgress }));
  if (!result.ok) {
    host.stderr.write(failureLines(result.errors).join(''));
    return EXIT.usage;
  }
  refuseUnknownRules(overrides.rules, result);
  for (const output of outputs) print(output, result, color, options.folder, host);
  host.stderr.write(nothingFound(result.report, options.folder));
  if (result.report.failed) host.stderr.write(notice(outputs, result));
  return result.report.failed ? EXIT.findings : EXIT.clean;
}

function print(
  output: CheckOutput,
  { report, rules, readText }: Finished,
  color: boolean,
  folder: string,
  host: Host,
): void {
  const toFile = output.file !== undefined;
  const context: FormatContext = {
    rules,
    readText,
    color: color && !toFile,
    width: widthOf(host.env, toFile ? { ...host.stdout, isTTY: false } : host.stdout),
    links: !toFile && wantsLinks(host.env, host.stdout, color),
    base: repositoryBase(folder),
  };
  const text = formats.get(output.format)!(report, context);
  if (toFile) writeFile(resolve(host.cwd, output.file!), text, host.unique);
  else host.stdout.write(text);
}

/** A step that fails without a word is a riddle. */
function notice(outputs: readonly CheckOutput[], { report }: Finished): string {
  const files = outputs.map(({ file }) => file).filter((file) => file !== undefined);
  return files.length < outputs.length ? '' : `plimsoll: ${verdict(report)}; see ${files.join(', ')}\n`;
}

/** The way from the top of the folder's git repository down to it; a work tree's `.git` is a file. */
function repositoryBase(folder: string): string {
  for (let top = folder; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) return relative(top, folder).replaceAll('\\', '/');
    if (dirname(top) === top) return '';
  }
}

function overridesOf(given: Arguments): { failOn?: Severity; rules: Record<string, RuleSetting> } {
  const failOn = lastValue(given, 'fail-on');
  const rules = values(given, 'rule').map((text): [string, RuleSetting] => {
    const [id, severity] = splitPair('rule', text, 'ID=SEVERITY');
    return [id, { severity: severity === 'off' ? 'off' : severityOf(severity, 'rule', ['off']) }];
  });
  return {
    ...(failOn !== undefined && { failOn: severityOf(failOn, 'fail-on') }),
    rules: Object.fromEntries(rules),
  };
}

function severityOf(text: string, option: string, also: readonly string[] = []): Severity {
  const known = [...SEVERITIES, ...also];
  const found = SEVERITIES.find((severity) => severity === text);
  if (found !== undefined) return found;
  const hint = suggestion(text, known);
  throw new UsageError(
    `\`--${option}\`: there is no severity \`${text}\`.${hint} Severities: ${known.join(', ')}.`,
  );
}

/** After the run, because a configuration may bring rules of its own. */
function refuseUnknownRules(rules: Readonly<Record<string, RuleSetting>>, result: Finished): void {
  const known = result.rules.map(({ id }) => id);
  for (const id of Object.keys(rules)) {
    if (known.includes(id)) continue;
    throw new UsageError(`\`--rule\`: there is no rule \`${id}\`.${suggestion(id, known)}`);
  }
}
