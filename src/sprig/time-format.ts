import { civilFromSeconds } from './civil.ts';
import type { Civil } from './civil.ts';
import { DAYS, MONTHS, parseLayout } from './time-layout.ts';
import type { Element } from './time-layout.ts';
import type { Offset } from './time-zone.ts';

/** A moment: seconds since 1970 (UTC), nanoseconds within the second, and the zone's offset then. */
export interface Moment {
  readonly seconds: bigint;
  readonly nanoseconds: number;
  readonly offset: Offset;
}

export function civilOf({ seconds, offset }: Moment): Civil {
  return civilFromSeconds(Number(seconds) + offset.seconds);
}

/** `Time.Format`. */
export function formatTime(moment: Moment, layout: string): string {
  const civil = civilOf(moment);
  return parseLayout(layout)
    .map((element) => formatElement(element, moment, civil))
    .join('');
}

function formatElement(element: Element, moment: Moment, civil: Civil): string {
  if (element.kind === 'text') return element.text;
  if (element.kind === 'fraction') return formatFraction(element, moment.nanoseconds);
  const field = FIELDS.get(element.name);
  return field === undefined ? formatOffset(element.name, moment.offset.seconds) : field(civil, moment);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value)).padStart(width, '0');
  return value < 0 ? `-${digits}` : digits;
}

type Field = (civil: Civil, moment: Moment) => string;

function hour12({ hour }: Civil): number {
  return hour % 12 === 0 ? 12 : hour % 12;
}

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['2006', ({ year }) => padded(year, 4)],
  ['06', ({ year }) => two(((year % 100) + 100) % 100)],
  ['January', ({ month }) => MONTHS[month - 1]!],
  ['Jan', ({ month }) => MONTHS[month - 1]!.slice(0, 3)],
  ['01', ({ month }) => two(month)],
  ['1', ({ month }) => String(month)],
  ['Monday', ({ weekday }) => DAYS[weekday]!],
  ['Mon', ({ weekday }) => DAYS[weekday]!.slice(0, 3)],
  ['02', ({ day }) => two(day)],
  ['2', ({ day }) => String(day)],
  ['_2', ({ day }) => String(day).padStart(2, ' ')],
  ['002', ({ yearDay }) => String(yearDay).padStart(3, '0')],
  ['__2', ({ yearDay }) => String(yearDay).padStart(3, ' ')],
  ['15', ({ hour }) => two(hour)],
  ['03', (civil) => two(hour12(civil))],
  ['3', (civil) => String(hour12(civil))],
  ['04', ({ minute }) => two(minute)],
  ['4', ({ minute }) => String(minute)],
  ['05', ({ second }) => two(second)],
  ['5', ({ second }) => String(second)],
  ['PM', ({ hour }) => (hour >= 12 ? 'PM' : 'AM')],
  ['pm', ({ hour }) => (hour >= 12 ? 'pm' : 'am')],
  ['MST', (_, { offset }) => offset.name || formatOffset('-0700', offset.seconds)],
]);

function formatFraction(
  { separator, digits, trim }: Element & { kind: 'fraction' },
  nanoseconds: number,
): string {
  const text = String(nanoseconds).padStart(9, '0').slice(0, digits).padEnd(digits, '0');
  if (!trim) return separator + text;
  const trimmed = text.replace(/0+$/, '');
  return trimmed === '' ? '' : separator + trimmed;
}

/** `-0700`, `Z07:00` and their like, by the form of the element. */
function formatOffset(form: string, seconds: number): string {
  if (form.startsWith('Z') && seconds === 0) return 'Z';
  const size = Math.abs(seconds);
  const parts = [two(Math.floor(size / 3600)), two(Math.floor((size % 3600) / 60)), two(size % 60)];
  const digits = form.replaceAll(/[^0-9]/g, '').length;
  return (seconds < 0 ? '-' : '+') + parts.slice(0, digits / 2).join(form.includes(':') ? ':' : '');
}
