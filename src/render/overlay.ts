import type { Application, FieldPath, Json, JsonObject } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';
import { asObject } from './source.ts';

/**
 * The Application with more values for the Helm sources at `paths`: they are laid over its inline values, and stand in
 * the place of a parameter of the same name, so that what they say is what counts.
 */
export function withOverlay(
  application: Application,
  paths: readonly FieldPath[],
  overlay: JsonObject,
): Application {
  let object: Json = application.object;
  for (const path of paths) object = changed(object, path, (source) => overlaid(asObject(source), overlay));
  return { ...application, object: object as Application['object'] };
}

function overlaid(source: JsonObject | undefined, overlay: JsonObject): JsonObject {
  const helm = asObject(source?.['helm']) ?? {};
  const names = new Set(dottedNames(overlay, ''));
  const kept = ['parameters', 'fileParameters'].flatMap((key) => {
    const all = helm[key];
    return Array.isArray(all) ? [[key, all.filter((each) => !names.has(nameOf(each)))] as const] : [];
  });
  const valuesObject = merged(inlineValues(helm), overlay);
  return { ...source, helm: { ...helm, valuesObject, ...Object.fromEntries(kept) } };
}

function nameOf(parameter: Json): string {
  return String(asObject(parameter)?.['name']);
}

/** Argo CD reads `values` only where there is no `valuesObject`. */
function inlineValues(helm: JsonObject): Json {
  const text = helm['values'];
  return (
    helm['valuesObject'] ?? (typeof text === 'string' ? parseYaml(text).documents[0]?.value : null) ?? {}
  );
}

function merged(value: Json | undefined, overlay: Json): Json {
  const below = asObject(value);
  const above = asObject(overlay);
  if (below === undefined || above === undefined) return overlay;
  const entries = Object.entries(above).map(([key, inner]) => [
    key,
    Object.hasOwn(below, key) ? merged(below[key], inner) : inner,
  ]);
  return { ...below, ...Object.fromEntries(entries) } as JsonObject;
}

function dottedNames(value: Json, name: string): string[] {
  const object = asObject(value);
  if (object === undefined) return [name];
  return Object.entries(object).flatMap(([key, inner]) =>
    dottedNames(inner, name === '' ? key : `${name}.${key}`),
  );
}

/** A copy with what stands at `path` changed. */
function changed(value: Json | undefined, path: FieldPath, change: (value: Json | undefined) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === key ? changed(item, rest, change) : item));
  const object = asObject(value) ?? {};
  return { ...object, [key]: changed(object[key], rest, change) };
}
