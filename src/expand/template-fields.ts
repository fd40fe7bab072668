import {
  type Filling,
  filledField,
  type ParameterOrigin,
  valueAt,
  type WrittenObject,
} from '../trace/index.ts';
import type { FieldPath, FilledPlaces, Found, Json, JsonObject, Location, Origin } from '../types.ts';
import { firstDocument } from './first-document.ts';
import type { ParameterSet } from './generators/index.ts';
import { isMap } from '../json.ts';
import { field, text } from './json-map.ts';

const SHARED: FieldPath = ['spec', 'template'];
const PATCH: FieldPath = ['spec', 'templatePatch'];

/** Where the fields of the Applications are written that an ApplicationSet makes for one of its generators. */
export class TemplateFields {
  readonly #written: WrittenObject;
  readonly #own: FieldPath;
  readonly #trace: Filling['trace'];
  readonly #origin: Origin;

  /** `generator`: the path of the generator, which may have a template of its own. */
  constructor({ object, origin }: Found, generator: FieldPath, trace: Filling['trace']) {
    this.#written = { object, origin };
    this.#own = [...generator, 'template'];
    this.#trace = trace;
    this.#origin = { ...origin, path: [...origin.path, ...SHARED] };
  }

  /** Of an Application that a set of parameters made. Nothing is looked up before it is asked. */
  originOf(set: ParameterSet): Origin {
    return { ...this.#origin, filled: new FilledTemplate(this, set) };
  }

  /** Where the field at a path from the top of the ApplicationSet's document is written. */
  place(parameters: JsonObject, from: ParameterOrigin | undefined, ...[full, part, focus]: Asked): Location {
    const filling: Filling = { parameters, from, trace: this.#trace };
    const path = full.slice(this.#origin.path.length);
    return filledField(this.#written, [...this.#holderOf(path, filling), ...path], filling, part, focus);
  }

  /** What says a field, the strongest first: the patch, the generator's own template, the one that all share. */
  #holderOf(path: FieldPath, filling: Filling): FieldPath {
    if (path.length > 0 && isSaid(this.#patched(path, filling))) return PATCH;
    return isSaid(this.#writtenAt(this.#own, path)) ? this.#own : SHARED;
  }

  /** The deepest that a template has of a path is what is filled in there. */
  #writtenAt(template: FieldPath, path: FieldPath): Json | undefined {
    let value = valueAt(this.#written.object, template);
    for (const key of path) {
      if (typeof value === 'string') return value;
      value = valueAt(value, [key]);
    }
    return value;
  }

  /** Of a map the template has the rest. */
  #patched(path: FieldPath, { parameters, trace }: Filling): Json | undefined {
    const patch = text(field(this.#written.object, 'spec', 'templatePatch'));
    if (patch === undefined) return undefined;
    const document = firstDocument(trace(patch, parameters)?.output ?? patch);
    const value = 'value' in document ? valueAt(document.value, path) : undefined;
    return isMap(value) && isSaid(this.#writtenAt(SHARED, path)) ? undefined : value;
  }
}

type Asked = Parameters<FilledPlaces['place']>;

/** There is one for each Application. */
class FilledTemplate implements FilledPlaces {
  readonly #fields: TemplateFields;
  readonly #parameters: JsonObject;
  readonly #from: ParameterOrigin | undefined;

  constructor(fields: TemplateFields, { parameters, origin }: ParameterSet) {
    this.#fields = fields;
    this.#parameters = parameters;
    this.#from = origin;
  }

  place(...asked: Asked): Location {
    return this.#fields.place(this.#parameters, this.#from, ...asked);
  }
}

/** Not what Go takes for a zero value. */
function isSaid(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
