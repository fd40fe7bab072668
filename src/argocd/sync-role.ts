/** When Argo CD applies a resource, by its annotations: gitops-engine's pkg/sync/hook and syncwaves, controller/hook.go. */
import { isMap } from '../json.ts';
import type { JsonObject, KubernetesObject } from '../types.ts';

/** Argo CD comes to them in this order; the last two are those of an Application's deletion. */
export type SyncPhase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail' | 'PreDelete' | 'PostDelete';

export type HookDeletePolicy = 'BeforeHookCreation' | 'HookSucceeded' | 'HookFailed';

/** When Argo CD applies a resource; Helm's hooks and weights are Argo CD's here. */
export interface SyncRole {
  /** In their order; none: Argo CD never applies it. */
  readonly phases: readonly SyncPhase[];
  readonly isHook: boolean;
  /** Within a phase, lower ones first. */
  readonly wave: number;
  /** When a hook is deleted again; none for what is no hook. */
  readonly deletePolicies: readonly HookDeletePolicy[];
}

const HOOK = 'argocd.argoproj.io/hook';
const HELM_HOOK = 'helm.sh/hook';

/** What most resources are. */
export const PLAIN: SyncRole = { phases: ['Sync'], isHook: false, wave: 0, deletePolicies: [] };

/** The order in which Argo CD comes to them. */
const PHASES: readonly SyncPhase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete'];
const OWN_HOOKS: ReadonlySet<string> = new Set(['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip']);
const HELM_HOOKS: ReadonlyMap<string, SyncPhase> = new Map([
  ['pre-install', 'PreSync'],
  ['pre-upgrade', 'PreSync'],
  ['post-install', 'PostSync'],
  ['post-upgrade', 'PostSync'],
]);
/** Of a deletion; they count beside hooks of either kind. */
const DELETION_HOOKS: readonly (readonly [SyncPhase, string])[] = [
  ['PreDelete', 'pre-delete'],
  ['PostDelete', 'post-delete'],
];
/** Of Helm's other hooks (tests, rollbacks) Argo CD applies nothing. */
export const APPLIED_HELM_HOOKS: ReadonlySet<string> = new Set([
  ...HELM_HOOKS.keys(),
  ...DELETION_HOOKS.map(([, helm]) => helm),
]);

const POLICIES: ReadonlyMap<string, HookDeletePolicy> = new Map([
  ['BeforeHookCreation', 'BeforeHookCreation'],
  ['HookSucceeded', 'HookSucceeded'],
  ['HookFailed', 'HookFailed'],
]);
const HELM_POLICIES: ReadonlyMap<string, HookDeletePolicy> = new Map([
  ['before-hook-creation', 'BeforeHookCreation'],
  ['hook-succeeded', 'HookSucceeded'],
  ['hook-failed', 'HookFailed'],
]);

/** Reads nothing but annotations, and is `PLAIN` for a resource without those that count. */
export function syncRole({ metadata }: KubernetesObject): SyncRole {
  const annotations = metadata['annotations'];
  if (!isMap(annotations)) return PLAIN;
  const hasHook = has(annotations, HOOK) || has(annotations, HELM_HOOK);
  const wave = waveOf(annotations);
  if (!hasHook) return wave === 0 ? PLAIN : { ...PLAIN, wave };
  return roleOf(annotations, wave);
}

/** The hooks and deletion policies of Argo CD's own annotations that it doesn't know, and passes over. */
export function unknownHooks({ metadata }: KubernetesObject): readonly UnknownHook[] {
  const annotations = metadata['annotations'];
  if (!isMap(annotations) || !has(annotations, HOOK)) return [];
  const deletion = DELETION_HOOKS.map(([own]): string => own);
  const known = { [HOOK]: [...OWN_HOOKS, ...deletion], [`${HOOK}-delete-policy`]: [...POLICIES.keys()] };
  return Object.entries(known).flatMap(([annotation, names]) =>
    listed(annotations, annotation)
      .filter((name) => name !== '' && !names.includes(name))
      .map((name) => ({ annotation, name, known: names })),
  );
}

export interface UnknownHook {
  readonly annotation: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** Of a resource that has a hook's annotation, Argo CD's or Helm's. */
function roleOf(annotations: JsonObject, wave: number): SyncRole {
  const types = hookTypes(annotations);
  const isSkipped = types.length === 1 && types[0] === 'Skip';
  // Helm's name for CRDs is no hook, not even Helm's.
  const isHook = has(annotations, HOOK) ? !isSkipped : textOf(annotations, HELM_HOOK) !== 'crd-install';
  const deletion = DELETION_HOOKS.filter(([own, helm]) => {
    return listed(annotations, HOOK).includes(own) || listed(annotations, HELM_HOOK).includes(helm);
  }).map(([phase]) => phase);
  const isPlain = !isHook && !isSkipped && deletion.length === 0;
  const found: readonly string[] = isSkipped ? deletion : [...types, ...deletion];
  const phases = isPlain ? PLAIN.phases : PHASES.filter((phase) => found.includes(phase));
  const isAnyHook = isHook || deletion.length > 0;
  return { phases, isHook: isAnyHook, wave, deletePolicies: isAnyHook ? deletePolicies(annotations) : [] };
}

/** Helm's count only where none of Argo CD's own is known. */
function hookTypes(annotations: JsonObject): string[] {
  const own = listed(annotations, HOOK).filter((type) => OWN_HOOKS.has(type));
  if (own.length > 0) return own;
  return listed(annotations, HELM_HOOK).flatMap((type) => HELM_HOOKS.get(type) ?? []);
}

function deletePolicies(annotations: JsonObject): readonly HookDeletePolicy[] {
  const own = listed(annotations, `${HOOK}-delete-policy`).map((policy) => POLICIES.get(policy));
  const helm = listed(annotations, `${HELM_HOOK}-delete-policy`).map((policy) => HELM_POLICIES.get(policy));
  const known = [...new Set([...own, ...helm])].filter((policy) => policy !== undefined);
  return known.length === 0 ? ['BeforeHookCreation'] : known;
}

function waveOf(annotations: JsonObject): number {
  return (
    integer(textOf(annotations, 'argocd.argoproj.io/sync-wave')) ??
    integer(textOf(annotations, 'helm.sh/hook-weight')) ??
    0
  );
}

/** Go's `strconv.Atoi`. */
function integer(text: string | undefined): number | undefined {
  if (text === undefined || !/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? Number(value) : undefined;
}

/** The words of an annotation, each once. */
function listed(annotations: JsonObject, name: string): string[] {
  const words = (textOf(annotations, name) ?? '').split(',').map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== '');
}

function textOf(annotations: JsonObject, name: string): string | undefined {
  const value = has(annotations, name) ? annotations[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function has(annotations: JsonObject, name: string): boolean {
  return Object.hasOwn(annotations, name);
}
