import { DEFAULT_SETTINGS } from '../../src/argocd/settings.ts';
import { syncRole } from '../../src/argocd/sync-role.ts';
import { configFrom } from '../../src/config/index.ts';
import type { Config } from '../../src/config/types.ts';
import type {
  Application,
  Discovered,
  Found,
  JsonObject,
  KubernetesObject,
  Leaf,
  Manifest,
  Problem,
  Rendered,
  Rule,
  SourceFile,
  SourceTree,
} from '../../src/types.ts';

export const LEAF_PATH = 'environments/prod/azure/westeurope-01/payments-api';
export const VALUES_PATH: string = `${LEAF_PATH}/values.yaml`;

/** A tree of nothing but these files. */
export function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  return {
    prefix: '',
    list: () => Object.keys(files).toSorted(),
    directories: () => [],
    read: (path) =>
      Object.hasOwn(files, path)
        ? { ok: true, text: files[path]! }
        : { ok: false, code: 'missing', reason: 'does not exist' },
    readBytes: () => undefined,
    kind: (path) => (Object.hasOwn(files, path) ? 'file' : undefined),
  };
}

export function leafOf(values: SourceFile | undefined, production = true): Leaf {
  const segments = { environment: 'prod', cloud: 'azure', cluster: 'westeurope-01', service: 'payments-api' };
  return { path: LEAF_PATH, segments, production, ...(values && { values }) };
}

export function config(settings: Partial<Config> = {}): Config {
  return { ...configFrom({}), ...settings };
}

export function discovered(parts: Partial<Discovered> = {}): Discovered {
  return {
    applications: [],
    applicationSets: [],
    projects: [],
    clusters: [],
    inventory: [],
    crds: [],
    leaves: [],
    argocd: DEFAULT_SETTINGS,
    files: 0,
    problems: [],
    gaps: [],
    ...parts,
  };
}

export function found(object: JsonObject, file: SourceFile): Found {
  return { object: object as KubernetesObject, origin: { file, document: 0, path: [] } };
}

/** An Application of the leaf, or of none, with manifests that stand in a file of their own. */
export function rendered(options: {
  readonly spec?: JsonObject;
  readonly manifests?: readonly JsonObject[];
  readonly leaf?: Leaf;
  readonly production?: boolean;
}): Rendered {
  const spec = options.spec ?? {};
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'payments' },
    spec,
  };
  const file: SourceFile = { tree: treeOf({ 'app.yaml': JSON.stringify(object) }), path: 'app.yaml' };
  const application: Application = {
    name: 'payments',
    namespace: 'argocd',
    object,
    origin: { file, document: 0, path: [] },
    production: options.production ?? options.leaf?.production ?? false,
    ...(options.leaf && { leaf: options.leaf }),
  };
  const manifests = (options.manifests ?? []).map(manifestOf);
  return { application, manifests, layers: [], logs: [], problems: [] };
}

function manifestOf(object: JsonObject): Manifest {
  const text = JSON.stringify(object, null, 1);
  const file: SourceFile = { tree: treeOf({ 'manifest.yaml': text }), path: 'manifest.yaml' };
  const provenance = { kind: 'file' as const, origin: { file, document: 0, path: [] } };
  const sync = syncRole(object as KubernetesObject);
  return { object: object as KubernetesObject, text, provenance, sync };
}

export function problem(parts: Partial<Problem> & { readonly line?: number } = {}): Problem {
  const { line = 1, ...rest } = parts;
  return {
    ruleId: 'one',
    message: 'It is wrong',
    location: { file: 'a.yaml', range: { start: { line, character: 1 }, end: { line, character: 4 } } },
    ...rest,
  };
}

export function rule(parts: Partial<Rule> = {}): Rule {
  return {
    id: 'one',
    category: 'gitops',
    title: 'One',
    description: 'One.',
    severity: 'error',
    profile: 'recommended',
    decidedBy: 'rego',
    remediation: 'Mend it.',
    options: {},
    links: [],
    ...parts,
  };
}
