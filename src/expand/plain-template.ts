import type { Json, JsonObject } from '../types.ts';
import { isMap } from '../json.ts';

const ACTION =
  /\{\{ *(?:(?<fields>(?:\.[A-Za-z_]\w*)+)|index +(?<list>(?:\.[A-Za-z_]\w*)+) +(?<at>0|[1-9]\d{0,5})) *\}\}/g;

interface Action {
  readonly fields: readonly string[];
  readonly at: number | undefined;
}

/**
 * What nearly every string of an ApplicationSet's template is: text with `{{ .a.b }}` and `{{ index .a.b 1 }}` in it.
 * Those need no engine as long as they find strings; the result answers undefined where they don't, and the engine must
 * say what that means. Undefined where the source holds any other action.
 */
export function compilePlainTemplate(
  source: string,
): ((parameters: JsonObject) => string | undefined) | undefined {
  const texts: string[] = [];
  const actions: Action[] = [];
  let end = 0;
  for (const match of source.matchAll(ACTION)) {
    const { fields, list, at } = match.groups!;
    texts.push(source.slice(end, match.index));
    actions.push({
      fields: (fields ?? list!).slice(1).split('.'),
      at: at === undefined ? undefined : Number(at),
    });
    end = match.index + match[0].length;
  }
  const rest = source.slice(end);
  if (rest.includes('{{') || texts.some((text) => text.includes('{{') || text.endsWith('{')))
    return undefined;
  return (parameters) => {
    let out = '';
    for (const [index, action] of actions.entries()) {
      const value = valueOf(action, parameters);
      if (typeof value !== 'string') return undefined;
      out += texts[index] + value;
    }
    return out + rest;
  };
}

function valueOf({ fields, at }: Action, parameters: JsonObject): Json | undefined {
  let value: Json | undefined = parameters;
  for (const name of fields) {
    if (!isMap(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  if (at === undefined) return value;
  return Array.isArray(value) ? (value[at] as Json | undefined) : undefined;
}
