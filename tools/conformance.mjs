/**
 * Asks the real things again: each answer under test/conformance is what a Go library or Helm itself says to the cases
 * beside it, and src/argocd/generated what Argo CD's own types are. Needs Go; oracle.mjs finds Helm. `helm DIR` compares real charts instead (see
 * conformance-helm/main.ts), `helm --update [CASE…]` asks Helm only, for all cases or those named, `fuzz [SEED] [COUNT]` compares
 * made-up charts (see helm-4/fuzz.ts).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oracle } from './oracle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Programs in tools/<name> that read cases on stdin and print answers; both are in test/conformance/<suite>. */
const programs = [
  ['goyaml', 'yaml'],
  ['gotemplate', 'template'],
  ['gofunctions', 'functions'],
  ['kustomize', 'kustomize-urls'],
];

const [suite, ...rest] = process.argv.slice(2);
const script = scriptOf(suite, rest);
if (script !== undefined) {
  const args = rest.filter((each) => each !== '--update');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

// The template cases themselves are written down in tables.
run(process.execPath, ['--import', 'tsx', 'tools/gotemplate/generate.ts'], root);
for (const [program, suite] of programs) {
  const folder = join(root, 'test', 'conformance', suite);
  const input = readFileSync(join(folder, 'cases.json'));
  writeFileSync(join(folder, 'answers.json'), run('go', ['run', '.'], join(root, 'tools', program), input));
  console.log(`answered: ${suite}`);
}
// So are the ApplicationSets.
const sets = run(process.execPath, ['--import', 'tsx', 'tools/argocd/cases.ts'], root);
writeFileSync(
  join(root, 'test', 'conformance', 'applicationsets', 'answers.json'),
  run('go', ['run', '.'], join(root, 'tools', 'argocd'), sets),
);
console.log('answered: applicationsets');
writeFileSync(
  join(root, 'src', 'argocd', 'generated', 'types.ts'),
  run('go', ['run', './types'], join(root, 'tools', 'argocd')),
);
writeFileSync(
  join(root, 'src', 'argocd', 'generated', 'letters.ts'),
  run('go', ['run', './letters'], join(root, 'tools', 'argocd')),
);
console.log("written: Argo CD's types, and what it makes of letters");
// What Argo CD's repo server and controller make of Applications; they run helm themselves.
process.env.HELM = oracle('helm');
const applications = run(process.execPath, ['--import', 'tsx', 'tools/argocd/sync/cases.ts'], root);
writeFileSync(
  join(root, 'test', 'conformance', 'sync', 'answers.json'),
  run('go', ['run', './sync'], join(root, 'tools', 'argocd'), applications),
);
console.log('answered: sync');
const projects = run(process.execPath, ['--import', 'tsx', 'tools/argocd/projects/cases.ts'], root);
writeFileSync(
  join(root, 'test', 'conformance', 'projects', 'answers.json'),
  run('go', ['run', './projects'], join(root, 'tools', 'argocd'), projects),
);
console.log('answered: projects');
run(process.execPath, ['--import', 'tsx', 'test/conformance/helm/update.mjs'], root);
console.log('answered: helm');
run(process.execPath, ['test/conformance/helm-command/update.mjs'], root);
console.log('answered: helm-command');

/** What is done instead of asking all again. */
function scriptOf(suite, args) {
  if (suite === 'fuzz') return 'tools/helm-4/fuzz.ts';
  if (suite !== 'helm') return undefined;
  return args.includes('--update') ? 'test/conformance/helm/update.mjs' : 'tools/conformance-helm/main.ts';
}

function run(command, args, cwd, input) {
  const { status, error, stdout } = spawnSync(command, args, {
    cwd,
    input,
    stdio: ['pipe', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  console.error(`${command} ${args.join(' ')} in ${cwd}: ${error?.message ?? `ended with ${status}`}`);
  process.exit(1);
}
