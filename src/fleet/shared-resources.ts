import { isMap } from '../json.ts';
import { groupOf } from '../argocd/kind.ts';
import { isClusterScoped, scopesOf, type Scopes } from '../argocd/scopes.ts';
import { nearestInOrigin } from '../trace/index.ts';
import type { Application, Cluster, Discovered, JsonObject, Manifest, Problem, Rendered } from '../types.ts';

const IN_CLUSTER = 'https://kubernetes.default.svc';

/**
 * Which Application deploys which resource of which cluster: Argo CD warns of one that two have (SharedResourceWarning), for each
 * sync of the one undoes the other's. Folders often belong to Argo CDs of their own, whose `in-cluster` is not the same, so
 * only Applications of one environment are compared, that are written, or made by what is written, in one folder, and whose
 * roots are in one folder too. Two that nothing deploys, and that deploy Applications, are the roots of two Argo CDs.
 */
export class SharedResources {
  readonly #scopes: Scopes;
  readonly #servers: ReadonlyMap<string, string>;
  readonly #owners = new Map<string, Application>();
  readonly #roots = new Set<Application>();

  constructor({ crds, inventory }: Pick<Discovered, 'crds' | 'inventory'>) {
    this.#scopes = scopesOf(crds.map(({ object }) => object));
    this.#servers = new Map([['in-cluster', IN_CLUSTER], ...inventory.map(serverOf)]);
  }

  /** One problem for each Application that deploys any of the same. */
  add({ application, manifests }: Rendered): Problem[] {
    const { spec } = application.object;
    const destination = isMap(spec) && isMap(spec.destination) ? spec.destination : {};
    const before = `${circleOf(application)}\0${this.#clusterOf(destination)}\0`;
    const shared = new Map<Application, Manifest[]>();
    const isRoot = application.parent === undefined && manifests.some(isApplication);
    if (isRoot) this.#roots.add(application);
    for (const manifest of manifests) {
      if (manifest.sync.isHook || manifest.sync.phases.length === 0) continue;
      const key = before + this.#keyOf(manifest, destination);
      const owner = this.#owners.get(key);
      if (owner === undefined) this.#owners.set(key, application);
      else if (!isSame(owner, application) && !(isRoot && this.#roots.has(owner)))
        shared.set(owner, [...(shared.get(owner) ?? []), manifest]);
    }
    return [...shared].map(([owner, same]) => problemOf(application, owner, same));
  }

  #clusterOf({ name, server }: JsonObject): string {
    if (typeof name === 'string' && name !== '') return this.#servers.get(name) ?? name;
    return typeof server === 'string' ? server : '';
  }

  #keyOf({ object }: Manifest, destination: JsonObject): string {
    const own = isClusterScoped(this.#scopes, object)
      ? ''
      : String(object.metadata.namespace ?? '') || String(destination.namespace ?? '');
    return `${groupOf(object)}/${object.kind}/${own}/${object.metadata.name}`;
  }
}

function problemOf(application: Application, owner: Application, same: readonly Manifest[]): Problem {
  const { kind, metadata } = same[0]!.object;
  const more = same.length === 1 ? '' : ` and ${same.length - 1} more`;
  const message = `Application ${owner.name} deploys ${kind} ${metadata.name}${more} to the same place; each sync undoes the other's`;
  const { name, origin, leaf } = application;
  return {
    ruleId: 'resource-owned-twice',
    message,
    location: nearestInOrigin(origin, ['spec', 'destination']),
    related: [
      { ...nearestInOrigin(owner.origin, ['spec', 'destination']), message: `where ${owner.name} goes` },
    ],
    application: name,
    ...(leaf && { leaf }),
  };
}

/** Environments may have an Argo CD each too, with the same names for other clusters. */
function circleOf(application: Application): string {
  let root = application;
  while (root.parent !== undefined) root = root.parent;
  return `${folderOf(root)}\0${folderOf(application)}\0${application.leaf?.segments['environment'] ?? ''}`;
}

function folderOf({ origin: { file } }: Application): string {
  return file.tree.prefix + file.path.slice(0, file.path.lastIndexOf('/') + 1);
}

function isApplication({ object: { apiVersion, kind } }: Manifest): boolean {
  return apiVersion.startsWith('argoproj.io/') && (kind === 'Application' || kind === 'ApplicationSet');
}

/** Of two with one name Argo CD has only one. */
function isSame(left: Application, right: Application): boolean {
  return left.name === right.name && left.namespace === right.namespace;
}

function serverOf({ name, server }: Cluster): [string, string] {
  return [name, server];
}
