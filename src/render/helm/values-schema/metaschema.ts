/** Holds a schema against the metaschema of its draft, as the library that Helm uses does before it compiles one. */
import type { Value } from '../../../template/value.ts';
import type { Json } from '../../../types.ts';
import { compileSchema } from './compile.ts';
import type { CompiledSchema } from './compile.ts';
import { failureText } from './failure.ts';
import { METASCHEMAS } from './metaschemas.ts';
import { isPlainSchema } from './plain-schema.ts';
import { isMap } from '../../../json.ts';
import { draftOf, ROOT_URL } from './resources.ts';
import type { Draft } from './resources.ts';
import { SchemaError, Steps } from './steps.ts';
import { validate } from './validate.ts';

const URLS: ReadonlyMap<Draft, string> = new Map([
  [4, 'http://json-schema.org/draft-04/schema#'],
  [6, 'http://json-schema.org/draft-06/schema#'],
  [7, 'http://json-schema.org/draft-07/schema#'],
  [2019, 'https://json-schema.org/draft/2019-09/schema#'],
  [2020, 'https://json-schema.org/draft/2020-12/schema#'],
]);

/** Of one schema; the largest that people write have some ten thousand parts. */
const STEPS = 50_000_000;

const compiled = new Map<Draft, CompiledSchema>();

/** @throws SchemaError */
export function checkSchema(document: Json): void {
  const draft = isMap(document) ? draftOf(document, 2020, '') : 2020;
  if (isPlainSchema(document, draft)) return;
  let metaschema = compiled.get(draft);
  if (metaschema === undefined) {
    metaschema = { ...compileSchema(JSON.parse(METASCHEMAS.get(draft)!) as Json), assertsFormats: true };
    compiled.set(draft, metaschema);
  }
  const failure = validate(document as Value, metaschema, new Steps(STEPS));
  if (failure === undefined) return;
  const words = `jsonschema validation failed with '${URLS.get(draft)}'\n${failureText(failure)}`;
  throw new SchemaError(`"${ROOT_URL}#" is not valid against metaschema: ${words}`, firstPlace(failure));
}

/** Where the first thing stands that the author can change. */
function firstPlace({ at, causes }: NonNullable<ReturnType<typeof validate>>): string {
  const [cause] = causes;
  if (cause !== undefined) return firstPlace(cause);
  return at.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
