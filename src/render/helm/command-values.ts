/** The values that `helm template`'s command line gives, in the order in which Helm applies them whatever theirs. */
import type { GoMap, Value } from '../../template/value.ts';
import type { ReadResult } from '../../types.ts';
import { decodeJson } from '../../sprig/index.ts';
import { cloneTable, isTable, mergeMaps } from './map.ts';
import {
  SetValueError,
  setJsonValues,
  setLiteralValue,
  setValues,
  stringValue,
  typedValue,
} from './set-values.ts';
import type { ReadValue } from './set-values.ts';
import { readValuesText } from './values-file.ts';
import type { HelmVersion } from './version/index.ts';

export interface CommandValues {
  /** `--values`. */
  readonly valueFiles: readonly string[];
  /** `--set-json`. */
  readonly jsonValues: readonly string[];
  /** `--set`. */
  readonly values: readonly string[];
  /** `--set-string`. */
  readonly stringValues: readonly string[];
  /** `--set-file`. */
  readonly fileValues: readonly string[];
  /** `--set-literal`. */
  readonly literalValues: readonly string[];
}

export type ReadText = (path: string) => ReadResult;

type Answer = { readonly values: GoMap } | { readonly error: string };

/** Mirrors Helm's `Options.MergeValues`. */
export function commandValues(given: CommandValues, readText: ReadText, helm: HelmVersion): Answer {
  try {
    return { values: merge(given, readText, helm) };
  } catch (error) {
    if (error instanceof SetValueError) return { error: error.message };
    throw error;
  }
}

function merge(given: CommandValues, readText: ReadText, helm: HelmVersion): GoMap {
  let values: GoMap = {};
  for (const path of given.valueFiles) values = mergeMaps(values, fileValues(path, readText, helm));
  // Assignments change tables in place; those of a file are shared.
  values = cloneTable(values);
  for (const text of given.jsonValues) values = withJson(values, text, helm);
  const setEach = (assignments: readonly string[], read: ReadValue, flag: string): void => {
    for (const each of assignments)
      told(`failed parsing ${flag} data: `, () => setValues(values, each, read, helm));
  };
  setEach(given.values, typedValue, '--set');
  setEach(given.stringValues, stringValue, '--set-string');
  setEach(given.fileValues, (path) => textOf(path, readText), '--set-file');
  for (const text of given.literalValues) {
    told('failed parsing --set-literal data: ', () => setLiteralValue(values, text, helm));
  }
  return values;
}

/** Puts Helm's words before a refusal's own. */
function told(before: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof SetValueError)) throw error;
    throw new SetValueError(before + error.message, { cause: error });
  }
}

function textOf(path: string, readText: ReadText): string {
  const read = readText(path);
  if (read.ok) return read.text;
  throw new SetValueError(openFailure(path, read));
}

/** Go's words for a file that can't be read. */
function openFailure(path: string, { code, reason }: Extract<ReadResult, { readonly ok: false }>): string {
  if (code === 'missing') return `open ${path}: no such file or directory`;
  return code === 'directory' ? `read ${path}: is a directory` : `${path} ${reason}`;
}

function fileValues(path: string, readText: ReadText, helm: HelmVersion): GoMap {
  const read = readValuesText(textOf(path, readText), helm);
  if ('values' in read) return read.values;
  throw new SetValueError(`failed to parse ${path}: ${read.error}`);
}

function withJson(values: GoMap, text: string, helm: HelmVersion): GoMap {
  if (!helm.takesJsonObjects || !text.trim().startsWith('{')) {
    try {
      setJsonValues(values, text, helm);
      return values;
    } catch (error) {
      if (!(error instanceof SetValueError)) throw error;
      throw new SetValueError(`failed parsing --set-json data ${text}`, { cause: error });
    }
  }
  const object = jsonObject(text);
  if (object === undefined) throw new SetValueError(`failed parsing --set-json data JSON: ${text}`);
  return mergeMaps(values, object);
}

function jsonObject(text: string): GoMap | undefined {
  let value: Value;
  try {
    value = decodeJson(text);
  } catch {
    return undefined;
  }
  return isTable(value) ? value : undefined;
}
