/**
 * Compares `helm template` with ours on real charts: `npm run conformance -- helm DIR [PART-OF-A-PATH]`. Each chart below
 * DIR is rendered without values and with each of its `ci/*-values.yaml`, by the real helm (HELM, default the one pinned in
 * tools/helm-4; with `--helm-version 3` HELM3, tools/helm-3) and by ours in this process; bytes and error texts are compared, and each
 * difference is counted in a class. Helm's answers are kept by content in the folder CACHE. `--switch` adds, for each
 * chart, values in which every switch that is off by default is on, and those in which every one that is on is off;
 * `--odd N` adds N values in which a few are replaced by values of other types.
 */
import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configFrom } from '../../src/config/index.ts';
import { diskTree } from '../../src/load/index.ts';
import { HELM_3, HELM_4, TemplateCommand } from '../../src/render/index.ts';
import type { TemplateOptions } from '../../src/render/index.ts';
import type { ReadResult } from '../../src/types.ts';
import { oracle } from '../oracle.mjs';
import { findCharts } from './charts.ts';
import type { Chart } from './charts.ts';
import { compare } from './compare.ts';
import { RealHelm } from './real-helm.ts';
import type { Printed } from './real-helm.ts';
import { madeValues } from './made-values.ts';
import { Tally } from './tally.ts';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    switch: { type: 'boolean', default: false },
    odd: { type: 'string', default: '0' },
    'helm-version': { type: 'string', default: '4' },
  },
});
const [folder, part = ''] = positionals;
const version = new Map([
  ['4', { rules: HELM_4, program: 'helm' } as const],
  ['3', { rules: HELM_3, program: 'helm3' } as const],
]).get(given['helm-version']);
if (folder === undefined || version === undefined) {
  console.error(
    'usage: npm run conformance -- helm DIR [PART-OF-A-PATH] [--helm-version 4|3] [--switch] [--odd N]',
  );
  process.exit(2);
}

const top = resolve(folder);
const limits = { ...configFrom({}).limits, fileBytes: 100 * 1024 * 1024 };
const flags = ['--namespace=default', '--kube-version=1.34.0', '--include-crds'];
const options: TemplateOptions = {
  releaseName: 'release',
  namespace: 'default',
  kubeVersion: '1.34.0',
  apiVersions: [],
  includeCrds: true,
  noHooks: false,
  skipTests: false,
  isUpgrade: false,
  skipSchemaValidation: false,
  showOnly: [],
  valueFiles: [],
  jsonValues: [],
  values: [],
  stringValues: [],
  fileValues: [],
  literalValues: [],
};

/** Another time and other luck. */
const OTHER_HOST = { now: 1_999_888_777_666_555_444n, seed: 'other' };

const helm = new RealHelm(oracle(version.program), process.env['CACHE']);
const charts = findCharts(top).filter(({ path }) => path.includes(part));
/** Of them all: charts have links to files of others. */
const tree = diskTree(top, '', { limits });
const tally = new Tally(charts.length);
const left = [...charts];
await Promise.all([work(), work()]);
console.log(tally.report());
process.exitCode = tally.differs ? 1 : 0;

async function work(): Promise<void> {
  for (let chart = left.shift(); chart !== undefined; chart = left.shift()) await compareChart(chart);
}

async function compareChart({ path, variants, hash }: Chart): Promise<void> {
  const chart = join(top, path);
  const started = performance.now();
  const command = new TemplateCommand(tree, path, limits, version!.rules);
  tally.addTime(performance.now() - started);
  const made = madeValues(chart, helm.cache, { switches: given.switch, odd: Number(given.odd) });
  for (const values of [...variants, ...made]) {
    const answers = await helm.template(hash, chart, values, flags);
    const name =
      values === undefined
        ? path
        : `${path} ${values.startsWith(chart) ? relative(chart, values) : basename(values)}`;
    tally.add(
      name,
      compare(answers, answer(command, values), () => answer(command, values, OTHER_HOST)),
    );
    // Such a chart says nothing else, whatever the values.
    if ('error' in answers[0] && answers[0].error.includes('missing in charts/ directory')) break;
  }
}

function readText(file: string): ReadResult {
  return { ok: true, text: readFileSync(file, 'utf8') };
}

function answer(
  command: TemplateCommand,
  values: string | undefined,
  host: TemplateOptions['host'] = {},
): Printed {
  const started = performance.now();
  try {
    const valueFiles = values === undefined ? [] : [values];
    const { stdout, error } = command.run({ ...options, valueFiles, host }, readText);
    return error === undefined ? { stdout } : { error };
  } catch (error) {
    return { error: `crash: ${(error as Error).stack}` };
  } finally {
    tally.addTime(performance.now() - started);
  }
}
