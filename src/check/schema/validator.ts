import type { Json, JsonObject } from '../../types.ts';
import type { SchemaError } from './schema-error.ts';

/** A schema that is ready to be asked. */
export interface Validator {
  validate(value: Json): readonly SchemaError[];
  /** The whole schema, where it has alternatives (`anyOf`, `oneOf`) whose errors must be told apart. */
  readonly root?: JsonObject;
}
