import type { FieldPath } from '../types.ts';

/** How many of a field's last keys name it: `spec.template.spec` is in every workload. */
const NAMING_KEYS = 3;
const NAMING_WORDS = 2;

/** How far a value's name is about the field's, from 0 to 1: of `serviceAccount.name` each word is in `serviceAccountName`. */
export function nameLikeness(keys: FieldPath, field: FieldPath): number {
  const wanted = new Set(wordsOf(field, NAMING_KEYS));
  const words = wordsOf(keys, NAMING_WORDS);
  return words.length === 0 ? 0 : words.filter((word) => wanted.has(word)).length / words.length;
}

/** The words of a path's last keys, in lower case. */
function wordsOf(path: FieldPath, most: number): string[] {
  const names = path.filter((key) => typeof key === 'string').slice(-most);
  return names
    .flatMap((name) => name.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? [])
    .map((word) => word.toLowerCase());
}
