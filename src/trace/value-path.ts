import type { FieldPath, Json, JsonObject } from '../types.ts';

/** What stands at `path` below `value`; undefined where nothing does. Looks at own properties only. */
export function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (Array.isArray(at)) at = typeof key === 'number' ? at[key] : undefined;
    else at = Object.hasOwn(at, key) ? (at as JsonObject)[key] : undefined;
  }
  return at;
}

/** `spec.containers[0].image`; keys that would be read wrongly are quoted: `annotations["a.b/c"]`. */
export function formatPath(path: FieldPath): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\w-]+$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}

export function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const STEP = /^(?:\.?([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/;

/** What `formatPath` writes, read back; undefined where it is no such thing. `''` is the whole. */
export function parsePath(text: string): FieldPath | undefined {
  const path: (string | number)[] = [];
  for (let left = text; left !== '';) {
    const step = STEP.exec(left);
    if (step === null) return undefined;
    const [whole, name, index, quoted] = step;
    if (index !== undefined) path.push(Number(index));
    else path.push(name ?? (JSON.parse(quoted!) as string));
    left = left.slice(whole.length);
  }
  return path;
}
