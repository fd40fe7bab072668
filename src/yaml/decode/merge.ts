import type { Node } from '../compose/node.ts';
import { YamlFailure } from '../failure.ts';

/** An unquoted `<<`, or one with the merge tag. */
export function isMergeKey(key: Node): boolean {
  if (key.kind !== 'scalar' || key.value !== '<<') return false;
  return key.tag === '' ? key.plain : key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge';
}

/** What a merge key brings in, in the order of taking effect: a sequence's first map wins, so it comes last. */
export function mergeSources(value: Node): readonly Node[] {
  if (value.kind === 'scalar') throw wantMap(value);
  return value.kind === 'sequence' ? value.items.toReversed() : [value];
}

export function wantMap(node: Node): YamlFailure {
  const message = 'map merge requires map or sequence of maps as the value';
  return new YamlFailure('invalid', message, node.start, node.end);
}
