/** The `yaml` package's reading of a text: nodes with ranges, and as much as there is of a text that is broken. */
import { Composer, type CST, type Document, type ParsedNode, Parser } from 'yaml';
import { MAX_DEPTH } from '../depth.ts';
import { type Aliases, bindAliases } from './aliases.ts';

/** A document as it is written, comments and all. */
export interface WrittenDocument {
  readonly contents: ParsedNode | null;
  readonly aliases: Aliases;
  /** Where it begins, before any comment. */
  readonly start: number;
}

/** `failsafe` leaves every scalar a string, so that `scalar/` alone says what it means. */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  strict: false,
  logLevel: 'silent',
} as const;

/** Never throws; documents from one that is nested too deep on are left out. */
export function readWritten(text: string): readonly WrittenDocument[] {
  try {
    const composed = [...new Composer(options).compose(untilTooDeep(text))] as Document.Parsed[];
    return composed.map(({ contents, range }) => ({
      contents,
      aliases: bindAliases(contents),
      start: range[0],
    }));
  } catch {
    return [];
  }
}

function* untilTooDeep(text: string): Generator<CST.Token, void, void> {
  for (const token of new Parser().parse(text)) {
    if (token.type === 'document' && isTooDeep(token)) return;
    yield token;
  }
}

function isTooDeep(document: CST.Document): boolean {
  const open: { token: CST.Token | null | undefined; depth: number }[] = [
    { token: document.value, depth: 0 },
  ];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { token, depth } = top;
    if (token === null || token === undefined || !('items' in token)) continue;
    if (depth >= MAX_DEPTH) return true;
    for (const { key, value } of token.items)
      open.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
  }
  return false;
}
