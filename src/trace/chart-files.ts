import { withPrefix } from '../tree-files.ts';
import type { Location, SourceFile } from '../types.ts';
import { chartFolders } from './subchart.ts';
import { lineLocation } from './template-places.ts';

/** Files that are looked into for a text; larger ones are not. */
const MOST_FILES = 200;
const MOST_CHARACTERS = 1_000_000;

/** The file of a chart that `.Files` gave: the one that the action names, else one that holds the text shown. */
export function chartFile(
  template: SourceFile,
  source: string,
  shown: string | undefined,
): { readonly file: SourceFile; readonly location: Location } | undefined {
  const [folder = ''] = chartFolders(template);
  const prefix = folder === '' ? '' : `${folder}/`;
  const named = /\bFiles\.(?:Get|GetBytes|Lines)\s+["`]([^"`]+)["`]/.exec(source)?.[1];
  const { tree } = template;
  const paths = named === undefined ? filesOf(template, prefix) : [prefix + named];
  const line = shown
    ?.split('\n')
    .find((each) => each.trim().length > 2)
    ?.trim();
  for (const path of paths) {
    const read = tree.kind(path) === 'file' ? tree.read(path) : undefined;
    if (!read?.ok || read.text.length > MOST_CHARACTERS) continue;
    const at = line === undefined ? -1 : read.text.split('\n').findIndex((each) => each.includes(line));
    if (at < 0 && named === undefined) continue;
    const file = { tree, path };
    return { file, location: lineLocation(file, read.text, Math.max(at, 0) + 1) };
  }
  return undefined;
}

/** What `.Files` sees of a chart. */
function filesOf({ tree }: SourceFile, prefix: string): string[] {
  const own = withPrefix(tree.list(), prefix);
  const isTheirs = /^(?:templates|charts)\/|^(?:Chart\.(?:yaml|lock)|values\.yaml|values\.schema\.json)$/;
  return own.filter((path) => !isTheirs.test(path.slice(prefix.length))).slice(0, MOST_FILES);
}
