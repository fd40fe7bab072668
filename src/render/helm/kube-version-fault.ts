import { quote } from '../../template/index.ts';

const VERSION = /^\s*v?(\d+(?:\.\d+)*).*$/;

/** Why Helm refuses a version of Kubernetes, in its words: apimachinery's `version.ParseGeneric`. */
export function kubeVersionFault(text: string): string | undefined {
  const reason = versionFault(text);
  return reason && `invalid kube version '${text}': ${reason}`;
}

function versionFault(text: string): string | undefined {
  const written = quote(text);
  const components = VERSION.exec(text)?.[1]?.split('.');
  if (components === undefined) return `could not parse ${written} as version`;
  const [first = ''] = components;
  if (components.length < 2) return `illegal version string ${written}`;
  if (first.startsWith('0') && first !== '0')
    return `illegal zero-prefixed version component ${quote(first)} in ${written}`;
  const large = components.find((each) => BigInt(each) >= 2n ** 64n);
  if (large === undefined) return undefined;
  const cause = `strconv.ParseUint: parsing ${quote(large)}: value out of range`;
  return `illegal non-numeric version component ${quote(large)} in ${written}: ${cause}`;
}
