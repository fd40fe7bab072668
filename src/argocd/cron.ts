/** The five fields of a sync window's schedule: robfig/cron's parser, without descriptors. */
interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const BOUNDS: readonly Bounds[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  {
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** What is wrong with a schedule. */
export function scheduleFault(schedule: string): string | undefined {
  if (schedule === '') return 'empty spec string';
  const rest = schedule.replace(/^(?:CRON_)?TZ=\S*\s+/, '');
  if (rest.startsWith('@')) return `parser does not accept descriptors: ${rest}`;
  const fields = rest.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== BOUNDS.length)
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  for (const [index, field] of fields.entries()) {
    const parts = field.split(',').filter((part) => part !== '');
    const fault = parts.map((part) => rangeFault(part, BOUNDS[index]!)).find((each) => each !== undefined);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function rangeFault(text: string, bounds: Bounds): string | undefined {
  const [range = '', step, ...more] = text.split('/');
  const [low = '', high, ...others] = range.split('-');
  const isAll = low === '*' || low === '?';
  const start = isAll ? bounds.least : valueOf(low, bounds);
  if (typeof start === 'string') return start;
  if (!isAll && others.length > 0) return `too many hyphens: ${text}`;
  const written = isAll ? bounds.most : high === undefined ? start : valueOf(high, bounds);
  if (typeof written === 'string') return written;
  if (more.length > 0) return `too many slashes: ${text}`;
  const every = step === undefined ? 1 : valueOf(step);
  if (typeof every === 'string') return every;
  // `5/15` is from 5 on.
  const end = step !== undefined && high === undefined ? bounds.most : written;
  return boundsFault(text, bounds, start, end, every);
}

function boundsFault(
  text: string,
  { least, most }: Bounds,
  start: number,
  end: number,
  step: number,
): string | undefined {
  if (start < least) return `beginning of range (${start}) below minimum (${least}): ${text}`;
  if (end > most) return `end of range (${end}) above maximum (${most}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return step === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

/** The number, or what is wrong with it. */
function valueOf(text: string, bounds?: Bounds): number | string {
  const named = bounds?.names.indexOf(text.toLowerCase()) ?? -1;
  if (bounds !== undefined && named !== -1) return named + bounds.least;
  if (!/^[+-]?\d+$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  }
  const value = Number(text);
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}
