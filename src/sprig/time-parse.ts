/** `time.ParseInLocation`, in UTC. */
import { daysFromCivil, daysIn } from './civil.ts';
import { quote } from '../template/index.ts';
import { DAYS, MONTHS, parseLayout } from './time-layout.ts';
import type { Element } from './time-layout.ts';
import { fixedZone, UTC_ZONE } from './time-zone.ts';
import type { Zone } from './time-zone.ts';

interface Parsed {
  readonly seconds: bigint;
  readonly nanoseconds: number;
  readonly zone: Zone;
}

interface Fields {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanoseconds: number;
  pm: 'am' | 'pm' | '';
  zone: Zone;
  offset: number;
}

/** Throws Go's `parsing time "x" as "2006-01-02": cannot parse "x" as "2006"`. */
export function parseTime(layout: string, value: string): Parsed {
  return new Parser(layout, value).parse();
}

class Parser {
  readonly #layout: string;
  readonly #value: string;
  #rest: string;
  readonly #fields: Fields = {
    year: 0,
    month: -1,
    day: -1,
    yearDay: -1,
    hour: 0,
    minute: 0,
    second: 0,
    nanoseconds: 0,
    pm: '',
    zone: UTC_ZONE,
    offset: 0,
  };

  constructor(layout: string, value: string) {
    this.#layout = layout;
    this.#value = value;
    this.#rest = value;
  }

  parse(): Parsed {
    const elements = parseLayout(this.#layout);
    for (const [index, element] of elements.entries()) this.#element(element, elements[index + 1]);
    if (this.#rest !== '') throw this.#error(`: extra text: ${quote(this.#rest)}`);
    return this.#finish();
  }

  #prefix(): string {
    return `parsing time ${quote(this.#value)}`;
  }

  #error(message: string): Error {
    return new Error(this.#prefix() + message);
  }

  #mismatch(element: string): Error {
    return this.#error(` as ${quote(this.#layout)}: cannot parse ${quote(this.#rest)} as ${quote(element)}`);
  }

  #range(what: string): Error {
    return this.#error(`: ${what} out of range`);
  }

  #element(element: Element, next: Element | undefined): void {
    if (element.kind === 'text') this.#text(element.text);
    else if (element.kind === 'fraction') this.#fraction(element);
    else this.#field(element.name, next);
  }

  /** A run of spaces in the layout stands for any run of spaces. */
  #text(text: string): void {
    for (let at = 0; at < text.length; at++) {
      if (text[at] === ' ') {
        if (this.#rest !== '' && !this.#rest.startsWith(' ')) throw this.#mismatch(text.slice(at));
        while (text[at + 1] === ' ') at += 1;
        this.#rest = this.#rest.replace(/^ +/, '');
      } else if (this.#rest.startsWith(text[at]!)) this.#rest = this.#rest.slice(1);
      else throw this.#mismatch(text.slice(at));
    }
  }

  #match(pattern: RegExp, element: string): string {
    const found = pattern.exec(this.#rest)?.[0];
    if (found === undefined) throw this.#mismatch(element);
    this.#rest = this.#rest.slice(found.length);
    return found;
  }

  #number(element: string, pattern: RegExp, least: number, most: number, what: string): number {
    const value = Number(this.#match(pattern, element));
    if (value < least || value > most) throw this.#range(what);
    return value;
  }

  #name(names: readonly string[], length: number | undefined, element: string): number {
    const index = names.findIndex((name) =>
      this.#rest.toLowerCase().startsWith(name.slice(0, length).toLowerCase()),
    );
    if (index === -1) throw this.#mismatch(element);
    this.#rest = this.#rest.slice(names[index]!.slice(0, length).length);
    return index;
  }

  #field(name: string, next: Element | undefined): void {
    const fields = this.#fields;
    switch (name) {
      case '2006':
        fields.year = Number(this.#match(/^\d{4}/, name));
        break;
      case '06':
        fields.year = Number(this.#match(/^\d{2}/, name));
        fields.year += fields.year >= 69 ? 1900 : 2000;
        break;
      case 'January':
        fields.month = this.#name(MONTHS, undefined, name) + 1;
        break;
      case 'Jan':
        fields.month = this.#name(MONTHS, 3, name) + 1;
        break;
      case '01':
      case '1':
        fields.month = this.#number(name, name === '01' ? /^\d{2}/ : /^\d{1,2}/, 1, 12, 'month');
        break;
      case 'Monday':
        this.#name(DAYS, undefined, name);
        break;
      case 'Mon':
        this.#name(DAYS, 3, name);
        break;
      case '02':
      case '2':
      case '_2':
        if (name === '_2') this.#rest = this.#rest.replace(/^ /, '');
        fields.day = Number(this.#match(name === '02' ? /^\d{2}/ : /^\d{1,2}/, name));
        break;
      case '002':
      case '__2':
        if (name === '__2') this.#rest = this.#rest.replace(/^ {1,2}/, '');
        fields.yearDay = Number(this.#match(name === '002' ? /^\d{3}/ : /^\d{1,3}/, name));
        break;
      default:
        this.#clock(name, next);
    }
  }

  #clock(name: string, next: Element | undefined): void {
    const fields = this.#fields;
    const digits = name.length === 2 && name !== '15' ? /^\d{2}/ : /^\d{1,2}/;
    if (name === '15') fields.hour = this.#number(name, digits, 0, 23, 'hour');
    else if (name === '03' || name === '3') fields.hour = this.#number(name, digits, 0, 12, 'hour');
    else if (name === '04' || name === '4') fields.minute = this.#number(name, digits, 0, 59, 'minute');
    else if (name === '05' || name === '5') this.#second(name, digits, next);
    else if (name === 'PM') fields.pm = this.#match(/^(?:AM|PM)/, name).toLowerCase() as 'am' | 'pm';
    else if (name === 'pm') fields.pm = this.#match(/^(?:am|pm)/, name) as 'am' | 'pm';
    else this.#zone(name);
  }

  /** A fraction may follow the seconds though the layout has none. */
  #second(name: string, digits: RegExp, next: Element | undefined): void {
    this.#fields.second = this.#number(name, digits, 0, 59, 'second');
    if (next?.kind === 'fraction') return;
    const fraction = /^[.,]\d+/.exec(this.#rest)?.[0];
    if (fraction === undefined) return;
    this.#rest = this.#rest.slice(fraction.length);
    this.#nanoseconds(fraction.slice(1));
  }

  #nanoseconds(digits: string): void {
    this.#fields.nanoseconds = Number(digits.slice(0, 9).padEnd(9, '0'));
  }

  #fraction({ digits, trim, separator }: Element & { kind: 'fraction' }): void {
    if (trim && !/^[.,]\d/.test(this.#rest)) return;
    const pattern = trim ? /^[.,]\d+/ : new RegExp(String.raw`^[.,]\d{${digits}}(?!\d)`);
    this.#nanoseconds(this.#match(pattern, separator + '0'.repeat(digits)).slice(1));
  }

  #zone(name: string): void {
    if (name === 'MST') return this.#abbreviation();
    if (name.startsWith('Z') && this.#rest.startsWith('Z')) {
      this.#rest = this.#rest.slice(1);
      return undefined;
    }
    const sign = this.#match(/^[+-](?=\d)/, name);
    const parts = name.match(/\d\d/g)!.length;
    const pattern = Array.from({ length: parts }, () => String.raw`(\d{2})`).join(
      name.includes(':') ? ':' : '',
    );
    const digits = this.#match(new RegExp(`^${pattern}`), name).match(/\d\d/g)!;
    const [hours = '0', minutes = '0', seconds = '0'] = digits;
    const east = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    this.#fields.offset = sign === '-' ? -east : east;
    if (east !== 0) this.#fields.zone = fixedZone(this.#fields.offset);
    return undefined;
  }

  /** An abbreviation that UTC does not know gives a made-up zone of that name without an offset. */
  #abbreviation(): void {
    const name = this.#match(/^(?:UTC|[A-Z]{3,5}|[+-]\d{2})/, 'MST');
    if (name !== 'UTC') this.#fields.zone = fixedZone(0, name);
  }

  #finish(): Parsed {
    const { year, nanoseconds, zone, offset } = this.#fields;
    const hour = this.#hour();
    const days = this.#days(year);
    const seconds = days * 86_400 + hour * 3600 + this.#fields.minute * 60 + this.#fields.second - offset;
    return { seconds: BigInt(seconds), nanoseconds, zone };
  }

  #hour(): number {
    const { hour, pm } = this.#fields;
    if (pm === 'pm' && hour < 12) return hour + 12;
    return pm === 'am' && hour === 12 ? 0 : hour;
  }

  #days(year: number): number {
    const { month, day, yearDay } = this.#fields;
    if (yearDay >= 0) {
      if (yearDay < 1 || yearDay > daysFromCivil(year + 1, 1, 1) - daysFromCivil(year, 1, 1))
        throw this.#range('day-of-year');
      return daysFromCivil(year, 1, yearDay);
    }
    const inMonth = month < 0 ? 1 : month;
    const inDay = day < 0 ? 1 : day;
    if (inDay < 1 || inDay > daysIn(year, inMonth)) throw this.#range('day');
    return daysFromCivil(year, inMonth, inDay);
  }
}
