/** Helm's template functions: Sprig's, with those that Helm adds, replaces or takes away (pkg/engine/funcs.go, engine.go). */
import { sprigFunctions } from '../../../sprig/index.ts';
import type { FunctionTable } from '../../../template/value.ts';
import { conversionFunctions } from './conversion.ts';
import { flowFunctions } from './flow.ts';

export { ChartFailure } from './flow.ts';

const functions: FunctionTable = new Map([...sprigFunctions, ...conversionFunctions, ...flowFunctions]);

/** The table, but for those that a Helm does not have; what depends on the release comes from the call's context. */
export function helmFunctions(without: readonly string[] = []): FunctionTable {
  return without.length === 0
    ? functions
    : new Map([...functions].filter(([name]) => !without.includes(name)));
}
