/** The Helms that a chart can be rendered as. */
import { HELM_3 } from './helm-3.ts';
import { HELM_4 } from './helm-4.ts';
import type { HelmVersion } from './types.ts';

export { HELM_3, HELM_4 };
export type { BuildField, ChartPlace, DocumentPart, HelmVersion } from './types.ts';

/** What `helm.version` and `--helm-version` may say. */
const WRITTEN = /^v?([34])((?:\.\d+){0,2})$/;

/**
 * The Helm of a version: `3` or `4`, or an exact one, which charts then see as `.Capabilities.HelmVersion.Version` and
 * which renders as the one that we know of its major version. Undefined where the text names none.
 */
export function helmVersion(text: string): HelmVersion | undefined {
  const match = WRITTEN.exec(text);
  if (match === null) return undefined;
  const [, major = '', rest = ''] = match;
  const known = major === '3' ? HELM_3 : HELM_4;
  return rest === '' ? known : { ...known, build: known.build.map(named(`v${major}${rest}`)) };
}

function named(version: string): (field: HelmVersion['build'][number]) => HelmVersion['build'][number] {
  return (field) => (field.name === 'Version' ? { ...field, value: version } : field);
}
