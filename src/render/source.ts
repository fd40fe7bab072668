/** The sources of an Application, each with the folder that it names. */
import type {
  Application,
  Cluster,
  FieldPath,
  Json,
  JsonObject,
  Location,
  Problem,
  SourceFile,
  SourceTree,
  Trees,
  Unresolved,
} from '../types.ts';
import { fileName, isOwn } from '../source-file.ts';
import { missingSource } from './missing-source.ts';
import { nearestFolder } from './nearest-folder.ts';
import { joinPath, outsideHint } from './paths.ts';
import { applicationLocation, problemOf } from './places.ts';

/** One source that yields manifests. */
export interface Source {
  readonly application: Application;
  readonly spec: JsonObject;
  /** Where it stands in the Application: `['spec', 'source']` or `['spec', 'sources', 0]`. */
  readonly path: FieldPath;
  readonly tree: SourceTree;
  /** The folder in the tree. */
  readonly folder: string;
  /** True for a Helm chart from a registry that a folder stands for. */
  readonly isChart: boolean;
  readonly refs: Refs;
  /** The Application's name as Argo CD writes it, where that is another than its own: with its namespace. */
  readonly instance?: string;
  /** What the destination runs, where the inventory says so. */
  readonly kubernetes?: Cluster['kubernetes'];
  /** The only template to execute; all are where it is undefined. */
  readonly template?: string;
  /** What was merged into `spec`, in this order. */
  readonly overrides?: readonly Override[];
}

/** A `.argocd-source.yaml` beside what a source names. */
export interface Override {
  readonly file: SourceFile;
  readonly data: JsonObject;
}

/** `ref` name → the tree of its repository, or why there is none. */
export type Refs = ReadonlyMap<string, ResolvedRef>;
export type ResolvedRef = ReturnType<Trees['resolve']>;

export interface Sources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
  /** As they are written, those that are a `ref` alone too. */
  readonly written: readonly WrittenSource[];
  readonly refs: Refs;
}

export interface WrittenSource {
  readonly spec: JsonObject;
  /** As that of a `Source`. */
  readonly path: FieldPath;
}

/** Finds every source's folder; one that has none is a problem. */
export function resolveSources(
  application: Application,
  trees: Trees,
  inventory: readonly Cluster[],
): Sources {
  const written = writtenSources(application);
  if (written.length === 0)
    return { sources: [], problems: [noSource(application)], written, refs: new Map() };
  const problems: Problem[] = written.flatMap((each, index) =>
    refNameFault(application, each, written.slice(0, index)),
  );
  const namedBy = fileName(application.origin.file);
  const refs = resolveRefs(written, trees, namedBy);
  const kubernetes = destinationOf(application, inventory)?.kubernetes;
  const sources: Source[] = [];
  for (const each of written) {
    if (isOnlyRef(each)) continue;
    const resolved = resolveSource(application, each, refs, trees);
    if ('ruleId' in resolved) problems.push(resolved);
    else sources.push(kubernetes === undefined ? resolved : { ...resolved, kubernetes });
  }
  return { sources, problems, written, refs };
}

/** Argo CD goes by the destination's name where it has one, else by its server. */
function destinationOf({ object }: Application, inventory: readonly Cluster[]): Cluster | undefined {
  const destination = asObject(asObject(object['spec'])?.['destination']);
  const name = textOf(destination?.['name']);
  const server = textOf(destination?.['server']);
  return inventory.find((cluster) => (name === '' ? cluster.server === server : cluster.name === name));
}

/** `GetSources`, but of a hydrated Application what is written, not the branch that it is hydrated to. */
function writtenSources({ object }: Application): WrittenSource[] {
  const spec = asObject(object['spec']);
  const hydrator = asObject(spec?.['sourceHydrator']);
  if (hydrator !== undefined) {
    const dry = asObject(hydrator['drySource']);
    return dry ? [{ spec: dry, path: ['spec', 'sourceHydrator', 'drySource'] }] : [];
  }
  const many = spec?.['sources'];
  if (Array.isArray(many) && many.length > 0) {
    return many.map((each: Json, index) => ({
      spec: asObject(each) ?? {},
      path: ['spec', 'sources', index],
    }));
  }
  const one = asObject(spec?.['source']);
  return one ? [{ spec: one, path: ['spec', 'source'] }] : [];
}

function noSource(application: Application): Problem {
  const message = `Application ${application.name} has neither spec.source nor spec.sources`;
  return problemOf(application, 'source-missing', message, applicationLocation(application, ['spec']));
}

/** Argo CD's `GetRefSources` refuses the Application for these. */
function refNameFault(
  application: Application,
  { spec, path }: WrittenSource,
  before: readonly WrittenSource[],
): Problem[] {
  const ref = textOf(spec['ref']);
  const fault = (message: string): Problem[] => [
    problemOf(application, 'values-ref-broken', message, applicationLocation(application, [...path, 'ref'])),
  ];
  if (ref === '') return [];
  if (!/^[a-zA-Z0-9_-]+$/.test(ref)) return fault(`ref ${ref} may hold only letters, digits, - and _`);
  if (before.every((other) => textOf(other.spec['ref']) !== ref)) return [];
  return fault(`two sources have the ref ${ref}; Argo CD refuses such an Application`);
}

function resolveRefs(written: readonly WrittenSource[], trees: Trees, namedBy: string): Refs {
  const refs = new Map<string, ResolvedRef>();
  for (const { spec } of written) {
    const ref = textOf(spec['ref']);
    if (ref !== '') refs.set(`$${ref}`, resolveRef(spec, trees, namedBy));
  }
  return refs;
}

function resolveRef(spec: JsonObject, trees: Trees, namedBy: string): ResolvedRef {
  return trees.resolve(textOf(spec['repoURL']), textOf(spec['targetRevision']), namedBy);
}

/** Argo CD renders a source with `ref` all the same when it has a path or a chart. */
function isOnlyRef({ spec }: WrittenSource): boolean {
  return textOf(spec['ref']) !== '' && textOf(spec['path']) === '' && textOf(spec['chart']) === '';
}

function resolveSource(
  application: Application,
  written: WrittenSource,
  refs: Refs,
  trees: Trees,
): Source | Problem {
  const { spec, path } = written;
  const at = (key: string): Location => applicationLocation(application, [...path, key]);
  const missing = (message: string, key: string): Problem =>
    problemOf(application, 'source-missing', message, at(key));
  const repoURL = textOf(spec['repoURL']);
  // In these words, as one that is written so in a file has been refused already.
  if (repoURL === '')
    return problemOf(application, 'application-invalid', 'this source has no repoURL', at('repoURL'));
  const invalid = sourceFault(spec);
  if (invalid !== undefined)
    return problemOf(application, 'application-invalid', invalid, applicationLocation(application, path));
  const resolved = findFolder(spec, repoURL, trees, fileName(application.origin.file));
  if ('reason' in resolved)
    return missingSource(application, unresolved(repoURL, spec, resolved), at('repoURL'));
  const { tree, wanted, isChart } = resolved;
  const folder = joinPath('', wanted);
  const key = isChart ? 'chart' : 'path';
  if (!isChart && wanted.startsWith('/'))
    return missing(
      `path ${wanted} begins with a slash, which Argo CD refuses; a path is relative to the repository`,
      key,
    );
  if (folder === undefined) return missing(`path ${wanted} leads out of the repository ${repoURL}`, key);
  if (folder !== '' && tree.kind(folder) !== 'directory')
    return missing(noFolder(repoURL, tree, folder) + revisionHint(spec, tree), key);
  return { application, spec, path, tree, folder, isChart, refs };
}

/** Argo CD's `validateSourcePermissions`. */
function sourceFault(spec: JsonObject): string | undefined {
  const chart = textOf(spec['chart']);
  if (chart === '' && textOf(spec['path']) === '')
    return 'the source has neither a path nor a chart; `.` is the path of a whole repository';
  if (chart === '' || textOf(spec['targetRevision']) !== '') return undefined;
  return `the source has no targetRevision, which is the version of chart ${chart}`;
}

interface FoundFolder {
  readonly tree: SourceTree;
  readonly wanted: string;
  readonly isChart: boolean;
}

function findFolder(
  spec: JsonObject,
  repoURL: string,
  trees: Trees,
  namedBy: string,
): FoundFolder | Unresolved {
  const chart = textOf(spec['chart']);
  const revision = textOf(spec['targetRevision']);
  if (chart !== '' && trees.resolveChart) {
    const found = trees.resolveChart(repoURL, chart, revision, namedBy);
    return 'reason' in found ? found : { tree: found.tree, wanted: found.folder, isChart: true };
  }
  const found = trees.resolve(repoURL, revision, namedBy);
  if ('reason' in found) return found;
  return { tree: found.tree, wanted: chart || textOf(spec['path']), isChart: chart !== '' };
}

function unresolved(repoURL: string, spec: JsonObject, { reason, remedy }: Unresolved): string {
  const chart = textOf(spec['chart']);
  const what =
    chart === '' ? `repoURL ${repoURL} ${reason}` : `chart ${chart} comes from ${repoURL}, which ${reason}`;
  const usual = PLACEHOLDER.test(repoURL)
    ? 'something else fills it in: `repositories:` may name the folder that it stands for, as it is written'
    : '`plimsoll vendor` fetches it';
  return `${what}; ${remedy ?? usual}`;
}

/** `<GIT_URL>`, `${git_url}`, `{{ url }}`, `__URL__`, `%URL%`, `REPO_URL`: what no address has. */
const PLACEHOLDER = /[<>{}]|\$\w|__\w+__|%[A-Z_]+%|^[A-Z_]+$/;

function noFolder(repoURL: string, tree: SourceTree, folder: string): string {
  if (tree.kind(folder) === 'file') return `${folder} of ${repoURL} is a file; a source's path is a folder`;
  const outside = outsideHint(tree, folder);
  if (outside !== '') return `${repoURL} has no folder ${folder}${outside}`;
  const nearest = nearestFolder(tree, folder);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const place = tree.prefix === '' ? '' : ` (looked for ${tree.prefix}${folder})`;
  return `${repoURL} has no folder ${folder}${place}${hint}`;
}

/** What most branches are called of which a work tree is one. */
const USUAL_REVISIONS: ReadonlySet<string> = new Set(['', 'HEAD', 'main', 'master']);

/** The checked tree stands for all revisions of its repository: another branch may have what it lacks. */
function revisionHint(spec: JsonObject, tree: SourceTree): string {
  const revision = textOf(spec['targetRevision']);
  if (USUAL_REVISIONS.has(revision) || !isOwn({ tree, path: '' })) return '';
  return `; that is the checked tree, which need not be ${revision}`;
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** A scalar as text; `''` for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
