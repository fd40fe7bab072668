// `npm run bench -- --leaves N [--templates T] [--runs R] [--sample S] [--json]`: times the built command on a fleet of N
// leaves of a chart of T templates, the same leaves in our engine alone and in Helm's own where Go is there, and
// the same work by helm, kubeconform and conftest where these are on the PATH. `--sets S [--leaves N]` times the
// Applications of S ApplicationSets instead, beside Argo CD's own code where Go is there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureEngines } from './engines.mjs';
import { writeFleet } from './fleet.mjs';
import { measurePipeline } from './pipeline.mjs';
import { describeSets, measureSets } from './sets.mjs';

const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.js');

const RESOURCES = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require('node:fs').writeSync(3, JSON.stringify({ peakMemoryMB: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 }));
});`;

const { values: options } = parseArgs({
  options: {
    leaves: { type: 'string', default: '1000' },
    sets: { type: 'string' },
    templates: { type: 'string', default: '8' },
    runs: { type: 'string', default: '3' },
    sample: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [leafCount, templates, runs, sample] = [
  options.leaves,
  options.templates,
  options.runs,
  options.sample,
].map(positiveInteger);
if (!existsSync(cli)) throw new Error('dist/cli.js is not there: run `npm run build` first');

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
try {
  process.stdout.write(await (options.sets === undefined ? measureFleet() : measureApplicationSets()));
} finally {
  if (options.keep) process.stderr.write(`the fleet is in ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
}

function measureApplicationSets() {
  const result = measureSets(folder, positiveInteger(options.sets), leafCount, runs, RESOURCES);
  return options.json
    ? `${JSON.stringify({ machine: machine(), ...result }, null, 2)}\n`
    : describeSets(result);
}

async function measureFleet() {
  const leaves = writeFleet(folder, leafCount, templates);
  const result = { machine: machine(), ...measurePlimsoll(join(folder, 'platform-gitops')) };
  result.engines = await measureEngines(folder, leaves);
  result.pipeline = await measurePipeline(folder, leaves, sample);
  if (result.pipeline.totalMs !== undefined) result.ratio = result.pipeline.totalMs / result.wallMs;
  return options.json ? `${JSON.stringify(result, null, 2)}\n` : describe(result);
}

function positiveInteger(text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`not a positive integer: ${text}`);
  return number;
}

function machine() {
  return { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
}

/** The whole process, `runs` times; the median of each figure counts. Memory is the largest. */
function measurePlimsoll(tree) {
  const timed = Array.from({ length: runs }, () => checkOnce(tree)).sort((a, b) => a.wallMs - b.wallMs);
  const { wallMs, report } = timed[Math.floor(timed.length / 2)];
  const cpu = timed.map(({ cpuMs }) => cpuMs).sort((a, b) => a - b);
  const { found, rendered } = report.coverage.leaves;
  return {
    leaves: found,
    rendered,
    resources: report.coverage.resources,
    diagnostics: report.diagnostics.length,
    runs,
    templates,
    wallMs,
    fastestMs: timed[0].wallMs,
    cpuMs: cpu[Math.floor(cpu.length / 2)],
    leastCpuMs: cpu[0],
    peakMemoryMB: Math.max(...timed.map(({ peakMemoryMB }) => peakMemoryMB)),
    leavesPerSecond: (found / wallMs) * 1000,
    stageMs: report.stats.timings,
    stageMsPerLeaf: Object.fromEntries(
      Object.entries(report.stats.timings).map(([stage, ms]) => [stage, ms / found]),
    ),
  };
}

/**
 * One run. What the process itself says as it exits is taken too: its peak resident set in MB and its processor time in
 * ms (all of its threads), which other work on the machine disturbs less than the time on the wall.
 */
function checkOnce(tree) {
  const output = join(folder, 'report.json');
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, RESOURCES);
  const args = ['--require', preload, cli, 'check', tree, '--format', 'json', '--output', output];
  const start = performance.now();
  const run = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const wallMs = performance.now() - start;
  if (run.status !== 0 && run.status !== 1)
    throw new Error(`plimsoll check ended with ${run.status}: ${run.stderr}`);
  return { wallMs, ...JSON.parse(run.output[3]), report: JSON.parse(readFileSync(output, 'utf8')) };
}

function ms(number) {
  return `${number.toFixed(number < 10 ? 1 : 0)} ms`;
}

function describe(result) {
  const stages = Object.entries(result.stageMsPerLeaf).map(
    ([stage, perLeaf]) =>
      `  ${stage.padEnd(10)}${perLeaf.toFixed(3).padStart(8)} ms a leaf${ms(result.stageMs[stage]).padStart(12)}`,
  );
  const perLeaf = (result.cpuMs / result.leaves).toFixed(2);
  const lines = [
    `${result.leaves} leaves (${result.rendered} rendered) of a chart of ${result.templates} templates, ${result.resources} resources, ${result.diagnostics} diagnostics`,
    `Node ${result.machine.node}, ${result.machine.cores} × ${result.machine.cpu}; median of ${result.runs} runs, process start included`,
    '',
    `plimsoll check   ${ms(result.wallMs)} (fastest ${ms(result.fastestMs)}), ${Math.round(result.leavesPerSecond)} leaves a second`,
    `  processor      ${ms(result.cpuMs)} on all threads (least ${ms(result.leastCpuMs)}), ${perLeaf} ms a leaf; peak memory ${Math.round(result.peakMemoryMB)} MB`,
    ...stages,
    '',
    ...describeEngines(result.engines, result),
    '',
    ...describePipeline(result.pipeline),
  ];
  if (result.ratio !== undefined) lines.push('', `plimsoll is ${result.ratio.toFixed(0)} times as fast`);
  return `${lines.join('\n')}\n`;
}

function describeEngines({ plimsoll, helm }, { leaves, cpuMs }) {
  const lines = [
    'the engine alone, in one process, cold: values and templates',
    describeEngine('plimsoll, with traces', plimsoll, leaves),
    describeEngine('Helm, called from Go', helm, leaves),
  ];
  if (plimsoll.missing !== undefined || helm.missing !== undefined) return lines;
  const ratio = (ours) => (ours / helm.cpuMs).toFixed(2);
  return [
    ...lines,
    `  of Helm's processor time, plimsoll's engine takes ${ratio(plimsoll.cpuMs)}, the whole run ${ratio(cpuMs)}`,
  ];
}

function describeEngine(name, { missing, wallMs, cpuMs, valuesMs }, leaves) {
  if (missing !== undefined) return `  ${name}: not compared, ${missing}`;
  const perLeaf = (time) => (time / leaves).toFixed(3);
  const parts = `values ${perLeaf(valuesMs)}, templates ${perLeaf(wallMs - valuesMs)}`;
  return `  ${name.padEnd(24)}${perLeaf(wallMs)} ms a leaf (${parts}), ${ms(wallMs)}; ${ms(cpuMs)} of processor time`;
}

function describePipeline({ missing, notes, toolMs, totalMs }) {
  if (missing.length > 0) return [`not compared: ${missing.join(', ')} not on the PATH`];
  const tools = Object.entries(toolMs).map(([tool, value]) => `  ${tool.padEnd(14)}${Math.round(value)} ms`);
  return [
    `helm template + kubeconform + conftest   ${Math.round(totalMs)} ms`,
    ...tools,
    ...notes.map((note) => `  (${note})`),
  ];
}
