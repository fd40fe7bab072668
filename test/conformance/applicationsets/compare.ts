import { asArgoPrints } from '../../../src/argocd/application-fields.ts';
import { configFrom } from '../../../src/config/index.ts';
import { discover } from '../../../src/discover/index.ts';
import { expand } from '../../../src/expand/index.ts';
import { memoryTree } from '../../../src/load/index.ts';
import type { JsonObject, Problem, Trees } from '../../../src/types.ts';
import type { Case } from './cases.ts';

/** tools/argocd's answer to a case. */
export interface Answer {
  readonly name: string;
  readonly applications: readonly JsonObject[];
  readonly error?: string;
}

/** The one repository that tools/argocd knows. */
const REPOSITORY = 'https://git.example.com/fleet.git';

/** What the controller does not call an error. */
const NO_FAULTS = new Set(['generator-empty', 'application-name-collision', 'missingkey-not-error']);

/** An invalid name only the API server refuses; a bad pattern is only logged. */
const LOGGED = /’s name|names of \d+ Applications|matches nothing: syntax error/;

/** What the controller's own `GenerateApplications` answers with an error. */
export function isFault({ ruleId, message, severity }: Problem): boolean {
  return severity !== 'warning' && !NO_FAULTS.has(ruleId) && !LOGGED.test(message);
}

export interface OurAnswer {
  readonly applications: readonly JsonObject[];
  readonly faults: readonly string[];
}

export function expansionOf({
  applicationSet,
  files,
  clusters,
  fixtures,
  newGitFileGlobbing = false,
}: Case): OurAnswer {
  const checked = memoryTree({ 'set.yaml': JSON.stringify(applicationSet) });
  const repository = memoryTree({ ...files });
  const trees: Trees = {
    checked,
    resolve: (url) => (url === REPOSITORY ? { tree: repository } : { reason: 'is not known' }),
  };
  const config = configFrom({
    clusters,
    fixtures,
    argocd: { newGitFileGlobbing },
  } as unknown as JsonObject);
  const discovered = discover(trees, config);
  const { applications, problems } = expand(discovered, trees, config);
  const refused = discovered.problems.filter(({ severity }) => severity === undefined);
  const faults = [...refused, ...problems].filter(isFault);
  return {
    // What the API server refuses never comes to the controller.
    applications: refused.length > 0 ? [] : applications.map(({ object }) => asArgoPrints(object)),
    faults: faults.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  };
}

/**
 * By name and text; without `apiVersion` and `kind`, which Go's typed objects leave out, and what `omitempty` drops, which
 * is all that is zero outside of maps that hold any JSON.
 */
export function comparable(objects: readonly JsonObject[]): unknown[] {
  const plain = objects.map(({ metadata, spec }) => sorted({ metadata, spec }) as JsonObject);
  const texts = plain.map((object) => ({ object, text: JSON.stringify(object) }));
  return texts
    .sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0))
    .map(({ object }) => object);
}

/** With keys in order, and without what is zero. */
function sorted(value: unknown, isAny = false): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, isAny));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, sorted(item, isAny || key === 'valuesObject')] as const)
    .filter(([, item]) => isAny || !isZero(item))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}

function isZero(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
