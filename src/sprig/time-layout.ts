/** Go's layouts: the reference time `Mon Jan 2 15:04:05 MST 2006` written as the text should look. */
export const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');
export const DAYS: readonly string[] = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

export type Element =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | {
      readonly kind: 'fraction';
      readonly separator: string;
      readonly digits: number;
      readonly trim: boolean;
    };

/** Longest first where one begins another; the order in which Go's `nextStdChunk` looks. */
const FIELD =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|01|02|03|04|05|06|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|2006|15|__2|_2006|_2|[1-5]|PM|pm/y;
const FRACTION = /([.,])(0+|9+)(?![0-9])/y;

const layouts = new Map<string, readonly Element[]>();
const CACHE_LIMIT = 256;

export function parseLayout(layout: string): readonly Element[] {
  const known = layouts.get(layout);
  if (known !== undefined) return known;
  const elements = readElements(layout);
  if (layouts.size >= CACHE_LIMIT) layouts.clear();
  layouts.set(layout, elements);
  return elements;
}

function readElements(layout: string): Element[] {
  const elements: Element[] = [];
  let text = '';
  for (let at = 0; at < layout.length;) {
    const [element, length] = elementAt(layout, at);
    at += length;
    if (element.kind === 'text') {
      text += element.text;
      continue;
    }
    if (text !== '') elements.push({ kind: 'text', text });
    text = '';
    elements.push(element);
  }
  if (text !== '') elements.push({ kind: 'text', text });
  return elements;
}

function elementAt(layout: string, at: number): [Element, number] {
  FIELD.lastIndex = at;
  const name = FIELD.exec(layout)?.[0];
  // `_2006` is an underscore and a year, not a padded day.
  if (name === '_2006') return [{ kind: 'text', text: '_' }, 1];
  if (name !== undefined) return [{ kind: 'field', name }, name.length];
  FRACTION.lastIndex = at;
  const fraction = FRACTION.exec(layout);
  if (fraction === null) return [{ kind: 'text', text: layout.charAt(at) }, 1];
  const [whole, separator = '', digits = ''] = fraction;
  return [{ kind: 'fraction', separator, digits: digits.length, trim: digits.startsWith('9') }, whole.length];
}
