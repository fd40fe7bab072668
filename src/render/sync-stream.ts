/** The manifests of a render as Argo CD would apply them: `plimsoll render --sync`. */
import type { SyncTask } from '../argocd/sync-order.ts';
import { type SyncFacts, syncPlan } from '../argocd/sync-plan.ts';
import { toYaml } from '../sprig/yaml-encode.ts';
import type { GoMap } from '../template/value.ts';
import type { Manifest, Rendered } from '../types.ts';
import { sourceName } from './manifest-stream.ts';

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
