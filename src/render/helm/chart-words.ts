import { ArchiveError } from '../../archive/index.ts';
import { parseYaml, readYaml } from '../../yaml/index.ts';
import { baseName } from '../paths.ts';
import { asObject } from '../source.ts';
import { NO_CHART_FILE } from './chart.ts';
import type { ChartError } from './chart.ts';
import { fileText } from './files.ts';
import { goYamlError } from './go-yaml-error.ts';
import { readValuesText } from './values-file.ts';
import type { HelmVersion } from './version/index.ts';

/** Subcharts around the file at fault. */
const UNPACKING = /^(?:error unpacking subchart \S+ in \S+: )*/;

/** Why Helm can't load a chart, in its own words where a diagnostic has others; `folder` as Helm finds it, unless packaged. */
export function chartWords(error: ChartError, helm: HelmVersion, folder?: string): string {
  if (error.message === NO_CHART_FILE && !isIgnored(error)) return helm.words.noChartFile(folder);
  const around = UNPACKING.exec(error.message)![0];
  return around + (ownWords(error, helm) ?? error.message.slice(around.length));
}

/** A chart's file that `.helmignore` excludes is found at first, and missed when the chart is loaded. */
function isIgnored({ file: { tree, path } }: ChartError): boolean {
  return tree.kind(path) === 'file';
}

function ownWords(error: ChartError, helm: HelmVersion): string | undefined {
  const { file, ruleId, message, cause } = error;
  // Helm 4 opens an archive a first time to see which chart is in it.
  if (helm.checksApiVersion && cause instanceof ArchiveError && cause.message !== 'gzip: invalid header')
    return 'unable to load chart archive';
  if (cause instanceof ArchiveError)
    return message.replace(/(?<= larger than the )maximum size\b/, helm.words.archiveBound);
  const name = baseName(file.path);
  if (name === '.helmignore') return message.replace(/^\.helmignore: /, '');
  if (message === 'invalid chart apiVersion' && !isV3(file)) return 'unsupported chart version';
  if (ruleId !== 'yaml-invalid' && ruleId !== 'value-file-invalid' && !isUnreadable(error)) return undefined;
  const reason = name === 'values.yaml' ? valuesWords(file, helm) : yamlWords(file);
  return reason === undefined ? undefined : `cannot load ${name}: ${reason}`;
}

/** Bytes that are no text; to Helm's YAML they are a fault like any other. */
function isUnreadable({ file, ruleId }: ChartError): boolean {
  const isYaml = YAML_FILES.has(baseName(file.path));
  return ruleId === 'file-unreadable' && isYaml && file.tree.readBytes(file.path) !== undefined;
}

const YAML_FILES: ReadonlySet<string> = new Set([
  'Chart.yaml',
  'values.yaml',
  'requirements.yaml',
  'Chart.lock',
  'requirements.lock',
]);

/** Helm has begun to know these, and refuses them a step later. */
function isV3(file: ChartError['file']): boolean {
  const read = readYaml(file);
  return read.ok && asObject(read.yaml.documents[0]?.value)?.['apiVersion'] === 'v3';
}

function valuesWords({ tree, path }: ChartError['file'], helm: HelmVersion): string | undefined {
  const values = readValuesText(fileText({ tree, path }), helm);
  return 'error' in values ? values.error : undefined;
}

function yamlWords(file: ChartError['file']): string | undefined {
  const problem = parseYaml(fileText(file)).problems.find(({ code }) => code !== 'duplicate-key');
  return problem && goYamlError(problem);
}
