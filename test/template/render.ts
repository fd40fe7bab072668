import { GUARD, SPAN, TemplateSet } from '../../src/template/index.ts';
import type { ExecuteOptions, TraceLog, Value } from '../../src/template/index.ts';
import { functions } from '../conformance/template/engine.ts';

export function setOf(
  templates: Record<string, string>,
  missingKey: 'default' | 'zero' | 'error' = 'zero',
): TemplateSet {
  const set = new TemplateSet({ functions, missingKey });
  for (const [name, text] of Object.entries(templates)) set.parse(name, text);
  return set;
}

/** Executes the template `main` of a set. */
export function render(
  templates: Record<string, string> | string,
  dot: Value = {},
  options: ExecuteOptions = {},
): { output: string; log: TraceLog } {
  return setOf(typeof templates === 'string' ? { main: templates } : templates).execute('main', dot, options);
}

export interface ShownSpan {
  readonly text: string;
  readonly action: string;
  readonly reads: readonly string[];
}

export interface ShownGuard extends ShownSpan {
  readonly branch: number;
}

function records(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, i) => numbers.slice(i * size, (i + 1) * size));
}

function reads(log: TraceLog, from: number, to: number): string[] {
  return log.reads.slice(from, to).map((path) => log.paths.keys(path).join('.'));
}

export function spans(output: string, log: TraceLog): ShownSpan[] {
  return records(log.spans, SPAN).map(([start, end, node, first, last]) => ({
    text: output.slice(start, end),
    action: log.nodes[node!]!.source,
    reads: reads(log, first!, last!),
  }));
}

export function guards(output: string, log: TraceLog): ShownGuard[] {
  return records(log.guards, GUARD).map(([node, branch, start, end, first, last]) => ({
    text: output.slice(start, end),
    action: log.nodes[node!]!.source,
    branch: branch!,
    reads: reads(log, first!, last!),
  }));
}
