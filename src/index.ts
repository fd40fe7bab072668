/** The library: what the command line, an editor and a CI step use. */
export { listFleet, renderAll, renderOne, run } from './run.ts';
export type { ListResult, RenderAllResult, RenderOneResult, RunOptions, RunResult } from './run.ts';
export { formats } from './report/index.ts';
export { traceManifestField } from './trace/index.ts';
export type { FieldTrace, FieldTraceOptions, TracedRead } from './trace/index.ts';
export type { HookDeletePolicy, SyncPhase, SyncRole } from './argocd/sync-role.ts';
export type { FleetEntry, FleetImage, FleetSource } from './fleet/fleet-entry.ts';
export type * from './types.ts';
export type { Config, RuleSetting } from './config/types.ts';
