/** Roots of an app of apps that are charts, and that somebody installs by hand. */
import { isMap } from '../json.ts';
import { FILE_START, fileName } from '../source-file.ts';
import { filesUnder } from '../tree-files.ts';
import { joinTreePath, parentFolder, pathWithin } from '../tree-path.ts';
import type { Application, Gap, Json, JsonObject, SourceTree, Trees } from '../types.ts';

const CHART = /(?:^|\/)Chart\.yaml$/;
const TEMPLATE = /\.(?:ya?ml|tpl)$/;
const MAKES_APPLICATIONS = /^ *kind: *["']?Application(?:Set)?["']?\s*$/m;
const OF_ARGO = 'argoproj.io/';
const LOCAL_DEPENDENCY = /file:\/\/([^\s"']+)/g;
const REASON =
  'its templates make Applications, but no Application here deploys it: write the one that does to have them checked';

/**
 * A gap for each chart of the tree whose templates make Applications while nothing found here deploys it: what it makes
 * is rendered by nobody. A path deploys a chart whatever repository it is said to be of.
 */
export function undeployedCharts(trees: Trees, applications: readonly Application[]): Gap[] {
  const tree = trees.checked;
  const folders = tree
    .list()
    .filter((path) => CHART.test(path))
    .map(parentFolder);
  if (folders.length === 0) return [];
  const used = deployedFolders(trees, applications);
  for (const folder of folders)
    for (const dependency of localDependencies(tree, folder)) used.add(dependency);
  const all = new Set(folders);
  return folders
    .filter((folder) => !isSubchart(folder, all) && !used.has(folder) && makesApplications(tree, folder))
    .map((folder) => gapOf(tree, folder));
}

function gapOf(tree: SourceTree, folder: string): Gap {
  const path = joinTreePath(folder, 'Chart.yaml');
  const location = { file: fileName({ tree, path }), range: FILE_START };
  return { what: `chart ${folder === '' ? '.' : folder}`, reason: REASON, location };
}

function makesApplications(tree: SourceTree, folder: string): boolean {
  return filesUnder(tree, joinTreePath(folder, 'templates')).some((path) => {
    const read = TEMPLATE.test(path) ? tree.read(path) : undefined;
    return read?.ok === true && read.text.includes(OF_ARGO) && MAKES_APPLICATIONS.test(read.text);
  });
}

function isSubchart(folder: string, charts: ReadonlySet<string>): boolean {
  for (const { index } of folder.matchAll(/(?:^|\/)charts\//g))
    if (charts.has(folder.slice(0, index))) return true;
  return false;
}

function localDependencies(tree: SourceTree, folder: string): string[] {
  const read = tree.read(joinTreePath(folder, 'Chart.yaml'));
  if (!read.ok || !read.text.includes('file://')) return [];
  return [...read.text.matchAll(LOCAL_DEPENDENCY)].map(([, path]) => pathWithin(`${folder}/${path}`));
}

/** Folders that a source reads, as it names them, and seen from the checked folder, where that lies deeper in its repository. */
function deployedFolders(trees: Trees, applications: readonly Application[]): Set<string> {
  const folders = new Set<string>();
  const above = new Map<string, string>();
  for (const application of applications) {
    for (const { path, repoURL, targetRevision } of sourcesOf(application)) {
      if (typeof path !== 'string') continue;
      const folder = pathWithin(path);
      folders.add(folder);
      const [url, revision] = [repoURL, targetRevision].map((each) => (typeof each === 'string' ? each : ''));
      const key = `${url}\0${revision}`;
      let top = above.get(key);
      if (top === undefined) above.set(key, (top = checkedFolderIn(trees, url!, revision!, application)));
      if (top !== '' && folder.startsWith(`${top}/`)) folders.add(folder.slice(top.length + 1));
    }
  }
  return folders;
}

function checkedFolderIn(trees: Trees, url: string, revision: string, { origin }: Application): string {
  const resolved = trees.resolve(url, revision, fileName(origin.file));
  return ('tree' in resolved ? resolved.tree.checkedFolder : undefined) ?? '';
}

function sourcesOf({ object }: Application): JsonObject[] {
  const { spec } = object;
  if (!isMap(spec)) return [];
  const { source, sources, sourceHydrator } = spec;
  const dry = isMap(sourceHydrator) ? sourceHydrator.drySource : undefined;
  const all = [source, dry, ...(Array.isArray(sources) ? (sources as readonly Json[]) : [])];
  return all.filter(isMap);
}
