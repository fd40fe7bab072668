/** Masterminds/semver v3.5: constraints such as `>=1.2.0 <2 || ~3.1-0`. */
import { compareVersions, comparePrereleases, parseVersion } from './semver-version.ts';
import type { Version } from './semver-version.ts';
import { quote } from '../template/index.ts';
import { compile } from './regex.ts';

const VERSION =
  String.raw`v?([0-9|x|X|\*]+)(\.[0-9|x|X|\*]+)?(\.[0-9|x|X|\*]+)?` +
  String.raw`(-([0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*))?`;
const OPERATORS = String.raw`=||!=|>|<|>=|=>|<=|=<|~|~>|\^`;
const CONSTRAINT = new RegExp(String.raw`^\s*(${OPERATORS})\s*(${VERSION})\s*$`);
const RANGE = new RegExp(String.raw`\s*(${VERSION})\s+-\s+(${VERSION})\s*`, 'g');
const FIND = new RegExp(String.raw`(?:${OPERATORS})\s*(?:${VERSION})`, 'g');
const VALID = String.raw`^(?:\s*(?:${OPERATORS})\s*(?:${VERSION})\s*)(?:(?:\s+|,\s*)(?:${OPERATORS})\s*(?:${VERSION})\s*)*$`;
const MAX_LENGTH = 512;
const MAX_GROUPS = 32;

interface Part {
  readonly version: Version;
  readonly operator: string;
  /** The parts that were left out or written as `x`: none, the patch, minor and patch, all. */
  readonly dirty: boolean;
  readonly minorDirty: boolean;
  readonly patchDirty: boolean;
}

/** Groups joined by `||`; in a group all parts hold. */
export type Constraint = readonly (readonly Part[])[];

/** Throws `improper constraint: "…"`. */
export function parseConstraint(text: string): Constraint {
  if (text.length > MAX_LENGTH) throw new Error(`constraint string is too long (max ${MAX_LENGTH} bytes)`);
  const groups = text
    .replaceAll(RANGE, (_, from: string, ...rest: string[]) => `>= ${from}, <= ${rest[7]} `)
    .split('||');
  if (groups.length > MAX_GROUPS) throw new Error(`too many constraint groups (max ${MAX_GROUPS})`);
  return groups.map((group) => parseGroup(group));
}

/** Checked by RE2: nested repetitions would let an untrusted text take exponential time. */
function parseGroup(group: string): Part[] {
  if (!compile(VALID).matcher(group).find()) throw new Error(`improper constraint: ${quote(group)}`);
  return (group.match(FIND) ?? [group]).map((part) => parsePart(part));
}

function isX(text: string): boolean {
  return text === 'x' || text === 'X' || text === '*' || text === '';
}

function parsePart(text: string): Part {
  const match = CONSTRAINT.exec(text);
  if (match === null) throw new Error(`improper constraint: ${quote(text)}`);
  const [, operator = '', whole = '', major = '', minor = '', patch = '', prerelease = ''] = match;
  const flags = { operator, dirty: true, minorDirty: false, patchDirty: false };
  if (isX(major)) return { ...flags, version: parsed(`0.0.0${prerelease}`) };
  if (isX(minor.slice(1)))
    return { ...flags, minorDirty: true, version: parsed(`${major}.0.0${prerelease}`) };
  if (isX(patch.slice(1)))
    return { ...flags, patchDirty: true, version: parsed(`${major}${minor}.0${prerelease}`) };
  return { ...flags, dirty: false, version: parsed(whole) };
}

function parsed(text: string): Version {
  try {
    return parseVersion(text);
  } catch (error) {
    throw new Error('constraint parser error', { cause: error });
  }
}

export function satisfies(version: Version, constraint: Constraint): boolean {
  return constraint.some((group) => {
    const prereleases = group.some((part) => part.version.prerelease !== '');
    if (version.prerelease !== '' && !prereleases) return false;
    return group.every((part) => CHECKS.get(part.operator)!(version, part));
  });
}

type Check = (version: Version, part: Part) => boolean;

function notEqual(v: Version, { version: c, dirty, minorDirty, patchDirty }: Part): boolean {
  if (!dirty) return compareVersions(v, c) !== 0;
  if (c.major !== v.major) return true;
  if (minorDirty) return false;
  if (c.minor !== v.minor) return true;
  if (!patchDirty) return c.patch !== v.patch || compareVersions(v, c) !== 0;
  const prereleases = v.prerelease !== '' || c.prerelease !== '';
  return prereleases && comparePrereleases(v.prerelease, c.prerelease) !== 0;
}

/** `>11` means from 12 on, `>11.1` from 11.2 on. */
function greater(v: Version, { version: c, dirty, minorDirty, patchDirty }: Part): boolean {
  if (!dirty) return compareVersions(v, c) === 1;
  if (v.major !== c.major) return v.major > c.major;
  if (minorDirty) return false;
  return patchDirty ? v.minor > c.minor : compareVersions(v, c) === 1;
}

function lessOrEqual(v: Version, { version: c, dirty, minorDirty }: Part): boolean {
  if (!dirty) return compareVersions(v, c) <= 0;
  if (v.major > c.major) return false;
  return !(v.major === c.major && v.minor > c.minor && !minorDirty);
}

function tilde(v: Version, { version: c, minorDirty, patchDirty }: Part): boolean {
  if (compareVersions(v, c) < 0) return false;
  if (c.major === 0n && c.minor === 0n && c.patch === 0n && !minorDirty && !patchDirty) return true;
  return v.major === c.major && (v.minor === c.minor || minorDirty);
}

function tildeOrEqual(v: Version, part: Part): boolean {
  return part.dirty ? tilde(v, part) : compareVersions(v, part.version) === 0;
}

function caret(v: Version, { version: c, minorDirty, patchDirty }: Part): boolean {
  if (compareVersions(v, c) < 0) return false;
  if (c.major > 0n || minorDirty) return v.major === c.major;
  if (v.major > 0n) return false;
  if (c.minor > 0n || patchDirty) return v.minor === c.minor;
  return v.minor === 0n && c.patch === v.patch;
}

const less: Check = (v, { version }) => compareVersions(v, version) < 0;
const atLeast: Check = (v, { version }) => compareVersions(v, version) >= 0;

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ['', tildeOrEqual],
  ['=', tildeOrEqual],
  ['!=', notEqual],
  ['>', greater],
  ['<', less],
  ['>=', atLeast],
  ['=>', atLeast],
  ['<=', lessOrEqual],
  ['=<', lessOrEqual],
  ['~', tilde],
  ['~>', tilde],
  ['^', caret],
]);
