export { createChecker, type Checker, type CheckerInput } from './checker.ts';
export { diagnose } from './diagnose.ts';
export { rules } from './rules.ts';
