// The ApplicationSets' part of the benchmark: N folders that S ApplicationSets make Applications of, printed by
// `plimsoll appset generate`, and the same made by Argo CD's own code (tools/argocd) where Go is there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist', 'cli.js');
const REPOSITORY = 'https://git.example.com/platform/fleet.git';

/** The least of several runs counts: other work on the machine only ever adds. */
export function measureSets(folder, sets, applications, runs, resources) {
  const names = writeSets(join(folder, 'fleet'), sets, applications);
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, resources);
  const ours = best(runs, () => generateOnce(join(folder, 'fleet'), names, preload));
  return {
    sets,
    applications: ours.applications,
    runs,
    plimsoll: ours,
    argocd: measureArgo(folder, sets, runs),
  };
}

function writeSets(folder, sets, applications) {
  mkdirSync(join(folder, 'sets'), { recursive: true });
  for (let index = 0; index < applications; index++) {
    const leaf = join(folder, 'environments', `group-${index % sets}`, `service-${index}`);
    mkdirSync(leaf, { recursive: true });
    writeFileSync(join(leaf, 'values.yaml'), `replicas: ${(index % 5) + 1}\n`);
  }
  return Array.from({ length: sets }, (_, index) => {
    const name = join('sets', `group-${index}.json`);
    writeFileSync(join(folder, name), JSON.stringify(setOf(index), null, 2));
    return name;
  });
}

/** What people write: a folder's name in eight places, a finalizer, an automated sync. */
function setOf(index) {
  const git = {
    repoURL: REPOSITORY,
    revision: 'HEAD',
    directories: [{ path: `environments/group-${index}/*` }],
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: `group-${index}`, namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ git }],
      template: {
        metadata: {
          name: '{{ .path.basename }}-{{ index .path.segments 1 }}',
          labels: { service: '{{ .path.basename }}', group: '{{ index .path.segments 1 }}' },
        },
        spec: {
          project: '{{ index .path.segments 1 }}',
          destination: { name: 'eu-1', namespace: '{{ .path.basename | trunc 40 }}' },
          sources: [
            {
              repoURL: 'https://git.example.com/apps/{{ .path.basename }}.git',
              path: 'deploy/chart',
              targetRevision: 'HEAD',
              helm: {
                releaseName: '{{ .path.basename }}',
                valueFiles: ['$fleet/{{ .path.path }}/values.yaml'],
              },
            },
            { repoURL: REPOSITORY, targetRevision: 'HEAD', ref: 'fleet' },
          ],
          syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true'] },
        },
      },
    },
  };
}

function generateOnce(folder, names, preload) {
  const args = ['--require', preload, cli, 'appset', 'generate', ...names, '--repo-map', '*=.'];
  const { output, stderr, status, ms } = timed(process.execPath, args, { cwd: folder });
  if (status !== 0) throw new Error(`plimsoll appset generate ended with ${status}: ${stderr}`);
  const applications = output[1].split('\n').filter((line) => line === 'kind: Application').length;
  return { ms, applications, ...JSON.parse(output[3]) };
}

/** Its controller's functions over the same folder, which answers for every repository: once, for it takes its time. */
function measureArgo(folder, sets) {
  const program = join(folder, 'argocd');
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: join(root, 'tools', 'argocd') });
  if (built.status !== 0)
    return { missing: built.error === undefined ? 'tools/argocd does not build' : 'Go is not there' };
  const tree = join(folder, 'fleet');
  const cases = Array.from({ length: sets }, (_, index) => ({
    name: `group-${index}`,
    folder: tree,
    applicationSet: JSON.parse(readFileSync(join(tree, 'sets', `group-${index}.json`), 'utf8')),
  }));
  const input = JSON.stringify(cases);
  const { ms, status, stderr } = timed(program, [], { input });
  return status === 0 ? { ms } : { missing: `tools/argocd ended with ${status}: ${stderr}` };
}

function timed(program, args, options) {
  const start = performance.now();
  const stdio = [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'];
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...options, stdio });
  return { ...result, ms: performance.now() - start };
}

function best(runs, measure) {
  return Array.from({ length: runs }, measure).sort((one, other) => one.ms - other.ms)[0];
}

export function describeSets({ sets, applications, runs, plimsoll, argocd }) {
  const ours = `${plimsoll.ms.toFixed(0)} ms, processor ${plimsoll.cpuMs.toFixed(0)} ms, peak memory ${Math.round(plimsoll.peakMemoryMB)} MB`;
  const theirs =
    argocd.missing ?? `${argocd.ms.toFixed(0)} ms, ${(argocd.ms / plimsoll.ms).toFixed(1)} times as long`;
  return [
    `${applications} Applications of ${sets} ApplicationSets; least of ${runs} runs, process start and printing included`,
    `plimsoll appset generate   ${ours}`,
    `Argo CD's own code         ${theirs}`,
    '',
  ].join('\n');
}
