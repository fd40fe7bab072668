import { RE2JS } from 're2js';
import type { Json, JsonObject } from '../../../types.ts';
import { escapeKey } from './failure.ts';
import { checkShape } from './keyword-shapes.ts';
import type { SchemaNode } from './node.ts';
import { isMap } from '../../../json.ts';
import { has, LIST, NAMED, ONE, Resources, ROOT_URL, textAt } from './resources.ts';
import { SchemaError } from './steps.ts';

export interface CompiledSchema {
  readonly root: SchemaNode;
  /** Whether `format` is more than a remark also from 2019-09 on. */
  readonly assertsFormats?: boolean;
  /** The schema of a dynamic anchor. */
  dynamic(pointer: string): SchemaNode;
}

/** Makes a schema document ready; nothing but the document itself is read. @throws SchemaError */
export function compileSchema(document: Json): CompiledSchema {
  const compiler = new Compiler(document);
  const root = compiler.node('');
  compiler.finish();
  return { root, dynamic: (pointer) => compiler.node(pointer) };
}

class Compiler {
  readonly #document: Json;
  readonly #resources: Resources;
  readonly #nodes = new Map<string, SchemaNode>();
  readonly #queue: SchemaNode[] = [];

  constructor(document: Json) {
    this.#document = document;
    if (!isMap(document) && typeof document !== 'boolean')
      throw new SchemaError(`"${ROOT_URL}#" is not valid against metaschema: it must be an object`);
    this.#resources = new Resources(document);
  }

  /** The schema at a pointer, perhaps not ready yet: schemas may lead to themselves. */
  node(pointer: string): SchemaNode {
    let node = this.#nodes.get(pointer);
    if (node === undefined) this.#nodes.set(pointer, (node = this.#make(pointer)));
    return node;
  }

  #make(pointer: string): SchemaNode {
    const written = this.#lookUp(pointer);
    this.#resources.reach(written, pointer);
    const resource = this.#resources.of(pointer);
    checkShape(written, pointer, resource.draft);
    const keywords = isMap(written) ? written : {};
    const isEmpty = Object.keys(keywords).length === 0;
    const node: SchemaNode = {
      pointer,
      draft: resource.draft,
      resource,
      always: typeof written === 'boolean' ? written : isEmpty ? true : undefined,
      keywords,
      one: new Map(),
      lists: new Map(),
      named: new Map(),
      patterns: new Map(),
    };
    this.#queue.push(node);
    return node;
  }

  /** Resolves until no schema is left that another one leads to. */
  finish(): void {
    for (let node = this.#queue.pop(); node; node = this.#queue.pop()) {
      this.#resolve(node);
      for (const anchor of node.pointer === node.resource.pointer ? node.resource.dynamicAnchors : [])
        this.node(node.resource.anchors.get(anchor)!);
    }
  }

  #resolve(node: SchemaNode): void {
    const { keywords, draft } = node;
    this.#reference(node, '$ref');
    // Before 2019-09 all that stands beside a reference is ignored.
    if (draft < 2019 && node.one.has('$ref')) return;
    if (draft >= 2019) this.#reference(node, '$recursiveRef');
    if (draft >= 2020) this.#reference(node, '$dynamicRef');
    for (const key of Object.keys(keywords)) this.#keyword(node, key, keywords[key]!);
    this.#pattern(node, textAt(keywords, 'pattern'), 'pattern');
    for (const text of node.named.get('patternProperties')?.keys() ?? [])
      this.#pattern(node, text, 'patternProperties');
  }

  #keyword(node: SchemaNode, key: string, value: Json): void {
    const at = `${node.pointer}/${escapeKey(key)}`;
    if (Array.isArray(value)) {
      const isTuple = key === 'items';
      if (!has(LIST, key, node.draft) || (isTuple && node.draft >= 2020)) return;
      node.lists.set(
        key,
        value.map((_, index) => this.node(`${at}/${index}`)),
      );
    } else if (has(ONE, key, node.draft)) {
      node.one.set(key, this.node(at));
    } else if (has(NAMED, key, node.draft) && isMap(value)) {
      node.named.set(key, this.#named(value, at));
    }
  }

  /** A dependency may be a list of names instead of a schema. */
  #named(value: JsonObject, at: string): ReadonlyMap<string, SchemaNode> {
    const names = Object.keys(value).filter((name) => !Array.isArray(value[name]));
    return new Map(names.toSorted().map((name) => [name, this.node(`${at}/${escapeKey(name)}`)]));
  }

  #pattern(node: SchemaNode, text: string | undefined, keyword: string): void {
    if (text === undefined || node.patterns.has(text)) return;
    try {
      node.patterns.set(text, RE2JS.compile(text));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SchemaError(
        `invalid regex "${text}" at "${ROOT_URL}#${node.pointer}/${keyword}": ${reason}`,
        `${node.pointer}/${keyword}`,
      );
    }
  }

  #reference(node: SchemaNode, keyword: string): void {
    const written = textAt(node.keywords, keyword);
    if (written === undefined) return;
    const at = `${node.pointer}/${escapeKey(keyword)}`;
    const pointer = this.#resources.resolve(written, node.resource);
    if (pointer !== undefined) node.one.set(keyword, this.#target(pointer, at));
    // Helm 4 takes a URN that nothing resolves for a schema that permits everything.
    else if (!/^urn:/i.test(written)) throw new SchemaError(outside(written), at);
  }

  #target(pointer: string, at: string): SchemaNode {
    try {
      return this.node(pointer);
    } catch (error) {
      if (error instanceof SchemaError && error.schema === '') throw new SchemaError(error.message, at);
      throw error;
    }
  }

  #lookUp(pointer: string): Json {
    let value: Json | undefined = this.#document;
    for (const part of pointer.split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const container: Json = value;
      const isThere: boolean =
        typeof container === 'object' && container !== null && Object.hasOwn(container, key);
      value = isThere ? (container as JsonObject)[key] : undefined;
      if (value === undefined) throw new SchemaError(`json-pointer in "${ROOT_URL}#${pointer}" not found`);
    }
    return value;
  }
}

function outside(reference: string): string {
  const why = /^https?:/i.test(reference)
    ? 'Plimsoll reads nothing from a network'
    : 'a schema can only refer to itself';
  return `it refers to "${reference}", which lies outside the file: ${why}`;
}
