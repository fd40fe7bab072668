import { quote as goQuote } from '../../../template/index.ts';

/** Why a value breaks a schema, in the words of the library that Helm uses (santhosh-tekuri/jsonschema v6). */
export interface Failure {
  /** Keys and indexes from the top of the values, as texts. */
  readonly at: readonly string[];
  /** JSON pointer of the schema that says so. */
  readonly schema: string;
  /** The keyword in it; none for `false` and for cycles of references. */
  readonly keyword?: string;
  readonly words: string;
  /** Keys of `at` that the words are about: those too many, or those missing. */
  readonly names?: readonly string[];
  readonly causes: readonly Failure[];
  /** `group`: several failures of one schema; `reference`: those of what a reference leads to. */
  readonly kind?: 'group' | 'reference';
}

/** What Helm prints below the chart's name. */
export function failureText(failure: Failure): string {
  const tops = failure.kind === 'group' ? failure.causes : [failure];
  const all = tops.flatMap((top) => lines(top, 0));
  if (all.length <= MOST_LINES) return all.join('\n');
  return [...all.slice(0, MOST_LINES), `- and ${all.length - MOST_LINES} more`].join('\n');
}

/** More than anyone reads; Helm prints them all. */
const MOST_LINES = 10_000;
const MOST_CHOICES = 1000;

function lines(failure: Failure, indent: number): string[] {
  const isSkipped = failure.kind === 'reference' && failure.causes.length === 1;
  const own = isSkipped
    ? []
    : [`${'  '.repeat(indent)}- at ${quote(pointerOf(failure.at))}: ${failure.words}`];
  const below = isSkipped ? indent : indent + 1;
  return [...own, ...failure.causes.flatMap((cause) => lines(cause, below))];
}

/** The failures that an author can act on one by one; alternatives of which none fits stay together. */
export function actionable(failure: Failure): readonly Failure[] {
  const isSum = failure.kind !== undefined || failure.keyword === 'allOf';
  return isSum && failure.causes.length > 0 ? failure.causes.flatMap(actionable) : [failure];
}

export function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${escapeKey(key)}`).join('');
}

export function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** In single quotes, else as Go's `%q`. */
export function quote(text: string): string {
  return `'${goQuote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function quoted(names: readonly string[]): string {
  return listed(names, quote);
}

/** Helm lists them all. */
export function listed<T>(items: readonly T[], show: (item: T) => string): string {
  const shown = items.slice(0, MOST_CHOICES).map(show).join(', ');
  return items.length <= MOST_CHOICES ? shown : `${shown} and ${items.length - MOST_CHOICES} more`;
}
