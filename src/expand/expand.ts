import type { Config } from '../config/types.ts';
import type { Application, Discovered, Fleet, Found, Leaf, Trees } from '../types.ts';
import { expandSet, type Generated } from './application-set.ts';
import { checkedPath } from './checked-path.ts';
import { reportCollisions } from './collisions.ts';
import { mayCoverLeaves } from './doubt.ts';
import { field, text } from './json-map.ts';
import { LeafIndex } from './leaf-index.ts';
import { nameFault } from './name-fault.ts';
import { nameOf, Notices } from './notices.ts';
import { adoptOrphans } from './orphans.ts';
import { looksLikeProduction } from './production.ts';
import { lookAtPaths } from './sources.ts';

/** The namespace of an Application that names none: where Argo CD is commonly installed. */
const DEFAULT_NAMESPACE = 'argocd';

/**
 * Every Application that Argo CD would have from what was found: those written by hand, those of the ApplicationSets,
 * and one for each leaf that none of them covers where the config says with which chart. Sorted by name.
 */
export function expand(discovered: Discovered, trees: Trees, config: Config): Fleet {
  const notices = new Notices();
  const leaves = new LeafIndex(discovered.leaves);
  const applications = discovered.applications.map((found) => byHand(found, leaves, trees, config));
  const unsure: string[] = [];
  for (const set of discovered.applicationSets) {
    const outcome = expandSet(set, trees, config, notices);
    for (const made of outcome.generated) applications.push(generated(made, set, leaves, trees, config));
    for (const folder of outcome.claimed) leaves.cover(leafOfFolder(folder, leaves, trees));
    if (!outcome.complete && mayCoverLeaves(set, trees)) unsure.push(nameOf(set));
  }
  for (const application of applications) reportName(application, notices);
  reportCollisions(applications, notices);
  applications.push(...adoptOrphans(leaves.orphans(), unsure, trees, config, notices));
  applications.sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
  return { applications, problems: notices.problems, gaps: notices.gaps };
}

function byHand({ object, origin }: Found, leaves: LeafIndex, trees: Trees, config: Config): Application {
  const leaf = lookAtPaths(object, trees, (path) => leaves.at(path));
  leaves.cover(leaf);
  const { name } = object.metadata;
  const namespace = text(object.metadata.namespace) ?? DEFAULT_NAMESPACE;
  const production = leaf?.production ?? looksLikeProduction(object, config);
  return { name, namespace, object, origin, production, ...(leaf === undefined ? {} : { leaf }) };
}

function generated(
  { object, parameters, folder }: Generated,
  set: Found,
  leaves: LeafIndex,
  trees: Trees,
  config: Config,
): Application {
  const leaf = lookAtPaths(object, trees, (path) => leaves.at(path)) ?? leafOfFolder(folder, leaves, trees);
  leaves.cover(leaf);
  return {
    name: object.metadata.name,
    namespace: text(object.metadata.namespace) ?? DEFAULT_NAMESPACE,
    object,
    origin: { ...set.origin, path: [...set.origin.path, 'spec', 'template'] },
    generatedBy: { name: text(field(set.object, 'metadata', 'name')) ?? '', parameters },
    production: leaf?.production ?? looksLikeProduction(object, config),
    ...(leaf === undefined ? {} : { leaf }),
  };
}

function leafOfFolder(folder: Generated['folder'], leaves: LeafIndex, trees: Trees): Leaf | undefined {
  const path = folder === undefined ? undefined : checkedPath(trees, folder.tree, folder.path);
  return path === undefined ? undefined : leaves.at(path);
}

function reportName({ name, origin }: Application, notices: Notices): void {
  const fault = nameFault(name);
  if (fault !== undefined) notices.problem('application-invalid', fault, origin, ['metadata', 'name']);
}
