// `npm run bench -- --leaves N [--runs R] [--sample S] [--json]`: times the built command on a fleet of N leaves, and
// the same work by helm, kubeconform and conftest where these are on the PATH.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeFleet } from './fleet.mjs';
import { measurePipeline } from './pipeline.mjs';

const cli = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.js');

const { values: options } = parseArgs({
  options: {
    leaves: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
    sample: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [leafCount, runs, sample] = [options.leaves, options.runs, options.sample].map(positiveInteger);
if (!existsSync(cli)) throw new Error('dist/cli.js is not there: run `npm run build` first');

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
try {
  const leaves = writeFleet(folder, leafCount);
  const result = { machine: machine(), ...measurePlimsoll(join(folder, 'platform-gitops')) };
  result.pipeline = await measurePipeline(folder, leaves, sample);
  if (result.pipeline.totalMs !== undefined) result.ratio = result.pipeline.totalMs / result.wallMs;
  process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : describe(result));
} finally {
  if (options.keep) process.stderr.write(`the fleet is in ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
}

function positiveInteger(text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`not a positive integer: ${text}`);
  return number;
}

function machine() {
  return { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
}

/** The whole process, `runs` times; the median run counts. Memory and processor time are those of one more run. */
function measurePlimsoll(tree) {
  const timed = Array.from({ length: runs }, () => checkOnce(tree)).sort((a, b) => a.wallMs - b.wallMs);
  const { wallMs, report } = timed[Math.floor(timed.length / 2)];
  const { found, rendered } = report.coverage.leaves;
  return {
    leaves: found,
    rendered,
    resources: report.coverage.resources,
    diagnostics: report.diagnostics.length,
    runs,
    wallMs,
    fastestMs: timed[0].wallMs,
    leavesPerSecond: (found / wallMs) * 1000,
    stageMs: report.stats.timings,
    stageMsPerLeaf: Object.fromEntries(
      Object.entries(report.stats.timings).map(([stage, ms]) => [stage, ms / found]),
    ),
    ...measureResources(tree),
  };
}

function checkOnce(tree) {
  const output = join(folder, 'report.json');
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'check', tree, '--format', 'json', '--output', output],
    {
      encoding: 'utf8',
    },
  );
  const wallMs = performance.now() - start;
  if (status !== 0 && status !== 1) throw new Error(`plimsoll check ended with ${status}: ${stderr}`);
  return { wallMs, report: JSON.parse(readFileSync(output, 'utf8')) };
}

/**
 * What the process itself says as it exits: its peak resident set in MB and its processor time in ms, which other work on
 * the machine disturbs less than the time on the wall.
 */
function measureResources(tree) {
  const hook = `process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    require('node:fs').writeSync(3, JSON.stringify({ peakMemoryMB: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 }));
  });`;
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, hook);
  const args = [
    '--require',
    preload,
    cli,
    'check',
    tree,
    '--format',
    'json',
    '--output',
    join(folder, 'report.json'),
  ];
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
  return JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8', stdio }).output[3]);
}

function ms(number) {
  return `${number.toFixed(number < 10 ? 1 : 0)} ms`;
}

function describe(result) {
  const stages = Object.entries(result.stageMsPerLeaf).map(
    ([stage, perLeaf]) =>
      `  ${stage.padEnd(10)}${perLeaf.toFixed(3).padStart(8)} ms a leaf${ms(result.stageMs[stage]).padStart(12)}`,
  );
  const lines = [
    `${result.leaves} leaves (${result.rendered} rendered), ${result.resources} resources, ${result.diagnostics} diagnostics`,
    `Node ${result.machine.node}, ${result.machine.cores} × ${result.machine.cpu}; median of ${result.runs} runs, process start included`,
    '',
    `plimsoll check   ${ms(result.wallMs)} (fastest ${ms(result.fastestMs)}), ${Math.round(result.leavesPerSecond)} leaves a second, ${ms(result.cpuMs)} of processor time, peak memory ${Math.round(result.peakMemoryMB)} MB`,
    ...stages,
    '',
    ...describePipeline(result.pipeline),
  ];
  if (result.ratio !== undefined) lines.push('', `plimsoll is ${result.ratio.toFixed(0)} times as fast`);
  return `${lines.join('\n')}\n`;
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
