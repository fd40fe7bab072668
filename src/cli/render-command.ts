import { join, resolve } from 'node:path';
import type { RenderAllResult } from '../run.ts';
import type { Arguments } from './arguments.ts';
import { lastValue } from './arguments.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT, UsageError } from './host.ts';
import { NOTHING_DEPLOYED } from './nothing-found.ts';
import { withProgress } from './progress.ts';
import { failureLines } from './failure-lines.ts';
import { safeNames } from './safe-name.ts';
import { treeOptions } from './tree-options.ts';
import { writeFile } from './write-file.ts';

/** Beyond these, `check` is the command to read. */
const COMPLAINTS = 20;

type Rendered = Extract<RenderAllResult, { ok: true }>;

/** Manifests to standard output or into a folder; what could not be rendered is said on standard error and fails the command. */
export async function render(given: Arguments, host: Host): Promise<ExitCode> {
  const application = lastValue(given, 'application');
  const sync = given.options.some(({ name }) => name === 'sync');
  const options = { ...treeOptions(given, host), sync, ...(application !== undefined && { application }) };
  const result = await withProgress(given, host, (onProgress) =>
    host.engine.renderAll({ ...options, onProgress }),
  );
  if (!result.ok) {
    host.stderr.write(failureLines(result.errors).join(''));
    return EXIT.usage;
  }
  if (application !== undefined && result.applications.length === 0) {
    throw new UsageError(`There is no Application \`${application}\` in this tree.`);
  }
  const folder = lastValue(given, 'output');
  if (folder === undefined) host.stdout.write(stream(result));
  else writeFiles(result, resolve(host.cwd, folder), host);
  if (result.applications.length === 0) host.stderr.write(NOTHING_DEPLOYED);
  host.stderr.write(complaints(result, application));
  return result.failed ? EXIT.findings : EXIT.clean;
}

function stream({ applications }: Rendered): string {
  return applications.map(({ manifests }) => terminated(manifests)).join('');
}

/** Each document begins with `---`, so that streams can follow each other. */
function terminated(manifests: string): string {
  if (manifests.trim() === '') return '';
  const begun = manifests.startsWith('---') ? manifests : `---\n${manifests}`;
  return begun.endsWith('\n') ? begun : `${begun}\n`;
}

/** One that failed gets no file: half an Application must not look like one. */
function writeFiles({ applications }: Rendered, folder: string, host: Host): void {
  const whole = applications.filter(({ failure }) => failure === undefined);
  const names = safeNames(whole.map(({ name }) => name));
  for (const [at, { manifests }] of whole.entries()) {
    writeFile(join(folder, `${names[at]}.yaml`), terminated(manifests), host.unique);
  }
}

/** Each problem (of the wanted Application, where only one is) with its place, and each failed Application of which no problem tells. */
function complaints({ applications, diagnostics }: Rendered, wanted: string | undefined): string {
  const wantedOnes = diagnostics.filter(({ application, also }) => {
    return wanted === undefined || application === wanted || also.includes(wanted);
  });
  const told = new Set(wantedOnes.flatMap(({ application, also }) => [application, ...also]));
  const untold = applications.filter(({ name, failure }) => failure !== undefined && !told.has(name));
  const lines = [
    ...new Set(failureLines(wantedOnes)),
    ...failureLines(
      untold.map(({ name, failure }) => ({ message: `Application ${name} was not rendered: ${failure!}` })),
    ),
  ];
  const left = lines.length - COMPLAINTS;
  if (left > 0)
    lines.splice(COMPLAINTS, left, `plimsoll: and ${left} more; \`plimsoll check\` tells them all\n`);
  return lines.join('');
}
