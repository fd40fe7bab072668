/** What Argo CD would apply of an Application, in the order of a sync: `plimsoll render --sync`. */
import type { ArgoSettings } from './argocd/settings.ts';
import { scopesOf, type Scopes } from './argocd/scopes.ts';
import { type SyncTask, syncTasks } from './argocd/sync-order.ts';
import { type TargetState, targetState } from './argocd/target-state.ts';
import { instanceName } from './argocd/tracking.ts';
import { sourceName } from './render/index.ts';
import type { GoMap } from './template/value.ts';
import { toYaml } from './sprig/yaml-encode.ts';
import type { Application, Cluster, Found, Json, JsonObject, Manifest, Rendered } from './types.ts';

/** What is known beside the Application itself. */
export interface SyncFacts {
  readonly argocd: ArgoSettings;
  readonly inventory: readonly Cluster[];
  readonly scopes: Scopes;
}

/** `crds`: all that are known of when the Application is applied. */
export function syncFacts(
  argocd: ArgoSettings,
  inventory: readonly Cluster[],
  crds: readonly Found[],
): SyncFacts {
  return { argocd, inventory, scopes: scopesOf(crds.map(({ object }) => object)) };
}

export interface SyncPlan extends TargetState {
  readonly tasks: readonly SyncTask[];
  /** Neither a phase nor a deletion applies them. */
  readonly idle: readonly Manifest[];
}

export function syncPlan({ application, manifests }: Rendered, facts: SyncFacts): SyncPlan {
  const destination = destinationOf(application, facts.inventory);
  const state = targetState(manifests, {
    instance: instanceName(application, facts.argocd.namespace),
    ...destination,
    scopes: facts.scopes,
    settings: facts.argocd,
  });
  const tasks = syncTasks(state.targets, destination.namespace);
  const idle = state.targets.map(({ manifest }) => manifest).filter(({ sync }) => sync.phases.length === 0);
  return { ...state, tasks, idle };
}

/** One document for each resource and phase, with a comment that says when; what is not applied is named last. */
export function syncStream(rendered: Rendered, facts: SyncFacts): string {
  const { tasks, idle, repeated, excluded } = syncPlan(rendered, facts);
  const left = [
    ...idle.map((manifest) => leftOut(manifest, 'no phase of a sync applies it')),
    ...repeated.map((manifest) =>
      leftOut(manifest, 'the same resource is rendered once more, and the last one counts'),
    ),
    ...excluded.map((manifest) => leftOut(manifest, 'Argo CD takes no notice of its kind')),
  ];
  return [...tasks.map(taskDocument), ...left].join('');
}

function taskDocument(task: SyncTask): string {
  const { manifest, object } = task;
  const comment = `# Source: ${sourceName(manifest)}\n# Sync: ${whenOf(task)}\n`;
  return `---\n${comment}${toYaml(object as unknown as GoMap)}\n`;
}

function whenOf({ phase, wave, manifest: { sync } }: SyncTask): string {
  const hook = sync.isHook ? `, a hook that is deleted ${sync.deletePolicies.join(', ')}` : '';
  return `${phase}, wave ${wave}${hook}`;
}

function leftOut(manifest: Manifest, reason: string): string {
  const { kind, metadata } = manifest.object;
  return `# ${kind} ${metadata.name} of ${sourceName(manifest)} is not applied: ${reason}\n`;
}

/** The destination's namespace, and its server where that is known. */
function destinationOf(
  { object }: Application,
  inventory: readonly Cluster[],
): { readonly namespace: string; readonly server?: string } {
  const destination = map(map(object['spec'])['destination']);
  const [name, written, namespace] = ['name', 'server', 'namespace'].map((key) => text(destination[key]));
  const server = written || inventory.find((cluster) => cluster.name === name)?.server;
  return { namespace: namespace ?? '', ...(server && { server }) };
}

function map(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
