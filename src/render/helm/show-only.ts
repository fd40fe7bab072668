import { compileGlob } from '../../glob.ts';
import type { GlobDialect } from '../../glob.ts';
import type { HelmVersion } from './version/index.ts';

/** Go's `filepath.Match`. */
const DIALECT: GlobDialect = { separator: '/', braces: false, negation: '^' };

/** The documents of a stream that come from the wanted templates, for each wanted one in the stream's order; `helm template --show-only`. */
export function selectDocuments(
  stream: string,
  wanted: readonly string[],
  helm: HelmVersion,
): { readonly documents: readonly string[] } | { readonly missing: string } {
  const named = helm.splitDocuments(stream).flatMap(({ text }) => {
    const name = /# Source: [^/\n]+\/(.+)/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, text }];
  });
  const documents: string[] = [];
  for (const pattern of wanted) {
    const matches = compileGlob(pattern, DIALECT);
    const found = matches === undefined ? [] : named.filter(({ name }) => matches(name));
    if (found.length === 0) return { missing: pattern };
    documents.push(...found.map(({ text }) => text));
  }
  return { documents };
}
