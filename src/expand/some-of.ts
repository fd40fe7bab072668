import type { Location } from '../types.ts';

/** Names that a message lists. */
const LISTED = 3;

/** The first of several names, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const left = names.length - LISTED;
  return `${names.slice(0, LISTED).join(', ')}${left > 0 ? `, and ${left} more` : ''}`;
}

/** Places that are looked up: nobody reads more of them, and each takes as long as its file is large. */
const LOOKED_UP = 20;

/** Where each of the items is; of the rest the first one's place stands for theirs. */
export function placesOf<T>(items: readonly T[], placeOf: (item: T) => Location): readonly Location[] {
  const places = items.slice(0, LOOKED_UP).map(placeOf);
  return items.map((_, index) => places[index] ?? places[0]!);
}
