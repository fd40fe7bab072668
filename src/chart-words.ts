import { fileName } from './source-file.ts';
import { filesUnder } from './tree-files.ts';
import type { SourceFile, SourceTree } from './types.ts';

/** Longer files are data, not templates. */
const MOST_CHARACTERS = 1_000_000;

/** A word that only one file of a chart says is known by that file's name, one that several say by this. */
const SEVERAL = '';

/** What a chart's files and its subcharts' say. */
export interface ChartWords {
  /** What is not among them, none of its templates asks for by name. */
  readonly words: ReadonlyMap<string, string>;
  /** Fields whose own fields are not named at once: `resources` of `toYaml .Values.resources`, `image` of `with .Values.image`. */
  readonly maps: ReadonlySet<string>;
}

/** Whether any file of the charts but `except` says `word`. */
export function isSaid(charts: readonly ChartWords[], word: string, except: string): boolean {
  return charts.some(({ words }) => (words.get(word) ?? except) !== except);
}

/** Whether a template may take a map of that name as a whole, also under conditions that no release meets. */
export function isTakenWhole(charts: readonly ChartWords[], name: string): boolean {
  return charts.some(({ maps }) => maps.has(name));
}

/** Each chart is read once. */
export class ChartLibrary {
  readonly #known = new Map<SourceTree, Map<string, ChartWords>>();

  words({ tree, path: folder }: SourceFile): ChartWords {
    let charts = this.#known.get(tree);
    if (charts === undefined) this.#known.set(tree, (charts = new Map()));
    let words = charts.get(folder);
    if (words === undefined) charts.set(folder, (words = wordsOf(tree, folder)));
    return words;
  }
}

function wordsOf(tree: SourceTree, folder: string): ChartWords {
  const words = new Map<string, string>();
  const maps = new Set<string>();
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const path of filesUnder(tree, folder)) {
    if (isOtherValues(path.slice(prefix.length))) continue;
    const read = tree.read(path);
    if (!read.ok || read.text.length > MOST_CHARACTERS) continue;
    const name = fileName({ tree, path });
    for (const word of new Set(read.text.match(/\w(?:[\w-]*\w)?/g)))
      words.set(word, (words.get(word) ?? name) === name ? name : SEVERAL);
    if (!/(?:^|\/)templates\//.test(path)) continue;
    for (const [, field, text] of read.text.matchAll(/\.([a-zA-Z_]\w*)\b(?!\.\w)|["`]([\w-]+)["`]/g))
      maps.add((field ?? text)!);
  }
  return { words, maps };
}

/** Beside a chart's own files stand values for its environments, which say what is to be judged. */
function isOtherValues(path: string): boolean {
  if (/^(?:templates|charts)\//.test(path)) return false;
  return /\.ya?ml$/.test(path) && !/^(?:Chart|values|requirements)\.yaml$/.test(path);
}
