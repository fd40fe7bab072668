/** Upper, lower, title, snake and the like. */
import type { FunctionTable, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { isAscii, toBytes } from './bytes.ts';
import { define, table } from './function.ts';
import type { Options } from './function.ts';
import { camelCaseToLowerCase, toPascalCase } from './word-case.ts';
import { isLower, isSpace, isUpper, lowerRune, mapRunes, titleRune, upperRune } from './unicode.ts';

function upper(value: string): string {
  return isAscii(value) ? value.toUpperCase() : mapRunes(value, upperRune);
}

function lower(value: string): string {
  return isAscii(value) ? value.toLowerCase() : mapRunes(value, lowerRune);
}

/** `strings.Title`: letters, digits and `_` go on with a word; so does anything beyond ASCII that is not a space. */
function isSeparator(character: string): boolean {
  if (/^[0-9A-Za-z_]$/.test(character)) return false;
  if (/^[\p{L}\p{Nd}]$/u.test(character)) return false;
  return isAscii(character) || isSpace(character);
}

function title(value: string): string {
  let previous = ' ';
  return mapRunes(value, (character) => {
    const starts = isSeparator(previous);
    previous = character;
    return starts ? titleRune(character) : character;
  });
}

function untitle(value: string): string {
  let starts = true;
  return mapRunes(value, (character) => {
    if (isSpace(character)) {
      starts = true;
      return character;
    }
    const mapped = starts ? lowerRune(character) : character;
    starts = false;
    return mapped;
  });
}

/** goutils' word-based rule: a lower-case letter that starts a word becomes title case, another one upper case. */
function swapcase(value: string): string {
  let afterSpace = true;
  return mapRunes(value, (character) => {
    if (!isUpper(character) && !isLower(character) && !/^\p{Lt}$/u.test(character)) {
      afterSpace = isSpace(character);
      return character;
    }
    const mapped = isLower(character) ? raise(character, afterSpace) : lowerRune(character);
    afterSpace = false;
    return mapped;
  });
}

function raise(character: string, afterSpace: boolean): string {
  return afterSpace ? titleRune(character) : upperRune(character);
}

/** The bytes, each taken for a character as goutils does: beyond ASCII its answers are Latin-1. */
function byteCharacters(value: string): string[] {
  return [...toBytes(value)].map((byte) => String.fromCodePoint(byte));
}

function initials(value: string): string {
  let afterGap = true;
  let out = '';
  for (const character of byteCharacters(value)) {
    const gap = isSpace(character);
    if (!gap && afterGap) out += character;
    afterGap = gap;
  }
  return out;
}

function nospace(value: string): string {
  if (isAscii(value)) return value.replaceAll(/[\t\n\v\f\r ]/g, '');
  const characters = byteCharacters(value);
  const kept = characters.filter((character) => !isSpace(character));
  return kept.length === characters.length ? value : kept.join('');
}

const CHARACTER_BY_CHARACTER = { charactersPerStep: 0.5 };

/** Where words are looked for, each letter is asked of what kind it is. */
const WORD_BY_WORD = { charactersPerStep: 0.2 };

function onText(
  name: string,
  change: (value: string) => string,
  cost: Options = CHARACTER_BY_CHARACTER,
): ReturnType<typeof define> {
  return define(name, 'string', ([value]: Value[]) => change(text(value)), cost);
}

export const caseFunctions: FunctionTable = table(
  onText('upper', upper),
  onText('lower', lower),
  onText('title', title),
  onText('untitle', untitle),
  onText('swapcase', swapcase),
  onText('initials', initials),
  onText('nospace', nospace),
  onText('camelcase', toPascalCase),
  onText('snakecase', (value) => camelCaseToLowerCase(value, '_'), WORD_BY_WORD),
  onText('kebabcase', (value) => camelCaseToLowerCase(value, '-'), WORD_BY_WORD),
);
