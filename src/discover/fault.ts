import type { FieldPath, Severity } from '../types.ts';

/** What the API server would refuse in an Argo CD object. `fatal`: nothing can be made of it. */
export interface Fault {
  readonly path: FieldPath;
  readonly message: string;
  readonly fatal: boolean;
  /** Something is not there that a patch may add. */
  readonly absent?: true;
  /** Where it is less than an error: the object is taken, but not as its author meant it. */
  readonly severity?: Severity;
}
