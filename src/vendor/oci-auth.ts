import type { Json } from '../types.ts';
import type { Certificates } from './certificates.ts';
import { basic, type Credential } from './credentials.ts';
import type { FetchContext } from './fetched.ts';
import { FetchFailure, shown } from './fetch-failure.ts';
import { get, isPrivate, type HttpAnswer, type HttpRequest } from './http.ts';

const MAX_TOKEN_BYTES = 1024 * 1024;

interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Requests to one repository of a registry. A registry that answers 401 says what it wants: the credentials themselves
 * (Basic), or a token of the service that it names (Bearer), which is asked for with the credentials for this registry.
 */
export class RegistryAuth {
  readonly #registry: string;
  readonly #repository: string;
  readonly #context: FetchContext;
  readonly #certificates: Certificates;
  #authorization: string | undefined;

  constructor(registry: string, repository: string, context: FetchContext) {
    this.#registry = registry;
    this.#repository = repository;
    this.#context = context;
    this.#certificates = context.credentials.registryCertificates(registry);
  }

  async get(request: HttpRequest): Promise<HttpAnswer> {
    const first = await this.#send({ ...request, accept: [401] });
    if (first.status !== 401) return first;
    const challenge = challengeOf(String(first.headers['www-authenticate'] ?? ''));
    if (challenge === undefined)
      throw new FetchFailure(`${shown(request.url)} answers 401 without saying what it wants`);
    this.#authorization = await this.#answerTo(challenge, request.url);
    return this.#send(request);
  }

  #send(request: HttpRequest): Promise<HttpAnswer> {
    const authorization = this.#authorization;
    const certificates = this.#certificates;
    return get(
      { ...request, certificates, ...(authorization !== undefined && { authorization }) },
      this.#context,
    );
  }

  async #answerTo(challenge: Challenge, url: URL): Promise<string> {
    const credential = await this.#context.credentials.registry(this.#registry, this.#repository);
    if (challenge.scheme === 'bearer') return `Bearer ${await this.#token(challenge, credential)}`;
    if (credential === undefined)
      throw new FetchFailure(`${shown(url)} wants credentials, and there are none for ${this.#registry}`);
    return basic(credential);
  }

  async #token({ parameters }: Challenge, credential: Credential | undefined): Promise<string> {
    const realm = parameters.get('realm') ?? '';
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || !isPrivate(url))
      throw new FetchFailure(`${this.#registry} names no safe place to get a token from`);
    const service = parameters.get('service') ?? '';
    const scope = `repository:${this.#repository}:pull`;
    const refresh = credential?.refreshToken;
    const request: HttpRequest =
      refresh === undefined
        ? tokenRequest(url, service, scope, credential)
        : { url, maxBytes: MAX_TOKEN_BYTES, method: 'POST', body: refreshBody(service, scope, refresh) };
    const { bytes } = await get(request, this.#context);
    return tokenIn(bytes.toString('utf8'), url);
  }
}

function tokenRequest(
  url: URL,
  service: string,
  scope: string,
  credential: Credential | undefined,
): HttpRequest {
  if (service !== '') url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  return { url, maxBytes: MAX_TOKEN_BYTES, ...(credential && { authorization: basic(credential) }) };
}

function refreshBody(service: string, scope: string, token: string): string {
  const fields = { grant_type: 'refresh_token', service, scope, client_id: 'plimsoll', refresh_token: token };
  return new URLSearchParams(fields).toString();
}

function tokenIn(text: string, url: URL): string {
  let token: Json | undefined;
  try {
    const answer = JSON.parse(text) as { readonly token?: Json; readonly access_token?: Json };
    token = answer.token ?? answer.access_token;
  } catch {
    token = undefined;
  }
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new FetchFailure(`${shown(url)} gives no token`);
}

/** `Bearer realm="…",service="…"` (RFC 9110, 11.6.1), as far as registries use it. */
function challengeOf(header: string): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*(basic|bearer)\b\s*(.*)$/is.exec(header) ?? [];
  if (scheme === '') return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain] of rest.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g)) {
    parameters.set(name.toLowerCase(), quoted ?? plain ?? '');
  }
  return { scheme: scheme.toLowerCase() as Challenge['scheme'], parameters };
}
