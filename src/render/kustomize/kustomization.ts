import { KUSTOMIZATION_NAMES } from '../../kustomization-names.ts';
import type { FieldPath, Json, JsonObject, SourceFile, SourceTree } from '../../types.ts';
import { parseYaml, readYaml } from '../../yaml/index.ts';
import { asObject, textOf } from '../source.ts';

/** What a kustomization names beside what is written in it. */
export interface Reference {
  /** A path, a URL, or for a chart its name. */
  readonly value: string;
  /** Where it is written in the kustomization. */
  readonly path: FieldPath;
  /**
   * What it may lead to: `resource` a file or a folder with a kustomization, `folder` the latter, `file` a file, `chart` a
   * chart of `chart.repo`.
   */
  readonly form: 'resource' | 'folder' | 'file' | 'chart';
  readonly chart?: HelmChart;
}

interface HelmChart {
  readonly repo: string;
  /** `''` is the latest. */
  readonly version: string;
  /** The folder, beside the kustomization, that would hold it already. */
  readonly folder: string;
}

export interface Kustomization {
  readonly file: SourceFile;
  readonly references: readonly Reference[];
}

const kustomizations = new WeakMap<SourceTree, Map<string, Kustomization | undefined>>();

/** The kustomization of a folder; undefined where there is none, more than one, or one that can't be read. Read once. */
export function readKustomization(tree: SourceTree, folder: string): Kustomization | undefined {
  const known = kustomizations.get(tree) ?? new Map<string, Kustomization | undefined>();
  kustomizations.set(tree, known);
  if (!known.has(folder)) known.set(folder, read(tree, folder));
  return known.get(folder);
}

function read(tree: SourceTree, folder: string): Kustomization | undefined {
  const paths = KUSTOMIZATION_NAMES.map((name) => (folder === '' ? name : `${folder}/${name}`));
  const found = paths.filter((path) => tree.kind(path) === 'file');
  if (found.length !== 1) return undefined;
  const file = { tree, path: found[0]! };
  const yaml = readYaml(file);
  const fields = yaml.ok ? asObject(yaml.yaml.documents[0]?.value) : undefined;
  return fields && { file, references: referencesOf(fields) };
}

/**
 * Everything that Kustomize gives to its loader, in its order (`KustTarget.accumulateTarget`; `bases` come after
 * `resources`, `FixKustomization`).
 */
function referencesOf(fields: JsonObject): Reference[] {
  const texts = (key: string, form: Reference['form']): Reference[] =>
    textsAt(fields[key], [key]).map((each) => ({ ...each, form }));
  const plugins = (key: string): Reference[] =>
    texts(key, 'resource').filter(({ value }) => !isInline(value));
  return [
    ...texts('resources', 'resource'),
    ...texts('bases', 'resource'),
    ...pathIn(fields['openapi'], ['openapi'], 'path'),
    ...texts('configurations', 'file'),
    ...texts('crds', 'file'),
    ...generatorFiles(fields, 'configMapGenerator'),
    ...generatorFiles(fields, 'secretGenerator'),
    ...helmCharts(fields),
    ...plugins('generators'),
    ...texts('components', 'folder'),
    ...texts('patchesStrategicMerge', 'file').filter(({ value }) => !isInline(value)),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
      entries(fields[key]).flatMap((entry, index) => pathIn(entry, [key, index], 'path')),
    ),
    ...plugins('transformers'),
    ...plugins('validators'),
  ];
}

type Written = Pick<Reference, 'value' | 'path'>;

function textsAt(value: Json | undefined, path: FieldPath): Written[] {
  return entries(value).flatMap((each, index) =>
    typeof each === 'string' && each !== '' ? [{ value: each, path: [...path, index] }] : [],
  );
}

function pathIn(value: Json | undefined, path: FieldPath, key: string): Reference[] {
  const text = textOf(asObject(value)?.[key]);
  return text === '' ? [] : [{ value: text, path: [...path, key], form: 'file' }];
}

/** A patch or a plugin's configuration may be written where its path would be. */
function isInline(text: string): boolean {
  return text.includes('\n') || asObject(parseYaml(text).documents[0]?.value) !== undefined;
}

/** `files` have a key before the path, `key=path`; a second `=` is refused (`ParseFileSource`). */
function generatorFiles(fields: JsonObject, key: string): Reference[] {
  return entries(fields[key]).flatMap((entry, index): Reference[] => {
    const generator = asObject(entry) ?? {};
    const files = textsAt(generator['files'], [key, index, 'files']).flatMap(({ value, path }) => {
      const parts = value.split('=');
      return parts.length > 2 ? [] : [{ value: parts.at(-1)!, path, form: 'file' as const }];
    });
    const envs = textsAt(generator['envs'], [key, index, 'envs']).map((each) => ({
      ...each,
      form: 'file' as const,
    }));
    return [...files, ...envs, ...pathIn(entry, [key, index], 'env')];
  });
}

/** `helmCharts`, and the `helmChartInflationGenerator` that it was before. */
function helmCharts(fields: JsonObject): Reference[] {
  const old = entries(fields['helmChartInflationGenerator']).map((entry) => asObject(entry) ?? {});
  const oldHome = old.map((chart) => textOf(chart['chartHome'])).findLast((home) => home !== '');
  const home = textOf(asObject(fields['helmGlobals'])?.['chartHome']) || oldHome || 'charts';
  const charts = entries(fields['helmCharts']).flatMap((entry, index) =>
    chartReferences(asObject(entry) ?? {}, ['helmCharts', index], home, CHART_KEYS),
  );
  const before = old.flatMap((chart, index) =>
    chartReferences(chart, ['helmChartInflationGenerator', index], home, OLD_CHART_KEYS),
  );
  return [...charts, ...before];
}

const CHART_KEYS = { name: 'name', repo: 'repo', version: 'version', values: 'valuesFile' };
const OLD_CHART_KEYS = {
  name: 'chartName',
  repo: 'chartRepoUrl',
  version: 'chartVersion',
  values: 'values',
};

function chartReferences(
  chart: JsonObject,
  path: FieldPath,
  home: string,
  keys: typeof CHART_KEYS,
): Reference[] {
  const [name, repo, version] = [keys.name, keys.repo, keys.version].map((key) => textOf(chart[key])) as [
    string,
    string,
    string,
  ];
  const values = [
    ...pathIn(chart, path, keys.values),
    ...textsAt(chart['additionalValuesFiles'], [...path, 'additionalValuesFiles']).map((each) => ({
      ...each,
      form: 'file' as const,
    })),
  ];
  if (name === '' || repo === '') return values;
  const folder = `${version === '' ? home : `${home}/${name}-${version}`}/${name}`;
  // `--devel` is for versions before a release as well.
  const wanted = version === '' && chart['devel'] === true ? '>0.0.0-0' : version;
  const found = { value: name, path: [...path, keys.repo], form: 'chart' as const };
  return [{ ...found, chart: { repo, version: wanted, folder } }, ...values];
}

function entries(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
