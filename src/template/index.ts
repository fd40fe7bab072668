export { DEFAULT_LIMITS, type Limits } from './budgets.ts';
export { BudgetError, TemplateError, type Budget, type TemplatePlace } from './errors.ts';
export { formatValue, sprint, sprintln } from './format-value.ts';
export { compareStrings, sortedKeys } from './go-strings.ts';
export { goInt, isGoObject, isMap, isTrue, typeName } from './kinds.ts';
export { sprintf } from './printf.ts';
export { quote } from './quote.ts';
export {
  TemplateSet,
  type ExecuteOptions,
  type ExecuteResult,
  type TemplateSetOptions,
} from './template-set.ts';
export { GUARD, PathTable, SPAN, type TraceLog, type TraceNode } from './trace-log.ts';
export * from './value.ts';
