/** Sprig's date functions. The zone "Local" is UTC, the clock is the render's own: see host.ts. */
import { engineFault } from '../template/index.ts';
import { GoInt } from '../template/value.ts';
import type { CallContext, FunctionTable, GoFunction, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { durationProblem, parseDuration, printDuration, roundDuration, SECOND } from './duration.ts';
import { alias, define, table } from './function.ts';
import { clock } from './host.ts';
import { typeName } from './kind.ts';
import { parseGoInt } from './number.ts';
import { GoTime } from './time.ts';
import { parseTime } from './time-parse.ts';
import { loadZone, UTC_ZONE } from './time-zone.ts';

/** A time, or seconds since 1970 as an int; anything else is now. */
function timeOf(value: Value, context: CallContext, kinds: readonly string[]): GoTime {
  if (value instanceof GoTime) return value;
  if (value instanceof GoInt && kinds.includes(typeName(value))) return new GoTime(value.value);
  return now(context);
}

function now(context: CallContext): GoTime {
  return new GoTime(0n).add(clock(context));
}

const DATE_KINDS = ['int', 'int32', 'int64'];
const AGO_KINDS = ['int', 'int64'];

function dateInZone(layout: string, value: Value, zone: string, context: CallContext): string {
  return timeOf(value, context, DATE_KINDS)
    .in(loadZone(zone) ?? UTC_ZONE)
    .format(layout);
}

function parsed(layout: Value, value: Value): GoTime {
  const { seconds, nanoseconds, zone } = parseTime(text(layout), text(value));
  return new GoTime(seconds, nanoseconds, zone);
}

function toDate(layout: Value, value: Value): GoTime {
  try {
    return parsed(layout, value);
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    return GoTime.zero();
  }
}

function modified(amount: Value, value: Value): GoTime {
  const duration = parseDuration(text(amount));
  return duration === undefined ? (value as GoTime) : (value as GoTime).add(duration);
}

function mustModify(amount: Value, value: Value): GoTime {
  const duration = parseDuration(text(amount));
  if (duration === undefined) throw new Error(durationProblem(text(amount)));
  return (value as GoTime).add(duration);
}

/** Seconds, as a text or an int64; anything else counts as 0. */
function seconds(value: Value): bigint {
  if (typeof value === 'string') return parseGoInt(value, 10) ?? 0n;
  return value instanceof GoInt && typeName(value) === 'int64' ? value.value : 0n;
}

function toRound(value: Value, context: CallContext): bigint {
  if (typeof value === 'string') return parseDuration(value) ?? 0n;
  if (value instanceof GoInt && typeName(value) === 'int64') return value.value;
  return value instanceof GoTime ? clock(context) - value.total : 0n;
}

function ago(value: Value, context: CallContext): string {
  const passed = clock(context) - timeOf(value, context, AGO_KINDS).total;
  const half = passed < 0n ? -SECOND / 2n : SECOND / 2n;
  return printDuration(((passed + half) / SECOND) * SECOND);
}

const inZone: GoFunction = define('dateInZone', 'string any string', ([layout, value, zone], context) =>
  dateInZone(text(layout), value, text(zone), context),
);
const modify = define('dateModify', 'string time.Time', ([amount, value]) => modified(amount, value));
const strictModify = define('mustDateModify', 'string time.Time', ([amount, value]) =>
  mustModify(amount, value),
);

const functions = table(
  define('now', '', (_, context) => now(context)),
  define('date', 'string any', ([layout, value], context) =>
    dateInZone(text(layout), value, 'Local', context),
  ),
  inZone,
  alias(inZone, 'date_in_zone'),
  define('htmlDate', 'any', ([value], context) => dateInZone('2006-01-02', value, 'Local', context)),
  define('htmlDateInZone', 'any string', ([value, zone], context) =>
    dateInZone('2006-01-02', value, text(zone), context),
  ),
  modify,
  alias(modify, 'date_modify'),
  strictModify,
  alias(strictModify, 'must_date_modify'),
  define('toDate', 'string string', ([layout, value]) => toDate(layout, value)),
  define('mustToDate', 'string string', ([layout, value]) => parsed(layout, value)),
  define('unixEpoch', 'time.Time', ([value]) => (value as GoTime).seconds.toString()),
  define('ago', 'any', ([value], context) => ago(value, context)),
  define('duration', 'any', ([value]) => printDuration(BigInt.asIntN(64, seconds(value) * SECOND))),
  define('durationRound', 'any', ([value], context) => roundDuration(toRound(value, context))),
);

/** Layouts are read piece by piece, and an error costs its stack. */
export const dateFunctions: FunctionTable = new Map(
  [...functions].map(([name, each]) => [name, { ...each, steps: 64, charactersPerStep: 0.1 }]),
);
