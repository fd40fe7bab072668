/** Where Applications are meant to go, against what is known of projects and clusters. */
import { isMap } from '../json.ts';
import { nearestName } from '../config/index.ts';
import { nearestInOrigin } from '../trace/index.ts';
import type { Application, Cluster, FieldPath, Found, Json, JsonObject, Problem } from '../types.ts';

export interface KnownTargets {
  readonly projects: readonly Found[];
  readonly inventory: readonly Cluster[];
}

/** The cluster that Argo CD runs in, which needs no Secret. */
const IN_CLUSTER = { name: 'in-cluster', server: 'https://kubernetes.default.svc' };
/** Argo CD makes it itself. */
const DEFAULT_PROJECT = 'default';
/** Names that a message lists. */
const LISTED = 5;

/** `project-missing`, `destination-unknown` and `destination-ambiguous` of each Application. */
export function targetProblems(
  applications: readonly Application[],
  { projects, inventory }: KnownTargets,
): Problem[] {
  const known = new Set([DEFAULT_PROJECT, ...projects.map(({ object }) => object.metadata.name)]);
  const names = new Set([IN_CLUSTER.name, ...inventory.map(({ name }) => name)]);
  const servers = new Set([IN_CLUSTER.server, ...inventory.map(({ server }) => bareServer(server))]);
  return applications.flatMap((application) => [
    ...(projects.length === 0 ? [] : projectProblem(application, known)),
    ...ambiguousProblem(application),
    ...(inventory.length === 0 ? [] : unknownProblem(application, names, servers)),
  ]);
}

function projectProblem(application: Application, known: ReadonlySet<string>): Problem[] {
  const name = specOf(application).project;
  if (typeof name !== 'string' || name === '' || known.has(name)) return [];
  const message = `There is no AppProject ${name}; ${nearestOf(name, known)}`;
  const problem = problemAt('project-missing', application, ['spec', 'project'], message);
  // One that is like none of them may be kept elsewhere: that is to be said once, in whatever many places it is named.
  return [
    nearestName(name, known) === undefined ? { ...problem, severity: 'warning', anywhere: true } : problem,
  ];
}

/** Argo CD: "application destination can't have both name and server defined", "… must have …". */
function ambiguousProblem(application: Application): Problem[] {
  const { destination } = specOf(application);
  if (!isMap(destination)) return [];
  const { name, server } = destination;
  const message =
    isText(name) && isText(server)
      ? `The destination has a name (${name}) and a server (${server}): Argo CD takes only one of them`
      : !isText(name) && !isText(server)
        ? 'The destination has neither a name nor a server'
        : undefined;
  if (message === undefined) return [];
  return [problemAt('destination-ambiguous', application, ['spec', 'destination'], message)];
}

function unknownProblem(
  application: Application,
  names: ReadonlySet<string>,
  servers: ReadonlySet<string>,
): Problem[] {
  const { destination } = specOf(application);
  if (!isMap(destination)) return [];
  const { name, server } = destination;
  const [field, value, known] = isText(name)
    ? (['name', name, names] as const)
    : (['server', isText(server) ? server : '', servers] as const);
  if (value === '' || known.has(field === 'server' ? bareServer(value) : value)) return [];
  // Two URLs are alike in most of their letters.
  const nearest = field === 'name' ? nearestName(value, known) : undefined;
  const message = `The inventory has no cluster ${value}; ${nearest === undefined ? listed(known) : `did you mean ${nearest}?`}`;
  const problem = problemAt('destination-unknown', application, ['spec', 'destination', field], message);
  const place = leafPlace(application);
  // Folders are misspelt one by one; else it is the inventory that has to be completed, once.
  const isOne = nearest === undefined && place.related === undefined;
  return [{ ...problem, ...place, ...(isOne && { anywhere: true }) }];
}

/** Where a generator made the destination of folders, the folder is what is misspelt. */
function leafPlace({ leaf, generatedBy }: Application): Pick<Problem, 'related'> {
  const isOfFolder = generatedBy !== undefined && Object.hasOwn(generatedBy.parameters, 'path');
  if (leaf?.values === undefined || !isOfFolder) return {};
  const place = nearestInOrigin({ file: leaf.values, document: 0, path: [] }, []);
  return { related: [{ ...place, message: `made from the folder ${leaf.path}` }] };
}

function nearestOf(name: string, known: ReadonlySet<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? listed(known) : `did you mean ${nearest}?`;
}

function listed(known: ReadonlySet<string>): string {
  const all = [...known].sort();
  return `there are ${all.slice(0, LISTED).join(', ')}${all.length > LISTED ? ' …' : ''}`;
}

function problemAt(ruleId: string, application: Application, path: FieldPath, message: string): Problem {
  const { name, origin, leaf } = application;
  return {
    ruleId,
    message,
    location: nearestInOrigin(origin, path),
    application: name,
    ...(leaf && { leaf }),
  };
}

function bareServer(server: string): string {
  return server.replace(/\/+$/, '');
}

function specOf({ object }: Application): JsonObject {
  return isMap(object.spec) ? object.spec : {};
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
