import { nearestName } from '../../config/index.ts';
import type { JsonObject } from '../../types.ts';

/** The keys of an entry that names no generator, what is said of them, and which generator is probably meant. */
export function unknownNames(entry: JsonObject, known: Iterable<string>, said = ''): string {
  const names = Object.keys(entry).filter((name) => name !== 'selector');
  const nearest = names[0] === undefined ? undefined : nearestName(names[0], known);
  const hint = nearest === undefined || names.includes(nearest) ? '' : `; did you mean ${nearest}?`;
  return `${names.join(', ') || 'an empty entry'}${said}${hint}`;
}
