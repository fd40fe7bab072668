import { nearestInOrigin } from '../trace/index.ts';
import type { Application, Location, Origin, Problem } from '../types.ts';

/** An Application → those that its rendered output holds. */
export type Children = ReadonlyMap<Application, ReadonlySet<Application>>;

/**
 * Applications that deploy each other, once for each ring of them. One that deploys itself alone is a common way to let
 * Argo CD manage it, so that is worth no more than a hint.
 */
export function cycleProblems(children: Children): Problem[] {
  return [...children]
    .flatMap(([application, own]) => (own.has(application) ? [selfProblem(application)] : []))
    .concat(rings(children).map(ringProblem));
}

function selfProblem(application: Application): Problem {
  const message = `Application ${application.name} deploys itself: when its manifest goes, it goes too, and what it deploys with it`;
  return { ...problemAt(application, message), severity: 'info' };
}

function ringProblem(ring: readonly Application[]): Problem {
  const names = ring.map(({ name }) => name);
  const message = `Applications deploy each other in a ring: ${[...names, names[0]].join(' → ')}`;
  const related = ring
    .slice(1)
    .map(({ name, origin }) => ({ ...nameLocation(origin), message: `Application ${name}` }));
  return { ...problemAt(ring[0]!, message), related };
}

function problemAt(application: Application, message: string): Problem {
  const { name, origin, leaf } = application;
  return {
    ruleId: 'application-cycle',
    message,
    location: nameLocation(origin),
    application: name,
    ...(leaf && { leaf }),
  };
}

/** Rings of more than one, each from its first name on. A walk in depth with its own stack: chains may be long. */
function rings(children: Children): Application[][] {
  const done = new Set<Application>();
  const found = new Map<string, Application[]>();
  for (const start of children.keys()) {
    const path: Application[] = [];
    const stack: { readonly at: Application; readonly rest: Application[] }[] = [];
    const enter = (at: Application): void => {
      path.push(at);
      stack.push({ at, rest: [...(children.get(at) ?? [])] });
    };
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        done.add(top.at);
        stack.pop();
        path.pop();
      } else if (path.includes(next)) {
        if (next !== top.at) keep(found, path.slice(path.indexOf(next)));
      } else if (!done.has(next)) enter(next);
    }
  }
  return [...found.values()];
}

function keep(found: Map<string, Application[]>, ring: Application[]): void {
  const first = ring.reduce((least, each) => (each.name < least.name ? each : least));
  const at = ring.indexOf(first);
  const turned = [...ring.slice(at), ...ring.slice(0, at)];
  found.set(turned.map(({ name, namespace }) => `${namespace}/${name}`).join('\0'), turned);
}

/** Where an object's name is written, or the nearest part of it that is. */
export function nameLocation(origin: Origin): Location {
  return nearestInOrigin(origin, ['metadata', 'name']);
}
