import { quote } from '../../template/index.ts';

const MAX_LENGTH = 53;
const PATTERN = String.raw`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`;
const NAME = new RegExp(PATTERN);

/** Why Helm refuses a release of this name, in its words. Mirrors Helm's `ValidateReleaseName`. */
export function releaseNameFault(name: string): string | undefined {
  if (name.length <= MAX_LENGTH && NAME.test(name)) return undefined;
  const reason =
    name === ''
      ? 'no name provided'
      : `invalid release name, must match regex ${PATTERN} and the length must not be longer than ${MAX_LENGTH}`;
  return `release name ${quote(name)}: ${reason}`;
}
