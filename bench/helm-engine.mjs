// The same leaves through Helm's own engine, called from Go in one process: values and templates alone.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '..', 'tools', 'gobench');

/** Milliseconds of all leaves, the faster of two runs; `missing` says why there are none. */
export function measureHelmEngine(folder, leaves) {
  const program = process.env.GOBENCH ?? built(join(folder, 'gobench'));
  if (program === undefined) return { missing: 'Go is not there to build tools/gobench' };
  const chart = join(folder, 'apps', 'service', 'deploy', 'chart');
  const input = JSON.stringify(
    leaves.map(({ service, path }) => ({
      name: service,
      values: join(folder, 'platform-gitops', path, 'values.yaml'),
    })),
  );
  const runs = [1, 2].map(() => spawnSync(program, [chart], { input, encoding: 'utf8' }));
  const broken = runs.find(({ status }) => status !== 0);
  if (broken) return { missing: `tools/gobench failed: ${broken.error?.message ?? broken.stderr}` };
  return runs.map(({ stdout }) => JSON.parse(stdout)).sort((a, b) => a.cpuMs - b.cpuMs)[0];
}

function built(program) {
  const { status } = spawnSync('go', ['build', '-C', source, '-o', program, '.'], { stdio: 'ignore' });
  return status === 0 && existsSync(program) ? program : undefined;
}
