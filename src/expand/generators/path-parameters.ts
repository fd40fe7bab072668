import { setOwn } from '../../yaml/index.ts';
import { strings } from '../../sprig/index.ts';
import type { Json } from '../../types.ts';
import { sanitizeName } from '../argo-names.ts';
import { field, text } from '../json-map.ts';

import type { GeneratorInput } from './generator.ts';

/**
 * Adds what the git generator tells of a folder, and of the file in it: the map `path`, or without goTemplate
 * `path`, `path.basename` and `path[0]` …, both below `pathParamPrefix` where there is one.
 */
export function addPath(
  parameters: Record<string, Json>,
  folder: string,
  file: string | undefined,
  { generator, context }: GeneratorInput,
): void {
  const prefix = text(field(generator, 'pathParamPrefix')) ?? '';
  const segments = folder.split('/');
  const basename = segments.at(-1)!;
  const named: Record<string, Json> = { path: folder, basename, basenameNormalized: sanitizeName(basename) };
  if (file !== undefined) {
    named.filename = file;
    named.filenameNormalized = sanitizeName(file);
  }
  if (context.goTemplate) {
    named.segments = strings(segments) as Json[];
    setOwn(parameters, prefix === '' ? 'path' : prefix, prefix === '' ? named : { path: named });
    return;
  }
  const top = prefix === '' ? 'path' : `${prefix}.path`;
  for (const [key, value] of Object.entries(named))
    parameters[key === 'path' ? top : `${top}.${key}`] = value;
  for (const [index, segment] of segments.entries()) {
    if (segment !== '') parameters[`${top}[${index}]`] = segment;
  }
}
