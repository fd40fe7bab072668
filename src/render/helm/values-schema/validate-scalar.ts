import type { Json } from '../../../types.ts';
import { quote } from './failure.ts';
import { isMultiple, printed, printedCount } from './numbers.ts';
import type { Visit } from './visit.ts';

export function checkText(visit: Visit, text: string): void {
  const { minLength: least, maxLength: most, pattern } = visit.node.keywords;
  if (least !== undefined || most !== undefined) checkLength(visit, text, least, most);
  if (typeof pattern !== 'string') return;
  visit.shared.steps.spend(Math.ceil(text.length / 128));
  if (!visit.node.patterns.get(pattern)!.matcher(text).find())
    visit.fail('pattern', `${quote(text)} does not match pattern ${quote(pattern)}`);
}

function checkLength(visit: Visit, text: string, least: Json | undefined, most: Json | undefined): void {
  const length = Array.from(text).length;
  const words = (keyword: string, want: number): string =>
    `${keyword}: got ${printedCount(length)}, want ${printedCount(want)}`;
  if (typeof least === 'number' && length < least) visit.fail('minLength', words('minLength', least));
  if (typeof most === 'number' && length > most) visit.fail('maxLength', words('maxLength', most));
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

export function checkNumber(visit: Visit, value: number): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = boundsOf(visit);
  const fail = (keyword: string, want: number): void =>
    visit.fail(keyword, `${keyword}: got ${printed(value)}, want ${printed(want)}`);
  if (minimum !== undefined && value < minimum) fail('minimum', minimum);
  if (maximum !== undefined && value > maximum) fail('maximum', maximum);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) fail('exclusiveMinimum', exclusiveMinimum);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) fail('exclusiveMaximum', exclusiveMaximum);
  const { multipleOf } = visit.node.keywords;
  if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf)) fail('multipleOf', multipleOf);
}

/** In draft 4 `exclusiveMinimum: true` makes of `minimum` what it is a number for later. */
function boundsOf({ node }: Visit): Bounds {
  const { keywords } = node;
  return {
    ...bound(keywords['minimum'], keywords['exclusiveMinimum'], 'minimum', 'exclusiveMinimum'),
    ...bound(keywords['maximum'], keywords['exclusiveMaximum'], 'maximum', 'exclusiveMaximum'),
  };
}

function bound(
  limit: Json | undefined,
  exclusive: Json | undefined,
  name: keyof Bounds,
  exclusiveName: keyof Bounds,
): Bounds {
  if (exclusive === true) return isNumber(limit) ? { [exclusiveName]: limit } : {};
  return {
    ...(isNumber(limit) && { [name]: limit }),
    ...(isNumber(exclusive) && { [exclusiveName]: exclusive }),
  };
}

function isNumber(value: Json | undefined): value is number {
  return typeof value === 'number';
}
