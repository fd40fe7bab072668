/** Argo CD's `SanitizeName` (applicationset/utils/template_functions.go), the template function `normalize`. */
export function sanitizeName(name: string): string {
  // Go counts bytes, but what is left is ASCII.
  const clean = name.toLowerCase().replace(/[^-a-z0-9.]/gu, '-');
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
