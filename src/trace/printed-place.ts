import type { FieldPath, Location, Rendered } from '../types.ts';
import { traceManifestField, traceToAuthor } from './field-trace.ts';
import { isScalar, valueAt } from './value-path.ts';

/**
 * Where an author changes a field of an object that a template printed, or the nearest part around it that is there: the
 * line of the value that went into it, else the line of the template. Undefined where there is no such manifest.
 */
export function printedPlace(
  rendered: Rendered,
  manifestIndex: number,
  path: FieldPath,
): Location | undefined {
  const manifest = rendered.manifests[manifestIndex];
  if (manifest === undefined) return undefined;
  let nearest = path;
  while (nearest.length > 0 && valueAt(manifest.object, nearest) === undefined)
    nearest = nearest.slice(0, -1);
  const { provenance } = manifest;
  const traced = traceManifestField(rendered, manifestIndex, nearest, { renders: 0 })!;
  if (provenance.kind === 'file') return traced.location;
  // A name of the release and what only guards decide are the template's.
  const value = traced.reads.find(
    ({ role, path: [head] }) => role === 'value' && head === 'Values',
  )?.location;
  if (value !== undefined && isScalar(valueAt(manifest.object, nearest))) return value;
  return traceToAuthor(rendered, manifest, provenance, nearest).location;
}
