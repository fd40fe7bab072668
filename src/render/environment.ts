import { asObject, textOf } from './source.ts';
import type { Source } from './source.ts';

/** Stands for a commit that is not known before the merge. */
const REVISION = '0'.repeat(40);

/**
 * Replaces `$NAME` and `${NAME}` in value file paths and parameters as Argo CD does with its build environment; an
 * unknown name becomes nothing, `$$` a dollar sign. The commit's hash is not known here: zeros stand for it.
 */
export function substitute(text: string, source: Source): string {
  if (!text.includes('$')) return text;
  const environment = buildEnvironment(source);
  return text.replace(VARIABLE, (_, braced?: string, plain?: string, special?: string) => {
    const name = braced ?? plain ?? special ?? '';
    return name === '$' ? '$' : (environment.get(name) ?? '');
  });
}

/** Go's `os.Expand`: of a brace that nothing closes only `${` goes. */
const VARIABLE = /\$(?:\{([^}]*)\}|\{|([A-Za-z_][A-Za-z0-9_]*)|([*#$@!?0-9-]))/g;

function buildEnvironment({ application, instance, spec }: Source): ReadonlyMap<string, string> {
  const applicationSpec = asObject(application.object['spec']);
  const destination = asObject(applicationSpec?.['destination']);
  return new Map([
    ['ARGOCD_APP_NAME', instance ?? application.name],
    ['ARGOCD_APP_NAMESPACE', textOf(destination?.['namespace'])],
    ['ARGOCD_APP_PROJECT_NAME', textOf(applicationSpec?.['project']) || 'default'],
    ['ARGOCD_APP_REVISION', REVISION],
    ['ARGOCD_APP_REVISION_SHORT', REVISION.slice(0, 7)],
    ['ARGOCD_APP_REVISION_SHORT_8', REVISION.slice(0, 8)],
    ['ARGOCD_APP_SOURCE_REPO_URL', textOf(spec['repoURL'])],
    ['ARGOCD_APP_SOURCE_PATH', textOf(spec['path'])],
    ['ARGOCD_APP_SOURCE_TARGET_REVISION', textOf(spec['targetRevision'])],
  ]);
}
