/** GET over HTTP(S), bounded in time, size, redirects and attempts. */
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Certificates } from './certificates.ts';
import type { Connector } from './connection.ts';
import { connectionFailure, FetchFailure, shown } from './fetch-failure.ts';
import type { HttpLimits } from './http-limits.ts';
import type { PartialFile } from './partial.ts';
import { decoded, readBody } from './response-body.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent to `url`'s own origin only, and over plain HTTP to this machine only. */
  readonly authorization?: string;
  readonly maxBytes: number;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  /** Keeps what came, so that a broken transfer goes on where it stopped. */
  readonly partial?: PartialFile;
  /** Used for `url`'s own origin only. */
  readonly certificates?: Certificates;
  /** These are answers as well; all else but 200 is a failure. */
  readonly accept?: readonly number[];
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly bytes: Buffer;
}

const MAX_WAIT = 20_000;

/** How all requests of a run are made. */
export interface Transport {
  readonly limits: HttpLimits;
  readonly connector: Connector;
}

/** @throws FetchFailure */
export async function get(request: HttpRequest, transport: Transport): Promise<HttpAnswer> {
  try {
    return await attempts(request, transport);
  } finally {
    request.partial?.leave();
  }
}

async function attempts(request: HttpRequest, transport: Transport): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await follow(request, transport);
    } catch (error) {
      const { limits } = transport;
      if (!(error instanceof FetchFailure) || !error.temporary) throw error;
      if (attempt >= limits.attempts) {
        throw attempt === 1
          ? error
          : new FetchFailure(`${error.message} (tried ${attempt} times)`, { cause: error });
      }
      await sleep(Math.min(MAX_WAIT, Math.max(error.wait, limits.backoff * 2 ** (attempt - 1))));
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function follow(request: HttpRequest, transport: Transport): Promise<HttpAnswer> {
  let at = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await once(at, transport);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    if (redirects >= transport.limits.redirects)
      throw new FetchFailure(`${shown(request.url)} redirects more than ${redirects} times`);
    at = redirected(at, location);
  }
}

/** Another host gets no credentials, and they don't come back when it leads to the first one again. */
function redirected(request: HttpRequest, location: string): HttpRequest {
  if (request.method === 'POST') throw new FetchFailure(`${shown(request.url)} redirects a POST`);
  const url = target(request.url, location);
  const { authorization, certificates, ...rest } = request;
  if (url.origin !== request.url.origin) return { ...rest, url };
  return {
    ...rest,
    url,
    ...(authorization !== undefined && { authorization }),
    ...(certificates && { certificates }),
  };
}

function target(from: URL, location: string): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (next === undefined || !/^https?:$/.test(next.protocol))
    throw new FetchFailure(`${shown(from)} redirects to no web address`);
  if (from.protocol === 'https:' && next.protocol === 'http:')
    throw new FetchFailure(`${shown(from)} redirects from HTTPS to plain HTTP (${shown(next)})`);
  next.username = next.password = '';
  return next;
}

/** Whether credentials may be sent there. */
export function isPrivate(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url.hostname);
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

async function once(request: HttpRequest, transport: Transport): Promise<HttpAnswer> {
  const { url, partial, maxBytes } = request;
  const { limits } = transport;
  const response = await head(request, transport);
  const status = response.statusCode ?? 0;
  const ok = status === 200 || (status === 206 && partial !== undefined);
  try {
    if (!ok) return await refused(request, response, limits);
    if (partial === undefined) {
      const chunks: Buffer[] = [];
      await readBody(response, maxBytes, limits, url, (chunk) => chunks.push(chunk));
      return {
        status,
        headers: response.headers,
        url,
        bytes: decoded(response, Buffer.concat(chunks), maxBytes, url),
      };
    }
    const room = maxBytes - partial.begin(status, response.headers);
    await readBody(response, room, limits, url, (chunk) => partial.append(chunk));
    return { status: 200, headers: response.headers, url, bytes: partial.finish() };
  } catch (error) {
    if (error instanceof FetchFailure && !error.temporary) partial?.discard();
    throw error;
  } finally {
    response.destroy();
  }
}

/** Redirects, and what the caller wants to see; anything else is a failure. */
async function refused(
  request: HttpRequest,
  response: IncomingMessage,
  limits: HttpLimits,
): Promise<HttpAnswer> {
  const { url, partial } = request;
  const status = response.statusCode ?? 0;
  const { headers } = response;
  const redirects = status >= 300 && status < 400 && headers.location !== undefined;
  if (redirects || request.accept?.includes(status)) return { status, headers, url, bytes: Buffer.alloc(0) };
  if (status === 416 && partial !== undefined) {
    partial.discard();
    throw new FetchFailure(`${shown(url)} does not go on with a broken transfer`, { temporary: true });
  }
  response.setTimeout(limits.idle);
  const temporary = status === 408 || status === 429 || status >= 500;
  const isWithheld = status === 401 && request.authorization !== undefined && !isPrivate(url);
  const meaning = isWithheld ? WITHHELD : (MEANING.get(status) ?? '');
  throw new FetchFailure(`${shown(url)} answers ${status}${meaning}`, {
    temporary,
    wait: patience(headers['retry-after']),
  });
}

/** `Retry-After`, in seconds or as a date; in milliseconds. */
function patience(header: string | undefined): number {
  const text = header ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return wait > 0 ? wait : 0;
}

const WITHHELD =
  ' (there are credentials for it, and they are not sent over plain HTTP: name it by https://)';
const MEANING: ReadonlyMap<number, string> = new Map([
  [401, ' (credentials are missing or wrong)'],
  [403, ' (not allowed with these credentials)'],
  [404, ' (not found)'],
  [429, ' (too many requests)'],
]);

/** The answer's head. */
async function head(request: HttpRequest, { limits, connector }: Transport): Promise<IncomingMessage> {
  const { url, method = 'GET', certificates } = request;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), limits.head);
  try {
    const options = { method, headers: headersOf(request), signal: patience.signal };
    return await answerTo(await connector.open(url, options, certificates), request.body);
  } catch (error) {
    if (patience.signal.aborted)
      throw new FetchFailure(`${shown(url)} did not answer in ${limits.head / 1000} s`, {
        temporary: true,
        cause: error,
      });
    throw error instanceof FetchFailure ? error : connectionFailure(url, error);
  } finally {
    clearTimeout(timer);
  }
}

function answerTo(sent: ClientRequest, sentBody: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(sentBody);
  });
}

function headersOf({
  url,
  headers,
  authorization,
  partial,
  body: sent,
}: HttpRequest): Record<string, string> {
  return {
    'user-agent': 'plimsoll',
    'accept-encoding': partial === undefined ? 'gzip' : 'identity',
    ...(sent !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    ...headers,
    ...partial?.headers(),
    ...(authorization !== undefined && isPrivate(url) && { authorization }),
  };
}
