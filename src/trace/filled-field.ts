/** Where the fields are written of what an ApplicationSet's parameters fill in: in a parameter, or in the text around it. */
import type { FieldPath, Json, JsonObject, Location, Origin } from '../types.ts';
import { type Makeup, makeupOf, type Part, type TracedText, type Use } from './filled-text.ts';
import { findInOrigin, nearestInOrigin, stretchInOrigin } from './places.ts';
import { formatPath, valueAt } from './value-path.ts';

export interface ParameterPlace {
  readonly location: Location;
  /** False where those who change the ApplicationSet may not change it: it is in another repository. */
  readonly isOwn: boolean;
}

/** Where a set of parameters comes from. It is asked by a trace alone. */
export interface ParameterOrigin {
  /**
   * The place of a parameter or of a part of one; `nowhere` for one that no file says (a folder's name); undefined for one
   * that is not of this origin.
   */
  place(path: FieldPath, part?: 'value' | 'key'): ParameterPlace | 'nowhere' | undefined;
}

/** What texts are filled in with. */
export interface Filling {
  readonly parameters: JsonObject;
  readonly from: ParameterOrigin | undefined;
  /** Fills a text in and notes how; undefined where there is nothing to fill in, or it can't be. */
  readonly trace: (source: string, parameters: JsonObject) => TracedText | undefined;
}

/** An object as it is written, before it is filled in. */
export interface WrittenObject {
  readonly object: Json;
  /** Of its top. */
  readonly origin: Origin;
}

/** Related places that name a parameter; of more a person reads no list. */
const MOST_PARTS = 4;

/**
 * Where the field at `path` is to be changed: at the parameter that its text is wholly made of, with the text beside it;
 * else at the text, with the parameters beside it. A path may go on in the YAML that a text is.
 */
export function filledField(
  written: WrittenObject,
  path: FieldPath,
  filling: Filling,
  part: 'value' | 'key' = 'value',
  focus?: string,
): Location {
  const found = textAt(written.object, path, filling);
  const { at, text, inner } = found;
  const traced = text === undefined ? undefined : filling.trace(text, filling.parameters);
  if (text === undefined || traced === undefined || (part === 'key' && inner.length === 0))
    return ownPlace(written.origin, at, inner, part);
  const makeup = makeupOf(traced, filling.parameters, { inner, field: path, part, focus });
  const own = makeup
    ? textPlace(written.origin, found, traced, makeup, part)
    : ownPlace(written.origin, at, inner, part);
  return makeup === undefined ? own : decided(makeup, own, filling, part);
}

/** An object whose texts are filled in, as if it were written so. */
export function filledOrigin({ object, origin }: WrittenObject, filling: Filling): Origin {
  return {
    ...origin,
    filled: {
      place: (full, part, focus) =>
        filledField({ object, origin }, full.slice(origin.path.length), filling, part, focus),
    },
  };
}

interface FoundText {
  /** The keys as they are written, down to a text or the nearest to it. */
  readonly at: FieldPath;
  readonly text?: string;
  /** What is left of the path. */
  readonly inner: FieldPath;
}

/** Goes down an object as it is written, some of whose keys may be filled in as well. */
function textAt(object: Json, path: FieldPath, filling: Filling): FoundText {
  const at: (string | number)[] = [];
  let value: Json | undefined = object;
  for (const [index, key] of path.entries()) {
    if (typeof value === 'string') return { at, text: value, inner: path.slice(index) };
    const name = writtenKey(value, key, filling);
    if (name === undefined) return { at, inner: path.slice(index) };
    at.push(name);
    value = valueAt(value, [name]);
  }
  return { at, inner: [], ...(typeof value === 'string' && { text: value }) };
}

function writtenKey(
  value: Json | undefined,
  key: string | number,
  { trace, parameters }: Filling,
): string | number | undefined {
  if (valueAt(value, [key]) !== undefined) return key;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).find(
    (name) => name.includes('{{') && trace(name, parameters)?.output === String(key),
  );
}

function ownPlace(origin: Origin, at: FieldPath, inner: FieldPath, part: 'value' | 'key'): Location {
  const top = { ...origin, path: [...origin.path, ...at] };
  return (part === 'key' ? findInOrigin(top, inner, part) : undefined) ?? nearestInOrigin(top, inner);
}

/** In a text of several lines the line that is meant, though the text is no YAML before it is filled in. */
function textPlace(
  origin: Origin,
  { at, text = '', inner }: FoundText,
  traced: TracedText,
  makeup: Makeup,
  part: 'value' | 'key',
): Location {
  const top = { ...origin, path: [...origin.path, ...at] };
  if (inner.length === 0) return nearestInOrigin(top, []);
  const found = findInOrigin(top, inner, part);
  if (found !== undefined) return found;
  const { first } = makeup;
  const stretch =
    first === undefined || first.isGuard
      ? lineOf(text, traced, makeup)
      : ([first.at, first.at + first.source.length] as const);
  return stretch === undefined ? nearestInOrigin(top, []) : stretchInOrigin(top, [], stretch);
}

/** What is the same however it is filled in: its line is looked for from the last expression before it on. */
function lineOf(
  text: string,
  { output, uses }: TracedText,
  { stretch: [start] }: Makeup,
): [number, number] | undefined {
  const line = output
    .slice(output.lastIndexOf('\n', start - 1) + 1)
    .split('\n', 1)[0]!
    .trim();
  const before = uses.filter((use) => use.start <= start).map((use) => use.at);
  const from = text.indexOf(line, Math.max(0, ...before));
  const at = from === -1 ? text.indexOf(line) : from;
  return line === '' || at === -1 ? undefined : [at, at + line.length];
}

function decided(makeup: Makeup, own: Location, { from }: Filling, part: 'value' | 'key'): Location {
  const { parts, isAlone } = makeup;
  const placed = parts.map((each) => ({ each, place: from?.place(each.path, part) }));
  const telling = placed.filter(({ each }) => each.isItsText);
  const [only, second] = telling;
  if (isAlone && only !== undefined && second === undefined && isPlace(only.place) && only.place.isOwn)
    return throughText(only.place.location, only.each.use, own);
  const places = placed.flatMap(({ each, place }) =>
    isPlace(place) ? [{ ...place.location, message: meaningOf(each, parts) }] : [],
  );
  if (places.length === 0) return own;
  const steps = own.via?.steps ?? [];
  return { ...own, via: { steps, places: [...(own.via?.places ?? []), ...places.slice(0, MOST_PARTS)] } };
}

function isPlace(place: ParameterPlace | 'nowhere' | undefined): place is ParameterPlace {
  return typeof place === 'object';
}

/** The parameter's place, from which its text goes into the one at `own`. */
function throughText(location: Location, { source }: Use, own: Location): Location {
  const { via: _, ...place } = own;
  const expression = shortened(source);
  return {
    ...location,
    via: {
      steps: [...(location.via?.steps ?? []), expression],
      places: [...(location.via?.places ?? []), { ...place, message: 'the ApplicationSet reads it here' }],
    },
  };
}

const LONGEST = 60;

function shortened(source: string): string {
  const [line = ''] = source.split('\n', 1);
  return line.length === source.length && line.length <= LONGEST ? source : `${line.slice(0, LONGEST)}… }}`;
}

/** Names the expression, where that reads nothing else. */
function meaningOf({ use, path }: Part, parts: readonly Part[]): string {
  if (use.isGuard) return `${shortened(use.source)} depends on this`;
  const isOnly = parts.filter((other) => other.use === use).length === 1;
  return `${isOnly ? shortened(use.source) : `.${formatPath(path)}`} comes from here`;
}
