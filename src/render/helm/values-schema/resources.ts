/** Where the parts of a schema document are: its resources (parts with an `$id`) and their anchors. */
import { isMap } from '../../../json.ts';
import type { Json, JsonObject } from '../../../types.ts';
import { escapeKey } from './failure.ts';
import { SchemaError } from './steps.ts';

export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** A part of the document that has a URL of its own. */
export interface Resource {
  readonly pointer: string;
  readonly url: string;
  readonly draft: Draft;
  /** Name → pointer. */
  readonly anchors: Map<string, string>;
  readonly dynamicAnchors: Set<string>;
}

/** The URL that Helm gives the file. */
export const ROOT_URL = 'file:///values.schema.json';

/** Deeper ones don't come out of any generator; JSON itself has no bound (CVE-2025-32387). */
const MAX_NESTING = 300;

const DRAFTS: ReadonlyMap<string, Draft> = new Map([
  ['json-schema.org/schema', 2020],
  ['json-schema.org/draft/2020-12/schema', 2020],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-04/schema', 4],
]);

/** Keywords that hold one schema, a list or a map of them, with the draft that brought them. */
export const ONE: ReadonlyMap<string, Draft> = new Map([
  ...since(4, 'not', 'additionalProperties', 'items', 'additionalItems'),
  ...since(6, 'propertyNames', 'contains'),
  ...since(7, 'if', 'then', 'else'),
  ...since(2019, 'unevaluatedProperties', 'unevaluatedItems'),
]);
export const LIST: ReadonlyMap<string, Draft> = new Map([
  ...since(4, 'allOf', 'anyOf', 'oneOf', 'items'),
  ...since(2020, 'prefixItems'),
]);
export const NAMED: ReadonlyMap<string, Draft> = new Map([
  ...since(4, 'properties', 'patternProperties', 'dependencies'),
  ...since(2019, 'dependentSchemas'),
]);
/** Not applied, but parts of them may have an `$id` or an anchor. */
const SHELVES: ReadonlyMap<string, Draft> = new Map([...since(4, 'definitions'), ...since(2019, '$defs')]);

function since(draft: Draft, ...names: string[]): [string, Draft][] {
  return names.map((name) => [name, draft]);
}

/** The parts of a schema that are schemas, by their pointers. */
export function subschemas(schema: JsonObject, pointer: string, draft: Draft): [string, Json][] {
  return Object.keys(schema).flatMap((key): [string, Json][] => {
    const value = schema[key]!;
    const at = `${pointer}/${escapeKey(key)}`;
    if (Array.isArray(value)) {
      if (!has(LIST, key, draft)) return [];
      return value.map((each: Json, index): [string, Json] => [`${at}/${index}`, each]);
    }
    if (has(ONE, key, draft)) return [[at, value]];
    if (!isMap(value) || !(has(NAMED, key, draft) || has(SHELVES, key, draft))) return [];
    return Object.keys(value).map((name): [string, Json] => [`${at}/${escapeKey(name)}`, value[name]!]);
  });
}

export function has(keywords: ReadonlyMap<string, Draft>, key: string, draft: Draft): boolean {
  const first = keywords.get(key);
  return first !== undefined && first <= draft;
}

/** The own property, if it is a text. */
export function textAt(schema: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(schema, key) ? schema[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The document's resources. @throws SchemaError */
export class Resources {
  readonly #byPointer = new Map<string, Resource>();
  readonly #byUrl = new Map<string, Resource>();
  readonly #seen = new Set<string>();

  constructor(document: Json) {
    this.#collect(document, '', { url: ROOT_URL, draft: 2020 }, 0);
  }

  /** Collects a part that no keyword leads to, which a reference has reached. */
  reach(part: Json, pointer: string): void {
    if (!this.#seen.has(pointer)) this.#collect(part, pointer, this.of(pointer), 0);
  }

  /** The resource that a part belongs to. */
  of(pointer: string): Resource {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const found = this.#byPointer.get(at);
      if (found || at === '') return found!;
    }
  }

  /** The pointer of what a reference means; undefined where it leads out of the document. */
  resolve(reference: string, from: Resource): string | undefined {
    const [address = '', ...rest] = reference.split('#');
    const url = address === '' ? from.url : join(from.url, address);
    const resource = this.#byUrl.get(url);
    if (resource === undefined) return undefined;
    const fragment = decode(rest.join('#'), reference);
    if (fragment === '' || fragment.startsWith('/')) return resource.pointer + fragment;
    const pointer = resource.anchors.get(fragment);
    if (pointer === undefined)
      throw new SchemaError(`anchor in "${url}#${fragment}" not found in schema "${ROOT_URL}"`);
    return pointer;
  }

  #collect(part: Json, pointer: string, outer: Pick<Resource, 'url' | 'draft'>, depth: number): void {
    if (depth > MAX_NESTING)
      throw new SchemaError(`it is nested more than ${MAX_NESTING} schemas deep`, pointer);
    if (this.#seen.has(pointer)) return;
    this.#seen.add(pointer);
    const resource = this.#resource(part, pointer, outer);
    if (!isMap(part)) return;
    this.#anchors(part, pointer, resource);
    for (const [at, below] of subschemas(part, pointer, resource.draft))
      this.#collect(below, at, resource, depth + 1);
  }

  #resource(part: Json, pointer: string, outer: Pick<Resource, 'url' | 'draft'>): Resource {
    const written = isMap(part) ? draftOf(part, outer.draft, pointer) : outer.draft;
    const id = isMap(part) ? idOf(part, written) : '';
    if (id === '' && pointer !== '') return this.of(pointer);
    const url = id === '' ? outer.url : join(outer.url, id);
    const known = this.#byUrl.get(url);
    if (known && known.pointer !== pointer)
      throw new SchemaError(`duplicate id "${url}" at "${known.pointer}" and "${pointer}"`, pointer);
    const resource: Resource = {
      pointer,
      url,
      draft: written,
      anchors: new Map(),
      dynamicAnchors: new Set(),
    };
    this.#byPointer.set(pointer, resource);
    this.#byUrl.set(url, resource);
    if (pointer === '') this.#byUrl.set(ROOT_URL, resource);
    return resource;
  }

  #anchors(part: JsonObject, pointer: string, { draft, anchors, dynamicAnchors }: Resource): void {
    if (draft < 2019) {
      if (Object.hasOwn(part, '$ref')) return;
      const [, fragment = ''] = (textAt(part, idKey(draft)) ?? '').split('#');
      if (fragment !== '' && !fragment.startsWith('/')) anchors.set(fragment, pointer);
      return;
    }
    const anchor = textAt(part, '$anchor');
    if (anchor !== undefined) anchors.set(anchor, pointer);
    const dynamic = draft < 2020 ? undefined : textAt(part, '$dynamicAnchor');
    if (dynamic === undefined) return;
    anchors.set(dynamic, pointer);
    dynamicAnchors.add(dynamic);
  }
}

export function draftOf(part: JsonObject, outer: Draft, pointer: string): Draft {
  const written = textAt(part, '$schema');
  if (written === undefined) return outer;
  const draft = DRAFTS.get(written.replace(/^https?:\/\//, '').replace(/#$/, ''));
  if (draft !== undefined) return draft;
  throw new SchemaError(`its $schema "${written}" is none of the JSON Schema drafts 4 to 2020-12`, pointer);
}

function idKey(draft: Draft): 'id' | '$id' {
  return draft === 4 ? 'id' : '$id';
}

function idOf(part: JsonObject, draft: Draft): string {
  if (draft < 2019 && Object.hasOwn(part, '$ref')) return '';
  return (textAt(part, idKey(draft)) ?? '').split('#')[0]!;
}

/** Never opened: URLs only tell the parts of one file apart. */
function join(base: string, reference: string): string {
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

function decode(fragment: string, reference: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new SchemaError(`error in parsing "${reference}"`);
  }
}
