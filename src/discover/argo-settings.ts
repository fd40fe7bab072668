import { isMap } from '../json.ts';
import {
  type ArgoSettings,
  DEFAULT_SETTINGS,
  resourceFilters,
  type TrackingMethod,
} from '../argocd/settings.ts';
import type { Config } from '../config/types.ts';
import { fileName } from '../source-file.ts';
import type { Found } from '../types.ts';
import { locateNearest, parseYaml, readYaml } from '../yaml/index.ts';
import type { Finds } from './finds.ts';

const METHODS: readonly TrackingMethod[] = ['annotation', 'label', 'annotation+label'];

/**
 * What the config says, else a ConfigMap `argocd-cm` of the tree, else Argo CD's defaults. Of several ConfigMaps (an
 * overlay's patch, a second Argo CD) the first that has a key is taken; where another one differs, that is a gap.
 */
export function argoSettings({ argocd }: Config, finds: Finds): ArgoSettings {
  const written = new Written(finds);
  const namespace = argocd.namespace ?? written.namespace() ?? sameNamespace(finds.projects);
  const method = written.text('application.resourceTrackingMethod') as TrackingMethod | undefined;
  const known = method !== undefined && METHODS.includes(method) ? method : undefined;
  return {
    ...(namespace !== undefined && { namespace }),
    trackingMethod: argocd.trackingMethod ?? known ?? DEFAULT_SETTINGS.trackingMethod,
    instanceLabelKey:
      argocd.instanceLabelKey ??
      written.text('application.instanceLabelKey') ??
      DEFAULT_SETTINGS.instanceLabelKey,
    installationId: argocd.installationId ?? written.text('installationID') ?? '',
    exclusions: written.filters('resource.exclusions'),
    inclusions: written.filters('resource.inclusions'),
  };
}

/** The settings of ConfigMaps. */
class Written {
  readonly #finds: Finds;

  constructor(finds: Finds) {
    this.#finds = finds;
  }

  namespace(): string | undefined {
    return sameNamespace(this.#finds.settings);
  }

  text(key: string): string | undefined {
    return this.#first(key)?.text;
  }

  filters(key: string): ArgoSettings['exclusions'] {
    const found = this.#first(key);
    if (found === undefined) return [];
    const { documents, problems } = parseYaml(found.text);
    const filters = problems[0]
      ? `is no YAML (${problems[0].message})`
      : resourceFilters(documents[0]?.value ?? null);
    if (typeof filters !== 'string') return filters;
    this.#gap(found.place, key, `Argo CD can't read it: it ${filters}`);
    return [];
  }

  #first(key: string): { readonly text: string; readonly place: Found } | undefined {
    const all = this.#finds.settings.flatMap((place) => {
      const text = dataOf(place, key);
      return text === undefined ? [] : [{ text, place }];
    });
    const [first, ...others] = all;
    const other = others.find(({ text }) => text.trim() !== first!.text.trim());
    if (other !== undefined)
      this.#gap(
        other.place,
        key,
        `it differs from that in ${fileName(first!.place.origin.file)}, which is taken`,
      );
    return first;
  }

  #gap({ origin }: Found, key: string, reason: string): void {
    const { file, document, path } = origin;
    const read = readYaml(file);
    const location = read.ok
      ? { file: fileName(file), range: locateNearest(read.text, document, [...path, 'data', key]).range }
      : undefined;
    this.#finds.gap({ what: `${key} of argocd-cm`, reason, ...(location && { location }) });
  }
}

function dataOf({ object }: Found, key: string): string | undefined {
  const data = object['data'];
  if (!isMap(data) || !Object.hasOwn(data, key)) return undefined;
  const text = data[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The one that all of them name. */
function sameNamespace(found: readonly Found[]): string | undefined {
  const names = new Set(found.map(({ object }) => object.metadata['namespace']));
  const [name] = names;
  return names.size === 1 && typeof name === 'string' && name !== '' ? name : undefined;
}
