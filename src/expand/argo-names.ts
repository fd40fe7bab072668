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

/** Those that decomposing does not make ASCII, as gosimple/unidecode writes them. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['ø', 'o'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/**
 * gosimple/slug's `Make` on a branch's name, as the pull request generator calls it: no more than 50 letters. Letters
 * without accents are known of Latin script alone; others are left out.
 */
export function slugOfBranch(branch: string): string {
  const latin = branch
    .trim()
    .replace(/_|[‒–—―]/g, '-')
    .replace(/["'’]/g, '')
    .replace(/&/g, 'and')
    .replace(/@/g, 'at')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\0-\x7f]/gu, (letter) => LETTERS.get(letter) ?? '');
  const slug = latin
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  return truncateAtDash(slug, 50);
}
