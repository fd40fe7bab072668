import { isDeepStrictEqual } from 'node:util';
import { cycleProblems, nameLocation } from './fleet/application-cycle.ts';
import { clusterOf, discoverRendered } from './discover/index.ts';
import type { Expandable, Expansion } from './expand/index.ts';
import { LateFacts } from './fleet/late-facts.ts';
import { fileName, isOwn } from './source-file.ts';
import { nearestInOrigin, printedPlace } from './trace/index.ts';
import type {
  Application,
  Discovered,
  FieldPath,
  Found,
  Gap,
  JsonObject,
  Location,
  Manifest,
  Origin,
  Problem,
  Rendered,
} from './types.ts';

/** Deeper than anyone nests them: an Application that renders ever new ones must come to an end. */
const MAX_DEPTH = 10;

/** An Argo CD object in an Application's rendered output. */
interface Child extends Found {
  readonly parent: Application;
  /** False for what a template made: then the place does not tell one object from another. */
  readonly isFile: boolean;
}

/**
 * Which Application deploys which: app-of-apps. Applications come in turns: first those that were found, then those
 * that these render, and so on; at last those of the leaves that none of them covers.
 */
export class Lineage {
  readonly #expansion: Expansion;
  readonly #room: number;
  readonly #known = new Map<string, Application[]>();
  readonly #sets: Found[];
  readonly #children = new Map<Application, Set<Application>>();
  readonly #problems: Problem[] = [];
  readonly #gaps: Gap[] = [];
  readonly #late = new LateFacts();
  readonly #projects: Found[];
  readonly #crds: Found[];
  /** Secrets of clusters that the run began without. */
  readonly clusters: Found[] = [];
  readonly #inventory: Discovered['inventory'];
  #turn: Application[];
  #adopted = false;
  #followed = 0;
  /** Those that are not followed, by what tells them apart to the one who mends it. */
  readonly #refused = new Map<string, Refusal>();

  /** `room`: how many rendered Applications are followed. */
  constructor(discovered: Discovered, expansion: Expansion, room: number) {
    this.#expansion = expansion;
    this.#room = room;
    this.#projects = [...discovered.projects];
    this.#crds = [...discovered.crds];
    this.#inventory = discovered.inventory;
    this.#sets = [...discovered.applicationSets];
    this.#turn = [...expansion.add(discovered)];
    for (const application of this.#turn) this.#named(application.name).push(application);
  }

  /** The Applications of the next turn, by name; none when nothing more is to come. */
  next(): readonly Application[] {
    if (this.#turn.length === 0 && !this.#adopted) {
      this.#adopted = true;
      this.#turn.push(...this.#expansion.adoptOrphans());
    }
    return this.#turn.splice(0).sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** Takes up what an Application renders. */
  look(rendered: Rendered): void {
    for (const [index, manifest] of rendered.manifests.entries())
      if (isTakenUp(manifest)) this.#takeUp(manifest, originOf(rendered, index), rendered.application);
    this.#late.looked(rendered);
  }

  #takeUp(manifest: Manifest, origin: Origin, parent: Application): void {
    const found = discoverRendered([{ object: manifest.object, origin }]);
    const isFile = manifest.provenance.kind === 'file';
    if (!isFile || !isOwn(origin.file)) {
      this.#problems.push(...found.problems);
      this.#gaps.push(...found.gaps);
    }
    const projects = found.projects.filter((project) => !knows(this.#projects, project));
    const crds = found.crds.filter((crd) => !knows(this.#crds, crd));
    this.#projects.push(...projects);
    this.#crds.push(...crds);
    this.#late.learn({ projects, crds });
    this.clusters.push(...found.clusters.filter((secret) => !this.#knowsCluster(secret)));
    for (const each of found.applications) this.#application({ ...each, parent, isFile });
    for (const each of found.applicationSets) this.#applicationSet({ ...each, parent, isFile });
  }

  /** Every Application so far, by name. */
  get applications(): readonly Application[] {
    return [...this.#known.values()].flat();
  }

  /** The AppProjects that were found or rendered so far; of two with one name the first. */
  get projects(): readonly Found[] {
    return this.#projects;
  }

  /** The CRDs that were found or rendered so far. */
  get crds(): readonly Found[] {
    return this.#crds;
  }

  /** Those that were rendered before an AppProject or a CRD came up that they go by. */
  outdated(): readonly Application[] {
    return this.#late.outdated();
  }

  get problems(): readonly Problem[] {
    const refused = [...this.#refused.values()].map(refusalProblem);
    return [...this.#expansion.problems, ...this.#problems, ...refused, ...cycleProblems(this.#children)];
  }

  get gaps(): readonly Gap[] {
    return [...this.#expansion.gaps, ...this.#gaps, ...[...this.#refused.values()].map(refusalGap)];
  }

  /** ApplicationSets found or rendered so far. */
  get applicationSets(): number {
    return this.#sets.length;
  }

  #knowsCluster(secret: Found): boolean {
    const known = clusterOf(secret);
    return known === undefined || this.#inventory.some(({ name }) => name === known.name);
  }

  /** One that is a file of its own as well is one Application, not two. */
  #application(child: Child): void {
    const same = this.#named(child.object.metadata.name).find((known) => isSame(known, child));
    if (same !== undefined) this.#link(child.parent, same);
    else this.#follow({ applications: [child], applicationSets: [] }, child);
  }

  #applicationSet(child: Child): void {
    const same = this.#sets.find(
      (known) => isAt(known.origin, child) || isDeepStrictEqual(known.object, child.object),
    );
    if (same === undefined) {
      this.#sets.push(child);
      this.#follow({ applications: [], applicationSets: [child] }, child);
      return;
    }
    for (const named of this.#known.values()) {
      for (const made of named) if (isMadeBy(made, same)) this.#link(child.parent, made);
    }
  }

  #follow(what: Expandable, child: Child): void {
    const refusal = this.#refusal(child);
    if (refusal !== undefined) return this.#refuse(refusal);
    for (const application of this.#expansion.add(what, child.parent)) {
      this.#followed++;
      this.#named(application.name).push(application);
      this.#link(child.parent, application);
      this.#turn.push(application);
    }
  }

  #refusal(child: Child): Refusal | undefined {
    const { object, parent } = child;
    const { name } = object.metadata;
    const line = ancestors(parent);
    const chain = [...line.map((each) => each.name), name].join(' → ');
    if (object.kind === 'Application' && line.some((each) => each.name === name)) {
      const reason = `it has the name of an Application that deploys it (${chain})`;
      return { child, kind: `name ${name}`, reason, others: 0 };
    }
    if (line.length >= MAX_DEPTH) {
      const reason = `Applications are nested more than ${MAX_DEPTH} deep (${chain})`;
      return { child, kind: 'depth', reason, others: 0 };
    }
    if (this.#followed < this.#room) return undefined;
    const reason = `Applications render more than ${this.#room} others (limits.applications)`;
    return { child, kind: 'room', reason, others: 0 };
  }

  #refuse(refusal: Refusal): void {
    const { file, document } = refusal.child.origin;
    const key = [fileName(file), document, refusal.kind].join('\n');
    const known = this.#refused.get(key);
    if (known === undefined) this.#refused.set(key, refusal);
    else known.others++;
  }

  #named(name: string): Application[] {
    let named = this.#known.get(name);
    if (named === undefined) this.#known.set(name, (named = []));
    return named;
  }

  #link(parent: Application, child: Application): void {
    const children = this.#children.get(parent);
    if (children === undefined) this.#children.set(parent, new Set([child]));
    else children.add(child);
  }
}

/** One that is not followed, and how many others of its file for the same reason: a template may print thousands. */
interface Refusal {
  readonly child: Child;
  readonly kind: string;
  readonly reason: string;
  others: number;
}

function refusalProblem({ child: { object, origin, parent }, reason, others }: Refusal): Problem {
  const rest = others === 0 ? '' : `; nor are ${others} others of this file`;
  const message = `${nameOf(object)}, which Application ${parent.name} deploys, is not followed: ${reason}${rest}`;
  return { ruleId: 'application-cycle', message, location: nameLocation(origin), application: parent.name };
}

function refusalGap({ child: { object, origin }, reason, others }: Refusal): Gap {
  const rest = others === 0 ? '' : ` and ${others} others of its file`;
  return { what: `${nameOf(object)}${rest}`, reason, location: nameLocation(origin) };
}

function nameOf({ kind, metadata }: Found['object']): string {
  return `${kind} ${metadata.name}`;
}

/** Whether more than the API server reads it: Argo CD, or Plimsoll itself. */
function isTakenUp({ object: { apiVersion, kind } }: Manifest): boolean {
  return apiVersion.startsWith('argoproj.io/') || kind === 'CustomResourceDefinition' || kind === 'Secret';
}

function knows(known: readonly Found[], { object }: Found): boolean {
  return known.some((each) => each.object.metadata.name === object.metadata.name);
}

/** A manifest from a file is the file's; one from a chart's template is the template's, each field where its value is set. */
function originOf(rendered: Rendered, index: number): Origin {
  const { provenance } = rendered.manifests[index]!;
  if (provenance.kind === 'file') return provenance.origin;
  const { file } = provenance;
  const printed = (path: FieldPath): Location =>
    printedPlace(rendered, index, path) ?? nearestInOrigin({ file, document: 0, path: [] }, path);
  return { file, document: 0, path: [], printed };
}

function isSame(known: Application, child: Child): boolean {
  if (known.generatedBy === undefined && isAt(known.origin, child)) return true;
  return namespacesAgree(known, child) && isDeepStrictEqual(bare(known.object), bare(child.object));
}

function isAt({ file, document }: Origin, { origin, isFile }: Child): boolean {
  return isFile && document === origin.document && fileName(file) === fileName(origin.file);
}

function isMadeBy({ generatedBy, origin }: Application, set: Found): boolean {
  const sameFile = fileName(origin.file) === fileName(set.origin.file);
  return (
    generatedBy?.name === set.object.metadata.name && sameFile && origin.document === set.origin.document
  );
}

/** One that names no namespace is applied into the destination's; then the content alone tells. */
function namespacesAgree(known: Application, { object }: Child): boolean {
  const { namespace } = object.metadata;
  return (
    namespace === undefined || known.object.metadata.namespace === undefined || namespace === known.namespace
  );
}

function bare(object: Found['object']): JsonObject {
  const metadata = Object.entries(object.metadata).filter(([key]) => key !== 'namespace');
  return { ...object, metadata: Object.fromEntries(metadata) };
}

/** From the first to this one. */
function ancestors(application: Application): Application[] {
  const line = [application];
  while (line[0]!.parent !== undefined) line.unshift(line[0]!.parent);
  return line;
}
