import type { Range, SourceFile } from './types.ts';

/** The first character of a file: for what has no text to point into. */
export const FILE_START: Range = { start: { line: 1, character: 1 }, end: { line: 1, character: 1 } };

/** The name of a file in a report: seen from the checked folder, also where its tree is the repository around that folder. */
export function fileName({ tree, path }: SourceFile): string {
  const checked = tree.checkedFolder;
  return checked !== undefined && path.startsWith(`${checked}/`)
    ? path.slice(checked.length + 1)
    : tree.prefix + path;
}

/** Whether a file belongs to the repository that is checked, so that the same author can change it. */
export function isOwn({ tree }: SourceFile): boolean {
  return tree.prefix === '' || tree.checkedFolder !== undefined;
}
