/**
 * From a field of a manifest back to the line that an author can edit: output range → template action → value path →
 * layer → file and range. Nothing here runs unless a diagnostic needs it.
 */
export { findInOrigin, nearestInOrigin, stretchInOrigin, withVia } from './places.ts';
export { type TracedText, tracedText } from './filled-text.ts';
export {
  filledField,
  filledOrigin,
  type Filling,
  type ParameterOrigin,
  type ParameterPlace,
  type WrittenObject,
} from './filled-field.ts';
export { printedPlace } from './printed-place.ts';
export { chartFolders } from './subchart.ts';
export { valueReads } from './value-reads.ts';
export { formatPath, parsePath, valueAt } from './value-path.ts';
export type { MissingKind, MissingText, PolicyResult, Traced } from './policy-result.ts';
export { tracePolicyResult } from './policy-trace.ts';
export {
  type FieldTrace,
  type FieldTraceOptions,
  type TracedRead,
  traceManifestField,
} from './field-trace.ts';
