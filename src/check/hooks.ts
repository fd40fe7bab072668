import { unknownHooks, type UnknownHook } from '../argocd/sync-role.ts';
import { nearestName } from '../config/index.ts';
import type { PolicyResult } from '../trace/index.ts';
import type { KubernetesObject, Rendered } from '../types.ts';

/** Hooks of Argo CD's own annotations that it doesn't know: of Helm's own the renderer tells. */
export function hookResults({ manifests }: Rendered): PolicyResult[] {
  return manifests.flatMap(({ object, sync }, index) =>
    (sync.isHook ? unknownHooks(object) : []).map((hook) => ({
      rule: 'hook-unknown',
      subject: 'manifest' as const,
      manifest: index,
      path: ['metadata', 'annotations', hook.annotation],
      message: messageOf(hook, object, sync.phases.length === 0),
      focus: hook.name,
    })),
  );
}

function messageOf(
  { annotation, name, known }: UnknownHook,
  object: KubernetesObject,
  isLost: boolean,
): string {
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`;
  const what = annotation.endsWith('policy') ? 'hook deletion policy' : 'hook';
  const effect = isLost ? ` and never applies ${object.kind} ${object.metadata.name}` : '';
  return `Argo CD knows no ${what} ${name}${effect}; ${hint}`;
}
