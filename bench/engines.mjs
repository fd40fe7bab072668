// The engines alone, each in one process over the same leaves: values and templates. Helm's own is called from Go; ours
// keeps its traces. Both begin cold.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const runs = 3;

/** Milliseconds of all leaves by each engine, the best of its runs; `missing` says why Helm's has none. */
export async function measureEngines(folder, leaves) {
  const chart = join(folder, 'apps', 'service', 'deploy', 'chart');
  const input = JSON.stringify(
    leaves.map(({ service, path }) => ({
      name: service,
      values: join(folder, 'platform-gitops', path, 'values.yaml'),
    })),
  );
  const ours = await bundled(join(folder, 'engine.mjs'));
  const helms = process.env.GOBENCH ?? built(join(folder, 'gobench'));
  const missing = 'Go is not there to build tools/gobench';
  return {
    plimsoll: best(process.execPath, [ours, chart], input),
    helm: helms === undefined ? { missing } : best(helms, [chart], input),
  };
}

function best(program, args, input) {
  const timed = Array.from({ length: runs }, () => spawnSync(program, args, { input, encoding: 'utf8' }));
  const broken = timed.find(({ status }) => status !== 0);
  if (broken) return { missing: `${program} failed: ${broken.error?.message ?? broken.stderr}` };
  return timed.map(({ stdout }) => JSON.parse(stdout)).sort((a, b) => a.cpuMs - b.cpuMs)[0];
}

/** As `npm run build` bundles the command. */
async function bundled(outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/engine.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}

function built(program) {
  const source = join(root, 'tools', 'gobench');
  const { status } = spawnSync('go', ['build', '-C', source, '-o', program, '.'], { stdio: 'ignore' });
  return status === 0 && existsSync(program) ? program : undefined;
}
