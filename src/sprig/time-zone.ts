/** Time zones by name, from the ICU data that Node carries. */

/** Seconds east of UTC, and the abbreviation. */
export interface Offset {
  readonly seconds: number;
  readonly name: string;
}

const UTC: Offset = { seconds: 0, name: 'UTC' };

export interface Zone {
  readonly name: string;
  at(seconds: bigint): Offset;
}

export const UTC_ZONE: Zone = { name: 'UTC', at: () => UTC };

/** A zone of one offset, as parsed from `+0200`; without a name it is printed by its offset. */
export function fixedZone(seconds: number, name = ''): Zone {
  return { name, at: () => ({ seconds, name }) };
}

const zones = new Map<string, Zone | undefined>();
const CACHE_LIMIT = 512;

/**
 * `time.LoadLocation`; undefined for an unknown name. `Local` is UTC: a render must not depend on the machine, and
 * Argo CD's containers run in UTC.
 */
export function loadZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC' || name === 'Local') return UTC_ZONE;
  if (!zones.has(name)) {
    if (zones.size >= CACHE_LIMIT) zones.clear();
    zones.set(name, makeZone(name));
  }
  return zones.get(name);
}

/** Abbreviations differ by locale: America's are known to en-US, Europe's to en-GB, Australia's to en-AU. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-NZ'];

function makeZone(name: string): Zone | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const offsets = formatter('en-US', name, 'longOffset');
    const names = LOCALES.map((locale) => formatter(locale, name, 'short'));
    return { name, at: (seconds) => offsetAt(seconds, offsets, names) };
  } catch {
    return undefined;
  }
}

type NameStyle = 'longOffset' | 'short';

function formatter(locale: string, timeZone: string, timeZoneName: NameStyle): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
}

function zonePart(format: Intl.DateTimeFormat, date: Date): string {
  return format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function offsetAt(
  seconds: bigint,
  offsets: Intl.DateTimeFormat,
  names: readonly Intl.DateTimeFormat[],
): Offset {
  const date = new Date(Number(seconds) * 1000);
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(zonePart(offsets, date));
  const [, sign = '+', hours = '0', minutes = '0', rest = '0'] = match ?? [];
  const east = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
  const name = names.map((each) => zonePart(each, date)).find((each) => !/^(?:GMT|UTC)[+-]/.test(each));
  return { seconds: sign === '-' ? -east : east, name: name ?? numericName(sign, hours, minutes) };
}

/** The tz database's name of a zone that has no letters. */
function numericName(sign: string, hours: string, minutes: string): string {
  return `${sign}${hours}${minutes === '00' ? '' : minutes}`;
}
