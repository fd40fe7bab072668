import { isMap } from '../json.ts';
import { projectFaults as refusedByApi } from '../argocd/project-faults.ts';
import { TYPES } from '../argocd/generated/types.ts';
import { type TypeFault, typeFaults } from '../argocd/type-faults.ts';
import type { ArgoKind } from '../argocd/type-table.ts';
import { valueAt } from '../trace/index.ts';
import type { FieldPath, Json, JsonObject } from '../types.ts';
import type { Fault } from './fault.ts';
import { rolloutFaults } from './rollout-shape.ts';

export function nameFaults(object: JsonObject): Fault[] {
  const { metadata, kind } = object;
  if (!isMap(metadata)) return [absent(['metadata'], `this ${String(kind)} has no metadata`)];
  const { name } = metadata;
  if (typeof name === 'string' && name !== '') return [];
  return [absent(['metadata', 'name'], `this ${String(kind)} has no name`)];
}

/** A source is what Argo CD itself asks for (`spec.source.repoURL … is required`). */
export function applicationFaults(object: JsonObject): Fault[] {
  return withTypeFaults(applicationShape(object), object, 'Application');
}

export function applicationSetFaults(object: JsonObject): Fault[] {
  const spec = isMap(object.spec) ? object.spec : {};
  const own = [...applicationSetShape(object), ...rolloutFaults(spec.strategy)];
  const faults = withTypeFaults(own, object, 'ApplicationSet');
  return faults.filter(({ path }) => !isLoneGenerator(object, path));
}

/** An entry that names one generator only, which there isn't: of it expanding tells more. */
function isLoneGenerator(object: JsonObject, path: FieldPath): boolean {
  if (path.at(-3) !== 'generators') return false;
  const entry = valueAt(object, path.slice(0, -1));
  const names = isMap(entry) ? Object.keys(entry).filter((key) => key !== 'selector') : [];
  return names.length === 1 && !Object.hasOwn(TYPES['ApplicationSetGenerator']!, names[0]!);
}

export function projectFaults(object: JsonObject): Fault[] {
  const refused = refusedByApi(object).map(({ path, message }): Fault => {
    const said = `Argo CD refuses each change of this project by its API: ${message}`;
    return { path, message: said, fatal: false, severity: 'warning' };
  });
  return withTypeFaults([...nameFaults(object), ...refused], object, 'AppProject');
}

/** What the API server drops, or asks for where Argo CD's own code does without. */
const LESSER: ReadonlySet<TypeFault['kind']> = new Set(['unknown', 'required']);

/** What is said already isn't said again in the words of types. */
function withTypeFaults(own: readonly Fault[], object: JsonObject, kind: ArgoKind): Fault[] {
  const isSaid = (path: FieldPath): boolean =>
    own.some((fault) => fault.path.every((key, index) => key === path[index]));
  const others = typeFaults(object, kind)
    .filter(({ path }) => !isSaid(path))
    .map(({ path, message, kind: sort }): Fault => {
      const fault = { path, message, fatal: false };
      return LESSER.has(sort) ? { ...fault, severity: 'warning' } : fault;
    });
  return [...own, ...others];
}

function applicationShape(object: JsonObject): Fault[] {
  const faults = nameFaults(object);
  if (faults.length > 0) return faults;
  const { spec } = object;
  if (!isMap(spec)) return [absent(['spec'], 'this Application has no spec, or one that is not a map')];
  return [...sourceFaults(spec), ...requiredFaults(spec)];
}

function sourceFaults({ source, sources, sourceHydrator }: JsonObject): Fault[] {
  if (isMap(sourceHydrator)) return hydratorFaults(sourceHydrator);
  if (sources !== undefined && sources !== null) {
    if (!Array.isArray(sources)) return [fatal(['spec', 'sources'], 'spec.sources must be a list')];
    const wrong = (sources as Json[]).findIndex((entry) => !isMap(entry));
    if (wrong !== -1) return [fatal(['spec', 'sources', wrong], `spec.sources[${wrong}] must be a map`)];
    if (sources.length > 0)
      return (sources as JsonObject[]).flatMap((entry, at) => repoFaults(entry, ['sources', at]));
  }
  if (source === undefined || source === null) {
    return [absent(['spec'], 'this Application has neither spec.source nor spec.sources')];
  }
  return isMap(source)
    ? repoFaults(source, ['source'])
    : [fatal(['spec', 'source'], 'spec.source must be a map')];
}

/** Argo CD's `validateSourceHydrator`. */
function hydratorFaults({ drySource, syncSource, hydrateTo }: JsonObject): Fault[] {
  if (!isMap(drySource))
    return [fatal(['spec', 'sourceHydrator', 'drySource'], 'this source hydrator has no drySource')];
  const faults = repoFaults(drySource, ['sourceHydrator', 'drySource']);
  for (const [key, target] of Object.entries({ syncSource, ...(isMap(hydrateTo) && { hydrateTo }) })) {
    const branch = isMap(target) ? target.targetBranch : undefined;
    if (typeof branch === 'string' && branch !== '') continue;
    const path = ['spec', 'sourceHydrator', key, 'targetBranch'];
    faults.push({ path, message: `this source hydrator has no ${key}.targetBranch`, fatal: false });
  }
  return faults;
}

function repoFaults(source: JsonObject, at: FieldPath): Fault[] {
  if (typeof source.repoURL === 'string' && source.repoURL !== '') return [];
  const message = 'this source has no repoURL';
  return [{ path: ['spec', ...at, 'repoURL'], message, fatal: false, absent: true }];
}

function requiredFaults(spec: JsonObject): Fault[] {
  const faults: Fault[] = [];
  if (!isMap(spec.destination)) faults.push(missing('destination'));
  if (typeof spec.project !== 'string' || spec.project === '') faults.push(missing('project'));
  return faults;
}

function missing(field: string): Fault {
  return {
    path: ['spec', field],
    message: `this Application has no spec.${field}`,
    fatal: false,
    absent: true,
  };
}

function applicationSetShape(object: JsonObject): Fault[] {
  const faults = nameFaults(object);
  if (faults.length > 0) return faults;
  const { spec } = object;
  if (!isMap(spec)) return [absent(['spec'], 'this ApplicationSet has no spec, or one that is not a map')];
  if (!Array.isArray(spec.generators)) {
    return [absent(['spec', 'generators'], 'this ApplicationSet has no list of generators')];
  }
  const wrong = (spec.generators as Json[]).findIndex((entry) => !isMap(entry));
  if (wrong !== -1) return [fatal(['spec', 'generators', wrong], 'a generator must be a map')];
  const { template } = spec;
  if (!isMap(template)) return [absent(['spec', 'template'], 'this ApplicationSet has no template')];
  const parts = ['metadata', 'spec'].filter((part) => !isMap(template[part]));
  return parts.map((part) => absent(['spec', 'template', part], `the template has no ${part}`));
}

function absent(path: FieldPath, message: string): Fault {
  return { ...fatal(path, message), absent: true };
}

function fatal(path: FieldPath, message: string): Fault {
  return { path, message, fatal: true };
}
