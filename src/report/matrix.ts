import type { MatrixCell } from '../types.ts';
import { clipMiddle, displayWidth, padEnd, padStart } from './display-width.ts';
import { groupBy } from '../group-by.ts';
import type { Palette } from './palette.ts';
import { visible } from './visible.ts';

/** More clusters than this are folded to environment × cloud. */
const CLUSTER_ROWS = 16;
/** And of those at most so many are shown, those with errors first. */
const FOLDED_ROWS = 24;

const GAP = '  ';
const WHERE = ['environment', 'cloud', 'cluster'] as const;
const COUNTS = ['services', 'resources', 'errors', 'warnings'] as const;
const SHORT: Readonly<Record<(typeof COUNTS)[number], string>> = {
  services: 'svc',
  resources: 'res',
  errors: 'err',
  warnings: 'warn',
};

/** The table environment × cloud × cluster, no line wider than `width`. */
export function matrixTable(matrix: readonly MatrixCell[], width: number, paint: Palette): string[] {
  if (matrix.length === 0) return [];
  const fits = matrix.length <= CLUSTER_ROWS;
  const cells = fits ? matrix : fold(matrix);
  const shown = fits ? cells : worstFirst(cells).slice(0, FOLDED_ROWS);
  const rows = cells.filter((cell) => shown.includes(cell)).map(safeCell);
  const lines = wideTable(rows, paint, width) ?? narrowTable(rows, paint, width);
  return rows.length === cells.length
    ? lines
    : [...lines, paint.dim(`and ${cells.length - rows.length} more`)];
}

function fold(matrix: readonly MatrixCell[]): MatrixCell[] {
  return [...groupBy(matrix, (cell) => JSON.stringify([cell.environment, cell.cloud])).values()].map(
    (cells) => ({
      environment: cells[0]!.environment,
      cloud: cells[0]!.cloud,
      cluster: cells.length === 1 ? cells[0]!.cluster : `${cells.length} clusters`,
      services: sum(cells, 'services'),
      resources: sum(cells, 'resources'),
      errors: sum(cells, 'errors'),
      warnings: sum(cells, 'warnings'),
    }),
  );
}

function sum(cells: readonly MatrixCell[], key: (typeof COUNTS)[number]): number {
  return cells.reduce((total, cell) => total + cell[key], 0);
}

function worstFirst(cells: readonly MatrixCell[]): MatrixCell[] {
  return [...cells].sort((a, b) => b.errors - a.errors || b.warnings - a.warnings);
}

function safeCell(cell: MatrixCell): MatrixCell {
  const { environment, cloud, cluster } = cell;
  return { ...cell, environment: safeName(environment), cloud: safeName(cloud), cluster: safeName(cluster) };
}

/** A pattern need not name all three segments. */
function safeName(name: string): string {
  return name === '' ? '-' : visible(name);
}

/** Three name columns, a name that repeats the row above left out; undefined where that is wider than `width`. */
function wideTable(rows: readonly MatrixCell[], paint: Palette, width: number): string[] | undefined {
  const names = rows.map((row, at) => {
    const above = rows[at - 1];
    const sameEnvironment = above?.environment === row.environment;
    const sameCloud = sameEnvironment && above?.cloud === row.cloud;
    return [sameEnvironment ? '' : row.environment, sameCloud ? '' : row.cloud, row.cluster];
  });
  const widths = WHERE.map((head, at) => widest([head, ...names.map((row) => row[at]!)]));
  const head = WHERE.map((text, at) => padEnd(text, widths[at]!)).join(GAP);
  const heads = COUNTS.map(String);
  if (displayWidth(head) + countsWidth(rows, heads) > width) return undefined;
  const lines = names.map(
    (row, at) =>
      row.map((text, column) => padEnd(text, widths[column]!)).join(GAP) +
      counts(rows[at]!, rows, heads, paint),
  );
  return [paint.dim(head + header(rows, heads)), ...lines];
}

/** The environment on a line of its own, below it one name column, cut where it must be. */
function narrowTable(rows: readonly MatrixCell[], paint: Palette, width: number): string[] {
  const heads = COUNTS.map((count) => SHORT[count]);
  const room = Math.max(8, width - countsWidth(rows, heads));
  const names = rows.map((row) => clipMiddle(`  ${row.cloud}/${row.cluster}`, room));
  const column = widest(names);
  const lines = [paint.dim(padEnd('', column) + header(rows, heads))];
  for (const [at, row] of rows.entries()) {
    if (rows[at - 1]?.environment !== row.environment) lines.push(clipMiddle(row.environment, width));
    lines.push(padEnd(names[at]!, column) + counts(row, rows, heads, paint));
  }
  return lines;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

function countWidths(rows: readonly MatrixCell[], heads: readonly string[]): number[] {
  return COUNTS.map((key, at) => widest([heads[at]!, ...rows.map((row) => String(row[key]))]));
}

function countsWidth(rows: readonly MatrixCell[], heads: readonly string[]): number {
  return countWidths(rows, heads).reduce((total, column) => total + GAP.length + column, 0);
}

function header(rows: readonly MatrixCell[], heads: readonly string[]): string {
  return countWidths(rows, heads)
    .map((column, at) => GAP + padStart(heads[at]!, column))
    .join('');
}

function counts(
  row: MatrixCell,
  rows: readonly MatrixCell[],
  heads: readonly string[],
  paint: Palette,
): string {
  const widths = countWidths(rows, heads);
  return COUNTS.map((key, at) => {
    const problem = key === 'errors' || key === 'warnings';
    const text = GAP + padStart(problem && row[key] === 0 ? '-' : String(row[key]), widths[at]!);
    if (!problem) return text;
    if (row[key] === 0) return paint.dim(text);
    return key === 'errors' ? paint.red(text) : paint.yellow(text);
  }).join('');
}
