import { ArchiveError } from '../../archive/index.ts';
import { readYaml } from '../../yaml/index.ts';
import { baseName } from '../paths.ts';
import { asObject } from '../source.ts';
import { NO_CHART_FILE } from './chart.ts';
import type { ChartError } from './chart.ts';
import { goYamlError } from './go-yaml-error.ts';
import { readValuesText } from './values-file.ts';
import type { HelmVersion } from './version/index.ts';

/** Subcharts around the file at fault. */
const UNPACKING = /^(?:error unpacking subchart \S+ in \S+: )*/;

/** Why Helm can't load a chart, in its own words where a diagnostic has others; `folder` as Helm finds it, unless packaged. */
export function chartWords(error: ChartError, helm: HelmVersion, folder?: string): string {
  if (error.message === NO_CHART_FILE) return helm.words.noChartFile(folder);
  const around = UNPACKING.exec(error.message)![0];
  return around + (ownWords(error, helm) ?? error.message.slice(around.length));
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
  if (ruleId !== 'yaml-invalid' && ruleId !== 'value-file-invalid') return undefined;
  const reason = name === 'values.yaml' ? valuesWords(file, helm) : yamlWords(file);
  return reason === undefined ? undefined : `cannot load ${name}: ${reason}`;
}

/** Helm has begun to know these, and refuses them a step later. */
function isV3(file: ChartError['file']): boolean {
  const read = readYaml(file);
  return read.ok && asObject(read.yaml.documents[0]?.value)?.['apiVersion'] === 'v3';
}

function valuesWords({ tree, path }: ChartError['file'], helm: HelmVersion): string | undefined {
  const read = tree.read(path);
  if (!read.ok) return undefined;
  const values = readValuesText(read.text, helm);
  return 'error' in values ? values.error : undefined;
}

function yamlWords(file: ChartError['file']): string | undefined {
  const read = readYaml(file);
  const problem = read.ok ? read.yaml.problems.find(({ code }) => code !== 'duplicate-key') : undefined;
  return problem && goYamlError(problem);
}
