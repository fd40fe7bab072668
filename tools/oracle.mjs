/**
 * The real programs that we are held against: what the environment variable names (HELM, HELM3, OPA), else what is pinned in
 * this folder, which Go builds once for each go.sum and keeps outside the tree. `node tools/oracle.mjs` builds them all.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const tools = import.meta.dirname;

const programs = {
  opa: { variable: 'OPA', module: '.', main: 'github.com/open-policy-agent/opa' },
  helm: { variable: 'HELM', module: 'helm-4', main: 'helm.sh/helm/v4/cmd/helm' },
  helm3: { variable: 'HELM3', module: 'helm-3', main: 'helm.sh/helm/v3/cmd/helm', flags: helm3Flags },
};

/** The path of a program. @throws Error where it is neither named nor can be built. */
export function oracle(name) {
  const { variable, module, main, flags } = programs[name];
  const named = process.env[variable];
  if (named) return named;
  const folder = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'plimsoll-tools',
    pins(module),
  );
  const binary = join(folder, name);
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  go(variable, module, ['build', '-trimpath', '-o', binary, ...(flags?.() ?? []), main]);
  return binary;
}

/** A name for what the module pins. */
function pins(module) {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(tools, module, file)));
  return hash.digest('hex').slice(0, 16);
}

/** As its Makefile does, which tells it the Kubernetes of its client library; Helm 4 asks the library. */
function helm3Flags() {
  const version = go('HELM3', 'helm-3', ['list', '-m', '-f', '{{.Version}}', 'k8s.io/client-go']);
  const values = 'helm.sh/helm/v3/pkg/chartutil';
  const minor = version.split('.')[1];
  return ['-ldflags', `-X ${values}.k8sVersionMajor=1 -X ${values}.k8sVersionMinor=${minor}`];
}

function go(variable, module, args) {
  const { error, status, stdout } = spawnSync('go', args, {
    cwd: join(tools, module),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return stdout.trim();
  const reason = error ? `go did not start: ${error.message}` : `go ${args[0]} ended with ${status}`;
  throw new Error(
    `set ${variable} to the program, or install Go, which builds it from tools/${module}: ${reason}`,
  );
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename)
  for (const name of Object.keys(programs)) console.log(`${name}: ${oracle(name)}`);
