/** Why nothing could be fetched, in words that complete "<what> could not be fetched: …". Holds no credentials. */
export class FetchFailure extends Error {
  /** Whether another attempt could help. */
  readonly temporary: boolean;
  /** Milliseconds that the server wants to be left alone. */
  readonly wait: number;

  constructor(message: string, options: { temporary?: boolean; wait?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.temporary = options.temporary ?? false;
    this.wait = options.wait ?? 0;
  }
}

/** A wrong certificate will be wrong again; a connection that broke may hold. */
export function connectionFailure(url: URL, error: unknown): FetchFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const temporary = /^(?:E[A-Z_]+)$/.test(code ?? '') && !/^(?:ERR_|ENOTFOUND$|EPROTO$)/.test(code ?? '');
  const hint = UNKNOWN_AUTHORITY.has(code ?? '')
    ? ' (nobody known here vouches for its certificate: name the file of whoever does in SSL_CERT_FILE)'
    : '';
  const reason = `${code ?? message}${hint}`;
  return new FetchFailure(`${shown(url)} cannot be reached: ${reason}`, { temporary, cause: error });
}

const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Without what may be secret: user, password, and the query, where signed URLs have their signature. */
export function shown(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
