/** Places in texts, and the data that they are places of. */

/** A place in a text, counted from 1; `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `file` is the path that a person types from the checked folder: relative to it, with `/`, `..` for a tree beside it. */
export interface Location {
  readonly file: string;
  readonly range: Range;
  /** Of what a generator's parameters fill in; where a Diagnostic is made of it, these are among its related places. */
  readonly via?: Via;
}

/** What leads from the place of a parameter to the field that it fills in, or from such a field to its parameters. */
export interface Via {
  /** The expressions that take the parameter on, from its place to the field: `{{ .image.tag }}`. */
  readonly steps: readonly string[];
  readonly places: readonly RelatedLocation[];
}

export interface RelatedLocation extends Location {
  readonly message: string;
}

/** Keys and indexes from the top of a YAML document or an object. */
export type FieldPath = readonly (string | number)[];

/** What JSON can hold. Objects made by us have own properties only; look names up with `Object.hasOwn`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
