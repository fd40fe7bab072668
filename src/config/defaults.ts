import type { Json, JsonObject } from '../types.ts';
import type { Config } from './types.ts';

const DEFAULTS: Config = {
  repositories: {},
  store: '.plimsoll/store',
  leaves: { pattern: 'environments/{environment}/{cloud}/{cluster}/{service}', values: 'values.yaml' },
  production: ['prod', 'production'],
  exclude: [],
  platformSchema: 'builtin',
  profile: 'recommended',
  failOn: 'error',
  rules: {},
  kubernetes: { version: '1.34.0', apiVersions: [] },
  helm: { version: '4', seed: '' },
  argocd: {},
  clusters: [],
  fixtures: { scmProvider: {}, pullRequest: {}, clusterDecisionResource: {}, plugin: {} },
  limits: {
    fileBytes: 10 * 1024 * 1024,
    steps: 30_000_000,
    depth: 500,
    outputLength: 64 * 1024 * 1024,
    applications: 20_000,
  },
};

/** A config whose keys are valid, with defaults for those that it does not have, frozen all the way down. */
export function configFrom(given: JsonObject): Config {
  const { $schema: _, ...own } = given;
  const part = (name: 'leaves' | 'kubernetes' | 'helm' | 'fixtures' | 'limits'): object => ({
    ...DEFAULTS[name],
    ...(own[name] as object),
  });
  const config = {
    ...DEFAULTS,
    ...own,
    leaves: part('leaves'),
    kubernetes: part('kubernetes'),
    helm: helmPart(part('helm')),
    fixtures: part('fixtures'),
    limits: part('limits'),
    rules: Object.fromEntries(Object.entries((own.rules ?? {}) as JsonObject).map(ruleEntry)),
  };
  return deepFreeze(structuredClone(config)) as Config;
}

/** A bare 3 is a number to YAML. */
function helmPart(helm: object): object {
  return { ...helm, version: String((helm as Config['helm']).version) };
}

/** YAML 1.1 takes an unquoted `off` for false. */
function ruleEntry([id, setting]: [string, Json]): [string, Json] {
  const { severity } = setting as JsonObject;
  return [id, severity === false ? { ...(setting as JsonObject), severity: 'off' } : setting];
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
