/** `semver` and `semverCompare`. */
import { GoInt } from '../template/value.ts';
import type { FunctionTable, GoFunction, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { define, table } from './function.ts';
import type { JsonObject } from './json-encode.ts';
import { parseConstraint, satisfies } from './semver-constraint.ts';
import type { Constraint } from './semver-constraint.ts';
import { compareVersions, parseVersion, printVersion } from './semver-version.ts';
import type { Version } from './semver-version.ts';

/** Charts compare with a handful of constraints, again in every render. */
const CACHE_LIMIT = 256;
const constraints = new Map<string, Constraint>();

function constraint(source: string): Constraint {
  const known = constraints.get(source);
  if (known !== undefined) return known;
  const parsed = parseConstraint(source);
  if (constraints.size >= CACHE_LIMIT) constraints.clear();
  constraints.set(source, parsed);
  return parsed;
}

/** `*semver.Version` as templates see it: `(semver "1.2.3").Major`. */
class GoVersion implements JsonObject {
  readonly goType = '*semver.Version';
  readonly fields: ReadonlyMap<string, Value> = new Map();
  readonly version: Version;

  constructor(version: Version) {
    this.version = version;
  }

  get methods(): ReadonlyMap<string, GoFunction> {
    return versionMethods(this.version);
  }

  print(): string {
    return printVersion(this.version);
  }

  toGoJson(): Value {
    return this.print();
  }
}

function uint64(value: bigint): GoInt {
  return new GoInt(value, 'uint64');
}

function versionMethods(version: Version): ReadonlyMap<string, GoFunction> {
  const compared = (other: Value): number =>
    other instanceof GoVersion ? compareVersions(version, other.version) : 0;
  return table(
    define('Major', '', () => uint64(version.major)),
    define('Minor', '', () => uint64(version.minor)),
    define('Patch', '', () => uint64(version.patch)),
    define('Prerelease', '', () => version.prerelease),
    define('Metadata', '', () => version.metadata),
    define('Original', '', () => version.original),
    define('String', '', () => printVersion(version)),
    define('Compare', 'any', ([other]) => new GoInt(compared(other))),
    define('Equal', 'any', ([other]) => compared(other) === 0),
    define('LessThan', 'any', ([other]) => compared(other) < 0),
    define('LessThanEqual', 'any', ([other]) => compared(other) <= 0),
    define('GreaterThan', 'any', ([other]) => compared(other) > 0),
    define('GreaterThanEqual', 'any', ([other]) => compared(other) >= 0),
    define('IncMajor', '', () => raised(version, 'major')),
    define('IncMinor', '', () => raised(version, 'minor')),
    define('IncPatch', '', () => raised(version, 'patch')),
  );
}

const RELEASED = { prerelease: '', metadata: '' };

/** The next version; a prerelease's next patch is its release. */
function raised(version: Version, part: 'major' | 'minor' | 'patch'): GoVersion {
  const next = { ...version, ...RELEASED };
  if (part === 'major') Object.assign(next, { major: version.major + 1n, minor: 0n, patch: 0n });
  else if (part === 'minor') Object.assign(next, { minor: version.minor + 1n, patch: 0n });
  else if (version.prerelease === '') Object.assign(next, { patch: version.patch + 1n });
  const prefix = version.original.startsWith('v') ? 'v' : '';
  return new GoVersion({ ...next, original: prefix + printVersion(next) });
}

const COST = { steps: 24 };

export const semverFunctions: FunctionTable = table(
  define('semver', 'string', ([value]) => new GoVersion(parseVersion(text(value))), COST),
  define(
    'semverCompare',
    'string string',
    ([source, value]) => {
      const wanted = constraint(text(source));
      return satisfies(parseVersion(text(value)), wanted);
    },
    COST,
  ),
);
