import { join, resolve } from 'node:path';
import { visible } from '../report/index.ts';
import type { RenderAllResult } from '../run.ts';
import type { Arguments } from './arguments.ts';
import { lastValue } from './arguments.ts';
import type { ExitCode, Host } from './host.ts';
import { EXIT } from './host.ts';
import { failureText } from './run-failure.ts';
import { safeNames } from './safe-name.ts';
import { treeOptions } from './tree-options.ts';
import { writeFile } from './write-file.ts';

type Rendered = Extract<RenderAllResult, { ok: true }>;

/** Manifests to standard output or into a folder; what could not be rendered is said on standard error and fails the command. */
export async function render(given: Arguments, host: Host): Promise<ExitCode> {
  const application = lastValue(given, 'application');
  const result = await host.engine.renderAll({
    ...treeOptions(given, host),
    ...(application !== undefined && { application }),
  });
  if (!result.ok) {
    host.stderr.write(failureText(result.errors));
    return EXIT.usage;
  }
  const folder = lastValue(given, 'output');
  if (folder === undefined) host.stdout.write(stream(result));
  else writeFiles(result, resolve(host.cwd, folder), host);
  host.stderr.write(failures(result));
  return result.applications.some(({ failure }) => failure !== undefined) ? EXIT.findings : EXIT.clean;
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
    writeFile(join(folder, `${names[at]}.yaml`), terminated(manifests), String(host.now()));
  }
}

function failures({ applications }: Rendered): string {
  return applications
    .filter(({ failure }) => failure !== undefined)
    .map(
      ({ name, failure }) =>
        `plimsoll: Application ${visible(name)} was not rendered: ${visible(failure!)}\n`,
    )
    .join('');
}
