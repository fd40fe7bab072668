import { groupBy } from '../group-by.ts';
import { nearestInOrigin } from '../trace/index.ts';
import type { Application, Json, JsonObject, Problem } from '../types.ts';
import { field, list, text } from './json-map.ts';
import { placesOf, someOf } from './some-of.ts';

/** A tag that no parameter filled, and what is to be said of it. */
export interface LeftOver {
  readonly tag: string;
  readonly problem: Problem;
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why the API server refuses a name (Kubernetes' `IsDNS1123Subdomain`), or undefined. */
function nameFault(name: string): string | undefined {
  if (name === '') return 'must not be empty';
  if (name.length > 253) return 'may have 253 characters, no more';
  if (SUBDOMAIN.test(name)) return undefined;
  return 'must be of lower case letters, digits, - and ., and begin and end with a letter or digit';
}

/** Each with the reason why nothing can come of it, where its name is one; of what one ApplicationSet makes each reason is one. */
export function withNameFaults(applications: readonly Application[]): readonly Application[] {
  const faults = new Map<Application, string>();
  for (const application of applications) {
    const fault = application.refused === undefined ? nameFault(application.name) : undefined;
    if (fault !== undefined) faults.set(application, fault);
  }
  if (faults.size === 0) return applications;
  const groups = groupBy([...faults.keys()], (each) =>
    JSON.stringify([faults.get(each), each.generatedBy?.name ?? each.name]),
  );
  const refused = new Map<Application, Problem>();
  for (const group of groups.values())
    for (const [index, problem] of nameProblems(group, faults.get(group[0]!)!).entries())
      refused.set(group[index]!, problem);
  return applications.map((each) => ({ ...each, ...(refused.has(each) && { refused: refused.get(each)! }) }));
}

/** One for each Application, all with the same message. */
function nameProblems(group: readonly Application[], fault: string): Problem[] {
  const names = group.map(({ name }) => JSON.stringify(name));
  const isOne = names.length === 1;
  const message = isOne
    ? `the Application’s name ${names[0]} ${fault}`
    : `the names of ${names.length} Applications ${fault}: ${someOf(names)}`;
  const places = placesOf(group, ({ origin }) => nearestInOrigin(origin, ['metadata', 'name']));
  return group.map(({ name, leaf }, index) => ({
    ruleId: 'application-invalid',
    message,
    location: places[index]!,
    application: name,
    ...(leaf && { leaf }),
    ...(!isOne && { anywhere: true }),
  }));
}

/** The first tag that is left in what decides whether there is an Application, and from where it comes. */
export function decisiveLeftOver(object: JsonObject, leftOver: readonly LeftOver[]): LeftOver | undefined {
  if (leftOver.length === 0) return undefined;
  const { spec } = object;
  const sources = [field(spec, 'source'), ...list(field(spec, 'sources'))];
  const texts = [field(object, 'metadata', 'name'), ...sources.flatMap(decisive)].flatMap(
    (value) => text(value) ?? [],
  );
  return leftOver.find(({ tag }) => texts.some((each) => each.includes(`{{${tag}}}`)));
}

function decisive(source: Json | undefined): (Json | undefined)[] {
  const files =
    field(source, 'helm', 'ignoreMissingValueFiles') === true
      ? undefined
      : field(source, 'helm', 'valueFiles');
  return [...['repoURL', 'path', 'chart'].map((key) => field(source, key)), ...list(files)];
}
