/** Masterminds/semver v3.5: versions. */
const VERSION =
  /^v?([0-9]+)(\.[0-9]+)?(\.[0-9]+)?(-([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?$/;
const MAX_LENGTH = 256;
const MAX_UINT64 = 2n ** 64n - 1n;

export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: string;
  readonly metadata: string;
  /** As it was given. */
  readonly original: string;
}

/** `NewVersion`: lenient about a leading `v`, missing parts and leading zeros. */
export function parseVersion(text: string): Version {
  if (text.length > MAX_LENGTH) throw new Error(`version string is too long (max ${MAX_LENGTH} bytes)`);
  const match = VERSION.exec(text);
  if (match === null) throw new Error('invalid semantic version');
  const [, major = '', minor = '.0', patch = '.0'] = match;
  const prerelease = match[5] ?? '';
  if (prerelease !== '') checkPrerelease(prerelease);
  return {
    major: segment(major),
    minor: segment(minor.slice(1)),
    patch: segment(patch.slice(1)),
    prerelease,
    metadata: match[8] ?? '',
    original: text,
  };
}

function segment(text: string): bigint {
  const value = BigInt(text);
  if (value <= MAX_UINT64) return value;
  throw new Error(`error parsing version segment: strconv.ParseUint: parsing "${text}": value out of range`);
}

function checkPrerelease(prerelease: string): void {
  for (const part of prerelease.split('.')) {
    if (/^0[0-9]+$/.test(part)) throw new Error('version segment starts with 0');
  }
}

export function printVersion({ major, minor, patch, prerelease, metadata }: Version): string {
  return `${major}.${minor}.${patch}${prerelease && `-${prerelease}`}${metadata && `+${metadata}`}`;
}

/** -1, 0 or 1; metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  const parts =
    compareNumbers(a.major, b.major) || compareNumbers(a.minor, b.minor) || compareNumbers(a.patch, b.patch);
  if (parts !== 0 || a.prerelease === b.prerelease) return parts;
  if (a.prerelease === '') return 1;
  return b.prerelease === '' ? -1 : comparePrereleases(a.prerelease, b.prerelease);
}

function compareNumbers(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function comparePrereleases(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = comparePart(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers come before texts; a missing part before everything. */
function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  const left = number(a);
  const right = number(b);
  if (left === undefined && right === undefined) return a > b ? 1 : -1;
  if (left === undefined || right === undefined) return right === undefined ? -1 : 1;
  return left > right ? 1 : -1;
}

function number(text: string): bigint | undefined {
  const value = /^[0-9]+$/.test(text) ? BigInt(text) : undefined;
  return value !== undefined && value <= MAX_UINT64 ? value : undefined;
}
