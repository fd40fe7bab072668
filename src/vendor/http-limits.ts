/** Milliseconds, and counts. */
export interface HttpLimits {
  /** Until the answer's head is there. */
  readonly head: number;
  /** Without a byte of the body. */
  readonly idle: number;
  /** One whole answer. */
  readonly total: number;
  readonly attempts: number;
  /** Before the second attempt; doubled before each one after it. */
  readonly backoff: number;
  readonly redirects: number;
}

export const HTTP_LIMITS: HttpLimits = {
  head: 30_000,
  idle: 30_000,
  total: 900_000,
  attempts: 4,
  backoff: 500,
  redirects: 5,
};
