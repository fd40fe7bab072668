import { RE2JS } from 're2js';
import type { FieldPath, Json } from '../../types.ts';
import { field, text } from '../json-map.ts';
import { GeneratorFailure } from './generator.ts';

export type TextTest = (tested: string) => boolean;

/** The Go regular expression in a filter's field, which may match any part; undefined where the filter has none. */
export function matchOf(filter: Json, key: string, path: FieldPath): TextTest | undefined {
  const source = text(field(filter, key));
  if (source === undefined) return undefined;
  try {
    const pattern = RE2JS.compile(source);
    return (tested) => pattern.matcher(tested).find();
  } catch (error) {
    const message = `error compiling ${key} regexp ${JSON.stringify(source)}: ${(error as Error).message}`;
    throw new GeneratorFailure('application-invalid', [...path, key], message);
  }
}
