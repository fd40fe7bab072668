import type {
  Application,
  Coverage,
  Diagnostic,
  Discovered,
  Gap,
  Leaf,
  MatrixCell,
  Rendered,
} from './types.ts';

/** Counts what went through a run, one Application at a time, so that nothing of it need be kept. */
export interface Summary {
  add(rendered: Rendered): void;
  /** The leaves that nothing rendered. */
  uncovered(): readonly Leaf[];
  /** `found`: what else there was, when all is rendered. */
  coverage(found: { readonly gaps: readonly Gap[]; readonly applicationSets: number }): Coverage;
  matrix(diagnostics: readonly Diagnostic[]): MatrixCell[];
}

interface Cell {
  services: Set<string>;
  resources: number;
}

export function createSummary(discovered: Discovered): Summary {
  const cells = new Map<string, Cell>();
  for (const leaf of discovered.leaves) cellOf(cells, leaf).services.add(serviceOf(leaf));
  const failures: Gap[] = [];
  const deployed = new Set<string>();
  const renderedLeaves = new Set<string>();
  let applications = 0;
  let rendered = 0;
  let resources = 0;
  return {
    add({ application, manifests, failure }) {
      applications += 1;
      if (application.leaf !== undefined) deployed.add(application.leaf.path);
      resources += manifests.length;
      if (failure === undefined) rendered += 1;
      else failures.push({ what: `Application ${application.name}`, reason: failure });
      countLeaf(application, manifests.length, failure === undefined);
    },
    uncovered: () => discovered.leaves.filter(({ path }) => !deployed.has(path)),
    coverage: ({ gaps, applicationSets }) => ({
      files: discovered.files,
      applicationSets,
      applications: { found: applications, rendered },
      leaves: { found: discovered.leaves.length, rendered: renderedLeaves.size },
      resources,
      gaps: [...discovered.gaps, ...gaps, ...failures],
    }),
    matrix: (diagnostics) => toMatrix(cells, diagnostics),
  };

  function countLeaf({ leaf }: Application, manifests: number, whole: boolean): void {
    if (leaf === undefined) return;
    cellOf(cells, leaf).resources += manifests;
    if (whole) renderedLeaves.add(leaf.path);
  }
}

const SEPARATOR = '\0';

function cellOf(cells: Map<string, Cell>, leaf: Leaf): Cell {
  const key = cellKey(leaf);
  let cell = cells.get(key);
  if (cell === undefined) cells.set(key, (cell = { services: new Set(), resources: 0 }));
  return cell;
}

function serviceOf(leaf: Leaf): string {
  return leaf.segments['service'] ?? leaf.path;
}

function cellKey({ segments }: Leaf): string {
  return [segments['environment'] ?? '', segments['cloud'] ?? '', segments['cluster'] ?? ''].join(SEPARATOR);
}

function toMatrix(cells: ReadonlyMap<string, Cell>, diagnostics: readonly Diagnostic[]): MatrixCell[] {
  const counts = new Map<string, { error: number; warning: number; info: number }>();
  for (const { leaf, severity } of diagnostics) {
    if (leaf === undefined) continue;
    const key = cellKey(leaf);
    const count = counts.get(key) ?? { error: 0, warning: 0, info: 0 };
    count[severity] += 1;
    counts.set(key, count);
  }
  return [...cells]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, cell]) => {
      const [environment = '', cloud = '', cluster = ''] = key.split(SEPARATOR);
      const { error = 0, warning = 0 } = counts.get(key) ?? {};
      return {
        environment,
        cloud,
        cluster,
        services: cell.services.size,
        resources: cell.resources,
        errors: error,
        warnings: warning,
      };
    });
}
