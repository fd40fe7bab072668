import { nearestName } from '../config/index.ts';
import { nearestInOrigin } from '../trace/index.ts';
import type { FieldPath, Found, Json, JsonObject } from '../types.ts';
import { field, text } from './json-map.ts';
import { nameOf, type Notices } from './notices.ts';
import type { LeftOver } from './refusals.ts';

/** The same fault for many parameter sets is one problem. */
export class TemplateFailures {
  readonly #set: Found;
  readonly #notices: Notices;
  readonly #byFault = new Map<
    string,
    { path: FieldPath; message: string; first: JsonObject; count: number }
  >();
  /** Tag → the first parameters that it was none of. */
  readonly #leftOver = new Map<string, JsonObject>();

  constructor(set: Found, notices: Notices) {
    this.#set = set;
    this.#notices = notices;
  }

  add(path: FieldPath, message: string, parameters: JsonObject): void {
    const key = JSON.stringify([path, message]);
    const known = this.#byFault.get(key);
    if (known === undefined) this.#byFault.set(key, { path, message, first: parameters, count: 1 });
    else known.count++;
  }

  /** A tag that stands for no parameter. */
  leftOver(tag: string, parameters: JsonObject): void {
    if (!this.#leftOver.has(tag)) this.#leftOver.set(tag, parameters);
  }

  report(): void {
    for (const { path, message, first, count } of this.#byFault.values()) {
      const at = path[0] === 'spec' && path[1] === 'templatePatch' ? path : ['spec', 'template', ...path];
      const others = count === 1 ? '' : ` and ${count - 1} more`;
      const full = `${message} (with ${describe(first)}${others})`;
      this.#notices.problem('template-failed', full, this.#set.origin, at);
      const what = count === 1 ? 'an Application' : `${count} Applications`;
      this.#notices.gaps.push({
        what: `${what} of ${nameOf(this.#set)}`,
        reason: message,
        location: nearestInOrigin(this.#set.origin, at),
      });
    }
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

const MAX_DESCRIPTION = 160;

/** A parameter set in a line: the folder of a git generator, else the first parameters. */
/** Names that a message lists. */
const LISTED = 8;

function meant(tag: string, names: readonly string[]): string {
  const nearest = nearestName(tag, names);
  if (nearest !== undefined) return `did you mean {{${nearest}}}?`;
  return names.length === 0
    ? 'there is none'
    : `the parameters are ${names.slice(0, LISTED).join(', ')}${names.length > LISTED ? ' …' : ''}`;
}

function describe(parameters: JsonObject): string {
  const folder = text(field(parameters, 'path', 'path')) ?? text(field(parameters, 'path'));
  const line = folder === undefined ? JSON.stringify(parameters) : `path ${folder}`;
  return line.length > MAX_DESCRIPTION ? `${line.slice(0, MAX_DESCRIPTION)}…` : line;
}
