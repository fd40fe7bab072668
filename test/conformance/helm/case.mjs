import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeTar } from '../../../src/archive/index.ts';

/** Where the cases are, in a folder for each theme. */
export const CASES = join(import.meta.dirname, 'cases');

/** Of every case: its path inside `CASES`, without the ending. */
export function caseNames() {
  const files = readdirSync(CASES, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : [])).toSorted();
}

/** The Helms that answer. */
export const HELMS = ['4', '3'];

/** Where a Helm's answer to a case is; that of Helm 3 only where it is not the one of Helm 4. */
export function goldenFile(name, helm) {
  return join(CASES, helm === '4' ? `${name}.golden` : `${name}.helm-${helm}.golden`);
}

/** What a Helm answers to a case. */
export function goldenOf(name, helm) {
  const own = goldenFile(name, helm);
  return readFileSync(existsSync(own) ? own : goldenFile(name, '4'), 'utf8');
}

/**
 * A case: an optional line of JSON (the fields of an Application's `spec.source.helm`, and the namespace), then files,
 * each after a line `-- path --`. `chart/` is the chart. What is below a folder called `….tgz` is packed into one.
 */
export function parseCase(text) {
  const [head, ...parts] = text.split(/^-- (.+) --\n/m);
  const files = {};
  for (let i = 0; i < parts.length; i += 2) files[parts[i]] = parts[i + 1];
  files['chart/Chart.yaml'] ??= 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "4.5"\n';
  return { options: head.trim() === '' ? {} : JSON.parse(head), files: packed(files) };
}

function packed(files) {
  const whole = {};
  const packages = new Map();
  for (const [path, text] of Object.entries(files)) {
    const [folder] = /^.*?\.tgz(?=\/)/.exec(path) ?? [];
    if (folder === undefined) whole[path] = text;
    else packages.set(folder, [...(packages.get(folder) ?? []), [path, text]]);
  }
  for (const [path, parts] of packages) whole[path] = packageOf(path, parts);
  return whole;
}

function packageOf(path, parts) {
  const entries = parts.map(([name, text]) => ({
    name: name.slice(path.length + 1),
    type: 'file',
    content: Buffer.from(text),
    target: '',
  }));
  return gzipSync(writeTar(entries));
}

/** The command line that Argo CD makes of a source, to be run in the folder that has `chart/` in it. */
export function commandLine(options) {
  const parameters = options.parameters ?? [];
  return [
    'template',
    'chart',
    `--name-template=${options.releaseName ?? 'release'}`,
    `--namespace=${options.namespace ?? 'default'}`,
    `--kube-version=${options.kubeVersion ?? '1.34.0'}`,
    ...parameters
      .filter(({ forceString }) => !forceString)
      .flatMap(({ name, value }) => ['--set', `${name}=${value}`]),
    ...parameters
      .filter(({ forceString }) => forceString)
      .flatMap(({ name, value }) => ['--set-string', `${name}=${value}`]),
    ...(options.fileParameters ?? []).flatMap(({ name, path }) => [
      '--set-file',
      `${name}=${join('chart', path)}`,
    ]),
    ...(options.valueFiles ?? []).flatMap((path) => ['--values', join('chart', path)]),
    ...(options.apiVersions ?? []).flatMap((version) => ['--api-versions', version]),
    ...(options.skipCrds ? [] : ['--include-crds']),
    ...(options.skipTests ? ['--skip-tests'] : []),
    ...(options.dependencyUpdate ? ['--dependency-update'] : []),
  ];
}
