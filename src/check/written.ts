import { fileName } from '../source-file.ts';
import { tracePolicyResult, type PolicyResult } from '../trace/index.ts';
import type { FieldPath, Json, KubernetesObject, Location, Rendered, SourceFile } from '../types.ts';

type Traced = ReturnType<typeof tracePolicyResult>;

/**
 * The first of `paths` whose text is found where it leads to. What a template makes up (`randAlphaNum`, `genCA`), or reads
 * from the cluster, leads to a line that doesn't hold it, and is nobody's to correct: undefined.
 */
export function traceWritten(
  result: PolicyResult,
  paths: readonly FieldPath[],
  rendered: Rendered,
): Traced | undefined {
  const manifest = rendered.manifests[result.manifest!]!;
  if (manifest.provenance.kind === 'file') return tracePolicyResult(result, rendered);
  for (const path of paths) {
    const traced = tracePolicyResult({ ...result, path }, rendered);
    const isParameter = traced.location.via !== undefined;
    if (isParameter || holds(textAt(traced.location, rendered), valueAt(manifest.object, path)))
      return traced;
  }
  return undefined;
}

/** Either text within the other: a value may be printed among others, a line may hold more than the value. */
function holds(written: string, value: string): boolean {
  const bare = squeezed(written);
  if (bare === '') return false;
  return [value, Buffer.from(value, 'base64').toString('utf8')]
    .map(squeezed)
    .some((text) => text !== '' && (text.includes(bare) || bare.includes(text)));
}

/** Without what YAML adds: spaces, quotes, a block scalar's head. */
function squeezed(text: string): string {
  return text.replace(/^\s*[|>][+-]?\s*$/m, '').replace(/[\s"']/g, '');
}

function textAt({ file, range: { start, end } }: Location, rendered: Rendered): string {
  const source = sourcesOf(rendered).find((each) => fileName(each) === file);
  const read = source?.tree.read(source.path);
  if (!read?.ok) return '';
  const lines = read.text.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  if (last >= 0) lines[last] = lines[last]!.slice(0, end.character - 1);
  if (last >= 0) lines[0] = lines[0]!.slice(start.character - 1);
  return lines.join('\n');
}

function sourcesOf({ application, layers, manifests }: Rendered): SourceFile[] {
  const templates = manifests.flatMap(({ provenance }) =>
    provenance.kind === 'template' ? [provenance.file] : [],
  );
  const { values } = application.leaf ?? {};
  return [
    ...layers.map(({ origin }) => origin.file),
    ...templates,
    application.origin.file,
    ...(values ? [values] : []),
  ];
}

function valueAt(object: KubernetesObject, path: FieldPath): string {
  const value = path.reduce<Json | undefined>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, Json>)[key] : undefined),
    object,
  );
  return typeof value === 'string' ? value : '';
}
