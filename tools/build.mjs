// Makes dist/: the command and the library as ES modules for Node 20, and the library's declarations.
// Dependencies are bundled: a CLI pays for each file that Node has to find, read and compile (see README, Speed).
import { spawn } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepReachable, licencesOf } from './third-party.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
try {
  if (process.env.npm_config_global === 'true') await installDevelopmentDependencies();
  await Promise.all([bundle(), declarations()]);
} catch (error) {
  // Both compilers have printed what is wrong.
  console.error(`build failed: ${error.message.split('\n')[0]}`);
  process.exitCode = 1;
}

/**
 * `npm install --global git+…`, with which pre-commit installs a hook, hands its `--global` down to the npm that prepares the
 * clone, which then leaves the clone without what it is built with.
 */
async function installDevelopmentDependencies() {
  const options = [
    '--no-global',
    '--include=dev',
    '--ignore-scripts',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  await run(process.execPath, [process.env.npm_execpath, 'install', ...options]);
}

async function bundle() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: root,
    entryPoints: ['src/cli.ts', 'src/index.ts'],
    outdir: dist,
    bundle: true,
    splitting: true,
    // Beside the entry points, so that the package's root is one folder up from every file, as it is from src/.
    chunkNames: '[name]-[hash]',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // Several dependencies are CommonJS, and require Node's own modules by that name.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    legalComments: 'linked',
    logLevel: 'warning',
  });
  chmodSync(join(dist, 'cli.js'), 0o755);
  writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licencesOf(Object.keys(metafile.inputs), root));
}

/** Types are checked by `npm run types`; here they are only written, so that a build needs no second. */
async function declarations() {
  // TypeScript exports no path to its compiler, so it is found beside its package.json.
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  await run(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', 'tools/tsconfig.declarations.json']);
  keepReachable(join(dist, 'types'), 'index.d.ts');
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`))));
  });
}
