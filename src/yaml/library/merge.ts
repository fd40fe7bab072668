import { isAlias, isMap, isScalar, isSeq, type ParsedNode, Scalar } from 'yaml';
import { YamlFailure } from './failure.ts';

/** An unquoted `<<`, or one with the merge tag. */
export function isMergeKey(key: ParsedNode | null): key is ParsedNode {
  if (key === null || !isScalar(key) || key.value !== '<<') return false;
  return key.tag === undefined
    ? key.type === Scalar.PLAIN
    : key.tag === 'tag:yaml.org,2002:merge' || key.tag === '!';
}

/** What a merge key brings in, in the order of taking effect: a sequence's first map wins, so it comes last. */
export function mergeSources(key: ParsedNode, value: ParsedNode | null): readonly ParsedNode[] {
  if (value !== null && (isMap(value) || isAlias(value))) return [value];
  if (value !== null && isSeq(value)) return (value.items as ParsedNode[]).toReversed();
  const { range } = value ?? key;
  throw new YamlFailure(
    'invalid',
    'map merge requires map or sequence of maps as the value',
    range[0],
    range[1],
  );
}
