import type { FieldPath, Json, JsonObject } from '../../types.ts';
import { field, list, text } from '../json-map.ts';

/** Why a generator yields nothing, and the line to look at. */
export interface Emptiness {
  readonly path: FieldPath;
  /** A sentence without its end: `no folder matches apps/*`. */
  readonly why: string;
}

interface Emptied {
  readonly name: string;
  readonly own: JsonObject;
  readonly path: FieldPath;
  /** How many sets there were before the selector. */
  readonly unselected: number;
}

export function emptinessOf({ name, own, path, unselected }: Emptied): Emptiness {
  if (unselected > 0) {
    const sets = unselected === 1 ? 'the one parameter set' : `all ${unselected} parameter sets`;
    const why = `the selector leaves out ${sets} of the ${name} generator`;
    return { path: [...path.slice(0, -1), 'selector'], why };
  }
  const globs = name === 'git' ? globsOf(own) : undefined;
  if (globs !== undefined) return { path: [...path, ...globs.path], why: globs.why };
  if (name === 'list') return { path: [...path, 'elements'], why: 'the list generator has no elements' };
  return { path, why: `the ${name} generator yields nothing` };
}

function globsOf(git: JsonObject): Emptiness | undefined {
  const key = list(field(git, 'directories')).length > 0 ? 'directories' : 'files';
  const entries = list(field(git, key));
  const included = entries.filter(isIncluded);
  const at = entries.findIndex(isIncluded);
  const what = key === 'files' ? 'file' : 'folder';
  if (at === -1) return { path: [key], why: `each entry of ${key} excludes: no ${what} is left` };
  const patterns = included.map((entry) => text(field(entry, 'path')) ?? '').join(' or ');
  const excluded = included.length < entries.length ? ' and is not excluded' : '';
  return { path: [key, at, 'path'], why: `no ${what} matches ${patterns}${excluded}` };
}

function isIncluded(entry: Json): boolean {
  return field(entry, 'exclude') !== true;
}
