import type { Manifest, Rendered } from '../types.ts';
import { fileName } from '../source-file.ts';

/** The manifests of a render as `helm template` prints them: each after `---` and a comment that names its source. */
export function manifestStream({ manifests }: Pick<Rendered, 'manifests'>): string {
  let stream = '';
  let last: Manifest | undefined;
  for (const manifest of manifests) {
    // The items of a list share one document, and its provenance.
    if (manifest.provenance !== last?.provenance)
      stream += streamDocument(sourceName(manifest), manifest.text);
    last = manifest;
  }
  return stream;
}

/** One document of a stream. */
export function streamDocument(name: string, text: string): string {
  return `---\n# Source: ${name}\n${text}\n`;
}

/** The template or the file that a manifest comes from. */
export function sourceName({ provenance }: Pick<Manifest, 'provenance'>): string {
  if (provenance.kind === 'template') return provenance.log.template;
  return fileName(provenance.origin.file);
}
