import type { FieldPath, Location, Problem, SourceTree, Trees } from '../../types.ts';
import { fileName, isOwn } from '../../source-file.ts';
import { missingSource } from '../missing-source.ts';
import { applicationLocation, originLocation, problemOf } from '../places.ts';
import { asObject, type Source } from '../source.ts';
import { readKustomization, type Kustomization, type Reference } from './kustomization.ts';
import { openReference, type Opened } from './reference-lookup.ts';

/** Kustomizations below one Application's; a real tree of overlays has some dozens. */
const MAX_KUSTOMIZATIONS = 2000;
const MAX_DEPTH = 100;

/** A folder with a kustomization, and how Kustomize came to it. */
interface Visit {
  readonly tree: SourceTree;
  readonly folder: string;
  /** The URL that led here from another repository, or to a folder that is above. */
  readonly url?: string;
  /** How many times the way here left a repository: each time Kustomize makes a clone. */
  readonly clone: number;
  readonly from?: Visit;
  /** Where each reference on the way here is written, the last one last. */
  readonly way: readonly Location[];
  /** Of `way`, the last that the author of the checked repository can change. */
  readonly anchor: Location;
}

/**
 * Goes through a source's kustomization and all that it is made of, so that the store knows what is asked of it. What is
 * not at hand is `source-missing`, on the line of the checked repository that leads to it.
 */
export function missingBases(source: Source, trees: Trees): Problem[] {
  const walk = new Walk(source, trees);
  walk.start();
  return walk.problems;
}

class Walk {
  readonly problems: Problem[] = [];
  readonly #source: Source;
  readonly #trees: Trees;
  readonly #visited = new Map<SourceTree, Set<string>>();
  #count = 0;

  constructor(source: Source, trees: Trees) {
    this.#source = source;
    this.#trees = trees;
  }

  start(): void {
    const { application, path, tree, folder, spec } = this.#source;
    const anchor = applicationLocation(application, [...path, 'path']);
    const top: Visit = { tree, folder, way: [], anchor, clone: 0 };
    this.#visit(top);
    for (const reference of applicationComponents(spec)) {
      const at = applicationLocation(application, [...path, 'kustomize', ...reference.path]);
      const file = { tree, path: folder === '' ? 'kustomization.yaml' : `${folder}/kustomization.yaml` };
      this.#follow({ file, references: [] }, reference, { ...top, anchor: at }, () => at);
    }
  }

  #visit(visit: Visit): void {
    const seen = this.#visited.get(visit.tree) ?? new Set();
    this.#visited.set(visit.tree, seen);
    if (seen.has(visit.folder)) return;
    seen.add(visit.folder);
    if (++this.#count > MAX_KUSTOMIZATIONS || visit.way.length > MAX_DEPTH) {
      if (this.#count <= MAX_KUSTOMIZATIONS + 1)
        this.#report(
          'template-failed',
          'too many kustomizations, or too deep: the rest is not looked at',
          visit,
        );
      return;
    }
    const kustomization = readKustomization(visit.tree, visit.folder);
    for (const reference of kustomization?.references ?? []) {
      this.#follow(kustomization!, reference, visit, () => placeOf(kustomization!, reference));
    }
  }

  #follow(kustomization: Kustomization, reference: Reference, from: Visit, placed: () => Location): void {
    const opened = openReference(reference, kustomization, this.#trees, fileName(kustomization.file));
    if (opened === undefined || 'file' in opened) return;
    const place = placed();
    const here = { ...from, way: [...from.way, place], ...(isOwn(kustomization.file) && { anchor: place }) };
    if ('reason' in opened) return this.#report('source-missing', missing(reference, opened), here);
    if (reference.form === 'chart') return;
    const { tree, folder, remote } = opened;
    const next: Visit = {
      ...here,
      tree,
      folder,
      from,
      ...(remote && { url: reference.value, clone: from.clone + 1 }),
    };
    const cycle = cycleOf(next, from, remote);
    if (cycle !== undefined) this.#report('template-failed', cycle, here);
    else this.#visit(next);
  }

  #report(ruleId: string, message: string, { way, anchor }: Pick<Visit, 'way' | 'anchor'>): void {
    const related = way
      .slice(way.indexOf(anchor) + 1)
      .map((location) => ({ ...location, message: 'named here' }));
    const { application } = this.#source;
    const more = related.length > 0 ? { related } : {};
    this.problems.push(
      ruleId === 'source-missing'
        ? missingSource(application, message, anchor, more)
        : problemOf(application, ruleId, message, anchor, more),
    );
  }
}

/** `spec.source.kustomize.components`: Argo CD adds them to the kustomization. */
function applicationComponents(spec: Source['spec']): Reference[] {
  const components = asObject(spec['kustomize'])?.['components'];
  return (Array.isArray(components) ? (components as readonly unknown[]) : []).flatMap((value, index) =>
    typeof value === 'string' && value !== ''
      ? [{ value, path: ['components', index], form: 'folder' as const }]
      : [],
  );
}

function placeOf({ file }: Kustomization, { path }: { readonly path: FieldPath }): Location {
  return originLocation({ file, document: 0, path });
}

function missing(
  { value, form, chart }: Reference,
  { reason, remedy }: Extract<Opened, { reason: string }>,
): string {
  const what =
    form === 'chart' ? `chart ${value} comes from ${chart!.repo}, which` : `the remote ${form} ${value}`;
  return `${what} ${reason}; ${remedy ?? '`plimsoll vendor` fetches it'}`;
}

/** `errIfRepoCycle`, by the URLs as they are written, and `errIfArgEqualOrHigher`; their words. */
function cycleOf({ folder, url, clone }: Visit, from: Visit, remote: boolean): string | undefined {
  for (let at: Visit | undefined = from; at !== undefined; at = at.from) {
    if (remote && at.url?.startsWith(url!) === true)
      return `cycle detected: URI '${url}' referenced by previous URI '${at.url}'`;
    if (at.clone !== clone) continue;
    const isHigher = folder === '' || at.folder === folder || at.folder.startsWith(`${folder}/`);
    if (isHigher)
      return `cycle detected: candidate root '${shown(folder)}' contains visited root '${shown(at.folder)}'`;
  }
  return undefined;
}

function shown(folder: string): string {
  return folder === '' ? '.' : folder;
}
