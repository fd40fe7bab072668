import type { FieldPath } from '../../types.ts';
import type { GeneratorInput } from './generator.ts';

/** An entry of `directories` or `files`. */
export interface PathItem {
  readonly pattern: string;
  readonly at: FieldPath;
  readonly matches: (path: string) => boolean;
  readonly exclude: boolean;
}

export function wantedBy(items: readonly PathItem[]): (path: string) => boolean {
  const included = items.filter(({ exclude }) => !exclude);
  const excluded = items.filter(({ exclude }) => exclude);
  return (path) =>
    included.some(({ matches }) => matches(path)) && !excluded.some(({ matches }) => matches(path));
}

/** Of several globs each is looked at alone. Within a combination the parameters of another generator may decide. */
export function reportUnmatched(
  items: readonly PathItem[],
  candidates: readonly string[],
  what: 'folder' | 'file',
  { depth, context }: GeneratorInput,
): void {
  const included = items.filter(({ exclude }) => !exclude);
  if (depth > 0 || included.length < 2) return;
  for (const { pattern, at, matches } of included)
    if (!candidates.some(matches)) context.matchesNothing(at, `the path ${pattern} matches no ${what}`);
}
