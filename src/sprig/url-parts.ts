/** Go's net/url: parsing and printing, with its errors. */
import { fromBytes, toBytes } from './bytes.ts';
import { quote } from '../template/index.ts';

type Part = 'path' | 'host' | 'zone' | 'user' | 'fragment';

interface Url {
  scheme: string;
  opaque: string;
  user?: { name: string; password?: string };
  host: string;
  path: string;
  rawPath: string;
  omitHost: boolean;
  forceQuery: boolean;
  query: string;
  fragment: string;
  rawFragment: string;
}

/** Characters that stand for themselves, beside letters, digits and `-_.~`. */
const PLAIN: ReadonlyMap<Part, string> = new Map<Part, string>([
  ['path', '$&+,/:;=@'],
  ['host', '!$&\'()*+,;=:[]<>"'],
  ['zone', '!$&\'()*+,;=:[]<>"'],
  ['user', '$&+,;='],
  ['fragment', '$&+,/:;=?@!()*'],
]);

function isPlain(character: string, part: Part): boolean {
  return /^[A-Za-z0-9\-_.~]$/.test(character) || PLAIN.get(part)!.includes(character);
}

function escapeUrl(text: string, part: Part): string {
  let out = '';
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte);
    out += byte < 0x80 && isPlain(character, part) ? character : percent(byte);
  }
  return out;
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function unescapeUrl(text: string, part: Part): string {
  for (const [sequence = ''] of text.matchAll(/%[0-9A-Fa-f]{2}|%.{0,2}/gsu)) checkEscape(sequence, part);
  if (part === 'host' || part === 'zone') checkHost(text, part);
  if (!text.includes('%')) return text;
  const latin = Buffer.from(toBytes(text)).toString('latin1');
  const decoded = latin.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return fromBytes(Buffer.from(decoded, 'latin1'));
}

function checkEscape(sequence: string, part: Part): void {
  const invalid = !/^%[0-9A-Fa-f]{2}$/.test(sequence);
  const ascii = part === 'host' && /^%[0-7]/.test(sequence) && sequence !== '%25';
  if (invalid || ascii) throw new Error(`invalid URL escape ${quote(sequence)}`);
}

function checkHost(text: string, part: Part): void {
  for (const character of text) {
    if (character >= '\u0080' || character === '%' || isPlain(character, part)) continue;
    throw new Error(`invalid character ${quote(character)} in host name`);
  }
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

export function parseUrl(text: string): Url {
  const [before, fragment] = cut(text, '#');
  const url = named(before, () => parseWithoutFragment(before));
  if (fragment === '') return url;
  url.fragment = named(text, () => unescapeUrl(fragment, 'fragment'));
  if (escapeUrl(url.fragment, 'fragment') !== fragment) url.rawFragment = fragment;
  return url;
}

/** `url.Error`: what was done to which text. */
function named<T>(text: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new Error(`parse ${quote(text)}: ${(error as Error).message}`, { cause: error });
  }
}

function parseWithoutFragment(text: string): Url {
  // eslint-disable-next-line no-control-regex -- controls are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new Error('net/url: invalid control character in URL');
  const url = emptyUrl();
  if (text === '*') return { ...url, path: '*' };
  let rest = takeScheme(url, text);
  rest = takeQuery(url, rest);
  if (!rest.startsWith('/')) {
    if (url.scheme !== '') return { ...url, opaque: rest };
    if (cut(rest, '/')[0].includes(':')) throw new Error('first path segment in URL cannot contain colon');
  }
  rest = takeAuthority(url, rest);
  url.path = unescapeUrl(rest, 'path');
  if (escapeUrl(url.path, 'path') !== rest) url.rawPath = rest;
  return url;
}

export function emptyUrl(): Url {
  const texts = {
    scheme: '',
    opaque: '',
    host: '',
    path: '',
    rawPath: '',
    query: '',
    fragment: '',
    rawFragment: '',
  };
  return { ...texts, omitHost: false, forceQuery: false };
}

function takeScheme(url: Url, text: string): string {
  if (text.startsWith(':')) throw new Error('missing protocol scheme');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === undefined) return text;
  url.scheme = scheme.toLowerCase();
  return text.slice(scheme.length + 1);
}

function takeQuery(url: Url, text: string): string {
  if (text.indexOf('?') === text.length - 1 && text !== '') {
    url.forceQuery = true;
    return text.slice(0, -1);
  }
  const [rest, query] = cut(text, '?');
  url.query = query;
  return rest;
}

function takeAuthority(url: Url, rest: string): string {
  if (!rest.startsWith('//') || (url.scheme === '' && rest.startsWith('///'))) {
    url.omitHost = url.scheme !== '' && rest.startsWith('/');
    return rest;
  }
  const end = rest.indexOf('/', 2);
  const authority = rest.slice(2, end === -1 ? undefined : end);
  const at = authority.lastIndexOf('@');
  url.host = parseHost(url.scheme, authority.slice(at + 1));
  if (at !== -1) url.user = parseUser(authority.slice(0, at));
  return end === -1 ? '' : rest.slice(end);
}

function parseUser(text: string): { name: string; password?: string } {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) throw new Error('net/url: invalid userinfo');
  const [name, password] = cut(text, ':');
  const decoded = { name: unescapeUrl(name, 'user') };
  return text.includes(':') ? { ...decoded, password: unescapeUrl(password, 'user') } : decoded;
}

function parseHost(scheme: string, host: string): string {
  const open = host.lastIndexOf('[');
  if (open > 0) throw new Error('invalid IP-literal');
  if (open === 0) return parseLiteral(host);
  const strict = scheme === 'http' || scheme === 'https';
  const colon = strict ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon !== -1) checkPort(host.slice(colon));
  return unescapeUrl(host, 'host');
}

function checkPort(port: string): void {
  if (port !== '' && !/^:[0-9]*$/.test(port)) throw new Error(`invalid port ${quote(port)} after host`);
}

function parseLiteral(host: string): string {
  const close = host.lastIndexOf(']');
  if (close === -1) throw new Error("missing ']' in host");
  checkPort(host.slice(close + 1));
  const name = host.slice(1, close);
  const zone = name.indexOf('%25');
  const decoded =
    zone === -1
      ? unescapeUrl(name, 'host')
      : unescapeUrl(name.slice(0, zone), 'host') + unescapeUrl(name.slice(zone), 'zone');
  return `[${decoded}]${host.slice(close + 1)}`;
}

function escaped(raw: string, decoded: string, part: 'path' | 'fragment'): string {
  const usable =
    raw !== '' &&
    [...raw].every((character) => /^[!$&'()*+,;=:@[\]%]$/.test(character) || isPlain(character, part));
  if (usable && unescapeUrl(raw, part) === decoded) return raw;
  return part === 'path' && decoded === '*' ? '*' : escapeUrl(decoded, part);
}

export function printUser({ name, password }: { name: string; password?: string }): string {
  return escapeUrl(name, 'user') + (password === undefined ? '' : `:${escapeUrl(password, 'user')}`);
}

export function printUrl(url: Url): string {
  const scheme = url.scheme === '' ? '' : `${url.scheme}:`;
  const query = url.forceQuery || url.query !== '' ? `?${url.query}` : '';
  const fragment = url.fragment === '' ? '' : `#${escaped(url.rawFragment, url.fragment, 'fragment')}`;
  return scheme + (url.opaque === '' ? printHierarchy(url, scheme) : url.opaque) + query + fragment;
}

function printHierarchy(url: Url, scheme: string): string {
  const authority = printAuthority(url);
  const path = escaped(url.rawPath, url.path, 'path');
  if (path !== '' && !path.startsWith('/') && url.host !== '') return `${authority}/${path}`;
  const first = scheme + authority === '' && cut(path, '/')[0].includes(':');
  return authority + (first ? './' : '') + path;
}

function printAuthority({ scheme, host, user, path, omitHost }: Url): string {
  if (scheme === '' && host === '' && user === undefined) return '';
  if (omitHost && host === '' && user === undefined) return '';
  const slashes = host !== '' || path !== '' || user !== undefined ? '//' : '';
  return slashes + (user === undefined ? '' : `${printUser(user)}@`) + escapeUrl(host, 'host');
}

export function hostName(host: string): string {
  const name = host.replace(/:[0-9]*$/, '');
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}
