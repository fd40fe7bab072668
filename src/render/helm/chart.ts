import { fileName } from '../../source-file.ts';
import type { GoMap } from '../../template/value.ts';
import type { Json, Range, SourceFile, SourceTree, Trees } from '../../types.ts';
import { locateNearest, offsetRange, readYaml } from '../../yaml/index.ts';
import type { YamlFile } from '../../yaml/index.ts';
import { filesUnder } from '../../tree-files.ts';
import { byWalkOrder } from '../paths.ts';

import { ArchiveError } from '../../archive/index.ts';
import { archiveFiles } from './archive.ts';
import { brokenLink } from './broken-link.ts';
import { buildDependencies, type DependencyBuild } from './dependency-build.ts';
import { fileText } from './files.ts';
import { HelmignoreError, parseHelmignore } from './helmignore.ts';
import type { Ignore } from './helmignore.ts';
import { mergeMaps } from './map.ts';
import { MetadataError, readMetadata } from './metadata.ts';
import { lockFault } from './metadata-shape.ts';
import { withTexts } from './metadata-texts.ts';
import { LoadBudget } from './load-budget.ts';
import type { Metadata } from './metadata.ts';
import { readValuesFile } from './values-file.ts';
import type { ValuesDocument } from './values-file.ts';
import { HELM_4 } from './version/index.ts';
import type { HelmVersion } from './version/index.ts';

/** A chart as Helm's loader sees it. Never changed after loading. */
export interface Chart {
  /** The Helm that it is loaded and rendered as. */
  readonly helm: HelmVersion;
  readonly folder: SourceFile;
  readonly metadata: Metadata;
  /** Default values; of several documents in one. */
  readonly values: GoMap;
  readonly valuesDocuments: readonly ValuesDocument[];
  readonly templates: readonly ChartFile[];
  readonly crds: readonly ChartFile[];
  /** What `.Files` sees: path inside the chart → file. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly schema?: SourceFile;
  /** The charts in `charts/`, whether or not Chart.yaml names them. */
  readonly dependencies: readonly Chart[];
  /** What could not be built of the dependencies that `charts/` lacks. */
  readonly notBuilt?: Pick<DependencyBuild, 'notFound' | 'staleLock'>;
}

/** Finds a chart of a repository or registry; see `Trees.resolveChart`. */
export type FindChart = NonNullable<Trees['resolveChart']>;

export interface ChartFile {
  /** Path inside the chart, e.g. `templates/service.yaml`. */
  readonly name: string;
  readonly source: SourceFile;
  readonly text: string;
}

/** Why a chart can't be loaded, on the file that says so. */
export class ChartError extends Error {
  readonly ruleId: string;
  readonly file: SourceFile;
  readonly range: Range;

  constructor(
    ruleId: string,
    message: string,
    file: SourceFile,
    range: Range = offsetRange('', 0, 0),
    cause?: unknown,
  ) {
    super(message, { cause });
    this.ruleId = ruleId;
    this.file = file;
    this.range = range;
  }
}

/** Helm's words for a chart without its file. */
export const NO_CHART_FILE = 'Chart.yaml file is missing';

/** Path inside the chart → file in the tree. */
type ChartFiles = ReadonlyMap<string, SourceFile>;

export interface LoadOptions {
  /** Helm 4 unless given. */
  readonly helm?: HelmVersion;
  readonly find?: FindChart;
}

/** What the charts of one load share. */
interface Loading extends LoadOptions {
  readonly helm: HelmVersion;
  readonly budget: LoadBudget;
}

/** Loads the chart in a folder, subcharts included; those of repositories as far as `find` has them. @throws ChartError */
export function loadChart(
  tree: SourceTree,
  folder: string,
  { helm = HELM_4, find }: LoadOptions = {},
): Chart {
  return loadFolder(tree, folder, [], { helm, budget: new LoadBudget(), ...(find && { find }) });
}

/** A chart with what lies beside it; `parents` are the folders that led here. */
function loadFolder(tree: SourceTree, folder: string, parents: readonly string[], loading: Loading): Chart {
  const ignore = readHelmignore({ tree, path: join(folder, '.helmignore') });
  const broken = brokenLink(tree, folder);
  if (broken !== undefined) throw unreadable(broken, 'is a symbolic link to nothing');
  const files = new Map<string, SourceFile>();
  const prefix = folder === '' ? 0 : folder.length + 1;
  for (const path of filesUnder(tree, folder)) {
    const name = path.slice(prefix);
    if (!ignore(name)) files.set(name, { tree, path });
  }
  const chart = assemble({ tree, path: folder }, files, loading);
  const { helm, budget, find } = loading;
  const here = [...parents, folder];
  const { charts, ...notBuilt } = buildDependencies(chart, here, {
    local: (path) =>
      budget.within(() => loadFolder(tree, path, here, { helm, budget }), tooMuch(chart.folder)),
    remote: (other, path) => loadChart(other, path, { helm }),
    ...(find && { find }),
  });
  return { ...chart, dependencies: [...chart.dependencies, ...charts], notBuilt };
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function readHelmignore(file: SourceFile): Ignore {
  const text = file.tree.kind(file.path) === 'file' ? readText([file.path, file]).text : undefined;
  try {
    return parseHelmignore(text);
  } catch (error) {
    if (!(error instanceof HelmignoreError)) throw error;
    throw new ChartError('template-failed', `.helmignore: ${error.message}`, file, lineRange(error.line));
  }
}

function lineRange(line: number): Range {
  return { start: { line, character: 1 }, end: { line, character: 1 } };
}

/** Mirrors Helm's `loader.LoadFiles`. */
function assemble(folder: SourceFile, files: ChartFiles, loading: Loading): Chart {
  const { helm } = loading;
  const readRest = (): readonly ValuesDocument[] => {
    for (const name of LOCKS) checkLock(files.get(name), helm);
    const valuesFile = files.get('values.yaml');
    return valuesFile ? loadValues(valuesFile, helm) : refuseFolder(folder);
  };
  const metadata = validated(() => loadMetadata(folder, files, loading), readRest);
  const valuesDocuments = readRest();
  const parts = sortFiles(files);
  const schema = files.get('values.schema.json');
  return {
    helm,
    folder,
    metadata,
    values: valuesDocuments.reduce<GoMap>((all, document) => mergeMaps(all, document.data), {}),
    valuesDocuments,
    templates: parts.templates.map(readText),
    crds: parts.crds.toSorted((a, b) => byWalkOrder(a[0], b[0])).map(readText),
    files: new Map(parts.files),
    ...(schema && { schema }),
    dependencies: loadSubcharts(folder, metadata, parts.subcharts, loading),
  };
}

/** Helm reads the rest before it validates the metadata: what can't be read is said first. */
function validated(load: () => Metadata, readRest: () => unknown): Metadata {
  try {
    return load();
  } catch (error) {
    if (error instanceof ChartError && error.message.startsWith('validation: ')) readRest();
    throw error;
  }
}

const LOCKS = ['Chart.lock', 'requirements.lock'];

/** Helm reads it, if only to throw it away. */
function checkLock(file: SourceFile | undefined, helm: HelmVersion): void {
  if (file === undefined) return;
  const fault = lockFault(firstDocument(readChartYaml(file)), helm);
  if (fault === undefined) return;
  const reason = `error unmarshaling JSON: while decoding JSON: ${fault}`;
  throw new ChartError('template-failed', `cannot load ${file.path.split('/').at(-1)}: ${reason}`, file);
}

/** A folder called values.yaml holds no values, and hides that there are none. */
function refuseFolder(folder: SourceFile): readonly ValuesDocument[] {
  const file = { tree: folder.tree, path: join(folder.path, 'values.yaml') };
  if (file.tree.kind(file.path) === 'directory') throw unreadable(file, 'is a folder, not a file');
  return [];
}

function loadValues(file: SourceFile, helm: HelmVersion): readonly ValuesDocument[] {
  const read = readValuesFile(file, helm);
  if (read.ok) return read.documents;
  throw new ChartError(read.ruleId, read.message, file, read.range);
}

function loadMetadata(folder: SourceFile, files: ChartFiles, { helm, budget }: Loading): Metadata {
  const file = files.get('Chart.yaml');
  if (file === undefined) {
    throw new ChartError('source-missing', NO_CHART_FILE, {
      tree: folder.tree,
      path: join(folder.path, 'Chart.yaml'),
    });
  }
  const yaml = readChartYaml(file);
  const requirements = files.get('requirements.yaml');
  try {
    const more = requirements && firstDocument(readChartYaml(requirements));
    return readMetadata(firstDocument(yaml), more, helm, !budget.isInside);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    throw new ChartError('template-failed', error.message, file, locateNearest(yaml.text, 0, []).range);
  }
}

type ReadYaml = Extract<YamlFile, { readonly ok: true }>;

function readChartYaml(file: SourceFile): ReadYaml {
  const read = readYaml(file);
  if (!read.ok) throw unreadable(file, read.reason);
  const fatal = read.yaml.problems.find((problem) => problem.code !== 'duplicate-key');
  // Helm reads one document, be the others as wrong as they may.
  if (fatal && read.yaml.documents.length === 0)
    throw new ChartError('yaml-invalid', fatal.message, file, fatal.range);
  return read;
}

function firstDocument(read: ReadYaml): Json {
  return withTexts(read.yaml.documents[0]?.value ?? {}, read.text);
}

type Entry = readonly [name: string, source: SourceFile];

interface Parts {
  readonly templates: Entry[];
  readonly crds: Entry[];
  readonly files: Entry[];
  /** Folder or archive in `charts/` → its files. */
  readonly subcharts: Map<string, Map<string, SourceFile>>;
}

const NOT_FILES = new Set(['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json']);

function sortFiles(files: ChartFiles): Parts {
  const parts: Parts = { templates: [], crds: [], files: [], subcharts: new Map() };
  for (const entry of files) {
    const [name, source] = entry;
    if (NOT_FILES.has(name)) continue;
    if (name.startsWith('templates/')) parts.templates.push(entry);
    else if (name.startsWith('charts/') && !name.endsWith('.prov'))
      addSubchartFile(parts.subcharts, name, source);
    else parts.files.push(entry);
    if (name.startsWith('crds/') && /\.(ya?ml|json)$/i.test(name)) parts.crds.push(entry);
  }
  return parts;
}

function addSubchartFile(
  subcharts: Map<string, Map<string, SourceFile>>,
  name: string,
  source: SourceFile,
): void {
  const [, folder = '', ...rest] = name.split('/');
  if (folder.startsWith('_') || folder.startsWith('.')) return;
  let files = subcharts.get(folder);
  if (files === undefined) subcharts.set(folder, (files = new Map()));
  // Any other file stands for a chart without files, which Helm refuses.
  if (rest.length > 0 || folder.endsWith('.tgz')) files.set(rest.join('/'), source);
}

function loadSubcharts(
  parent: SourceFile,
  metadata: Metadata,
  subcharts: Parts['subcharts'],
  loading: Loading,
): Chart[] {
  // Of a folder and an archive with one chart, Helm mostly takes what its walk meets first.
  const inOrder = [...subcharts].toSorted(([a], [b]) => byWalkOrder(a, b));
  return inOrder.map(([name, files]) => {
    try {
      const archive = name.endsWith('.tgz') ? files.get('') : undefined;
      const folder = { tree: parent.tree, path: join(parent.path, `charts/${name}`) };
      return loading.budget.within(
        () => (archive ? unpackChart(archive, loading) : assemble(folder, files, loading)),
        tooMuch(parent),
      );
    } catch (error) {
      if (!(error instanceof ChartError)) throw error;
      const message = `error unpacking subchart ${name} in ${metadata.name}: ${error.message}`;
      throw new ChartError(error.ruleId, message, error.file, error.range);
    }
  });
}

/** A packaged chart. @throws ChartError */
export function loadPackedChart(archive: SourceFile, helm: HelmVersion = HELM_4): Chart {
  return unpackChart(archive, { helm, budget: new LoadBudget() });
}

function unpackChart(archive: SourceFile, loading: Loading): Chart {
  const bytes = archive.tree.readBytes(archive.path);
  if (bytes === undefined) throw unreadable(archive, 'can not be read');
  try {
    const files = archiveFiles(archive, bytes);
    const [{ tree }] = [...files.values()] as [SourceFile];
    const reason = loading.budget.unpacked(tree.list().map((path) => tree.readBytes(path)!));
    if (reason !== undefined) throw new ChartError('file-unreadable', reason, archive);
    return assemble({ tree, path: '' }, files, loading);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new ChartError('file-unreadable', error.message, archive, undefined, error);
  }
}

function readText([name, source]: Entry): ChartFile {
  const read = source.tree.read(source.path);
  if (read.ok) return { name, source, text: read.text };
  // Bytes that are no text may stand in a comment.
  if (read.code === 'binary') return { name, source, text: fileText(source) };
  throw unreadable(source, read.reason);
}

/** What stands for the chart in the sentence is its Chart.yaml. */
function tooMuch({ tree, path }: SourceFile): (reason: string) => ChartError {
  return (reason) => unreadable({ tree, path: join(path, 'Chart.yaml') }, reason);
}

function unreadable(file: SourceFile, reason: string): ChartError {
  return new ChartError('file-unreadable', `${fileName(file)} ${reason}`, file);
}
