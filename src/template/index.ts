export { engineFault, type Limits } from './budgets.ts';
export { BudgetError, TemplateError, type Budget, type TemplatePlace } from './errors.ts';
export { formatNumber } from './float.ts';
export { sprint } from './format-value.ts';
export { byteLength, compareStrings, fromBytes, isAscii, sortedKeys, toBytes } from './go-strings.ts';
export { isNilValue, markedType, nilList, nilMap, typed, withMethods, withZero } from './go-types.ts';
export { IncludeMemo } from './include-memo.ts';
export { hasKeys, isMap, isTrue, typeName } from './kinds.ts';
export { quote, quoteChar } from './quote.ts';
export {
  TemplateSet,
  type ExecuteOptions,
  type ExecuteResult,
  type TemplateSetOptions,
} from './template-set.ts';
export { GUARD, PathTable, SPAN, type TraceLog, type TraceNode } from './trace-log.ts';
export * from './value.ts';
