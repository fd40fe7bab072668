import type { Config } from '../config/types.ts';
import type { Application, Cluster, Discovered, Fleet, Found, Gap, Leaf, Problem, Trees } from '../types.ts';
import { expandSet, type Generated } from './application-set.ts';
import { checkedPath } from './checked-path.ts';
import { collisionProblems } from './collisions.ts';
import { mayCoverLeaves } from './doubt.ts';
import { field, text } from './json-map.ts';
import { LeafIndex } from './leaf-index.ts';
import { nameOf, Notices } from './notices.ts';
import { adoptOrphans } from './orphans.ts';
import { looksLikeProduction } from './production.ts';
import { decisiveLeftOver, type LeftOver, withNameFaults } from './refusals.ts';
import { lookAtPaths } from './sources.ts';

/** The namespace of an Application that names none: where Argo CD is commonly installed. */
const DEFAULT_NAMESPACE = 'argocd';

/** What an expansion makes Applications of. */
export type Expandable = Pick<Discovered, 'applications' | 'applicationSets'>;

/** Expands what is found, and then what is found in what that renders to. */
export interface Expansion {
  /** The Applications that these objects are or make, sorted by name. `parent`: whose rendered output holds them. */
  add(found: Expandable, parent?: Application): readonly Application[];
  /** When nothing more is to come: what is to be made of the leaves that no Application covers. */
  adoptOrphans(): readonly Application[];
  /** All that was noticed so far. */
  readonly problems: readonly Problem[];
  readonly gaps: readonly Gap[];
}

export function createExpansion(discovered: Discovered, trees: Trees, config: Config): Expansion {
  return new RunExpansion(discovered, trees, config);
}

/**
 * Every Application that Argo CD would have from what was found: those written by hand, those of the ApplicationSets,
 * and one for each leaf that none of them covers where the config says with which chart. Sorted by name.
 */
export function expand(discovered: Discovered, trees: Trees, config: Config): Fleet {
  const expansion = createExpansion(discovered, trees, config);
  const applications = [...expansion.add(discovered), ...expansion.adoptOrphans()].sort(byName);
  return { applications, problems: expansion.problems, gaps: expansion.gaps };
}

class RunExpansion implements Expansion {
  readonly #trees: Trees;
  readonly #config: Config;
  readonly #inventory: readonly Cluster[];
  readonly #notices = new Notices();
  readonly #leaves: LeafIndex;
  /** ApplicationSets that could not be expanded whole. */
  readonly #unsure: string[] = [];

  constructor({ leaves, inventory }: Discovered, trees: Trees, config: Config) {
    this.#trees = trees;
    this.#config = config;
    this.#inventory = inventory;
    this.#leaves = new LeafIndex(leaves);
  }

  get problems(): readonly Problem[] {
    return this.#notices.problems;
  }

  get gaps(): readonly Gap[] {
    return this.#notices.gaps;
  }

  add({ applications: written, applicationSets }: Expandable, parent?: Application): readonly Application[] {
    const applications = written.map((found) => this.#byHand(found, parent));
    for (const set of applicationSets) applications.push(...this.#expandSet(set, parent));
    const named = withNameFaults(applications);
    this.#notices.problems.push(...collisionProblems(named.filter(({ refused }) => refused === undefined)));
    return named.toSorted(byName);
  }

  adoptOrphans(): readonly Application[] {
    return adoptOrphans(this.#leaves.orphans(), this.#unsure, this.#trees, this.#config, this.#notices).sort(
      byName,
    );
  }

  #expandSet(set: Found, parent: Application | undefined): Application[] {
    const outcome = expandSet(set, {
      trees: this.#trees,
      config: this.#config,
      inventory: this.#inventory,
      notices: this.#notices,
    });
    const decisive = new Set<LeftOver>();
    const made = outcome.generated.map((generated) => {
      const leftOver = decisiveLeftOver(generated.object, outcome.leftOver);
      if (leftOver !== undefined) decisive.add(leftOver);
      return { ...this.#generated(generated, set, parent), ...(leftOver && { refused: leftOver.problem }) };
    });
    for (const leftOver of outcome.leftOver)
      if (!decisive.has(leftOver)) this.#notices.problems.push({ ...leftOver.problem, severity: 'warning' });
    for (const folder of outcome.claimed) this.#leaves.cover(this.#leafOfFolder(folder));
    if (!outcome.complete && mayCoverLeaves(set, this.#trees)) this.#unsure.push(nameOf(set));
    return made;
  }

  #byHand({ object, origin }: Found, parent: Application | undefined): Application {
    const leaf = lookAtPaths(object, this.#trees, (path) => this.#leaves.at(path));
    this.#leaves.cover(leaf);
    return {
      name: object.metadata.name,
      namespace: namespaceOf(object, parent),
      object,
      origin,
      production: leaf?.production ?? looksLikeProduction(object, this.#inventory, this.#config),
      ...(leaf === undefined ? {} : { leaf }),
      ...(parent === undefined ? {} : { parent }),
    };
  }

  #generated(
    { object, parameters, origin, folder }: Generated,
    set: Found,
    parent: Application | undefined,
  ): Application {
    const ofPaths = lookAtPaths(object, this.#trees, (path) => this.#leaves.at(path));
    const leaf = ofPaths ?? this.#leafOfFolder(folder);
    this.#leaves.cover(leaf);
    return {
      name: object.metadata.name,
      namespace: namespaceOf(object, parent),
      object,
      origin,
      generatedBy: { name: text(field(set.object, 'metadata', 'name')) ?? '', parameters },
      production: leaf?.production ?? looksLikeProduction(object, this.#inventory, this.#config),
      ...(leaf === undefined ? {} : { leaf }),
      ...(parent === undefined ? {} : { parent }),
    };
  }

  #leafOfFolder(folder: Generated['folder']): Leaf | undefined {
    const path = folder === undefined ? undefined : checkedPath(this.#trees, folder.tree, folder.path);
    return path === undefined ? undefined : this.#leaves.at(path);
  }
}

/** What an Application renders that names no namespace is applied into its destination's. */
function namespaceOf({ metadata }: Found['object'], parent: Application | undefined): string {
  const destination = parent && text(field(parent.object, 'spec', 'destination', 'namespace'));
  return text(metadata.namespace) || destination || DEFAULT_NAMESPACE;
}

function byName(left: Application, right: Application): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
