import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { toYaml } from '../sprig/index.ts';
import type { GoMap } from '../template/value.ts';
import type { JsonObject } from '../types.ts';
import type { GivenFile } from '../generate.ts';
import type { Arguments } from './arguments.ts';
import { isSet, lastValue, values } from './arguments.ts';
import { failureLines } from './failure-lines.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT } from './host.ts';
import { repositoryMap } from './tree-options.ts';

/** Beyond these the first ones are the ones to mend. */
const COMPLAINTS = 20;

/** Applications to standard output, sorted by name; with an error nothing but the reasons, on standard error. */
export async function generate(given: Arguments, host: Host): Promise<ExitCode> {
  const map = repositoryMap(values(given, 'repo-map'), host.cwd);
  const clusters = lastValue(given, 'clusters');
  const names = clusters === undefined ? given.operands : [...given.operands, clusters];
  const read = names.map((name) => readGiven(name, host));
  const unread = read.flatMap((each) => ('message' in each ? [each] : []));
  if (unread.length > 0) return refuse(unread, host);
  const files = read.filter((each) => 'text' in each);
  const { applications, diagnostics } = await host.engine.generate({
    files: files.slice(0, given.operands.length),
    repositoryMap: map,
    nameOf: (folder) => relative(host.cwd, folder).split(sep).join('/'),
    ...(clusters !== undefined && { clusters: files.at(-1)! }),
    newGitFileGlobbing: isSet(given, 'enable-new-git-file-globbing'),
  });
  if (diagnostics.some(({ severity }) => severity === 'error')) return refuse(diagnostics, host);
  host.stdout.write(stream(applications));
  host.stderr.write(lines(diagnostics));
  return EXIT.clean;
}

/** One document each, with its keys sorted, as `argocd appset generate --output yaml` writes its list of them. */
function stream(applications: readonly JsonObject[]): string {
  return applications.map((application) => `${toYaml(application as GoMap)}\n`).join('---\n');
}

function refuse(reasons: Parameters<typeof failureLines>[0], host: Host): ExitCode {
  host.stderr.write(lines(reasons));
  return EXIT.findings;
}

function lines(reasons: Parameters<typeof failureLines>[0]): string {
  const all = [...new Set(failureLines(reasons))];
  const left = all.length - COMPLAINTS;
  if (left > 0) all.splice(COMPLAINTS, left, `plimsoll: and ${left} more\n`);
  return all.join('');
}

/** A file's text; `-` is standard input. */
function readGiven(name: string, { cwd, stdin }: Host): GivenFile | { readonly message: string } {
  if (name === '-') return { name: 'stdin', text: stdin() };
  try {
    const bytes = readFileSync(resolve(cwd, name));
    return isUtf8(bytes) ? { name, text: bytes.toString('utf8') } : { message: `${name} is not UTF-8 text` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : message;
    return { message: `${name} ${reason}` };
  }
}
