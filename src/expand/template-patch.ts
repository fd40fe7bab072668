import { asArgoPrints } from '../argocd/application-fields.ts';
import { decoded } from '../argocd/decoded.ts';
import { strategicMerge } from '../argocd/strategic-merge.ts';
import { decodedOnto } from '../argocd/decoded-onto.ts';
import { type TypeFault, typeFaults } from '../argocd/type-faults.ts';
import type { Json, JsonObject } from '../types.ts';
import { firstDocument } from './first-document.ts';
import { isMap } from '../json.ts';
import { field } from './json-map.ts';

/** A patch that is no YAML; `line`: what the line with the fault says, empty where that isn't known. */
export class PatchFault extends Error {
  readonly line: string;
  constructor(message: string, line: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Applies a rendered `templatePatch`: Argo CD's `applyTemplatePatch`. One that is empty changes nothing; `spec.project`
 * can't be changed. Throws an `Error` where the patch is no YAML, no Application, or no patch.
 */
export function applyTemplatePatch(application: JsonObject, patch: string): JsonObject {
  const document = patchIn(patch);
  if ('fault' in document) {
    const message = `the rendered templatePatch is no ${document.language}: ${document.fault}`;
    throw new PatchFault(message, document.line === undefined ? '' : patch.split('\n')[document.line - 1]!);
  }
  const { value } = document;
  if (value === null) return application;
  if (!isMap(value)) throw new Error('the rendered templatePatch is not a map');
  // Of the status the controller keeps nothing.
  const { status: _, ...rest } = value;
  const faults = faultsOf(rest);
  const wrong = faults.find(({ kind }) => kind === 'type');
  if (wrong !== undefined) throw new Error(`the rendered templatePatch: ${wrong.message}`);
  const whole = merged(application, rest);
  const isExact = faults.every(({ kind }) => kind !== 'unknown');
  const patched = decoded(isExact ? whole : inAnyCase(whole), 'Application');
  const spec = isMap(patched.spec) ? patched.spec : {};
  return { ...patched, spec: { ...spec, project: field(application, 'spec', 'project') ?? '' } };
}

/** What begins with `{` is read as JSON (`ConvertYAMLToJSON`): a YAML map in braces is none. */
function patchIn(
  patch: string,
): { readonly value: Json } | { readonly fault: string; readonly line?: number; readonly language: string } {
  if (!patch.trimStart().startsWith('{')) {
    const document = firstDocument(patch);
    return 'fault' in document ? { ...document, language: 'YAML' } : document;
  }
  try {
    return { value: JSON.parse(patch) as Json };
  } catch (error) {
    const fault = `${(error as Error).message}; what begins with a brace is read as JSON`;
    return { fault, language: 'JSON' };
  }
}

/** Of keys that no field has some may be a field's in another case, which is found where there are any. */
function faultsOf(patch: JsonObject): readonly TypeFault[] {
  const faults = typeFaults(patch, 'Application');
  return faults.some(({ kind }) => kind === 'unknown')
    ? [...faults, ...typeFaults(inAnyCase(patch), 'Application')]
    : faults;
}

function inAnyCase(object: JsonObject): JsonObject {
  return decodedOnto(undefined, object, 'Application') as JsonObject;
}

function merged(application: JsonObject, patch: JsonObject): JsonObject {
  try {
    // The controller patches what it has written as JSON: without what is empty.
    return strategicMerge(asArgoPrints(application), patch, 'Application');
  } catch (error) {
    throw new Error(`the rendered templatePatch: ${(error as Error).message}`, { cause: error });
  }
}
