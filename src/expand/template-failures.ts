import { nearestName } from '../config/index.ts';
import { nearestInOrigin, stretchInOrigin } from '../trace/index.ts';
import type { FieldPath, Found, Json, JsonObject, Location, RelatedLocation } from '../types.ts';
import type { ParameterSet } from './generators/index.ts';
import { isMap } from '../json.ts';
import { field, text } from './json-map.ts';
import { nameOf, type Notices } from './notices.ts';
import type { LeftOver } from './refusals.ts';
import type { FieldFailure } from './template-tree.ts';

/** The same fault for many parameter sets is one problem. */
export class TemplateFailures {
  readonly #set: Found;
  readonly #notices: Notices;
  readonly #byFault = new Map<string, { failure: FieldFailure; first: ParameterSet; count: number }>();
  /** Tag → the first parameters that it was none of. */
  readonly #leftOver = new Map<string, JsonObject>();

  constructor(set: Found, notices: Notices) {
    this.#set = set;
    this.#notices = notices;
  }

  add(failure: FieldFailure, set: ParameterSet): void {
    const key = JSON.stringify([failure.path, failure.message]);
    const known = this.#byFault.get(key);
    if (known === undefined) this.#byFault.set(key, { failure, first: set, count: 1 });
    else known.count++;
  }

  /** A tag that stands for no parameter. */
  leftOver(tag: string, parameters: JsonObject): void {
    if (!this.#leftOver.has(tag)) this.#leftOver.set(tag, parameters);
  }

  report(): void {
    for (const { failure, first: set, count } of this.#byFault.values()) {
      const { message } = failure;
      const { parameters: first } = set;
      const others = count === 1 ? '' : ` and ${count - 1} more`;
      const full = `${message}${hint(message, first)} (with ${describe(first)}${others})`;
      const location = this.#locationOf(failure);
      this.#notices.problems.push({
        ruleId: 'template-failed',
        message: full,
        location,
        related: parametersOf(set),
      });
      const what = count === 1 ? 'an Application' : `${count} Applications`;
      this.#notices.gaps.push({ what: `${what} of ${nameOf(this.#set)}`, reason: message, location });
    }
  }

  /** The line of a patch that is no YAML, where but one says the same. */
  #locationOf({ path, line }: FieldFailure): Location {
    const { origin, object } = this.#set;
    if (path[0] !== 'spec' || path[1] !== 'templatePatch')
      return nearestInOrigin(origin, ['spec', 'template', ...path]);
    const patch = text(field(object, 'spec', 'templatePatch')) ?? '';
    const lines = patch.split('\n');
    const at = lines.indexOf(line);
    if (line.trim() === '' || at === -1 || at !== lines.lastIndexOf(line))
      return nearestInOrigin(origin, path);
    const start = lines.slice(0, at).reduce((sum, each) => sum + each.length + 1, 0) + line.search(/\S/);
    return stretchInOrigin(origin, path, [start, start + line.trim().length]);
  }

  /** In the template, in the patch, else in a generator's own template. */
  #placeOf(tag: string): FieldPath {
    const { spec = {} } = this.#set.object;
    const places = ['template', 'templatePatch', 'generators'].map((key) =>
      placeOf(`{{${tag}}}`, field(spec, key), ['spec', key]),
    );
    return places.find((place) => place !== undefined) ?? ['spec', 'template'];
  }

  /** No error to the controller. */
  leftOverTags(): LeftOver[] {
    return [...this.#leftOver].map(([tag, first]) => {
      const message = `{{${tag}}} is no parameter and stays as it is; ${meant(tag, Object.keys(first))}`;
      const location = nearestInOrigin(this.#set.origin, this.#placeOf(tag));
      return { tag, problem: { ruleId: 'template-failed', message, location } };
    });
  }
}

/** The path of the first text, or name of a key, that holds a piece of text. */
function placeOf(piece: string, value: Json | undefined, path: FieldPath): FieldPath | undefined {
  if (typeof value === 'string') return value.includes(piece) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value) as [string, Json][]) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const found = key.includes(piece) ? at : placeOf(piece, item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What lacks the key that a template asks for may be a list's element. */
function parametersOf({ origin }: ParameterSet): RelatedLocation[] {
  const place = origin?.place([]);
  return typeof place === 'object' ? [{ ...place.location, message: 'filled in with this' }] : [];
}

const MAX_DESCRIPTION = 160;

/** Names that a message lists. */
const LISTED = 8;

function meant(tag: string, names: readonly string[]): string {
  if (/^[\s-]*\./.test(tag)) return 'it is a template of Go, which needs `goTemplate: true`';
  const nearest = nearestName(tag, names);
  if (nearest !== undefined) return `did you mean {{${nearest}}}?`;
  return names.length === 0
    ? 'there is none'
    : `the parameters are ${names.slice(0, LISTED).join(', ')}${names.length > LISTED ? ' …' : ''}`;
}

/** A parameter set in a line: the folder of a git generator, else the first parameters. */
function describe(parameters: JsonObject): string {
  const folder = text(field(parameters, 'path', 'path')) ?? text(field(parameters, 'path'));
  const line = folder === undefined ? JSON.stringify(parameters) : `path ${folder}`;
  return line.length > MAX_DESCRIPTION ? `${line.slice(0, MAX_DESCRIPTION)}…` : line;
}

/** What is probably behind a fault of a Go template. */
function hint(message: string, parameters: JsonObject): string {
  const [, called] = /: function "(\w+)" not defined$/.exec(message) ?? [];
  if (called !== undefined && Object.hasOwn(parameters, called))
    return `; with goTemplate a parameter has a dot in front: {{ .${called} }}`;
  const [, missing] = /: map has no entry for key "(.*)"$/.exec(message) ?? [];
  const nearest = missing === undefined ? undefined : nearestName(missing, keysOf(parameters, DEEPEST));
  return nearest === undefined || nearest === missing ? '' : `; did you mean ${nearest}?`;
}

/** Maps in maps that are searched for a key that was probably meant. */
const DEEPEST = 3;

function keysOf(value: Json, depth: number): string[] {
  if (!isMap(value) || depth === 0) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...keysOf(item, depth - 1)]);
}
