/** What an AppProject keeps apart. */
import { isMap } from '../json.ts';
import { nearestInOrigin } from '../trace/index.ts';
import type { FieldPath, Found, Json, Problem } from '../types.ts';

/** Argo CD's own permits everything; whoever writes it down may narrow it. */
const DEFAULT_PROJECT = 'default';

/** `project-wide-open` for each field of an AppProject that permits everything. */
export function wideOpenProblems(projects: readonly Found[]): Problem[] {
  return projects
    .filter(({ object }) => object.metadata.name !== DEFAULT_PROJECT)
    .flatMap((project) =>
      openFields(project.object.spec).map(({ path, what }) => ({
        ruleId: 'project-wide-open',
        message: `AppProject ${project.object.metadata.name} permits every ${what}`,
        location: nearestInOrigin(project.origin, ['spec', ...path]),
      })),
    );
}

function openFields(spec: Json | undefined): { readonly path: FieldPath; readonly what: string }[] {
  if (!isMap(spec)) return [];
  const fields = [
    { field: 'sourceRepos', what: 'source', isOpen: (entry: Json) => entry === '*' },
    { field: 'destinations', what: 'destination', isOpen: permitsEveryPlace },
    { field: 'clusterResourceWhitelist', what: 'cluster-scoped kind', isOpen: permitsEveryKind },
  ];
  return fields.flatMap(({ field, what, isOpen }) => {
    const list = Array.isArray(spec[field]) ? (spec[field] as readonly Json[]) : [];
    // A `!` entry takes something away again.
    if (list.some(isDenial)) return [];
    const at = list.findIndex(isOpen);
    return at === -1 ? [] : [{ path: [field, at], what }];
  });
}

function permitsEveryPlace(entry: Json): boolean {
  return isMap(entry) && entry.namespace === '*' && (entry.server === '*' || entry.name === '*');
}

function permitsEveryKind(entry: Json): boolean {
  return isMap(entry) && entry.group === '*' && entry.kind === '*' && entry.name === undefined;
}

function isDenial(entry: Json): boolean {
  const texts = isMap(entry) ? Object.values(entry) : [entry];
  return texts.some((text) => typeof text === 'string' && text.startsWith('!'));
}
