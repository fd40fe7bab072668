import type { Diagnostic, Gap, JsonObject, Location, RelatedLocation, Report } from '../types.ts';
import { groupBy } from '../group-by.ts';
import { compareText, countBySeverity, inOrder } from './order.ts';

/** Rises when a key changes its meaning or goes away; new keys do not count. */
export const SCHEMA_VERSION = 1;

/** `schemas/report.schema.json` describes it. But for `stats.timings`, equal trees give equal bytes. */
export function json(report: Report): string {
  const { version, coverage } = report;
  const diagnostics = inOrder(report.diagnostics);
  const value = {
    schemaVersion: SCHEMA_VERSION,
    version,
    diagnostics: diagnostics.map(diagnosticJson),
    coverage: {
      ...coverage,
      gaps: coverage.gaps.map(gapJson),
    },
    stats: {
      failed: report.failed,
      severities: countBySeverity(diagnostics),
      rules: ruleCounts(diagnostics),
      files: new Set(diagnostics.map((one) => one.location.file)).size,
      matrix: report.matrix,
      timings: report.timings,
    },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function diagnosticJson(diagnostic: Diagnostic): object {
  const {
    ruleId,
    severity,
    message,
    location,
    related,
    application,
    resource,
    leaf,
    trace,
    also,
    fingerprint,
  } = diagnostic;
  return {
    ruleId,
    severity,
    message,
    location: place(location),
    related: related.map(relatedJson),
    application,
    resource,
    leaf: leaf && { path: leaf.path, segments: leaf.segments, production: leaf.production },
    trace,
    also: also.length > 0 ? also : undefined,
    fingerprint,
  };
}

function relatedJson({ message, ...location }: RelatedLocation): object {
  return { ...place(location), message };
}

function gapJson({ what, reason, location }: Gap): object {
  return { what, reason, location: location && place(location) };
}

function place({ file, range }: Location): Location {
  const { start, end } = range;
  return {
    file,
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}

/** By id; `fromEntries` defines its keys, so that no id can reach a prototype. */
function ruleCounts(diagnostics: readonly Diagnostic[]): JsonObject {
  const groups = [...groupBy(diagnostics, (one) => one.ruleId)].sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(groups.map(([id, group]) => [id, group.length]));
}
