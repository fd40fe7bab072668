import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { configFrom } from '../config/index.ts';
import { diskTree } from '../load/index.ts';
import { TemplateCommand } from '../render/index.ts';
import type { TemplateAnswer, TemplateOptions } from '../render/index.ts';
import type { ReadResult, SourceTree } from '../types.ts';
import type { Arguments } from './arguments.ts';
import { isSet, lastValue, values } from './arguments.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';

/** What Helm 4.2 as released takes for the cluster's version. */
const KUBE_VERSION = '1.36.0';
const DEFAULT_NAME = 'release-name';
const { limits } = configFrom({});

/** `helm template`, with Helm's flags and Helm's bytes. */
export async function helm(given: Arguments, host: Host): Promise<ExitCode> {
  const [verb, ...rest] = given.operands;
  if (verb !== 'template') throw new UsageError('`plimsoll helm` knows `template` only.');
  const [chart, name] = rest.length === 1 ? [rest[0]!, undefined] : [rest[1], rest[0]];
  if (chart === undefined) throw new UsageError('`plimsoll helm template` needs [NAME] CHART.');
  const answer = render(resolve(host.cwd, chart), chart, templateOptions(given, name), host);
  if ('stdout' in answer) {
    host.stdout.write(answer.stdout);
    return EXIT.clean;
  }
  host.stderr.write(`Error: ${answer.error}\n`);
  return EXIT.findings;
}

function templateOptions(given: Arguments, name: string | undefined): TemplateOptions {
  const nameTemplate = lastValue(given, 'name-template');
  if (name !== undefined && nameTemplate !== undefined)
    throw new UsageError('`--name-template` and a name exclude each other.');
  const seed = lastValue(given, 'seed');
  return {
    releaseName: name ?? nameTemplate ?? DEFAULT_NAME,
    namespace: lastValue(given, 'namespace') ?? 'default',
    kubeVersion: lastValue(given, 'kube-version') ?? KUBE_VERSION,
    apiVersions: values(given, 'api-versions').flatMap((each) => each.split(',')),
    includeCrds: isSet(given, 'include-crds'),
    noHooks: isSet(given, 'no-hooks'),
    skipTests: isSet(given, 'skip-tests'),
    isUpgrade: isSet(given, 'is-upgrade'),
    skipSchemaValidation: isSet(given, 'skip-schema-validation'),
    showOnly: values(given, 'show-only'),
    valueFiles: values(given, 'values').flatMap((each) => each.split(',')),
    jsonValues: values(given, 'set-json'),
    values: values(given, 'set'),
    stringValues: values(given, 'set-string'),
    fileValues: values(given, 'set-file'),
    literalValues: values(given, 'set-literal'),
    ...(seed !== undefined && { host: { seed } }),
  };
}

function render(path: string, written: string, options: TemplateOptions, { cwd }: Host): TemplateAnswer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { error: `path ${JSON.stringify(written)} not found` };
  const readText = (file: string): ReadResult => readFile(resolve(cwd, file));
  if (!stat.isDirectory())
    return new TemplateCommand(fileTree(path), basename(path), limits).run(options, readText);
  const top = repositoryOf(path) ?? path;
  const folder = relative(top, path).split(sep).join('/');
  return new TemplateCommand(diskTree(top, '', { limits }), folder, limits).run(options, readText);
}

/** The repository around a chart: a chart may have links to files beside it. */
function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, '.git'), { throwIfNoEntry: false }) !== undefined) return at;
    if (dirname(at) === at) return undefined;
  }
}

function readFile(path: string): ReadResult {
  try {
    return { ok: true, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const failures = { ENOENT: 'missing', EISDIR: 'directory' } as const;
    const known = failures[code as keyof typeof failures] ?? 'unreadable';
    return { ok: false, code: known, reason: `cannot be read: ${code}` };
  }
}

/** A tree of one file. */
function fileTree(file: string): SourceTree {
  const name = basename(file);
  return {
    prefix: '',
    list: () => [name],
    directories: () => [],
    kind: (path) => (path === name ? 'file' : undefined),
    read: () => ({ ok: false, code: 'binary', reason: 'is a packaged chart' }),
    readBytes: (path) => (path === name ? readFileSync(file) : undefined),
  };
}
