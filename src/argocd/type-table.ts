/** A field of one of Argo CD's types. */
export interface TypeField {
  /**
   * `string`, `boolean`, `integer`, `integer or string`, `object` (any map), `any`, or a type of the table; before it
   * `[]` for a list and `{}` for a map of them.
   */
  readonly type: string;
  /** encoding/json writes it whatever it holds. */
  readonly always?: true;
  /** Zero is not the same as nothing: it is written too. */
  readonly pointer?: true;
  /** The CustomResourceDefinition's. */
  readonly required?: true;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A list that a strategic merge patch merges: by this key of its items, or as a set where it is empty. */
  readonly mergeKey?: string;
}

/** Each type by its name in Go, its fields by their names in JSON. */
export type TypeTable = Readonly<Record<string, Readonly<Record<string, TypeField>>>>;

/** The kinds that stand on top. */
export type ArgoKind = 'Application' | 'ApplicationSet' | 'AppProject';
