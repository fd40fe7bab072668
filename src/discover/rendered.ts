import type { Discovered, JsonObject, Origin } from '../types.ts';
import { readYaml } from '../yaml/index.ts';
import { Finds } from './finds.ts';
import { lookIntoDocument } from './manifest.ts';

/** Sorts rendered objects as those of files are sorted. */
export function discoverRendered(
  objects: readonly { readonly object: JsonObject; readonly origin: Origin }[],
): Omit<Discovered, 'leaves' | 'inventory' | 'argocd'> {
  const finds = new Finds();
  for (const { object, origin } of objects) {
    const read = readYaml(origin.file);
    lookIntoDocument(object, origin, read.ok ? read.text : '', {}, finds);
  }
  return finds.result();
}
