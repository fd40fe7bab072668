import { YamlFailure } from '../failure.ts';
import type { Token } from '../scan/token.ts';

export function expected(what: string, found: Token): YamlFailure {
  return new YamlFailure(
    'invalid',
    `did not find expected ${what}`,
    found.start,
    Math.max(found.end, found.start + 1),
  );
}
