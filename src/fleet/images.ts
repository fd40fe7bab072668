import type { Json, JsonObject } from '../types.ts';

const CONTAINERS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The images of all containers of these objects, whatever kind holds their pods; each once, sorted. */
export function imagesIn(objects: readonly JsonObject[]): string[] {
  const images = new Set<string>();
  for (const object of objects) collect(object, images);
  return [...images].toSorted();
}

function collect(value: Json, images: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value) as [string, Json][]) {
    if (CONTAINERS.has(key) && Array.isArray(inner))
      for (const each of inner as Json[]) addImage(each, images);
    collect(inner, images);
  }
}

function addImage(container: Json, images: Set<string>): void {
  const image = (container as JsonObject | null)?.['image'];
  if (typeof image === 'string' && image !== '') images.add(image);
}
