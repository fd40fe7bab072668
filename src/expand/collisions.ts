import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../group-by.ts';
import { nearestInOrigin } from '../trace/index.ts';
import type { Application, Location, Origin, Problem, RelatedLocation } from '../types.ts';
import { deployedTogether } from './listed-files.ts';
import { placesOf, someOf } from './some-of.ts';

/** Applications of one name, two or more. */
type Collision = readonly [Application, Application, ...Application[]];

/**
 * Applications with one name and namespace. The controller refuses them within an ApplicationSet
 * (`validateGeneratedApplications`). Elsewhere they collide only where one Argo CD reads both: two folders often belong
 * to two clusters' instances, so only those written in one folder are taken for that. Names for which the same
 * ApplicationSets are to blame are said at once.
 */
export function collisionProblems(applications: readonly Application[]): Problem[] {
  const groups = [...groupBy(applications, keyOf).values()].filter(isCollision);
  const collisions = groups.map(deployedTogether).filter(isCollision);
  const causes = groupBy(collisions, (group) => JSON.stringify(makersOf(group) ?? group[0].name));
  return [...causes.values()].flatMap(problemsOf);
}

function keyOf({ name, namespace, origin }: Application): string {
  const folder = origin.file.path.slice(0, origin.file.path.lastIndexOf('/') + 1);
  return `${name}\0${namespace}\0${folder}`;
}

function isCollision(group: readonly Application[]): group is Collision {
  return group.length > 1;
}

/** The ApplicationSets that make them; undefined where they are written by hand. */
function makersOf(group: Collision): readonly string[] | undefined {
  const names = group.flatMap(({ generatedBy }) => generatedBy?.name ?? []);
  return names.length === 0 ? undefined : [...new Set(names)];
}

function messageOf(cause: readonly Collision[]): string {
  const first = cause[0]!;
  const by = makersOf(first)?.map((name) => `ApplicationSet ${name}`);
  const made = by === undefined ? '' : `, by ${by.join(' and ')}`;
  const all = [...new Set(cause.map(([{ name }]) => name))];
  if (all.length > 1) {
    const names = someOf(all);
    return `${all.length} names are each given to several Applications${made}: ${names}; Argo CD refuses them`;
  }
  const paths = first.flatMap(({ leaf }) => leaf?.path ?? []);
  const leaves = paths.length === 0 ? '' : ` (for ${someOf(paths)})`;
  return `${first.length} Applications are named ${first[0].name}${made}${leaves}; Argo CD refuses them`;
}

/** One for each name, all with the same message. */
function problemsOf(cause: readonly Collision[]): Problem[] {
  const message = messageOf(cause);
  const placeOf = ({ origin }: Application): Location =>
    nearestInOrigin(cause.length > 1 ? asTemplate(origin) : origin, NAME);
  const heres = placesOf(cause, (group) => placeOf(group.at(-1)!));
  const theres = placesOf(cause, ([first]) => placeOf(first));
  return cause.map(([{ name }], index) => {
    const [here, there] = [heres[index]!, theres[index]!];
    return {
      ruleId: 'application-name-collision',
      message,
      location: here,
      related: besides(here, there, `the first ${name}`),
      application: name,
      ...(cause.length > 1 && { anywhere: true as const }),
    };
  });
}

/** Where many names collide it is their template that is too short, and not each parameter in it that is wrong. */
function asTemplate({ file, document, path }: Origin): Origin {
  return { file, document, path };
}

/** The other place; where one template makes both, the parameters that it made the other of. */
function besides(here: Location, there: Location, message: string): RelatedLocation[] {
  if (!isSame(here, there)) return [{ ...there, message }];
  const known = here.via?.places ?? [];
  return (there.via?.places ?? []).filter((place) => !known.some((each) => isSame(each, place)));
}

function isSame(one: Location, { file, range }: Location): boolean {
  return one.file === file && isDeepStrictEqual(one.range, range);
}

const NAME = ['metadata', 'name'];
