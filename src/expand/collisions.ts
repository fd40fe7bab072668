import { nearestInOrigin } from '../trace/index.ts';
import type { Application } from '../types.ts';
import { type Notices } from './notices.ts';

/**
 * Applications with one name and namespace. The controller refuses them within an ApplicationSet
 * (`validateGeneratedApplications`). Elsewhere they collide only where one Argo CD reads both: two folders often belong
 * to two clusters' instances, so only those written in one folder are taken for that.
 */
export function reportCollisions(applications: readonly Application[], notices: Notices): void {
  const groups = new Map<string, Application[]>();
  for (const application of applications) {
    const { name, namespace, origin } = application;
    const folder = origin.file.path.slice(0, origin.file.path.lastIndexOf('/') + 1);
    const key = `${name}\0${namespace}\0${folder}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [application]);
    else group.push(application);
  }
  for (const group of groups.values()) if (group.length > 1) reportGroup(group, notices);
}

function reportGroup(group: readonly Application[], notices: Notices): void {
  const [first, ...others] = group as [Application, ...Application[]];
  const makers = [...new Set(group.map(({ generatedBy }) => generatedBy?.name))].filter(
    (name) => name !== undefined,
  );
  const by =
    makers.length === 0 ? '' : `, by ${makers.map((name) => `ApplicationSet ${name}`).join(' and ')}`;
  const where = group.map(({ leaf }) => leaf?.path).filter((path) => path !== undefined);
  const leaves =
    where.length === 0 ? '' : ` (for ${where.slice(0, 3).join(', ')}${where.length > 3 ? ' …' : ''})`;
  const last = others.at(-1)!;
  notices.problems.push({
    ruleId: 'application-name-collision',
    message: `${group.length} Applications are named ${first.name}${by}${leaves}; Argo CD refuses them`,
    location: nearestInOrigin(last.origin, ['metadata', 'name']),
    related: isSamePlace(first, last)
      ? []
      : [{ ...nearestInOrigin(first.origin, ['metadata', 'name']), message: `the first ${first.name}` }],
    application: first.name,
  });
}

function isSamePlace(left: Application, right: Application): boolean {
  return (
    JSON.stringify(nearestInOrigin(left.origin, ['metadata', 'name'])) ===
    JSON.stringify(nearestInOrigin(right.origin, ['metadata', 'name']))
  );
}
