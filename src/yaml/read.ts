import type { ReadResult, SourceFile, SourceTree } from '../types.ts';
import { parseYaml } from './parse.ts';
import type { ParsedYaml } from './types.ts';

/** A file's text and documents, or why it can't be read. */
export type YamlFile =
  | { readonly ok: true; readonly text: string; readonly yaml: ParsedYaml }
  | Extract<ReadResult, { readonly ok: false }>;

const filesOf = new WeakMap<SourceTree, Map<string, YamlFile>>();

/** Reads and parses a file; once for each tree and path. */
export function readYaml(file: SourceFile): YamlFile {
  let files = filesOf.get(file.tree);
  if (files === undefined) filesOf.set(file.tree, (files = new Map()));
  let found = files.get(file.path);
  if (found === undefined) files.set(file.path, (found = read(file)));
  return found;
}

function read({ tree, path }: SourceFile): YamlFile {
  const result = tree.read(path);
  return result.ok ? { ok: true, text: result.text, yaml: parseYaml(result.text) } : result;
}
