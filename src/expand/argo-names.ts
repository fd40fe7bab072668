import { LETTERS } from '../argocd/generated/letters.ts';

/** Argo CD's `SanitizeName` (applicationset/utils/template_functions.go), the template function `normalize`. */
export function sanitizeName(name: string): string {
  // Go counts bytes, but what is left is ASCII; it makes one letter of one.
  const clean = name
    .replaceAll('İ', 'i')
    .toLowerCase()
    .replace(/[^-a-z0-9.]/gu, '-');
  return clean.slice(0, 253).replace(/^[-.]+|[-.]+$/g, '');
}

/**
 * gosimple/slug's `Make` on a name that `sanitizeName` made ASCII, as the template function `slugify` calls it: no more
 * than `maxLength` letters, with `smart` cut at a dash.
 */
export function slugify(name: string, maxLength: number, smart: boolean): string {
  const clean = sanitizeName(name);
  const cut = smart || clean.length < maxLength ? clean : clean.slice(0, maxLength);
  const slug = cut
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  return smart && maxLength > 0 ? truncateAtDash(slug, maxLength) : slug;
}

function truncateAtDash(slug: string, maxLength: number): string {
  if (slug.length <= maxLength) return slug;
  const dash = slug.lastIndexOf('-', maxLength);
  return slug.slice(0, dash === -1 ? maxLength : dash);
}

/**
 * gosimple/slug's `Make` on a branch's name, as the pull request generator calls it: no more than 50 letters. Chinese and
 * Korean characters, which it writes as they are spoken, are left out.
 */
export function slugOfBranch(branch: string): string {
  const latin = branch
    .trim()
    .replace(/_|[‒–—―]/g, '-')
    .replace(/["'’]/g, '')
    .replace(/&/g, 'and')
    .replace(/@/g, 'at')
    .replace(/[^\0-\x7f]/gu, (letter) => spelled(letter.codePointAt(0)!))
    .toLowerCase();
  const slug = latin
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  return truncateAtDash(slug, 50);
}

let spellings: ReadonlyMap<number, readonly string[]> | undefined;

/** A letter in ASCII, by gosimple/unidecode. */
function spelled(letter: number): string {
  spellings ??= new Map(LETTERS.map(([first, texts]) => [first, texts.split('\t')]));
  for (const [first, texts] of spellings) {
    const text = texts[letter - first];
    if (text !== undefined) return text;
  }
  return '';
}
