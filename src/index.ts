/** The library: what the command line, an editor and a CI step use. */
export { listFleet, renderAll, run } from './run.ts';
export type { ListResult, RenderAllResult, RunOptions, RunResult } from './run.ts';
export { formats } from './report/index.ts';
export type * from './types.ts';
export type { Config, RuleSetting } from './config/types.ts';
