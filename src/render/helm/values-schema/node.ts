import type { RE2JS } from 're2js';
import type { JsonObject } from '../../../types.ts';
import type { Draft, Resource } from './resources.ts';

/** A schema made ready: what its keywords lead to is resolved. */
export interface SchemaNode {
  readonly pointer: string;
  readonly draft: Draft;
  readonly resource: Resource;
  /** What a boolean or empty schema answers to everything. */
  readonly always: boolean | undefined;
  readonly keywords: JsonObject;
  readonly one: Map<string, SchemaNode>;
  readonly lists: Map<string, readonly SchemaNode[]>;
  readonly named: Map<string, ReadonlyMap<string, SchemaNode>>;
  /** `pattern`, and those of `patternProperties`, by their texts. */
  readonly patterns: Map<string, RE2JS>;
}
