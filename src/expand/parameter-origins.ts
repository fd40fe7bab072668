/** Where generators' parameters come from, for a trace. There is one for each set, so each is a few words, and looks nothing up before it is asked. */
import { isOwn } from '../source-file.ts';
import { findInOrigin, nearestInOrigin, type ParameterOrigin, valueAt } from '../trace/index.ts';
import type { Cluster, FieldPath, Json, JsonObject, Origin, SourceFile } from '../types.ts';
import { firstDocument } from './first-document.ts';
import { isMap } from '../json.ts';

type Part = Parameters<ParameterOrigin['place']>[1];
type Place = ReturnType<ParameterOrigin['place']>;

/** An item of a list that an ApplicationSet says itself. */
export class ElementOrigin implements ParameterOrigin {
  readonly #generator: Origin;
  readonly #list: string;
  readonly #index: number;
  readonly #element: JsonObject;

  constructor(generator: Origin, list: string, index: number, element: JsonObject) {
    this.#generator = generator;
    this.#list = list;
    this.#index = index;
    this.#element = element;
  }

  place(path: FieldPath, part: Part): Place {
    const keys = keysOf(path, this.#element);
    if (keys === undefined) return undefined;
    const at = [this.#list, this.#index, ...keys];
    const origin = this.#generator;
    return { location: findInOrigin(origin, at, part) ?? nearestInOrigin(origin, at), isOwn: true };
  }
}

/** A map in a file that a git generator read, or an item of the list that it holds. */
export class FileOrigin implements ParameterOrigin {
  readonly #file: SourceFile;
  readonly #index: number | undefined;
  readonly #ours: SourceFile;

  /** `ours`: a file of this one's tree is the author's, too. */
  constructor(file: SourceFile, index: number | undefined, ours: SourceFile) {
    this.#file = file;
    this.#index = index;
    this.#ours = ours;
  }

  place(asked: FieldPath, part: Part): Place {
    const file = this.#file;
    const path = this.#index === undefined ? [] : [this.#index];
    const keys = keysOf(asked, contentOf(file, path));
    const location = keys && findInOrigin({ file, document: 0, path }, keys, part);
    return location && { location, isOwn: isOneOf(file, this.#ours) };
  }
}

function isOneOf(file: SourceFile, ours: SourceFile): boolean {
  return isOwn(file) || file.tree === ours.tree;
}

function contentOf({ tree, path: name }: SourceFile, path: FieldPath): JsonObject {
  const read = tree.read(name);
  const document = read.ok ? firstDocument(read.text) : { value: null };
  const content = 'value' in document ? valueAt(document.value, path) : undefined;
  return isMap(content) ? content : {};
}

/** A parameter's path in what it was read from: without goTemplate a name is several keys (`values.a`, `a.b.0`). */
function keysOf(path: FieldPath, object: JsonObject): FieldPath | undefined {
  if (valueAt(object, path) !== undefined) return path;
  return path.length === 1 ? unflattened(String(path[0]), object) : undefined;
}

function unflattened(name: string, value: Json): FieldPath | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value) as [string, Json][]) {
    const own = Array.isArray(value) ? Number(key) : key;
    if (name === key) return [own];
    const rest = name.startsWith(`${key}.`) ? unflattened(name.slice(key.length + 1), inner) : undefined;
    if (rest !== undefined) return [own, ...rest];
  }
  return undefined;
}

/** What a git generator tells of a folder or a file: no line says that, and it hides what a file says below the same name. */
export class FolderOrigin implements ParameterOrigin {
  readonly #name: string;

  constructor(pathParamPrefix: string) {
    this.#name = pathParamPrefix === '' ? 'path' : pathParamPrefix;
  }

  place([first]: FieldPath): Place {
    const [asked, name] = [String(first), this.#name];
    const isBelow = asked === name || asked.startsWith(`${name}.`) || asked.startsWith(`${name}[`);
    return isBelow ? 'nowhere' : undefined;
  }
}

/** A cluster's Secret, or its entry in a list; of the one that Argo CD runs in there may be neither. */
export class ClusterOrigin implements ParameterOrigin {
  readonly #origin: Origin | undefined;
  readonly #ours: SourceFile;

  constructor({ origin }: Pick<Cluster, 'origin'>, ours: SourceFile) {
    this.#origin = origin;
    this.#ours = ours;
  }

  place(path: FieldPath, part: Part): Place {
    const origin = this.#origin;
    for (const at of origin === undefined ? [] : clusterFields(path)) {
      const location = findInOrigin(origin!, at, part);
      if (location !== undefined) return { location, isOwn: isOneOf(origin!.file, this.#ours) };
    }
    // A parameter it is all the same, though it says nothing.
    return CLUSTER_NAMES.has(String(path[0])) ? 'nowhere' : undefined;
  }
}

const CLUSTER_NAMES: ReadonlySet<string> = new Set(['name', 'nameNormalized', 'server', 'project']);

/** Where a Secret and an entry of a list have what a cluster's parameter says. */
function clusterFields(path: FieldPath): readonly FieldPath[] {
  const [first, ...rest] = path;
  if (first === undefined) return [path];
  const name = String(first);
  if (CLUSTER_NAMES.has(name)) {
    const key = name === 'nameNormalized' ? 'name' : name;
    return [['stringData', key], ['data', key], [key]];
  }
  if (name === 'metadata') return [path, rest];
  const [, map, label] = /^metadata\.(labels|annotations)\.(.*)$/s.exec(name) ?? [];
  return map === undefined
    ? []
    : [
        ['metadata', map, label!],
        [map, label!],
      ];
}

class BothOrigins implements ParameterOrigin {
  readonly #first: ParameterOrigin;
  readonly #second: ParameterOrigin;

  constructor(first: ParameterOrigin, second: ParameterOrigin) {
    this.#first = first;
    this.#second = second;
  }

  place(path: FieldPath, part: Part): Place {
    return this.#first.place(path, part) ?? this.#second.place(path, part);
  }
}

/** The sets of two generators in one: the first says what it has. */
export function firstOf(
  first: ParameterOrigin | undefined,
  second: ParameterOrigin | undefined,
): ParameterOrigin | undefined {
  return first === undefined || second === undefined ? (first ?? second) : new BothOrigins(first, second);
}

/** What a merge lays over a set; the keys by which the two were found to be the same are the set's own. */
export class MergedOrigin implements ParameterOrigin {
  readonly #base: ParameterOrigin | undefined;
  readonly #over: ParameterOrigin | undefined;
  readonly #keys: readonly Json[];

  constructor(base: ParameterOrigin | undefined, over: ParameterOrigin | undefined, keys: readonly Json[]) {
    this.#base = base;
    this.#over = over;
    this.#keys = keys;
  }

  place(path: FieldPath, part: Part): Place {
    const base = this.#base?.place(path, part);
    if (this.#keys.includes(String(path[0]))) return base ?? 'nowhere';
    return this.#over?.place(path, part) ?? base;
  }
}

/** The items of a list that is a parameter by itself. */
export function listOrigin(name: string, items: readonly (ParameterOrigin | undefined)[]): ParameterOrigin {
  return {
    place([first, index, ...rest], part) {
      return first === name && typeof index === 'number' ? items[index]?.place(rest, part) : undefined;
    },
  };
}
