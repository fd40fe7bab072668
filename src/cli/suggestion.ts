// Not by way of config's index: a wrong word on the command line need not wait for the YAML library.
import { nearestName } from '../config/nearest.ts';

const MOST = 3;

/** " Did you mean …?" with the nearest name, else with a few names that the word is a part of; or nothing. */
export function suggestion(
  word: string,
  known: Iterable<string>,
  write: (name: string) => string = quoted,
): string {
  const names = [...known];
  const nearest = nearestName(word, names);
  const likely = nearest === undefined ? containing(word, names) : [nearest];
  return likely.length === 0 ? '' : ` Did you mean ${likely.map(write).join(' or ')}?`;
}

function containing(word: string, names: readonly string[]): string[] {
  return word.length < 3 ? [] : names.filter((name) => name.includes(word.toLowerCase())).slice(0, MOST);
}

function quoted(name: string): string {
  return `\`${name}\``;
}
