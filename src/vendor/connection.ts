import { request as plainRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';
import { environmentAuthorities, tlsOptions, type Certificates, type TlsOptions } from './certificates.ts';
import { basic, type Environment } from './credentials.ts';
import { connectionFailure, FetchFailure, shown } from './fetch-failure.ts';
import { proxyFor } from './proxy-settings.ts';

/** Opens requests: directly or by way of a proxy, with the certificates of the environment. */
export class Connector {
  readonly #env: Environment;
  #authorities: readonly string[] | undefined;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** A request that is not sent yet. @throws FetchFailure */
  async open(url: URL, options: RequestOptions, own?: Certificates): Promise<ClientRequest> {
    const proxy = proxyFor(url, this.#env);
    if (url.protocol === 'http:')
      return proxy ? forwarded(url, proxy, options) : plainRequest(url, { ...options, agent: false });
    const tls = this.#tls(own);
    if (proxy === undefined) return tlsRequest(url, { ...options, ...tls, agent: false });
    const socket = await tunnel(url, proxy, tls, options);
    return tlsRequest(url, { ...options, createConnection: () => socket });
  }

  #tls(own: Certificates = { authorities: [] }): TlsOptions {
    this.#authorities ??= environmentAuthorities(this.#env);
    return tlsOptions({ ...own, authorities: [...this.#authorities, ...own.authorities] });
  }
}

/** Plain HTTP: the proxy is asked for the whole address. */
function forwarded(url: URL, proxy: URL, options: RequestOptions): ClientRequest {
  const headers = { host: url.host, ...options.headers, ...proxyAuthorization(proxy) };
  return senderTo(proxy)({ ...options, ...place(proxy), path: url.href, headers });
}

/** `CONNECT`: the proxy sees the host and nothing else. */
function tunnel(url: URL, proxy: URL, tls: TlsOptions, { signal }: RequestOptions): Promise<TLSSocket> {
  const path = `${url.hostname}:${url.port || 443}`;
  const { promise, resolve, reject } = withResolvers<TLSSocket>();
  const headers = { host: path, ...proxyAuthorization(proxy) };
  const asked = senderTo(proxy)({
    ...place(proxy),
    ...(proxy.protocol === 'https:' && tls),
    ...(signal && { signal }),
    method: 'CONNECT',
    path,
    headers,
  });
  asked.on('error', (error) => reject(connectionFailure(proxy, error)));
  asked.on('connect', (response, socket) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      return reject(refusal(proxy, url, response.statusCode ?? 0));
    }
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const secure = tlsConnect({ socket, ...tls, host, ...(isIP(host) === 0 && { servername: host }) });
    secure.once('secureConnect', () => resolve(secure));
    secure.once('error', (error) => reject(connectionFailure(url, error)));
    // The request's end no longer ends what it became.
    signal?.addEventListener('abort', () => secure.destroy());
    secure.once('close', () => reject(connectionFailure(url, new Error('the proxy hung up'))));
  });
  asked.end();
  return promise;
}

function refusal(proxy: URL, url: URL, status: number): FetchFailure {
  const why = status === 407 ? ' (it wants a user and a password, or other ones)' : '';
  const temporary = status === 429 || status >= 500;
  return new FetchFailure(`the proxy ${shown(proxy)} answers ${status}${why} when asked for ${url.host}`, {
    temporary,
  });
}

function senderTo(proxy: URL): typeof plainRequest {
  if (proxy.protocol === 'http:') return plainRequest;
  if (proxy.protocol === 'https:') return tlsRequest;
  throw new FetchFailure(`the proxy ${shown(proxy)} is no HTTP proxy, and others are not supported`);
}

/** Of its certificate too: Node would take the name in the `host` header, which is the target's. */
function place(proxy: URL): RequestOptions & { servername?: string } {
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  const port = proxy.port || (proxy.protocol === 'https:' ? 443 : 80);
  return { host, port, agent: false, servername: isIP(host) === 0 ? host : '' };
}

function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const [name, secret] = [username, password].map(decodeURIComponent) as [string, string];
  return { 'proxy-authorization': basic({ username: name, password: secret }) };
}

/** `Promise.withResolvers` comes with Node 22. */
function withResolvers<Value>(): {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
} {
  let settle: [(value: Value) => void, (reason: unknown) => void];
  const promise = new Promise<Value>((resolve, reject) => (settle = [resolve, reject]));
  return { promise, resolve: settle![0], reject: settle![1] };
}
