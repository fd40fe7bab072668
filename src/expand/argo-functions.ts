import { define, isNil, table, toYaml } from '../sprig/index.ts';
import { type FunctionTable, GoInt, isMap, typeName, type Value } from '../template/index.ts';
import { sanitizeName, slugify } from './argo-names.ts';
import { firstDocument } from './first-document.ts';

/** The functions that Argo CD adds to Sprig's for ApplicationSets (applicationset/utils/template_functions.go). */
export const argoFunctions: FunctionTable = table(
  define('normalize', 'string', ([name]) => sanitizeName(name as string)),
  define('slugify', 'any...', slugifyArguments),
  define('toYaml', 'any', ([value]) => toYaml(value)),
  define('fromYaml', 'string', ([source]) => fromYaml(source as string, 'map[string]interface {}')),
  define('fromYamlArray', 'string', ([source]) => fromYaml(source as string, '[]interface {}')),
);

const DEFAULT_LENGTH = 50;

/** `[maxSize [smartTruncate]] name`, told apart by their number. */
function slugifyArguments(args: Value[]): string {
  const name = args.length === 0 ? '' : args.at(-1);
  const size = args.length > 1 ? args[0] : new GoInt(DEFAULT_LENGTH);
  const smart = args.length > 2 ? args[1] : true;
  if (typeof name !== 'string') throw wrongType(name, 'string');
  if (!(size instanceof GoInt) || size.kind !== 'int') throw wrongType(size, 'int');
  if (typeof smart !== 'boolean') throw wrongType(smart, 'bool');
  const length = Number(size.value);
  if (!smart && length < 0) throw new Error(`runtime error: slice bounds out of range [:${length}]`);
  return slugify(name, length, smart);
}

function wrongType(value: Value, wanted: string): Error {
  return new Error(
    `interface conversion: interface {} is ${isNil(value) ? 'nil' : typeName(value)}, not ${wanted}`,
  );
}

/** sigs.k8s.io/yaml's Unmarshal: the first document, of the wanted type. */
function fromYaml(source: string, type: 'map[string]interface {}' | '[]interface {}'): Value {
  const document = firstDocument(source);
  if ('fault' in document) throw new Error(`error converting YAML to JSON: ${document.fault}`);
  const isList = type === '[]interface {}';
  const value = document.value ?? (isList ? [] : {});
  if (isList ? !Array.isArray(value) : !isMap(value as Value)) {
    throw new Error(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal into Go value of type ${type}`,
    );
  }
  return value as Value;
}
