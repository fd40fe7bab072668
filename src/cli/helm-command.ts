import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configFrom } from '../config/index.ts';
import { TemplateCommand } from '../render/index.ts';
import type { HelmVersion, LogLine, TemplateAnswer, TemplateOptions } from '../render/index.ts';
import { fromBytes } from '../template/index.ts';
import type { ReadResult } from '../types.ts';
import type { Arguments } from './arguments.ts';
import { findChart, networkReason } from './helm/chart-place.ts';
import type { ChartPlace } from './helm/chart-place.ts';
import { logText } from './helm/log-text.ts';
import { writeOutput } from './helm/output-folder.ts';
import type { WriteFailure } from './helm/output-folder.ts';
import { exclusionOf, isOn, parseFlags, textOf } from './helm/parse-flags.ts';
import type { Flags } from './helm/parse-flags.ts';
import {
  asksServer,
  colorWarning,
  dryRunWarning,
  flagFault,
  flagWarnings,
  isDebug,
  nameAndChart,
  NEEDS_CLUSTER,
  templateOptions,
  unsupported,
  unsupportedEarly,
  versionOf,
} from './helm/template-options.ts';
import { helpText } from './help.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';

const { limits } = configFrom({});

/** Helm's end: its own words after `Error: `, and 1. */
class HelmFailure extends Error {}

/** `helm template`, with Helm's flags, Helm's bytes and Helm's exit codes: 0, or 1 for whatever went wrong. */
export async function helm({ command, operands }: Arguments, host: Host): Promise<ExitCode> {
  const { operands: words, ...flags } = parseFlags(operands);
  const [verb, ...rest] = words;
  if (isOn({ ...flags, operands: rest }, 'help') && flags.problem === undefined) {
    host.stdout.write(helpText(command));
    return EXIT.clean;
  }
  if (verb !== 'template') throw new UsageError('`plimsoll helm` knows `template` only.');
  const color = colorWarning({ ...flags, operands: rest });
  if (color) {
    host.stderr.write(logText(color));
    return EXIT.findings;
  }
  try {
    template({ ...flags, operands: rest }, host);
    return EXIT.clean;
  } catch (error) {
    if (!(error instanceof HelmFailure)) throw error;
    host.stderr.write(`Error: ${error.message}\n`);
    return EXIT.findings;
  }
}

/** @throws HelmFailure */
function template(flags: Flags, host: Host): void {
  readFlags(flags, host);
  const named = nameAndChart(flags);
  if ('error' in named) throw new HelmFailure(named.error);
  refuse(unsupportedEarly(flags));
  const chart = findChart(named.chart, host.cwd, limits);
  if ('error' in chart) throw new HelmFailure(chart.error);
  refuse(unsupported(flags, chart.isFolder));
  const isVerbose = isDebug(flags, host.env);
  const helm = versionOf(flags);
  const log = logger(host, isVerbose, helm.logText);
  log({
    level: 'DEBUG',
    message: 'Original chart version',
    fields: [['version', textOf(flags, 'version') ?? '']],
  });
  log({ level: 'DEBUG', message: 'Chart path', fields: [['path', chart.file]] });
  const options = { ...templateOptions(flags, named.name, host.env), links: chart.links };
  const answer = render(chart, options, helm, host);
  answer.log.forEach(log);
  if (asksServer(flags)) throw new HelmFailure(NEEDS_CLUSTER);
  print(answer, flags, named.name, host);
}

function readFlags(flags: Flags, host: Host): void {
  const log = logger(host, false);
  flagWarnings(flags).forEach(log);
  refuse(flags.problem);
  for (const { name, deprecated } of flags.deprecated)
    host.stderr.write(`Flag --${name} has been deprecated, ${deprecated}\n`);
  if (flags.operands.length === 0) throw new HelmFailure(NO_OPERANDS);
  refuse(exclusionOf(flags));
  refuse(flagFault(flags));
  const warning = dryRunWarning(flags);
  if (warning) log(warning);
}

const NO_OPERANDS =
  '"helm template" requires at least 1 argument\n\nUsage:  helm template [NAME] [CHART] [flags]';

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new HelmFailure(reason);
}

function logger(
  { stderr }: Host,
  isVerbose: boolean,
  asHelm: (line: LogLine) => string = logText,
): (line: LogLine) => void {
  return (line) => {
    if (isVerbose || line.level !== 'DEBUG') stderr.write(asHelm(line));
  };
}

function render(
  { tree, path, file }: ChartPlace,
  options: TemplateOptions,
  helm: HelmVersion,
  host: Host,
): TemplateAnswer {
  return new TemplateCommand(tree, path, limits, helm, file).run(options, (file) => readInput(file, host));
}

/** Documents, or files for them; then why there are no more. */
function print(answer: TemplateAnswer, flags: Flags, release: string, host: Host): void {
  const written = textOf(flags, 'output-dir') ?? '';
  const below = isOn(flags, 'release-name') ? { release } : {};
  const folder = { written, cwd: host.cwd, ...below };
  host.stdout.write(answer.progress ?? '');
  const failure = writeOutput(answer.files, folder, (line) => host.stdout.write(line));
  if (failure) throw new HelmFailure(failure.reason + hintAt(failure, isDebug(flags, host.env)));
  host.stdout.write(answer.stdout);
  refuse(answer.error);
}

/** Hooks are written in a step of their own, and not taken for invalid YAML. */
function hintAt({ file }: WriteFailure, isVerbose: boolean): string {
  return isVerbose || file.kind === 'hook' ? '' : '\n\nUse --debug flag to render out invalid YAML';
}

/** A file that the command line names; `-` is standard input. */
function readInput(written: string, { cwd, stdin }: Host): ReadResult {
  if (written.trim() === '-') return { ok: true, text: stdin() };
  if (/^(?:https?|oci):\/\//i.test(written))
    return { ok: false, code: 'unreadable', reason: networkReason(written) };
  try {
    return { ok: true, text: fromBytes(readFileSync(resolve(cwd, written))) };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const failures = { ENOENT: 'missing', EISDIR: 'directory' } as const;
    const known = failures[code as keyof typeof failures] ?? 'unreadable';
    return { ok: false, code: known, reason: `cannot be read: ${code}` };
  }
}
