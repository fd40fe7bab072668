/** The default values of a chart and its subcharts as layers, each with its place in the merged values. */
import type { FieldPath, Json, JsonObject, Layer } from '../../types.ts';
import type { ChartNode } from './dependencies.ts';

/** Lowest first: subcharts', what is imported of them, and the chart's own. */
export function chartLayers(node: ChartNode): Layer[] {
  const below = node.dependencies.flatMap(chartLayers);
  const own = node.chart.valuesDocuments.map<Layer>(({ origin, data }) => ({
    origin,
    at: node.at,
    data,
    kind: 'chart',
  }));
  return [...below, ...importedLayers(node, [...below, ...own]), ...own];
}

/** What `import-values` puts among a chart's values: tables of a subchart's, with what the chart itself says of them. */
function importedLayers(node: ChartNode, layers: readonly Layer[]): Layer[] {
  return node.declared.flatMap(({ name, alias, importValues }) =>
    importValues.flatMap((wanted) => {
      const { child, parent } = pathsOf(wanted);
      const from = [...node.at, alias || name, ...child];
      return layers.flatMap((layer) => moved(layer, from, [...node.at, ...parent]));
    }),
  );
}

function pathsOf(wanted: Json): { readonly child: FieldPath; readonly parent: FieldPath } {
  if (typeof wanted === 'string') return { child: ['exports', ...wanted.split('.')], parent: [] };
  const { child, parent } = (wanted ?? {}) as JsonObject;
  return { child: String(child).split('.'), parent: parent === '.' ? [] : String(parent).split('.') };
}

/** What a layer says at `from`, said at `to`; nothing where it says nothing there. */
function moved({ origin, at, data, kind }: Layer, from: FieldPath, to: FieldPath): Layer[] {
  const shared = Math.min(at.length, from.length);
  if (at.slice(0, shared).some((key, index) => key !== from[index])) return [];
  const inner = from.slice(shared);
  const table = inner.reduce<Json | undefined>(tableIn, data);
  if (!isTable(table)) return [];
  const path = [...origin.path, ...inner];
  return [{ origin: { ...origin, path }, at: [...to, ...at.slice(shared)], data: table, kind }];
}

function tableIn(table: Json | undefined, key: string | number): Json | undefined {
  return isTable(table) && Object.hasOwn(table, key) ? table[key] : undefined;
}

function isTable(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
