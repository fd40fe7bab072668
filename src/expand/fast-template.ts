import type { TracedText } from '../trace/index.ts';
import type { JsonObject } from '../types.ts';
import type { StringTemplate } from './template-tree.ts';

const TEMPLATED = /\{\{[^\n]*\}\}/;

/** Go's white space, which is not JavaScript's. */
const SPACE_AROUND = /^[\p{White_Space}]+|[\p{White_Space}]+$/gu;

interface Tag {
  /** Where its braces begin. */
  readonly at: number;
  readonly written: string;
  /** The parameter that it stands for. */
  readonly name: string;
}

/** Told of each tag that no parameter fills. */
export type Missing = (tag: string, parameters: JsonObject) => void;

/**
 * Argo CD's old form (`goTemplate: false`; applicationset/utils `Render.Replace` on valyala/fasttemplate): `{{name}}` is
 * the parameter of exactly that name where it is a string, and stays as it stands where not. No escapes, no nesting.
 */
export function compileFastTemplate(source: string, missing?: Missing): StringTemplate | undefined {
  if (!TEMPLATED.test(source)) return undefined;
  const parsed = parse(source);
  if ('unclosed' in parsed) return unclosed(source, parsed.unclosed);
  const { texts, tags, rest } = parsed;
  return (parameters) =>
    tags.map((tag, index) => texts[index] + replacement(tag, parameters, missing)).join('') + rest;
}

/** Fills a text in and notes what went where; undefined where nothing is to be filled in, or it is no template. */
export function traceFastTemplate(source: string, parameters: JsonObject): TracedText | undefined {
  const parsed = TEMPLATED.test(source) ? parse(source) : undefined;
  if (parsed === undefined || 'unclosed' in parsed) return undefined;
  let output = '';
  const uses = parsed.tags.map((tag, index) => {
    const start = (output += parsed.texts[index]!).length;
    const { length: end } = (output += replacement(tag, parameters));
    return { start, end, at: tag.at, source: `{{${tag.written}}}`, reads: [[tag.name]], isGuard: false };
  });
  return { output: output + parsed.rest, uses };
}

/** What stands before each tag, the tags, and what stands behind the last. */
interface Parsed {
  readonly texts: readonly string[];
  readonly tags: readonly Tag[];
  readonly rest: string;
}

function parse(source: string): Parsed | { readonly unclosed: string } {
  const texts: string[] = [];
  const tags: Tag[] = [];
  let at = 0;
  for (;;) {
    const open = source.indexOf('{{', at);
    const close = open === -1 ? -1 : source.indexOf('}}', open + 2);
    if (close === -1) break;
    texts.push(source.slice(at, open));
    const written = source.slice(open + 2, close);
    tags.push({ at: open, written, name: written.replace(SPACE_AROUND, '') });
    at = close + 2;
  }
  const open = source.indexOf('{{', at);
  if (open !== -1) return { unclosed: source.slice(open + 2) };
  return { texts, tags, rest: source.slice(at) };
}

/** fasttemplate's own error. */
function unclosed(source: string, rest: string): StringTemplate {
  const message = `invalid template: Cannot find end tag="}}" in the template="${source}" starting from "${rest}"`;
  return () => {
    throw new Error(message);
  };
}

function replacement({ written, name }: Tag, parameters: JsonObject, missing?: Missing): string {
  const value = name !== '' && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (typeof value === 'string') return value;
  missing?.(written, parameters);
  return `{{${written}}}`;
}
