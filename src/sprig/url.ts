/** `urlParse` and `urlJoin`. */
import type { FunctionTable, GoMap } from '../template/value.ts';
import { map, own, text } from './argument.ts';
import { define, table } from './function.ts';
import { isNil, kindName, NIL_POINTER } from './kind.ts';
import { emptyUrl, hostName, parseUrl, printUrl, printUser } from './url-parts.ts';

function parsed(source: string, what: string): ReturnType<typeof parseUrl> {
  try {
    return parseUrl(source);
  } catch (error) {
    throw new Error(`unable to parse ${what}: ${(error as Error).message}`, { cause: error });
  }
}

function urlParse(source: string): GoMap {
  const { scheme, host, path, query, opaque, fragment, user } = parsed(source, 'url');
  const userinfo = user === undefined ? '' : printUser(user);
  return { scheme, host, hostname: hostName(host), path, query, opaque, fragment, userinfo };
}

function textOf(parts: GoMap, key: string): string {
  if (!Object.hasOwn(parts, key)) return '';
  const value = own(parts, key);
  if (isNil(value)) throw new Error(NIL_POINTER);
  if (typeof value === 'string') return value;
  throw new Error(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`);
}

function urlJoin(parts: GoMap): string {
  const [scheme, host, path] = ['scheme', 'host', 'path'].map((key) => textOf(parts, key));
  const [query, opaque, fragment] = ['query', 'opaque', 'fragment'].map((key) => textOf(parts, key));
  const userinfo = textOf(parts, 'userinfo');
  const url = {
    ...emptyUrl(),
    scheme: scheme!,
    host: host!,
    path: path!,
    query: query!,
    opaque: opaque!,
    fragment: fragment!,
  };
  if (userinfo === '') return printUrl(url);
  const { user } = parsed(`proto://${userinfo}@host`, 'userinfo in dict');
  return printUrl(user === undefined ? url : { ...url, user });
}

export const urlFunctions: FunctionTable = table(
  define('urlParse', 'string', ([source]) => urlParse(text(source)), { steps: 40, charactersPerStep: 1 }),
  define('urlJoin', 'map', ([parts]) => urlJoin(map(parts)), { steps: 200 }),
);
