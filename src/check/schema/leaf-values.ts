import type { Json, Leaf } from '../../types.ts';
import { readYaml } from '../../yaml/index.ts';

/** A leaf's own values as written; undefined where there are none, or where they can't be read, which others report. */
export function leafValues({ values }: Leaf): Json | undefined {
  if (values === undefined) return undefined;
  const file = readYaml(values);
  return file.ok ? (file.yaml.documents[0]?.value ?? undefined) : undefined;
}
