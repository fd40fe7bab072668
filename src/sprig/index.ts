/**
 * Sprig v3.3, as Helm and Argo CD hand it to templates: without `env` and `expandenv`, and with `getHostByName` by the
 * renderer. One file per family.
 */
import type { FunctionTable } from '../template/value.ts';
import { aesFunctions } from './aes.ts';
import { bcryptFunctions } from './bcrypt.ts';
import { caseFunctions } from './case.ts';
import { certificateFunctions } from './certificates.ts';
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
import { urlFunctions } from './url.ts';

export const sprigFunctions: FunctionTable = new Map([
  ...aesFunctions,
  ...bcryptFunctions,
  ...caseFunctions,
  ...certificateFunctions,
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
  ...urlFunctions,
]);

export type { SprigHost } from './host.ts';
export { own } from './argument.ts';
export { sortedKeys } from './bytes.ts';
export { decodeJson } from './json-decode.ts';
export { encodeJson } from './json-encode.ts';
export { durationProblem, parseDuration } from './duration.ts';
export { define, table } from './function.ts';
export {
  isMap,
  isNil,
  isNilValue,
  isObject,
  nilList,
  nilMap,
  strings,
  typed,
  typeName as goTypeName,
} from './kind.ts';
export { formatFloat } from './number.ts';
export { toYaml, toYamlPretty } from './yaml-encode.ts';
export { setKey } from './print.ts';
export { GoTime } from './time.ts';
export { parseTime } from './time-parse.ts';
export { quietly, READING } from './json.ts';
export { NodeLimit, ValueLimitError } from './node-limit.ts';
export { parseConstraint, satisfies } from './semver-constraint.ts';
export { compareVersions, parseVersion, type Version } from './semver-version.ts';
