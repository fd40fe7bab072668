/** What Argo CD would apply of an Application, and in which order. */
import type { Application, Cluster, Found, Json, JsonObject, Manifest, Rendered } from '../types.ts';
import { scopesOf, type Scopes } from './scopes.ts';
import type { ArgoSettings } from './settings.ts';
import { type SyncTask, syncTasks } from './sync-order.ts';
import { type TargetState, targetState } from './target-state.ts';
import { instanceName } from './tracking.ts';

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

/** The destination's namespace, and its server where that is known. */
export function destinationOf(
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
