/** Where generators' parameters come from, for a trace. An origin costs a few words, and looks nothing up before it is asked. */
import { isOwn } from '../source-file.ts';
import { findInOrigin, nearestInOrigin, type ParameterOrigin, valueAt } from '../trace/index.ts';
import type { Cluster, FieldPath, Json, JsonObject, Origin, SourceFile } from '../types.ts';
import { firstDocument } from './first-document.ts';
import { isMap } from './json-map.ts';

/** What an ApplicationSet says itself, at `origin`. */
export function writtenOrigin(origin: Origin, element: JsonObject): ParameterOrigin {
  return {
    place(path, part) {
      const at = keysOf(path, element);
      const location = at && (findInOrigin(origin, at, part) ?? nearestInOrigin(origin, at));
      return location && { location, isOwn: true };
    },
  };
}

/** A map that a git generator read in a file, at `path`. `ours`: a file of this tree is the author's, too. */
export function fileOrigin(file: SourceFile, path: FieldPath, ours: SourceFile): ParameterOrigin {
  const origin: Origin = { file, document: 0, path };
  const own = isOwn(file) || file.tree === ours.tree;
  return {
    place(asked, part) {
      const at = keysOf(asked, contentOf(origin));
      const location = at && findInOrigin(origin, at, part);
      return location && { location, isOwn: own };
    },
  };
}

function contentOf({ file, path }: Origin): JsonObject {
  const read = file.tree.read(file.path);
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
export function folderOrigin(prefix: string): ParameterOrigin {
  const name = prefix === '' ? 'path' : prefix;
  return {
    place([first]) {
      const asked = String(first);
      const isBelow = asked === name || asked.startsWith(`${name}.`) || asked.startsWith(`${name}[`);
      return isBelow ? 'nowhere' : undefined;
    },
  };
}

/** A cluster's Secret, or its entry in a list. */
export function clusterOrigin({ origin }: Cluster, ours: SourceFile): ParameterOrigin | undefined {
  if (origin === undefined) return undefined;
  const own = isOwn(origin.file) || origin.file.tree === ours.tree;
  return {
    place(path, part) {
      for (const at of clusterFields(path)) {
        const location = findInOrigin(origin, at, part);
        if (location !== undefined) return { location, isOwn: own };
      }
      return undefined;
    },
  };
}

/** Where a Secret and an entry of a list have what a cluster's parameter says. */
function clusterFields(path: FieldPath): readonly FieldPath[] {
  const [first, ...rest] = path;
  const name = String(first);
  if (['name', 'nameNormalized', 'server', 'project'].includes(name)) {
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

/** The sets of several generators in one: the first says what it has. */
export function firstOf(...origins: readonly (ParameterOrigin | undefined)[]): ParameterOrigin | undefined {
  const known = origins.filter((origin) => origin !== undefined);
  if (known.length < 2) return known[0];
  return {
    place(path, part) {
      for (const origin of known) {
        const place = origin.place(path, part);
        if (place !== undefined) return place;
      }
      return undefined;
    },
  };
}

/** The items of a list that is a parameter by itself. */
export function listOrigin(name: string, items: readonly (ParameterOrigin | undefined)[]): ParameterOrigin {
  return {
    place([first, index, ...rest], part) {
      return first === name && typeof index === 'number' ? items[index]?.place(rest, part) : undefined;
    },
  };
}
