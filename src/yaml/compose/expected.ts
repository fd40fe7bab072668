import { YamlFailure } from '../failure.ts';
import type { Token } from '../scan/token.ts';

export function expected(what: string, found: Token): YamlFailure {
  return refusedToken(`did not find expected ${what}`, found);
}

/** Refused by the rules of go-yaml's parserc.go. */
export function refusedToken(message: string, { type, start, end }: Token): YamlFailure {
  const failure = new YamlFailure('invalid', message, start, Math.max(end, start + 1));
  failure.mark = { by: 'parser', at: start, ended: type === 'stream-end' };
  return failure;
}
