import { BudgetError } from './errors.ts';

/** What one execution may use: actions, calls and range elements; templates within templates; UTF-16 code units of output. */
export interface Limits {
  readonly steps: number;
  readonly depth: number;
  readonly outputLength: number;
}

/**
 * Helm allows 1,000 includes of one name within each other, Go 100,000 templates; no chart comes near. Where what the
 * templates do between two includes fills the stack before, that is a `BudgetError` too (`engineLimit`).
 */
export const DEFAULT_LIMITS: Limits = { steps: 5_000_000, depth: 500, outputLength: 32 * 1024 * 1024 };

export function stepsSpent(limits: Limits): BudgetError {
  return new BudgetError('steps', `template takes more than ${limits.steps} steps`);
}

export function tooDeep(limits: Limits, name: string): BudgetError {
  return new BudgetError(
    'depth',
    `templates are nested more than ${limits.depth} deep at "${name}"; do they include themselves?`,
  );
}

export function outputTooLong(limits: Limits): BudgetError {
  return new BudgetError('output', `template writes more than ${limits.outputLength} characters`);
}

/** The budget error that a failure of JavaScript itself stands for; undefined for any other error. */
export function engineLimit(error: unknown): BudgetError | undefined {
  if (error instanceof BudgetError) return error;
  if (!(error instanceof Error)) return undefined;
  // At the end of the stack a regular expression that was to be compiled fails with a SyntaxError that says so.
  if (isNative(error) && error.message.includes('Maximum call stack'))
    return new BudgetError('depth', 'template or its values are nested too deeply');
  if (TOO_LARGE.test(error.message))
    return new BudgetError('output', 'template makes a text that is too long');
  return undefined;
}

/** How Node says that a text, a list, a buffer or a number would be larger than it can make. */
const TOO_LARGE =
  /^(?:Invalid (?:string|array|typed array) length|Array buffer allocation failed|Maximum BigInt size exceeded|Cannot create a string longer)/;

const NATIVE = [TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];

function isNative(error: Error): boolean {
  return NATIVE.some((type) => error instanceof type);
}

/**
 * What no function may tell as an error of its own, where Go's function would have failed: a budget that is spent, or a
 * mistake of ours, which is thrown as it is. Undefined for the errors that mirror Go's.
 */
export function engineFault(error: unknown): Error | undefined {
  const limit = engineLimit(error);
  if (limit !== undefined) return limit;
  return error instanceof Error && !isNative(error) ? undefined : (error as Error);
}
