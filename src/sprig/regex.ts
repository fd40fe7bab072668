/** Regular expressions: RE2's syntax and its linear time, Go's replacement and splitting rules. */
import { RE2JS, RE2JSSyntaxException } from 're2js';
import { engineFault } from '../template/index.ts';
import type { CallContext, FunctionTable, Value } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { define, table } from './function.ts';
import { nilList, strings } from './kind.ts';

/** Patterns are few and repeated in every render; beyond this many the oldest half is dropped. */
const CACHE_LIMIT = 512;
/** Instructions that compiling makes, and characters that matching looks at, for one step. */
const STEPS_PER_CHARACTER = 12;
const INSTRUCTIONS_PER_STEP = 0.02;
const CHARACTERS_PER_STEP = 4;
/** Of a search, however soon it finds something. */
const STEPS_PER_FIND = 16;
/** Characters that a search may look at beyond what it finds. */
const AHEAD_PER_STEP = 16;
const compiled = new Map<string, RE2JS>();

/** A class of Unicode's has hundreds of ranges. */
const LARGE_CLASS = /\\[pP]/g;
const STEPS_PER_CLASS = 2000;

/** Throws Go's `error parsing regexp: …`. */
export function compile(pattern: string, context?: CallContext): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  if (compiled.size >= CACHE_LIMIT)
    for (const key of [...compiled.keys()].slice(0, CACHE_LIMIT / 2)) compiled.delete(key);
  context?.spend(
    pattern.length * STEPS_PER_CHARACTER + (pattern.match(LARGE_CLASS)?.length ?? 0) * STEPS_PER_CLASS,
  );
  const regex = parse(pattern);
  context?.spend(Math.ceil(regex.programSize() / INSTRUCTIONS_PER_STEP));
  compiled.set(pattern, regex);
  return regex;
}

/** The library leaves out what it complains of where that is empty. */
function parse(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException) || error.message.endsWith('`')) throw error;
    throw new Error(`${error.message}: \`\``, { cause: error });
  }
}

/** Nobody writes patterns with more instructions; of a made-up one each may be at work at each character. */
const LARGE_PROGRAM = 500;

/** At each character many of the program's instructions may be at work. */
function spendSearch(regex: RE2JS, length: number, perStep: number, context: CallContext): void {
  const size = regex.programSize();
  const atWork = size > LARGE_PROGRAM ? size : size / 16;
  context.spend(Math.ceil((length / perStep) * (1 + atWork)));
}

const CLASS_OR_ESCAPE = /\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]/gs;

/**
 * Whether a search may look at all that is left of a text before it knows what it has found, as `a*b|a` does: only where
 * something is repeated before the pattern's end.
 */
function looksAhead(regex: RE2JS): boolean {
  return !/^[^*+{]*(?:[^)*+{][*+]\??)?$/.test(regex.pattern().replaceAll(CLASS_OR_ESCAPE, '.'));
}

/** `regexp.MustCompile`: the same error, with the pattern before it. */
function mustCompile(pattern: string, context: CallContext): RE2JS {
  try {
    return compile(pattern, context);
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    const quoted = pattern.includes('`') ? JSON.stringify(pattern) : `\`${pattern}\``;
    throw new Error(`regexp: Compile(${quoted}): ${(error as Error).message}`, { cause: error });
  }
}

interface Match {
  readonly start: number;
  readonly end: number;
  /** Group by number; undefined where it took no part. */
  readonly group: (index: number) => string | undefined;
}

/** All matches as Go finds them: no empty one right after another match. */
function* matches(regex: RE2JS, value: string, context: CallContext): Generator<Match> {
  const matcher = regex.matcher(value);
  const ahead = looksAhead(regex);
  let previousEnd = -1;
  for (let at = 0; at <= value.length;) {
    if (ahead || at === 0) spendSearch(regex, value.length - at, AHEAD_PER_STEP, context);
    const found = matcher.find(at);
    const start = found ? matcher.start() : value.length;
    const end = found ? matcher.end() : value.length;
    spendSearch(regex, STEPS_PER_FIND * CHARACTERS_PER_STEP + end - at, CHARACTERS_PER_STEP, context);
    if (!found) return;
    const accepted = end > start || start !== previousEnd;
    if (accepted) yield { start, end, group: (index) => matcher.group(index) ?? undefined };
    previousEnd = end;
    at = end > start ? end : end + runeLength(value, end);
    if (end > start && at > value.length) return;
  }
}

function runeLength(value: string, at: number): number {
  return (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function findAll(regex: RE2JS, value: string, limit: number, context: CallContext): Value[] {
  const found: string[] = [];
  for (const { start, end } of matches(regex, value, context)) {
    if (limit >= 0 && found.length >= limit) break;
    found.push(value.slice(start, end));
  }
  return found.length === 0 ? nilStrings() : strings(found);
}

function nilStrings(): Value[] {
  return nilList('[]string');
}

function find(regex: RE2JS, value: string, context: CallContext): string {
  spendSearch(regex, value.length, CHARACTERS_PER_STEP, context);
  const matcher = regex.matcher(value);
  return matcher.find() ? (matcher.group() ?? '') : '';
}

/** `Regexp.Split`: at most `limit` parts where it is positive, none at 0. */
function split(regex: RE2JS, value: string, limit: number, context: CallContext): Value[] {
  if (limit === 0) return nilStrings();
  if (regex.pattern() !== '' && value === '') return strings(['']);
  const parts: string[] = [];
  let from = 0;
  let cut = 0;
  for (const { start, end } of matches(regex, value, context)) {
    if (limit > 0 && parts.length === limit - 1) break;
    cut = start;
    if (end !== 0) parts.push(value.slice(from, cut));
    from = end;
  }
  if (cut !== value.length) parts.push(value.slice(from));
  return strings(parts);
}

type Replacement = (match: Match) => string;

function replaceAll(regex: RE2JS, value: string, replacement: Replacement, context: CallContext): string {
  let out = '';
  let from = 0;
  for (const match of matches(regex, value, context)) {
    const replaced = replacement(match);
    context.spend(Math.ceil(replaced.length / 64));
    out += value.slice(from, match.start) + replaced;
    from = match.end;
  }
  return out + value.slice(from);
}

/** `$1`, `${1}`, `$name`, `${name}`, `$$`; a name is as long as it can be, an unknown one is empty, a stray `$` stays. */
const REFERENCE = /\$(?:\$|\{([0-9A-Za-z_]+)\}|([0-9A-Za-z_]+))/g;

function expander(regex: RE2JS, template: string, context: CallContext): (match: Match) => string {
  const names = new Map<string, number>(Object.entries(regex.namedGroups() as Record<string, number>));
  const groups = regex.groupCount();
  return ({ group }) => {
    context.spend(Math.ceil(template.length / CHARACTERS_PER_STEP));
    return template.replaceAll(REFERENCE, (whole: string, braced?: string, bare?: string) => {
      const name = braced ?? bare;
      if (name === undefined) return whole === '$$' ? '$' : whole;
      const index = /^[0-9]+$/.test(name) ? Number(name) : (names.get(name) ?? -1);
      return index >= 0 && index <= groups ? (group(index) ?? '') : '';
    });
  };
}

function quoteMeta(value: string): string {
  return value.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
}

type Compiler = (pattern: string, context: CallContext) => RE2JS;

function isMatch(pattern: string, value: string, context: CallContext): boolean {
  const regex = compile(pattern, context);
  spendSearch(regex, value.length, CHARACTERS_PER_STEP, context);
  return regex.matcher(value).find();
}

function matchesQuietly(pattern: string, value: string, context: CallContext): boolean {
  try {
    return isMatch(pattern, value, context);
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    return false;
  }
}

/** The functions that differ from their `must` twins by how they compile. */
function family(prefix: string, compiler: Compiler): ReturnType<typeof define>[] {
  const named = (name: string): string =>
    prefix === '' ? name : prefix + name.charAt(0).toUpperCase() + name.slice(1);
  return [
    define(named('regexFindAll'), 'string string int', ([pattern, value, limit], context) =>
      findAll(compiler(text(pattern), context), text(value), integer(limit), context),
    ),
    define(named('regexFind'), 'string string', ([pattern, value], context) =>
      find(compiler(text(pattern), context), text(value), context),
    ),
    define(named('regexSplit'), 'string string int', ([pattern, value, limit], context) =>
      split(compiler(text(pattern), context), text(value), integer(limit), context),
    ),
    define(named('regexReplaceAll'), 'string string string', ([pattern, value, replacement], context) => {
      const regex = compiler(text(pattern), context);
      return replaceAll(regex, text(value), expander(regex, text(replacement), context), context);
    }),
    define(
      named('regexReplaceAllLiteral'),
      'string string string',
      ([pattern, value, replacement], context) =>
        replaceAll(compiler(text(pattern), context), text(value), () => text(replacement), context),
    ),
  ];
}

const functions = table(
  family('', mustCompile),
  family('must', compile),
  define('regexMatch', 'string string', ([pattern, value], context) =>
    matchesQuietly(text(pattern), text(value), context),
  ),
  define('mustRegexMatch', 'string string', ([pattern, value], context) =>
    isMatch(text(pattern), text(value), context),
  ),
  define('regexQuoteMeta', 'string', ([value]) => quoteMeta(text(value)), { charactersPerStep: 4 }),
);

/** Each search makes a machine. */
export const regexFunctions: FunctionTable = new Map(
  [...functions].map(([name, each]) => [name, { ...each, steps: 24 }]),
);
