/** In which order Argo CD applies what it applies: gitops-engine's `getSyncTasks` and `syncTasks.Sort`. */
import type { KubernetesObject } from '../types.ts';
import { groupOf, isCrd } from './kind.ts';
import type { SyncPhase } from './sync-role.ts';
import type { Target } from './target-state.ts';

/** A resource in one of its phases. */
export interface SyncTask extends Target {
  readonly phase: SyncPhase;
  /** The phase's and the wave's of what needs it, for a namespace or a CRD that is needed sooner. */
  readonly wave: number;
}

const PHASES: readonly SyncPhase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete'];

const DELETION: ReadonlySet<SyncPhase> = new Set(['PreDelete', 'PostDelete']);
const HOOK_FINALIZER = 'argocd.argoproj.io/hook-finalizer';

/** Other kinds come after them. */
const KINDS: readonly string[] = (
  'Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget ServiceAccount Secret ' +
  'SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim CustomResourceDefinition ClusterRole ' +
  'ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role RoleList RoleBinding RoleBindingList Service ' +
  'DaemonSet Pod ReplicationController ReplicaSet Deployment HorizontalPodAutoscaler StatefulSet Job CronJob ' +
  'IngressClass Ingress APIService'
).split(' ');
const KIND_ORDER: ReadonlyMap<string, number> = new Map(KINDS.map((kind, index) => [kind, index]));

/**
 * By phase, wave, kind and name; then namespaces and CRDs before what needs them. `namespace` is that of the
 * Application's destination. What a deletion runs comes last. Where Argo CD's order is left to chance, group and
 * namespace decide.
 */
export function syncTasks(targets: readonly Target[], namespace: string): readonly SyncTask[] {
  const tasks = targets.flatMap((target) => {
    const { phases, wave } = target.manifest.sync;
    return phases.map((phase) => ({ ...target, object: objectIn(phase, target), phase, wave }));
  });
  const sorted = tasks.sort(byOrder);
  const first = sorted.findIndex(({ phase }) => DELETION.has(phase));
  const [sync, deletion] = first === -1 ? [sorted, []] : [sorted.slice(0, first), sorted.slice(first)];
  moveAhead(sync, namespaceMade, ({ metadata }) => text(metadata['namespace']) || namespace);
  moveAhead(sync, kindMade, kindOf);
  return [...sync, ...deletion];
}

/** A hook of a sync is not gone before the sync has seen how it ended. */
function objectIn(phase: SyncPhase, { object, manifest }: Target): KubernetesObject {
  if (!manifest.sync.isHook || DELETION.has(phase)) return object;
  const written = object.metadata['finalizers'];
  const finalizers = Array.isArray(written) ? (written as string[]) : [];
  if (finalizers.includes(HOOK_FINALIZER)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, HOOK_FINALIZER] } };
}

function byOrder(a: SyncTask, b: SyncTask): number {
  return (
    PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
    a.wave - b.wave ||
    kindOrder(a) - kindOrder(b) ||
    compare(a.object.metadata.name, b.object.metadata.name) ||
    compare(tieOf(a), tieOf(b))
  );
}

function kindOrder({ object }: SyncTask): number {
  return KIND_ORDER.get(object.kind) ?? KINDS.length;
}

function tieOf({ object }: SyncTask): string {
  return `${object.kind} ${groupOf(object)} ${text(object.metadata['namespace'])}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `adjustDeps`: what makes a thing moves before the first that refers to it, into its phase and wave. */
function moveAhead(
  tasks: SyncTask[],
  made: (object: KubernetesObject) => string | undefined,
  needed: (object: KubernetesObject) => string,
): void {
  const firstOf = new Map<string, number>();
  for (const [index, task] of tasks.entries()) {
    const makes = made(task.object);
    if (makes === undefined) {
      const needs = needed(task.object);
      if (needs !== '' && !firstOf.has(needs)) firstOf.set(needs, index);
      continue;
    }
    const first = firstOf.get(makes);
    if (first === undefined) continue;
    const { phase, wave } = tasks[first]!;
    tasks.splice(index, 1);
    tasks.splice(first, 0, { ...task, phase, wave });
    for (const [key, at] of firstOf) if (at >= first) firstOf.set(key, at + 1);
  }
}

function namespaceMade(object: KubernetesObject): string | undefined {
  return object.kind === 'Namespace' && groupOf(object) === '' ? object.metadata.name : undefined;
}

function kindMade(object: KubernetesObject): string | undefined {
  if (!isCrd(object)) return undefined;
  const { group, names } = (object['spec'] ?? {}) as { group?: unknown; names?: { kind?: unknown } };
  return typeof group === 'string' && typeof names?.kind === 'string' ? `${group}/${names.kind}` : undefined;
}

function kindOf(object: KubernetesObject): string {
  return `${groupOf(object)}/${object.kind}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
