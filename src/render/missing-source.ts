import type { Application, Location, Problem } from '../types.ts';
import { problemOf } from './places.ts';

/**
 * A source that is not at hand. Many Applications may need it, in as many places: its message says it all, so that the same
 * is said once, with the places.
 */
export function missingSource(
  application: Application,
  message: string,
  location: Location,
  more: Pick<Problem, 'related'> = {},
): Problem {
  return { ...problemOf(application, 'source-missing', message, location, more), anywhere: true };
}
