const MAX_WILDCARDS = 3;
/** `{environment}`, or `{environment:dev|prod}` for a segment that is one of these. */
const NAME = /^[A-Za-z_]\w*$/;
const CHOICES = /^[\w.-]+(?:\|[\w.-]+)*$/;

/** What is wrong with `leaves.pattern`, or undefined. */
export function leafPatternFault(pattern: string): string | undefined {
  const names = new Set<string>();
  for (const segment of pattern.split('/')) {
    if (segment === '' || segment === '.' || segment === '..')
      return 'leaves.pattern is a relative path without empty segments, . and ..';
    // More of them in one segment would let a hostile pattern and path take the regular expression for ever.
    if ([...segment.matchAll(/\{|\*/g)].length > MAX_WILDCARDS)
      return 'leaves.pattern has at most three names and * in a segment';
    for (const [, name = '', choices] of segment.matchAll(/\{([^{}:]*)(?::([^{}]*))?\}/g)) {
      if (!NAME.test(name)) return `leaves.pattern: {${name}} is not a name of letters, digits and _`;
      if (choices !== undefined && !CHOICES.test(choices))
        return `leaves.pattern: {${name}:…} wants folders of letters, digits, _, . and -, with | between them`;
      if (names.has(name)) return `leaves.pattern has {${name}} twice`;
      names.add(name);
    }
    if (/[{}]/.test(segment.replace(/\{[^{}]*\}/g, '')))
      return 'leaves.pattern has a brace without its other half';
  }
  return undefined;
}

/**
 * The pattern as a regular expression over a folder's path, with a named group for each named segment, of which choices
 * may follow. `*` matches within a segment. The pattern must be free of faults.
 */
export function leafPatternRegExp(pattern: string): RegExp {
  const tokens = /\{(\w+)(?::([\w.|-]+))?\}|\*|[\\^$.+?()[\]{}|]/g;
  const source = pattern.replace(tokens, (token, name?: string, choices?: string) => {
    if (name !== undefined) return `(?<${name}>${choices?.replaceAll('.', '\\.') ?? '[^/]+'})`;
    return token === '*' ? '[^/]*' : `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
