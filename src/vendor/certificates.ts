/** Whom to trust, and how to show who one is: certificates from where the user's other tools keep theirs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tls from 'node:tls';
import type { Environment } from './credentials.ts';
import { FetchFailure } from './fetch-failure.ts';

/** Texts in PEM. */
export interface Certificates {
  /** Beside those that everybody trusts. */
  readonly authorities: readonly string[];
  readonly client?: { readonly cert: string; readonly key: string };
}

export type TlsOptions = Pick<tls.SecureContextOptions, 'ca' | 'cert' | 'key'>;

/**
 * `SSL_CERT_FILE` and `SSL_CERT_DIR` are Go's and OpenSSL's; `NODE_EXTRA_CA_CERTS` is known to Node itself, but only where
 * nothing else is said. @throws FetchFailure for a file that is named and can't be read
 */
export function environmentAuthorities(env: Environment): string[] {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folders, NODE_EXTRA_CA_CERTS: extra } = env;
  return [
    ...(file ? [readNamed(file, 'SSL_CERT_FILE')] : []),
    ...(folders ? folders.split(':').flatMap((folder) => certificatesIn(folder, /\.(?:pem|crt|cer)$/)) : []),
    ...(extra ? [readNamed(extra, 'NODE_EXTRA_CA_CERTS')] : []),
  ];
}

/** What Docker and Podman keep for a registry, `certs.d/<host>/{*.crt,*.cert,*.key}`: authorities, a client's pair. */
export function registryCertificates(host: string, env: Environment): Certificates {
  const home = env['XDG_CONFIG_HOME'] ?? (env['HOME'] && join(env['HOME'], '.config'));
  const tops = [...(home ? [home] : []), '/etc'];
  // Not for a host that would lead elsewhere as a path.
  const isName = /^[\w.-]+(?::\d+)?$/.test(host) && !host.startsWith('.');
  const folders = tops.flatMap((top) =>
    ['containers', 'docker'].map((tool) => join(top, tool, 'certs.d', host)),
  );
  for (const folder of isName ? folders : []) {
    const authorities = certificatesIn(folder, /\.crt$/);
    const [cert] = certificatesIn(folder, /\.cert$/);
    const [key] = certificatesIn(folder, /\.key$/);
    const client = cert !== undefined && key !== undefined ? { cert, key } : undefined;
    if (authorities.length > 0 || client) return { authorities, ...(client && { client }) };
  }
  return { authorities: [] };
}

/** A file that a configuration of the user's names. @throws FetchFailure */
export function readNamed(file: string, namedBy: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FetchFailure(`${file}, which ${namedBy} names, can't be read: ${code}`, { cause: error });
  }
}

function certificatesIn(folder: string, names: RegExp): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => names.test(name))
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  } catch {
    return [];
  }
}

/** What a connection is made with; nothing at all where nothing is said, so that Node's own settings count. */
export function tlsOptions({ authorities, client }: Certificates): TlsOptions {
  return {
    ...(authorities.length > 0 && { ca: [...everybodysAuthorities(), ...authorities] }),
    ...client,
  };
}

/** Newer Nodes know which they trust by their options, such as the system's. */
function everybodysAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  return getCACertificates?.('default') ?? tls.rootCertificates;
}
