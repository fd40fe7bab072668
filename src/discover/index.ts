export { discover } from './discover.ts';
export { discoverIn } from './given-files.ts';
export { discoverRendered } from './rendered.ts';
export { clusterOf } from './inventory.ts';
