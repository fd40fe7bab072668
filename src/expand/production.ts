import type { Config } from '../config/types.ts';
import type { JsonObject } from '../types.ts';
import { field, text } from './json-map.ts';
import { sourcesOf } from './sources.ts';

/** Of an Application without a leaf: by a segment of a source's path, its destination, or its project. */
export function looksLikeProduction(application: JsonObject, config: Config): boolean {
  const spec = field(application, 'spec');
  const paths = sourcesOf(application).flatMap((source) => (text(source.path) ?? '').split('/'));
  const others = [
    field(spec, 'destination', 'name'),
    field(spec, 'destination', 'namespace'),
    field(spec, 'project'),
  ];
  return [...paths, ...others].some((name) => typeof name === 'string' && config.production.includes(name));
}
