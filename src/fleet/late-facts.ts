import type { Application, Found, JsonObject, Rendered } from '../types.ts';

/** What an Application goes by that another one may render. */
interface Looked {
  readonly application: Application;
  readonly project: string;
  /** Of custom resources, e.g. `stable.example.com/Shard`. */
  readonly kinds: ReadonlySet<string>;
  /** How many facts were known. */
  readonly at: number;
}

/** API groups of Kubernetes itself, which no CRD says anything of. */
const OWN_GROUP = /^(?:[^./]*|[^/]*\.k8s\.io)(?:\/|$)/;
const NO_KINDS: ReadonlySet<string> = new Set();

/**
 * AppProjects and CRDs hold for the whole run, wherever they are rendered. Keeps account of the Applications that were
 * looked at before one came up that concerns them: those must be looked at again.
 */
export class LateFacts {
  readonly #looked: Looked[] = [];
  readonly #projects = new Map<string, number>();
  readonly #kinds = new Map<string, number>();
  #count = 0;

  learn({ projects, crds }: { readonly projects: readonly Found[]; readonly crds: readonly Found[] }): void {
    for (const { object } of projects) this.#projects.set(object.metadata.name, this.#count++);
    for (const { object } of crds) this.#kinds.set(clusterKindOf(object), this.#count++);
  }

  looked({ application, manifests }: Rendered): void {
    const spec = application.object['spec'] as JsonObject | undefined;
    const project =
      typeof spec?.['project'] === 'string' && spec['project'] !== '' ? spec['project'] : 'default';
    let kinds: Set<string> | undefined;
    for (const { object } of manifests) {
      if (OWN_GROUP.test(object.apiVersion)) continue;
      (kinds ??= new Set()).add(`${object.apiVersion.split('/')[0]}/${object.kind}`);
    }
    this.#looked.push({ application, project, kinds: kinds ?? NO_KINDS, at: this.#count });
  }

  /** In the order in which they were looked at. */
  outdated(): readonly Application[] {
    return this.#looked.filter((looked) => this.#isOutdated(looked)).map(({ application }) => application);
  }

  #isOutdated({ project, kinds, at }: Looked): boolean {
    if ((this.#projects.get(project) ?? -1) >= at) return true;
    return [...kinds].some((kind) => (this.#kinds.get(kind) ?? -1) >= at);
  }
}

/** `''` where it tells nothing new: a kind that nobody knows is taken for a namespaced one. */
function clusterKindOf(crd: JsonObject): string {
  const spec = crd['spec'] as { scope?: unknown; group?: unknown; names?: { kind?: unknown } } | undefined;
  return spec?.scope === 'Cluster' ? `${String(spec.group)}/${String(spec.names?.kind)}` : '';
}
