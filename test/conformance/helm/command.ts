import { posix } from 'node:path';
import { configFrom } from '../../../src/config/index.ts';
import { memoryTree } from '../../../src/load/index.ts';
import { helmVersion, TemplateCommand } from '../../../src/render/index.ts';
import type { CaseFiles, CaseOptions, Helm } from './case.mjs';

const { limits } = configFrom({});

/** What `helm template` prints for a case, by the command: its output, or `Error: ` and the reason. */
export function commandAnswer(options: CaseOptions, files: CaseFiles, helm: Helm): string {
  const tree = memoryTree(files);
  const parameters = options.parameters ?? [];
  const assigned = (forced: boolean): string[] =>
    parameters
      .filter(({ forceString = false }) => forceString === forced)
      .map(({ name, value }) => `${name}=${value}`);
  const answer = new TemplateCommand(tree, 'chart', limits, helmVersion(helm)).run(
    {
      releaseName: options.releaseName ?? 'release',
      namespace: options.namespace ?? 'default',
      kubeVersion: options.kubeVersion ?? '1.34.0',
      apiVersions: options.apiVersions ?? [],
      includeCrds: options.skipCrds !== true,
      noHooks: false,
      skipTests: options.skipTests === true,
      isUpgrade: false,
      skipSchemaValidation: false,
      dependencyUpdate: options.dependencyUpdate === true,
      showOnly: [],
      valueFiles: (options.valueFiles ?? []).map((path) => posix.join('chart', path)),
      jsonValues: [],
      values: assigned(false),
      stringValues: assigned(true),
      fileValues: (options.fileParameters ?? []).map(({ name, path }) => `${name}=chart/${path}`),
      literalValues: [],
    },
    (path) => tree.read(path),
  );
  return answer.error === undefined ? answer.stdout : `Error: ${answer.error}\n`;
}
