import { fileName } from '../../source-file.ts';
import { nearestInOrigin } from '../../trace/index.ts';
import type { FieldPath, JsonObject, Leaf, Location, Origin, Problem } from '../../types.ts';
import { locate } from '../../yaml/index.ts';
import { schemaMessage } from './message.ts';
import { withoutNoise } from './noise.ts';
import { instancePath, type SchemaError, valueAt } from './schema-error.ts';
import type { Validator } from './validator.ts';

/** Keywords whose fault is a key, not the value that holds it. */
const KEY_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['additionalProperties', 'additionalProperty'],
  ['unevaluatedProperties', 'unevaluatedProperty'],
  ['propertyNames', 'propertyName'],
]);

/** A `platform-schema` problem for each thing that is wrong with a leaf's values, on its own line of the values file. */
export function valuesProblems(
  leaf: Leaf,
  values: JsonObject,
  validator: Validator,
  application: string | undefined,
): Problem[] {
  const errors = validator.validate(values);
  if (errors.length === 0 || leaf.values === undefined) return [];
  const origin: Origin = { file: leaf.values, document: 0, path: [] };
  const common = { ruleId: 'platform-schema', leaf, ...(application !== undefined && { application }) };
  const problemOf = (error: SchemaError): Problem => {
    const path = instancePath(values, error.instancePath);
    const message = schemaMessage(error, path, valueAt(values, path));
    return { ...common, message, location: locationOf(error, origin, path) };
  };
  return withoutNoise(errors, validator.root).map(problemOf);
}

function locationOf(error: SchemaError, origin: Origin, path: FieldPath): Location {
  const parameter = KEY_PARAMETERS.get(error.keyword);
  const key = parameter === undefined ? undefined : error.params[parameter];
  return (
    (typeof key === 'string' ? keyLocation(origin, [...path, key]) : undefined) ??
    nearestInOrigin(origin, path)
  );
}

function keyLocation({ file, document }: Origin, path: FieldPath): Location | undefined {
  const read = file.tree.read(file.path);
  const range = read.ok ? locate(read.text, document, path, 'key') : undefined;
  return range && { file: fileName(file), range };
}
