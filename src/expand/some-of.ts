/** Names that a message lists. */
const LISTED = 3;

/** The first of several names, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const left = names.length - LISTED;
  return `${names.slice(0, LISTED).join(', ')}${left > 0 ? `, and ${left} more` : ''}`;
}
