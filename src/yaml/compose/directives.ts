import { YamlFailure } from '../failure.ts';
import type { Tokens } from './tokens.ts';

/** Reads the directives before a `---`: the tag handles that they declare. Only YAML 1.1 is a version to go-yaml. */
export function readDirectives(tokens: Tokens): ReadonlyMap<string, string> {
  const handles = new Map<string, string>();
  let versions = 0;
  for (let token = tokens.peek(); token.type.endsWith('-directive'); token = tokens.peek()) {
    if (token.type === 'version-directive') {
      versions += 1;
      if (versions > 1)
        throw new YamlFailure('invalid', 'found duplicate %YAML directive', token.start, token.end);
      if (token.value !== '1.1') {
        throw new YamlFailure(
          'invalid',
          `found incompatible YAML document: version ${token.value}, not 1.1`,
          token.start,
          token.end,
        );
      }
    } else if (handles.has(token.value)) {
      throw new YamlFailure('invalid', 'found duplicate %TAG directive', token.start, token.end);
    } else handles.set(token.value, token.suffix);
    tokens.next();
  }
  return handles;
}
