import { refusedToken } from './expected.ts';
import type { Tokens } from './tokens.ts';

/** Reads the directives before a `---`: the tag handles that they declare. Only YAML 1.1 is a version to go-yaml. */
export function readDirectives(tokens: Tokens): ReadonlyMap<string, string> {
  const handles = new Map<string, string>();
  let versions = 0;
  for (let token = tokens.peek(); token.type.endsWith('-directive'); token = tokens.peek()) {
    if (token.type === 'version-directive') {
      versions += 1;
      if (versions > 1) throw refusedToken('found duplicate %YAML directive', token);
      if (token.value !== '1.1') {
        throw refusedToken(`found incompatible YAML document: version ${token.value}, not 1.1`, token);
      }
    } else if (handles.has(token.value)) {
      throw refusedToken('found duplicate %TAG directive', token);
    } else handles.set(token.value, token.suffix);
    tokens.next();
  }
  return handles;
}
