// Times the engine alone, as tools/gobench times Helm's: it loads a chart once and renders it for each leaf, one after the
// other, with traces. Reading the values and rendering are in it; parsing what was rendered is not, nor the walk that lists
// the files before either, which a run makes once for all its stages and the program in Go not at all.
//
//   node engine.mjs <chart folder> < leaves.json
//
// The leaves are a list of {"name": release and namespace, "values": path of a values file}. It prints JSON: milliseconds
// on the wall and of the processor (all threads) for all leaves, of the wall's those for reading the values, and the
// characters rendered.
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { configFrom } from '../src/config/index.ts';
import { diskTree } from '../src/load/index.ts';
import { capabilities, parseKubeVersion } from '../src/render/helm/capabilities.ts';
import { loadChart } from '../src/render/helm/chart.ts';
import { coalesceValues } from '../src/render/helm/coalesce.ts';
import { LoadedChart } from '../src/render/helm/release.ts';
import { readValuesFile } from '../src/render/helm/values-file.ts';
import { HELM_4 } from '../src/render/helm/version/index.ts';
import { PathTable } from '../src/template/index.ts';

interface Leaf {
  readonly name: string;
  readonly values: string;
}

const leaves = JSON.parse(readFileSync(0, 'utf8')) as readonly Leaf[];
const { limits, kubernetes } = configFrom({});
const top = commonFolder(leaves.map(({ values }) => dirname(values)));
const tree = diskTree(top, '', { limits });
tree.list();
const before = process.cpuUsage();
const start = performance.now();

const chart = new LoadedChart(loadChart(diskTree(process.argv[2]!, '', { limits }), ''));
const budgets = { limits, paths: new PathTable() };
const kube = capabilities(parseKubeVersion(kubernetes.version, HELM_4)!, kubernetes.apiVersions, HELM_4);
let characters = 0;
let valuesMs = 0;
for (const leaf of leaves) {
  const reading = performance.now();
  const values = valuesOf(leaf);
  valuesMs += performance.now() - reading;
  const program = chart.program(values);
  const release = { name: leaf.name, namespace: leaf.name, values, capabilities: kube };
  const { outputs, failures } = program.run(release, coalesceValues(program.root, values), budgets);
  if (failures.length > 0) throw failures[0]!.error;
  for (const { text } of outputs) characters += text.length;
}

const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const cpuMs = (user + system) / 1000;
process.stdout.write(`${JSON.stringify({ leaves: leaves.length, wallMs, cpuMs, valuesMs, characters })}\n`);

function valuesOf({ values }: Leaf): ReturnType<typeof coalesceValues> {
  const read = readValuesFile({ tree, path: values.slice(top.length + 1) }, HELM_4);
  if (!read.ok) throw new Error(`${basename(values)}: ${read.message}`);
  return read.documents[0]?.data ?? {};
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? '';
  while (!folders.every((folder) => folder === common || folder.startsWith(`${common}/`)))
    common = dirname(common);
  return common;
}
