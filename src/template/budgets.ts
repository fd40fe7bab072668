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
  // At the end of the stack a regular expression that was to be compiled fails with a SyntaxError that says so.
  const stackOrMemory = error instanceof RangeError || error instanceof SyntaxError;
  if (!stackOrMemory) return undefined;
  if (error.message.includes('Maximum call stack'))
    return new BudgetError('depth', 'template or its values are nested too deeply');
  if (error.message === 'Invalid string length')
    return new BudgetError('output', 'template makes a text that is too long');
  return undefined;
}
