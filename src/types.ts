/**
 * The shapes that the stages hand to each other. A stage imports this file, the libraries below it and nothing of
 * another stage; `run.ts` alone joins them.
 */
export type * from './types/place.ts';
export type * from './types/source.ts';
export type * from './types/problem.ts';
export type * from './types/fleet.ts';
export type * from './types/trees.ts';
export type * from './types/rendered.ts';
export type * from './types/report.ts';
