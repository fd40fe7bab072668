import { KUSTOMIZATION_NAMES } from '../kustomization-names.ts';
import { filesUnder } from '../tree-files.ts';
import { asObject } from './source.ts';
import type { Source } from './source.ts';

export type SourceType = 'helm' | 'kustomize' | 'directory' | 'plugin';

const EXPLICIT: readonly SourceType[] = ['kustomize', 'helm', 'directory', 'plugin'];
const KUSTOMIZATIONS: ReadonlySet<string> = new Set(KUSTOMIZATION_NAMES);

/**
 * What Argo CD would render a source with: the field that the source has, else what its folder holds. Mirrors
 * `GetAppSourceType` and `discovery.Discover`: of Chart.yaml and a kustomization the one that comes last by name wins.
 */
export function sourceType(source: Source): { readonly type: SourceType } | { readonly conflict: string } {
  const explicit = EXPLICIT.filter((type) => asObject(source.spec[type]) !== undefined);
  if (explicit.length > 1) {
    const names = explicit.map((type) => type[0]!.toUpperCase() + type.slice(1));
    return { conflict: `multiple application sources defined: ${names.join(',')}` };
  }
  if (explicit[0] !== undefined) return { type: explicit[0] };
  return { type: source.isChart ? 'helm' : discover(source) };
}

function discover({ tree, folder }: Source): SourceType {
  const prefix = folder === '' ? 0 : folder.length + 1;
  let type: SourceType = 'directory';
  for (const path of filesUnder(tree, folder)) {
    const name = path.slice(prefix);
    if (name.includes('/')) continue;
    if (name.endsWith('Chart.yaml')) type = 'helm';
    else if (KUSTOMIZATIONS.has(name)) type = 'kustomize';
  }
  return type;
}
