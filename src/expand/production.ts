import type { Config } from '../config/types.ts';
import type { Cluster, JsonObject } from '../types.ts';
import { field, list, text } from './json-map.ts';
import { sourcesOf } from './sources.ts';

/** What takes the word after it back: `non-prod`, `pre-production`. */
const NOT = new Set(['non', 'no', 'not', 'pre']);

/**
 * Of an Application without a leaf: by a word of a folder or values file that it reads, of its destination, or of its
 * project: `environments/prod`, `values-prod.yaml`, `shop-production`, but not `non-prod`; or by a label of its cluster.
 */
export function looksLikeProduction(
  application: JsonObject,
  inventory: readonly Cluster[],
  config: Config,
): boolean {
  const spec = field(application, 'spec');
  const cluster = inventory.find(({ name, server }) => {
    return field(spec, 'destination', 'name') === name || field(spec, 'destination', 'server') === server;
  });
  const labels = Object.values(cluster?.labels ?? {});
  if (labels.some((label) => config.production.includes(label))) return true;
  const read = sourcesOf(application).flatMap((source) => [
    source.path,
    ...list(field(source, 'helm', 'valueFiles')),
  ]);
  const others = [
    field(spec, 'destination', 'name'),
    field(spec, 'destination', 'namespace'),
    field(spec, 'project'),
  ];
  return [...read, ...others].some((name) => namesProduction(text(name) ?? '', config));
}

function namesProduction(name: string, { production }: Config): boolean {
  // Nearly every name ends here.
  if (!production.some((word) => name.includes(word))) return false;
  return name.split('/').some((segment) => {
    if (production.includes(segment)) return true;
    const words = segment.split(/[-_.]/);
    return words.some((word, index) => production.includes(word) && !NOT.has(words[index - 1] ?? ''));
  });
}
