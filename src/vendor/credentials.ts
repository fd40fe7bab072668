/**
 * Credentials from the environment and from where the user's other tools keep them; never from the repository. None of
 * them is ever part of a message.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';
import { credentialFromHelper } from './credential-helper.ts';
import { readNamed, registryCertificates, type Certificates } from './certificates.ts';
import type { HttpRequest } from './http.ts';
import { netrcCredential } from './netrc.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Credential {
  readonly username: string;
  readonly password: string;
  /** An OAuth2 refresh token instead of a password (Docker's `identitytoken`). */
  readonly refreshToken?: string;
}

export function basic({ username, password }: Credential): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

export class Credentials {
  readonly #env: Environment;
  readonly #home: string | undefined;
  readonly #own: JsonObject;

  constructor(env: Environment) {
    this.#env = env;
    this.#home = env['HOME'] ?? env['USERPROFILE'];
    this.#own = parsed(env['PLIMSOLL_AUTH_CONFIG']);
  }

  /**
   * For an HTTP chart repository, or another file of a web server: ours, those of `helm repo add`, those of curl's netrc.
   * @throws FetchFailure
   */
  webServer(url: URL): Pick<HttpRequest, 'authorization' | 'certificates'> {
    const helm = this.#helmRepository(url);
    const credential =
      authOf(this.#own, url.host + url.pathname) ??
      loginOf(helm) ??
      netrcCredential(this.#read(this.#env['NETRC'], ['.netrc']), url.hostname);
    const certificates = certificatesOf(helm);
    return { ...(credential && { authorization: basic(credential) }), ...(certificates && { certificates }) };
  }

  /** What Docker and Podman keep for a registry's connections. */
  registryCertificates(host: string): Certificates {
    return registryCertificates(host, this.#env);
  }

  /** For a repository of an OCI registry: ours, those of `docker login`, `helm registry login`, `podman login`. */
  async registry(host: string, repository: string): Promise<Credential | undefined> {
    const place = host === 'registry-1.docker.io' ? `index.docker.io/v1` : host;
    for (const config of this.#registryConfigs()) {
      const found =
        authOf(config, `${place}/${repository}`) ?? (await credentialFromHelper(config, place, this.#env));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  *#registryConfigs(): Generator<JsonObject> {
    const { DOCKER_CONFIG: docker, REGISTRY_AUTH_FILE: podman, HELM_REGISTRY_CONFIG: helm } = this.#env;
    yield this.#own;
    yield parsed(this.#env['DOCKER_AUTH_CONFIG']);
    if (podman !== undefined) yield parsed(this.#read(podman));
    yield parsed(this.#read(docker && join(docker, 'config.json'), ['.docker', 'config.json']));
    yield parsed(this.#read(helm ?? this.#helmFile('registry/config.json')));
  }

  #helmFile(name: string): string | undefined {
    const { HELM_CONFIG_HOME: own, XDG_CONFIG_HOME: xdg } = this.#env;
    if (own !== undefined) return join(own, name);
    if (xdg !== undefined) return join(xdg, 'helm', name);
    return this.#home === undefined ? undefined : join(this.#home, '.config', 'helm', name);
  }

  /** The URL of a repository that `helm repo add` gave that name. */
  helmRepositoryNamed(name: string): string | undefined {
    const url = this.#helmRepositories().find((each) => each['name'] === name)?.['url'];
    return typeof url === 'string' ? url : undefined;
  }

  #helmRepository(url: URL): JsonObject {
    return this.#helmRepositories().find((each) => isBelow(url, String(each['url'] ?? ''))) ?? {};
  }

  /** What `helm repo add` writes. */
  #helmRepositories(): readonly JsonObject[] {
    const text = this.#read(this.#env['HELM_REPOSITORY_CONFIG'] ?? this.#helmFile('repositories.yaml'));
    const { repositories } = asObject(parseYaml(text ?? '').documents[0]?.value);
    return (Array.isArray(repositories) ? (repositories as readonly Json[]) : []).map(asObject);
  }

  /** A file that is named, else one in the home folder. */
  #read(file: string | undefined, inHome?: readonly string[]): string | undefined {
    const fallback = inHome && this.#home !== undefined ? join(this.#home, ...inHome) : undefined;
    const path = file || fallback;
    try {
      return path === undefined ? undefined : readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }
}

function loginOf({ username, password }: JsonObject): Credential | undefined {
  if (typeof username !== 'string' || typeof password !== 'string' || username === '') return undefined;
  return { username, password };
}

/** Of `helm repo add --ca-file --cert-file --key-file`. */
function certificatesOf(entry: JsonObject): Certificates | undefined {
  const read = (key: string): string | undefined => {
    const file = entry[key];
    return typeof file === 'string' && file !== '' ? readNamed(file, "Helm's repositories.yaml") : undefined;
  };
  const [ca, cert, key] = [read('caFile'), read('certFile'), read('keyFile')];
  if (ca === undefined && (cert === undefined || key === undefined)) return undefined;
  return {
    authorities: ca === undefined ? [] : [ca],
    ...(cert !== undefined && key !== undefined && { client: { cert, key } }),
  };
}

/** Helm's rule: the repository's credentials are for what has its scheme, host and port, and here also its path. */
function isBelow(url: URL, repository: string): boolean {
  if (!URL.canParse(repository)) return false;
  const { origin, pathname } = new URL(repository);
  const folder = pathname.endsWith('/') ? pathname : `${pathname}/`;
  return url.origin === origin && `${url.pathname}/`.startsWith(folder);
}

/**
 * An entry of `auths` by host, or by host and the beginning of a path; the longest one that fits. Keys may have a scheme,
 * as Docker writes its own.
 */
function authOf(config: JsonObject, place: string): Credential | undefined {
  const fitting = Object.entries(asObject(config['auths']))
    .map(([key, value]) => ({
      key: key.replace(/^https?:\/\//, '').replace(/\/+$/, ''),
      value: asObject(value),
    }))
    .filter(({ key }) => `${place}/`.startsWith(`${key}/`) || key === `${place.split('/')[0]}/v1`)
    .sort((a, b) => b.key.length - a.key.length);
  for (const { value } of fitting) {
    const credential = authEntry(value);
    if (credential !== undefined) return credential;
  }
  return undefined;
}

function authEntry(entry: JsonObject): Credential | undefined {
  const text = (key: string): string => (typeof entry[key] === 'string' ? (entry[key] as string) : '');
  const [decodedName = '', ...decodedPassword] = Buffer.from(text('auth'), 'base64')
    .toString('utf8')
    .split(':');
  const username = text('username') || decodedName;
  const password = text('password') || decodedPassword.join(':');
  const refreshToken = text('identitytoken');
  if (refreshToken !== '') return { username, password, refreshToken };
  return username === '' || password === '' ? undefined : { username, password };
}

function parsed(text: string | undefined): JsonObject {
  try {
    return asObject(JSON.parse(text || '{}') as Json);
  } catch {
    return {};
  }
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
