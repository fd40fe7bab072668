/**
 * Sprig v3.3, as Helm and Argo CD hand it to templates: without `env` and `expandenv`. One file per family; a function
 * that is not there yet is listed in unsupported.ts and fails by name.
 */
import type { FunctionTable } from '../template/value.ts';
import { caseFunctions } from './case.ts';
import { cutFunctions } from './cut.ts';
import { dateFunctions } from './dates.ts';
import { defaultFunctions } from './defaults.ts';
import { dictFunctions } from './dicts.ts';
import { encodingFunctions } from './encoding.ts';
import { hashFunctions } from './hash.ts';
import { jsonFunctions } from './json.ts';
import { listFunctions } from './lists.ts';
import { mathFunctions } from './math.ts';
import { pathFunctions } from './path.ts';
import { quoteFunctions } from './quote.ts';
import { randomFunctions } from './random.ts';
import { reflectionFunctions } from './reflection.ts';
import { regexFunctions } from './regex.ts';
import { semverFunctions } from './semver.ts';
import { splitFunctions } from './split.ts';
import { stringFunctions } from './strings.ts';
import { unsupportedFunctions } from './unsupported.ts';

export const sprigFunctions: FunctionTable = new Map([
  ...unsupportedFunctions,
  ...caseFunctions,
  ...cutFunctions,
  ...dateFunctions,
  ...defaultFunctions,
  ...dictFunctions,
  ...encodingFunctions,
  ...hashFunctions,
  ...jsonFunctions,
  ...listFunctions,
  ...mathFunctions,
  ...pathFunctions,
  ...quoteFunctions,
  ...randomFunctions,
  ...reflectionFunctions,
  ...regexFunctions,
  ...semverFunctions,
  ...splitFunctions,
  ...stringFunctions,
]);

export type { SprigHost } from './host.ts';
export { decodeJson } from './json-decode.ts';
export { encodeJson } from './json-encode.ts';
export { define, table } from './function.ts';
export { nilList, nilMap, typed } from './kind.ts';
export { toYaml, toYamlPretty } from './yaml-encode.ts';
