// The same work as most pipelines do it: `helm template` for each leaf, then kubeconform and conftest over the output.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const tools = { helm: ['version'], kubeconform: ['-v'], conftest: ['--version'] };

const policy = `package main

import rego.v1

deny contains message if {
	some container in input.spec.template.spec.containers
	not contains(container.image, "@sha256:")
	message := sprintf("%s/%s: %s has no digest", [input.kind, input.metadata.name, container.image])
}
`;

/**
 * Milliseconds of each tool for all leaves. Helm renders `sample` of them and its time is scaled; the other two read
 * those outputs, repeated to the full number. Whatever is unfair is so in the tools' favour: helm runs on every core,
 * the other two get all files at once, and kubeconform has no schemas to compile.
 */
export async function measurePipeline(folder, leaves, sample) {
  const missing = Object.entries(tools)
    .filter(([tool, args]) => spawnSync(tool, args, { stdio: 'ignore' }).status !== 0)
    .map(([tool]) => tool);
  if (missing.length > 0) return { missing };
  const measured = spread(leaves, sample);
  const workers = availableParallelism();
  const paths = prepare(folder);
  const helmMs = await timed(() => renderAll(folder, paths.rendered, measured, workers));
  repeatUntil(leaves.length, measured.length, paths.rendered);
  const conform = ['-n', String(workers), '-ignore-missing-schemas', '-schema-location', `${paths.schemas}/`];
  const toolMs = {
    'helm template': (helmMs * leaves.length) / measured.length,
    kubeconform: await timed(() => run('kubeconform', [...conform, paths.rendered])),
    conftest: await timed(() =>
      run('conftest', ['test', '--policy', paths.policy, '--output', 'json', paths.rendered]),
    ),
  };
  return {
    missing,
    measuredLeaves: measured.length,
    notes: [
      `helm: ${workers} at a time, one process a leaf; ${measured.length} leaves rendered, their time scaled to ${leaves.length}`,
      'kubeconform: one process; without a network it has no schemas, so it only reads',
      'conftest: one process, one rule',
    ],
    toolMs,
    totalMs: Object.values(toolMs).reduce((sum, value) => sum + value, 0),
  };
}

/** Every n-th leaf, so that each environment and cloud is in the sample. */
function spread(leaves, sample) {
  const step = Math.max(1, leaves.length / sample);
  return Array.from(
    { length: Math.min(sample, leaves.length) },
    (_, index) => leaves[Math.floor(index * step)],
  );
}

function prepare(folder) {
  const paths = Object.fromEntries(
    ['rendered', 'schemas', 'policy'].map((name) => [name, join(folder, name)]),
  );
  for (const path of Object.values(paths)) mkdirSync(path, { recursive: true });
  writeFileSync(join(paths.policy, 'policy.rego'), policy);
  return paths;
}

/** Copies `count` files named by their index until there are `total`. */
function repeatUntil(total, count, output) {
  for (let index = count; index < total; index++) {
    copyFileSync(join(output, `${index % count}.yaml`), join(output, `${index}.yaml`));
  }
}

async function renderAll(folder, output, leaves, workers) {
  const queue = leaves.entries();
  const work = async () => {
    for (const [index, leaf] of queue) await renderOne(folder, join(output, `${index}.yaml`), leaf);
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function renderOne(folder, output, leaf) {
  const chart = join(folder, 'apps', 'service', 'deploy', 'chart');
  const values = join(folder, 'platform-gitops', leaf.path, 'values.yaml');
  const file = openSync(output, 'w');
  try {
    const args = [
      'template',
      leaf.service,
      chart,
      '--namespace',
      leaf.service,
      '--kube-version',
      '1.34.0',
      '--values',
      values,
    ];
    await run('helm', args, file);
  } finally {
    closeSync(file);
  }
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function run(command, args, stdout = 'ignore') {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', stdout, 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}
