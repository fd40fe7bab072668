import type { Json, Origin } from '../../types.ts';
import { parseYaml } from '../../yaml/index.ts';
import type { ChartNode } from './dependencies.ts';

/** A document of a chart's `crds/` folder, which Helm hands on as it stands. */
export interface CrdDocument {
  /** e.g. `shop/crds/orders.yaml`. */
  readonly name: string;
  readonly origin: Origin;
  readonly text: string;
  readonly value: Json;
}

/** The parent's first, then each subchart's; an unreadable document is left to whoever checks the file. */
export function crdDocuments(node: ChartNode): CrdDocument[] {
  const own = node.chart.crds.flatMap(({ name, source, text }) =>
    parseYaml(text).documents.map(({ value, start, end }, document) => ({
      name: `${node.fullPath}/${name}`,
      origin: { file: source, document, path: [] },
      text: text.slice(start, end),
      value,
    })),
  );
  return [...own, ...node.dependencies.flatMap(crdDocuments)];
}
