import { setOwn } from '../yaml/index.ts';
import type { FieldPath, Json, JsonObject } from '../types.ts';

/** Renders one string; a thrown `Error` says why it cannot. */
export type StringTemplate = (parameters: JsonObject) => string;

/** Makes a string's template; undefined where the string is the same for all parameters. */
export type StringCompiler = (source: string) => StringTemplate | undefined;

/** A string of the template that did not render. */
export class FieldFailure extends Error {
  readonly path: FieldPath;
  /** What the line of the rendered text says that is at fault; empty where it is no one line. */
  readonly line: string;
  constructor(path: FieldPath, message: string, line = '') {
    super(message);
    this.path = path;
    this.line = line;
  }
}

type Node =
  | { readonly fixed: true; readonly value: Json }
  | { readonly fixed: false; readonly make: (parameters: JsonObject) => Json };

/**
 * Compiles an object whose strings, keys too, are templates, as `deeplyReplace` in Argo CD's applicationset/utils walks
 * it: keys with a null are dropped. What holds no template is shared by all results. The result throws `FieldFailure`.
 */
export function compileTree(
  tree: JsonObject,
  compile: StringCompiler,
): (parameters: JsonObject) => JsonObject {
  const node = compileNode(tree, [], remembering(compile));
  return (parameters) => (node.fixed ? node.value : node.make(parameters)) as JsonObject;
}

/** A template repeats itself (`{{ .path.basename }}`): each text is compiled once, and rendered once for the same parameters. */
function remembering(compile: StringCompiler): StringCompiler {
  const compiled = new Map<string, StringTemplate | undefined>();
  return (source) => {
    if (!compiled.has(source)) compiled.set(source, renderedOnce(compile(source)));
    return compiled.get(source);
  };
}

function renderedOnce(template: StringTemplate | undefined): StringTemplate | undefined {
  if (template === undefined) return undefined;
  let last: JsonObject | undefined;
  let result = '';
  return (parameters) => {
    if (parameters !== last) [result, last] = [template(parameters), parameters];
    return result;
  };
}

function compileNode(value: Json, path: FieldPath, compile: StringCompiler): Node {
  if (typeof value === 'string') return compileString(value, path, compile);
  if (Array.isArray(value)) return compileList(value as readonly Json[], path, compile);
  if (typeof value === 'object' && value !== null) return compileMap(value as JsonObject, path, compile);
  return { fixed: true, value };
}

function compileString(source: string, path: FieldPath, compile: StringCompiler): Node {
  const template = compile(source);
  if (template === undefined) return { fixed: true, value: source };
  return { fixed: false, make: (parameters) => renderField(template, path, parameters) };
}

function renderField(template: StringTemplate, path: FieldPath, parameters: JsonObject): string {
  try {
    return template(parameters);
  } catch (error) {
    throw new FieldFailure(path, (error as Error).message);
  }
}

function compileList(value: readonly Json[], path: FieldPath, compile: StringCompiler): Node {
  const items = value.map((item, index) => compileNode(item, [...path, index], compile));
  if (items.every((item) => item.fixed)) return { fixed: true, value: items.map((item) => item.value) };
  return {
    fixed: false,
    make: (parameters) => items.map((item) => (item.fixed ? item.value : item.make(parameters))),
  };
}

interface MapEntry {
  readonly key: string | ((parameters: JsonObject) => string);
  readonly node: Node;
}

function compileMap(value: JsonObject, path: FieldPath, compile: StringCompiler): Node {
  const entries = Object.entries(value)
    .filter(([, item]) => item !== null)
    .map(([name, item]): MapEntry => {
      const keyPath = [...path, name];
      const template = compile(name);
      const key =
        template === undefined
          ? name
          : (parameters: JsonObject) => renderField(template, keyPath, parameters);
      return { key, node: compileNode(item, keyPath, compile) };
    });
  const isFixed = entries.every(({ key, node }) => node.fixed && typeof key === 'string');
  const make = (parameters: JsonObject): JsonObject => makeMap(entries, parameters);
  return isFixed ? { fixed: true, value: make({}) } : { fixed: false, make };
}

function makeMap(entries: readonly MapEntry[], parameters: JsonObject): JsonObject {
  const made: Record<string, Json> = {};
  for (const { key, node } of entries) {
    const name = typeof key === 'string' ? key : key(parameters);
    setOwn(made, name, node.fixed ? node.value : node.make(parameters));
  }
  return made;
}
