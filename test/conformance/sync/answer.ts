import { DEFAULT_SETTINGS, resourceFilters } from '../../../src/argocd/settings.ts';
import { groupOf } from '../../../src/argocd/kind.ts';
import type { ArgoSettings, TrackingMethod } from '../../../src/argocd/settings.ts';
import { configFrom } from '../../../src/config/index.ts';
import { memoryTree } from '../../../src/load/index.ts';
import { createRenderer } from '../../../src/render/index.ts';
import { syncFacts, syncPlan } from '../../../src/argocd/sync-plan.ts';
import type { Application, Json, JsonObject, KubernetesObject, Rendered, Trees } from '../../../src/types.ts';
import { parseYaml } from '../../../src/yaml/index.ts';
import type { Case, Settings } from './cases.ts';

/** What tools/argocd/sync prints of one case. */
export interface Answer {
  readonly name: string;
  readonly targets: readonly {
    readonly object: Json;
    readonly wave: number;
    readonly isHook: boolean;
    readonly deletePolicies: readonly string[];
  }[];
  readonly tasks: readonly string[];
  readonly deletion: readonly string[];
  readonly repeated: readonly string[];
  readonly excluded: readonly string[];
  readonly error?: string;
}

/** What we say to a case, in the same words. */
export function answerTo(one: Case): Answer {
  const argocd = settingsOf(one.settings);
  const rendered = render(one, argocd);
  const crds = rendered.manifests.filter(({ object }) => object.kind === 'CustomResourceDefinition');
  const origin = { file: { tree: memoryTree({}), path: '' }, document: 0, path: [] };
  const facts = syncFacts(
    argocd,
    [],
    crds.map(({ object }) => ({ object, origin })),
  );
  const plan = syncPlan(rendered, facts);
  const targets = plan.targets.map(({ object, manifest: { sync } }) => ({
    object: plain(object),
    wave: sync.wave,
    isHook: sync.isHook,
    deletePolicies: sync.deletePolicies,
  }));
  const lines = plan.tasks.map(({ phase, wave, object }) => ({
    phase,
    text: `${phase} ${wave} ${object.kind} ${nameOf(object)}`,
    key: `${phase} ${keyOf(object)}`,
  }));
  return {
    name: one.name,
    targets: targets.toSorted((a, b) => compare(keyOf(a.object), keyOf(b.object))),
    tasks: lines.filter((line) => !isDeletion(line)).map(({ text }) => text),
    deletion: lines
      .filter(isDeletion)
      .map(({ key }) => key)
      .toSorted(compare),
    repeated: plan.repeated.map(({ object }) => object.metadata.name),
    excluded: plan.excluded.map(({ object }) => object.kind),
    ...(rendered.failure !== undefined && { error: rendered.failure }),
  };
}

function isDeletion({ phase }: { readonly phase: string }): boolean {
  return phase.endsWith('Delete');
}

function render({ application: object, repositories }: Case, argocd: ArgoSettings): Rendered {
  const text = JSON.stringify(object, null, 1);
  const checked = memoryTree({ 'application.json': text });
  const known = new Map(
    Object.entries(repositories).map(([url, files]) => [bare(url), memoryTree(files, `${url}/`)]),
  );
  const trees: Trees = {
    checked,
    resolve(url) {
      const tree = known.get(bare(url));
      return tree === undefined ? { reason: 'is not there' } : { tree };
    },
  };
  const renderer = createRenderer(trees, configFrom({}), [], argocd);
  return renderer.render(applicationOf(object as KubernetesObject, checked));
}

function bare(url: string): string {
  return url.replace(/\.git$/, '');
}

function applicationOf(object: KubernetesObject, tree: Trees['checked']): Application {
  const { name, namespace } = object.metadata;
  const origin = { file: { tree, path: 'application.json' }, document: 0, path: [] };
  return {
    name,
    namespace: typeof namespace === 'string' ? namespace : 'argocd',
    object,
    origin,
    production: false,
  };
}

function settingsOf({ exclusions = '', inclusions = '', trackingMethod, ...own }: Settings): ArgoSettings {
  return {
    ...DEFAULT_SETTINGS,
    ...own,
    ...(trackingMethod !== undefined && { trackingMethod: trackingMethod as TrackingMethod }),
    exclusions: filters(exclusions),
    inclusions: filters(inclusions),
  };
}

function filters(text: string): ArgoSettings['exclusions'] {
  const read = resourceFilters(parseYaml(text).documents[0]?.value ?? null);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** As Argo CD has it: `name` is not there where the API server is to make it. */
function plain(object: KubernetesObject): KubernetesObject {
  const { name, ...metadata } = object.metadata;
  const own = typeof metadata['generateName'] === 'string' ? metadata : { name, ...metadata };
  return { ...object, metadata: own as KubernetesObject['metadata'] };
}

function nameOf({ metadata: { name, generateName } }: KubernetesObject): string {
  return typeof generateName === 'string' ? '' : name;
}

export function keyOf(object: KubernetesObject | JsonObject): string {
  const { apiVersion, kind, metadata } = object as KubernetesObject;
  const { name, namespace } = metadata;
  return [groupOf({ apiVersion }), kind, namespace ?? '', name ?? ''].join('/');
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
