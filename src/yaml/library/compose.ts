/** The `yaml` package's reading of a text: nodes with ranges, scalars still as written. */
import { Composer, type CST, type Document, type ParsedNode, Parser } from 'yaml';
import { type Aliases, bindAliases } from './aliases.ts';
import { estimateTooDeep, findTooDeep } from './depth.ts';
import { YamlFailure } from './failure.ts';

export interface ComposedDocument {
  readonly contents: ParsedNode | null;
  readonly aliases: Aliases;
  readonly start: number;
  readonly end: number;
  /** The first thing wrong with it, by place. */
  readonly failure: YamlFailure | undefined;
}

export interface Composed {
  readonly documents: readonly ComposedDocument[];
  /** What went wrong outside of any document. */
  readonly failure: YamlFailure | undefined;
}

const noAliases: Aliases = new Map();

/** `failsafe` leaves every scalar a string, so that `scalar/` alone says what it means. */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Never throws. Stops at a document that is nested too deep. */
export function compose(text: string): Composed {
  try {
    return composeTokens(text, [...new Parser().parse(text)]);
  } catch (error) {
    if (error instanceof RangeError) return { documents: [], failure: estimateTooDeep(text) };
    return { documents: [], failure: new YamlFailure('invalid', String(error), 0, 1) };
  }
}

function composeTokens(text: string, tokens: readonly CST.Token[]): Composed {
  const composer = new Composer(options);
  const extents = findExtents(text, tokens);
  const shallow = untilTooDeep(tokens);
  const composed = [...composer.compose(shallow.tokens)] as Document.Parsed[];
  const documents = composed.map((document, index) => ({
    contents: document.contents,
    aliases: text.includes('*') ? bindAliases(document.contents) : noAliases,
    start: extents[index]?.start ?? 0,
    end: extents[index]?.end ?? text.length,
    failure: firstFailure(document.errors),
  }));
  return { documents, failure: shallow.failure ?? firstFailure(composer.streamInfo().errors) };
}

function untilTooDeep(tokens: readonly CST.Token[]): {
  tokens: readonly CST.Token[];
  failure: YamlFailure | undefined;
} {
  for (const [index, token] of tokens.entries()) {
    const failure = token.type === 'document' ? findTooDeep(token) : undefined;
    if (failure !== undefined) return { tokens: tokens.slice(0, index), failure };
  }
  return { tokens, failure: undefined };
}

function firstFailure(
  errors: readonly { message: string; pos: [number, number] }[],
): YamlFailure | undefined {
  let first = errors[0];
  for (const error of errors) if (first !== undefined && error.pos[0] < first.pos[0]) first = error;
  return first && new YamlFailure('invalid', first.message, first.pos[0], first.pos[1]);
}

interface Extent {
  start: number;
  end: number;
}

/** From behind a document's `---` line up to the next `---` or `...`. */
function findExtents(text: string, tokens: readonly CST.Token[]): readonly Extent[] {
  const extents: Extent[] = [];
  let free = text.startsWith('\uFEFF') ? 1 : 0;
  for (const token of tokens) {
    const last = extents.at(-1);
    if (token.type === 'doc-end') {
      if (last !== undefined) last.end = Math.min(last.end, token.offset);
      free = lineEnd(text, token.offset);
    } else if (token.type === 'document') {
      const marker = token.start.find((part) => part.type === 'doc-start');
      if (last !== undefined) last.end = Math.min(last.end, marker?.offset ?? free);
      extents.push({
        start: marker === undefined ? free : behindMarker(text, marker.offset),
        end: text.length,
      });
    }
  }
  return extents;
}

function behindMarker(text: string, marker: number): number {
  const end = lineEnd(text, marker);
  return /^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(marker + 3, end)) ? end : marker + 3;
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}
