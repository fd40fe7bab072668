/**
 * What `helm dependency build` would put into `charts/`, which Argo CD runs when something is missing there. Mirrors
 * Helm's pkg/downloader/manager.go and internal/resolver, without the network.
 */
import { fileName } from '../../source-file.ts';
import type { SourceFile, SourceTree, Unresolved } from '../../types.ts';
import { joinPath } from '../paths.ts';
import type { Chart, FindChart } from './chart.ts';
import { readChartLock, type ChartLock } from './chart-lock.ts';
import { satisfies } from './version-range.ts';

/** What is beside a chart of the same repository, and what comes from afar. */
export interface DependencyBuild {
  readonly charts: readonly Chart[];
  /** Those from afar that are not at hand. */
  readonly notFound: readonly NotFound[];
  /** A lock that Helm refuses: nothing is built. */
  readonly staleLock?: SourceFile;
}

export interface NotFound {
  readonly name: string;
  /** Which of Chart.yaml's dependencies. */
  readonly index: number;
  /** Completes "chart <name> comes from <repository>, which …". */
  readonly reason: string;
  readonly repository: string;
  readonly remedy: string;
}

interface Loaders {
  /** A chart in a folder of the same tree. */
  readonly local: (path: string) => Chart;
  readonly remote: (tree: SourceTree, folder: string) => Chart;
  /** Absent where nothing may come from afar, and no lock is asked. */
  readonly find?: FindChart;
}

/** `parents` are the folders that led here. */
export function buildDependencies(
  chart: Chart,
  parents: readonly string[],
  loaders: Loaders,
): DependencyBuild {
  const { find } = loaders;
  const present = new Set(chart.dependencies.map((each) => each.metadata.name));
  const lacking = (chart.metadata.dependencies ?? [])
    .map((dependency, index) => ({ ...dependency, index }))
    .filter(({ name }) => !present.has(name));
  const lock = find && lacking.length > 0 ? readChartLock(chart) : undefined;
  if (lock?.isStale === true) return { charts: [], notFound: [], staleLock: lock.file };
  const local = localCharts(chart, lacking, parents, loaders.local);
  if (find === undefined) return { charts: local, notFound: [] };
  const { charts, notFound } = remoteCharts(chart, lacking, lock, { ...loaders, find });
  return { charts: [...local, ...charts], notFound };
}

type Lacking = NonNullable<Chart['metadata']['dependencies']>[number] & { readonly index: number };

/** Those with a `file://` path. One that can't be found stays missing, and is told as such. */
function localCharts(
  { folder }: Chart,
  lacking: readonly Lacking[],
  parents: readonly string[],
  load: Loaders['local'],
): Chart[] {
  const charts = new Map<string, Chart>();
  for (const { name, repository } of lacking) {
    if (charts.has(name) || !repository.startsWith('file://')) continue;
    const written = repository.slice('file://'.length);
    const path = written.startsWith('/') ? undefined : joinPath(folder.path, written);
    if (path === undefined || parents.includes(path)) continue;
    if (folder.tree.kind(path === '' ? 'Chart.yaml' : `${path}/Chart.yaml`) !== 'file') continue;
    charts.set(name, load(path));
  }
  return [...charts.values()];
}

/** Of the chart that is deployed only: Helm does not look into subcharts. The lock says the version, else the range. */
function remoteCharts(
  chart: Chart,
  lacking: readonly Lacking[],
  lock: ChartLock | undefined,
  { find, remote }: Loaders & { readonly find: FindChart },
): Pick<DependencyBuild, 'charts' | 'notFound'> {
  const charts = new Map<string, Chart>();
  const notFound: NotFound[] = [];
  const { tree, path } = chart.folder;
  const namedBy = fileName({ tree, path: path === '' ? 'Chart.yaml' : `${path}/Chart.yaml` });
  for (const { name, repository, version, index } of lacking) {
    if (repository === '' || repository.startsWith('file://')) continue;
    const pinned = lock?.versions.get(name)?.find((each) => satisfies(version, each)) ?? version;
    const key = JSON.stringify([repository, name, pinned]);
    if (charts.has(key)) continue;
    const found = find(repository, name, pinned, namedBy);
    if ('tree' in found) charts.set(key, remote(found.tree, found.folder));
    else notFound.push({ name, index, repository, reason: found.reason, remedy: remedyOf(found) });
  }
  return { charts: [...charts.values()], notFound };
}

function remedyOf({ remedy }: Unresolved): string {
  return remedy ?? '`plimsoll vendor` fetches it';
}
