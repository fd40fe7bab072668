/** `time.Time` as templates see it. */
import { GoInt, NamedInt } from '../template/value.ts';
import type { FunctionTable, GoFunction, GoObject, Value } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { daysFromCivil } from './civil.ts';
import { printDuration, SECOND } from './duration.ts';
import { define, table } from './function.ts';
import type { JsonObject } from './json-encode.ts';
import { civilOf, formatTime } from './time-format.ts';
import type { Moment } from './time-format.ts';
import { DAYS, MONTHS } from './time-layout.ts';
import { UTC_ZONE } from './time-zone.ts';
import type { Zone } from './time-zone.ts';

const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';
const STRING = '2006-01-02 15:04:05.999999999 -0700 MST';
/** Go's zero time: 1 January of the year 1. */
const ZERO_SECONDS = BigInt(daysFromCivil(1, 1, 1)) * 86_400n;

export class GoTime implements JsonObject {
  readonly goType = 'time.Time';
  readonly fields: ReadonlyMap<string, Value> = new Map();
  readonly seconds: bigint;
  readonly nanoseconds: number;
  readonly zone: Zone;

  constructor(seconds: bigint, nanoseconds = 0, zone: Zone = UTC_ZONE) {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
    this.zone = zone;
  }

  static zero(): GoTime {
    return new GoTime(ZERO_SECONDS);
  }

  get methods(): ReadonlyMap<string, GoFunction> {
    return timeMethods(this);
  }

  get moment(): Moment {
    return { seconds: this.seconds, nanoseconds: this.nanoseconds, offset: this.zone.at(this.seconds) };
  }

  /** Nanoseconds since 1970. */
  get total(): bigint {
    return this.seconds * SECOND + BigInt(this.nanoseconds);
  }

  in(zone: Zone): GoTime {
    return new GoTime(this.seconds, this.nanoseconds, zone);
  }

  add(nanoseconds: bigint): GoTime {
    const total = this.total + nanoseconds;
    const rest = ((total % SECOND) + SECOND) % SECOND;
    return new GoTime((total - rest) / SECOND, Number(rest), this.zone);
  }

  format(layout: string): string {
    return formatTime(this.moment, layout);
  }

  print(): string {
    return this.format(STRING);
  }

  toGoJson(): Value {
    return this.format(RFC3339_NANO);
  }

  /** As `==`: one instant in two zones is two times. */
  equals(other: GoObject): boolean {
    return other instanceof GoTime && other.total === this.total && other.zone === this.zone;
  }
}

/** A month or a weekday. */
function named(goType: string, value: number, text: string): NamedInt {
  return new NamedInt(value, 'int', { goType, text, methods: table(define('String', '', () => text)) });
}

function duration(nanoseconds: bigint): NamedInt {
  const seconds = Number(nanoseconds) / 1e9;
  const text = printDuration(nanoseconds);
  return new NamedInt(nanoseconds, 'int64', {
    goType: 'time.Duration',
    text,
    methods: table(
      define('String', '', () => text),
      define('Seconds', '', () => seconds),
      define('Minutes', '', () => seconds / 60),
      define('Hours', '', () => seconds / 3600),
      define('Nanoseconds', '', () => new GoInt(nanoseconds, 'int64')),
      define('Microseconds', '', () => new GoInt(nanoseconds / 1000n, 'int64')),
      define('Milliseconds', '', () => new GoInt(nanoseconds / 1_000_000n, 'int64')),
      define('Abs', '', () => duration(nanoseconds < 0n ? -nanoseconds : nanoseconds)),
    ),
  });
}

function other(value: Value): GoTime {
  return value instanceof GoTime ? value : GoTime.zero();
}

function compared(a: GoTime, b: GoTime): GoInt {
  return new GoInt(a.total < b.total ? -1 : a.total > b.total ? 1 : 0);
}

function addDate(time: GoTime, years: number, months: number, days: number): GoTime {
  const civil = civilOf(time.moment);
  const month = civil.month - 1 + months;
  const year = civil.year + years + Math.floor(month / 12);
  const day = daysFromCivil(year, (((month % 12) + 12) % 12) + 1, 1) + civil.day - 1 + days;
  const before = daysFromCivil(civil.year, civil.month, civil.day);
  return new GoTime(time.seconds + BigInt((day - before) * 86_400), time.nanoseconds, time.zone);
}

function number(name: string, value: number): GoFunction {
  return define(name, '', () => new GoInt(value));
}

function timeMethods(time: GoTime): FunctionTable {
  const civil = civilOf(time.moment);
  return table(
    number('Year', civil.year),
    number('Day', civil.day),
    number('Hour', civil.hour),
    number('Minute', civil.minute),
    number('Second', civil.second),
    number('YearDay', civil.yearDay),
    number('Nanosecond', time.nanoseconds),
    define('Month', '', () => named('time.Month', civil.month, MONTHS[civil.month - 1]!)),
    define('Weekday', '', () => named('time.Weekday', civil.weekday, DAYS[civil.weekday]!)),
    define('Unix', '', () => new GoInt(time.seconds, 'int64')),
    define('UnixMilli', '', () => new GoInt(time.total / 1_000_000n, 'int64')),
    define('UnixMicro', '', () => new GoInt(time.total / 1000n, 'int64')),
    define('UnixNano', '', () => new GoInt(time.total, 'int64')),
    define('Format', 'string', ([layout]) => time.format(text(layout))),
    define('String', '', () => time.print()),
    define('UTC', '', () => time.in(UTC_ZONE)),
    define('Local', '', () => time.in(UTC_ZONE)),
    define('IsZero', '', () => time.seconds === ZERO_SECONDS && time.nanoseconds === 0),
    define('AddDate', 'int int int', ([years, months, days]) =>
      addDate(time, integer(years), integer(months), integer(days)),
    ),
    define('Sub', 'any', ([value]) => duration(time.total - other(value).total)),
    define('Compare', 'any', ([value]) => compared(time, other(value))),
    define('Before', 'any', ([value]) => time.total < other(value).total),
    define('After', 'any', ([value]) => time.total > other(value).total),
    define('Equal', 'any', ([value]) => time.total === other(value).total),
  );
}
