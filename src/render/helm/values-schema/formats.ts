/** `format`, which drafts before 2019-09 assert. Mirrors format.go of santhosh-tekuri/jsonschema v6. */
import { isIPv6 } from 'node:net';
import { RE2JS } from 're2js';
import type { Value } from '../../../template/value.ts';

type Format = (text: string) => string | undefined;

/** Why a value is not of a format, or undefined: it is, or nobody knows the format, or the value is no text. */
export function formatFault(name: string, value: Value): string | undefined {
  return typeof value === 'string' ? FORMATS.get(name)?.(value) : undefined;
}

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['regex', regex],
  ['json-pointer', jsonPointer],
  ['relative-json-pointer', relativeJsonPointer],
  ['uuid', uuid],
  ['duration', duration],
  ['period', period],
  ['ipv4', ipv4],
  ['ipv6', ipv6],
  ['hostname', hostname],
  ['email', email],
  ['date', date],
  ['time', time],
  ['date-time', dateTime],
  ['uri', (text) => url(text) ?? (SCHEME.test(text) ? undefined : 'relative url')],
  ['iri', (text) => url(text) ?? (SCHEME.test(text) ? undefined : 'relative url')],
  ['uri-reference', (text) => (text.includes('\\') ? 'contains \\' : url(text))],
  ['iri-reference', (text) => (text.includes('\\') ? 'contains \\' : url(text))],
  ['uri-template', url],
  ['semver', semver],
]);

const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;

function regex(text: string): string | undefined {
  try {
    RE2JS.compile(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function jsonPointer(text: string): string | undefined {
  if (text === '') return undefined;
  if (!text.startsWith('/')) return 'not starting with /';
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined;
}

function relativeJsonPointer(text: string): string | undefined {
  const digits = /^\d*/.exec(text)![0];
  if (digits === '') return 'must start with non-negative integer';
  if (digits.length > 1 && digits.startsWith('0')) return 'starts with zero';
  const rest = text.slice(digits.length);
  return rest === '#' ? undefined : jsonPointer(rest);
}

function uuid(text: string): string | undefined {
  const groups = text.split('-');
  if (groups.length !== 5) return 'must have 5 elements';
  for (const [index, length] of [8, 4, 4, 4, 12].entries()) {
    const group = groups[index]!;
    if (group.length !== length) return `element ${index + 1} must be ${length} characters long`;
    const strange = /[^0-9a-fA-F]/.exec(group);
    if (strange) return `non-hex character '${strange[0]}'`;
  }
  return undefined;
}

function duration(text: string): string | undefined {
  if (!text.startsWith('P')) return 'must start with P';
  const rest = text.slice(1);
  if (rest === '') return 'nothing after P';
  if (rest.endsWith('W')) {
    if (rest === 'W') return 'no number in week';
    return /^\d+W$/.test(rest) ? undefined : 'invalid week';
  }
  const [days = '', times, more] = rest.split('T');
  if (times === '') return 'no time elements';
  if (more !== undefined) return 'more than one T';
  return units(days, 'YMD') ?? units(times ?? '', 'HMS');
}

function units(text: string, allowed: string): string | undefined {
  let left = allowed;
  for (let at = 0; at < text.length;) {
    const digits = /^\d*/.exec(text.slice(at, at + 100))![0];
    if (digits === '') return 'missing number';
    const unit = text.charAt(at + digits.length);
    if (unit === '') return 'missing unit';
    if (!left.includes(unit))
      return allowed.includes(unit) ? `unit '${unit}' out of order` : `invalid unit '${unit}'`;
    left = left.slice(left.indexOf(unit) + 1);
    at += digits.length + 1;
  }
  return undefined;
}

function period(text: string): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return 'missing slash';
  const [start, end] = [text.slice(0, slash), text.slice(slash + 1)];
  if (start.startsWith('P'))
    return (
      within('invalid start duration', duration(start)) ?? within('invalid end date-time', dateTime(end))
    );
  const fault = within('invalid start date-time', dateTime(start));
  if (fault !== undefined) return fault;
  if (end.startsWith('P')) return within('invalid end duration', duration(end));
  return within('invalid end date-time', dateTime(end));
}

function within(what: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `${what}: ${fault}`;
}

function ipv4(text: string): string | undefined {
  const groups = text.split('.');
  if (groups.length !== 4) return 'expected four decimals';
  for (const group of groups) {
    if (group.length > 1 && group.startsWith('0')) return 'leading zeros';
    if (!/^[+-]?\d+$/.test(group)) return `strconv.Atoi: parsing "${group}": invalid syntax`;
    if (Number(group) < 0 || Number(group) > 255) return 'decimal must be between 0 and 255';
  }
  return undefined;
}

function ipv6(text: string): string | undefined {
  if (!text.includes(':')) return 'missing colon';
  if (text.includes('%')) return 'zone id is not a part of ipv6 address';
  return isIPv6(text) ? undefined : `ParseAddr("${text}"): unable to parse IP`;
}

function hostname(text: string): string | undefined {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > 253) return 'more than 253 characters long';
  for (const label of name.split('.')) {
    if (label.length < 1 || label.length > 63) return 'label must be 1 to 63 characters long';
    if (label.startsWith('-')) return 'label starts with hyphen';
    if (label.endsWith('-')) return 'label ends with hyphen';
    const strange = /[^a-zA-Z0-9-]/u.exec(label);
    if (strange) return `invalid character '${strange[0]}'`;
  }
  return undefined;
}

function email(text: string): string | undefined {
  if (text.length > 254) return 'more than 255 characters long';
  const at = text.lastIndexOf('@');
  if (at < 0) return 'missing @';
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (local.length > 64) return 'local part more than 64 characters long';
  const address = /^\[(IPv6:)?(.*)\]$/s.exec(domain);
  return (
    localPart(local) ??
    (address?.[1] !== undefined ? within('invalid ipv6 address', ipv6(address[2]!)) : undefined) ??
    (address && address[1] === undefined ? within('invalid ipv4 address', ipv4(address[2]!)) : undefined) ??
    (address ? undefined : within('invalid domain', hostname(domain)))
  );
}

function localPart(local: string): string | undefined {
  if (local.length > 1 && local.startsWith('"')) {
    const isPlain = !/[\\"]/.test(local.slice(1, -1));
    return isPlain ? undefined : 'backslash and quote are not allowed within quoted local part';
  }
  if (local.startsWith('.')) return 'starts with dot';
  if (local.endsWith('.')) return 'ends with dot';
  if (local.includes('..')) return 'consecutive dots';
  const strange = /[^a-zA-Z0-9.!#$%&'*+\-/=?^_`{|}~]/u.exec(local);
  return strange ? `invalid character '${strange[0]}'` : undefined;
}

function date(text: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const [year = 0, month = 0, day = 0] = match?.slice(1).map(Number) ?? [];
  if (!match) return `parsing time "${text}" as "2006-01-02": cannot parse "${text}" as "2006"`;
  if (month < 1 || month > 12) return `parsing time "${text}": month out of range`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day < 1 || day > days ? `parsing time "${text}": day out of range` : undefined;
}

const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:([zZ])|([+-])(\d\d):(\d\d))$/;

function time(text: string): string | undefined {
  if (text.length < 9) return 'less than 9 characters long';
  if (text.charAt(2) !== ':' || text.charAt(5) !== ':') return 'missing colon in correct place';
  const match = TIME.exec(text);
  if (!match) return /[zZ]$/.test(text) ? 'invalid hour/min/sec' : 'offset must be 6 characters long';
  const [hour = 0, minute = 0, second = 0] = match.slice(1, 4).map(Number);
  if (hour > 23 || minute > 59 || second > 60) return 'hour/min/sec out of range';
  const [offsetHour, offsetMinute] = [Number(match[6] ?? 0), Number(match[7] ?? 0)];
  if (offsetHour > 23 || offsetMinute > 59) return 'hour/min in offset out of range';
  const sign = match[5] === '+' ? -1 : 1;
  const inUtc = (hour * 60 + minute + sign * (offsetHour * 60 + offsetMinute) + 1440) % 1440;
  return second === 60 && inUtc !== 1439 ? 'invalid leap second' : undefined;
}

function dateTime(text: string): string | undefined {
  if (text.length < 20) return 'less than 20 characters long';
  if (!/[tT]/.test(text.charAt(10))) return '11th character must be t or T';
  return (
    within('invalid date element', date(text.slice(0, 10))) ??
    within('invalid time element', time(text.slice(11)))
  );
}

/** What Go's `url.Parse` refuses, in short. */
function url(text: string): string | undefined {
  const fail = (reason: string): string => `parse "${text}": ${reason}`;
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(text)) return fail('net/url: invalid control character in URL');
  const escape = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text);
  if (escape) return fail(`invalid URL escape "${escape[0]}"`);
  if (text.startsWith(':')) return fail('missing protocol scheme');
  const [first = ''] = text.split('/', 1);
  if (first.includes(':') && !SCHEME.test(text))
    return fail('first path segment in URL cannot contain colon');
  const host = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?\/\/([^/?#]*)/.exec(text)?.[1];
  if (host === undefined) return undefined;
  if (/[ "<>^`{|}\\]/.test(host))
    return fail(`invalid character ${JSON.stringify(host.match(/[ "<>^`{|}\\]/)![0])} in host name`);
  const port = /:([^:\]]*)$/.exec(host.slice(host.lastIndexOf('@') + 1))?.[1];
  return port !== undefined && !/^\d*$/.test(port) ? fail(`invalid port ":${port}" after host`) : undefined;
}

const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

function semver(text: string): string | undefined {
  return SEMVER.test(text) ? undefined : 'no semantic version';
}
