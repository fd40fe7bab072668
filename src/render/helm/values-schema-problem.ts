import { fileName, isOwn } from '../../source-file.ts';
import type { FieldPath, Layer, Location, Problem } from '../../types.ts';
import { originLocation, problemOf } from '../places.ts';
import type { Source } from '../source.ts';
import { nearestLayer, usersLayer } from './deciding-layer.ts';
import { layerLocation } from './user-values.ts';
import type { SchemaFault } from './values-schema/index.ts';

/** Values that break the chart's schema, on the line of the layer that gave them; the schema's line is related. */
export function schemaProblems(
  faults: readonly SchemaFault[],
  source: Source,
  layers: readonly Layer[],
): Problem[] {
  return faults.map((fault) => {
    const schema = { file: fileName(fault.schema), range: fault.range };
    const location = fault.isSchemas && isOwn(fault.schema) ? schema : placeOf(fault.path, source, layers);
    const related = [{ ...schema, message: 'what the schema of the chart’s values says' }];
    const isThere = location.file === schema.file && location.range.start.line === schema.range.start.line;
    return problemOf(
      source.application,
      'values-schema',
      fault.message,
      location,
      isThere ? {} : { related },
    );
  });
}

/** The layer that holds most of a path, of equals the one that counts; of what no layer holds the author's own. */
function placeOf(path: FieldPath, source: Source, layers: readonly Layer[]): Location {
  const nearest = nearestLayer(path, layers);
  const shared = path.lastIndexOf('global');
  // Globals come to a subchart from the root's.
  const global = shared > 0 ? nearestLayer(path.slice(shared), layers) : undefined;
  if (global && global.depth === path.length - shared) return layerLocation(global.layer, path.slice(shared));
  const layer = nearest?.layer ?? usersLayer(layers);
  return layer ? layerLocation(layer, path) : originLocation(source.application.origin, source.path);
}
