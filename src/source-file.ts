import type { SourceFile } from './types.ts';

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
