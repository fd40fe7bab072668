/**
 * A report names files from the checked folder, code hosts name them from the repository's top. `..` that leads out of
 * `base` and back is resolved; what leads out of the repository keeps its `..`.
 */
export function repositoryPath(file: string, base = ''): string {
  const parts: string[] = [];
  for (const part of `${base}/${file}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** How many folders above the repository's top a path begins. */
export function levelsAbove(path: string): number {
  return /^(?:\.\.\/)*/.exec(path)![0].length / '../'.length;
}

/** A relative URI reference (RFC 3986): each segment percent-encoded, lone surrogates as U+FFFD. */
export function relativeUri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeSegment)
    .join('/');
}

/** `encodeURIComponent` leaves these five, of which a URI path may hold `!`, `'`, `(`, `)` and `*` too, but consumers differ. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
