import type { Discovered, SourceFile } from '../types.ts';
import { lookIntoFile } from './file.ts';
import { Finds } from './finds.ts';

/** What the given files hold, whatever they are called; leaves are no files' matter. */
export function discoverIn(files: readonly SourceFile[]): Discovered {
  const finds = new Finds();
  finds.files = files.length;
  for (const file of files) lookIntoFile(file, { isLeafValues: false, patchOf: undefined }, finds);
  return { ...finds.result(), leaves: [] };
}
