export { configFrom } from './defaults.ts';
export { leafPatternRegExp } from './leaf-pattern.ts';
export { CONFIG_FILE, loadConfig, parseConfig, type ConfigError, type LoadedConfig } from './load.ts';
export { nearestName } from './nearest.ts';
export type { ClusterEntry, Config, Fixtures, Limits, RuleSetting } from './types.ts';
