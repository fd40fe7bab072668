import { compareVersions, parseConstraint, parseVersion, satisfies, type Version } from '../sprig/index.ts';

/**
 * The version that a request means: the very text, else the highest that lies in the range, as Helm's `IndexFile.Get`
 * and Argo CD's `versions.MaxVersion` find it with Masterminds' semver. `''` is the latest that is no pre-release.
 * Undefined where there is none.
 */
export function pickVersion(versions: readonly string[], requested: string): string | undefined {
  if (requested !== '' && versions.includes(requested)) return requested;
  const constraint = constraintOf(requested === '' ? '*' : requested);
  if (constraint === undefined) return undefined;
  let best: Version | undefined;
  for (const each of versions) {
    const version = versionOf(each);
    if (version === undefined || !satisfies(version, constraint)) continue;
    if (best === undefined || compareVersions(version, best) > 0) best = version;
  }
  return best?.original;
}

/** Whether a request names one version only, so that nobody has to be asked which there are. */
export function isVersion(requested: string): boolean {
  return versionOf(requested) !== undefined;
}

function versionOf(text: string): Version | undefined {
  try {
    return parseVersion(text);
  } catch {
    return undefined;
  }
}

function constraintOf(text: string): ReturnType<typeof parseConstraint> | undefined {
  try {
    return parseConstraint(text);
  } catch {
    return undefined;
  }
}
