import { SEVERITIES } from '../severity.ts';
import type { Diagnostic, Location, Report, Rule } from '../types.ts';
import type { FormatContext } from './format.ts';
import { byImportance } from './importance.ts';
import { compareText, inOrder, plural, rulesById } from './order.ts';
import { levelsAbove, relativeUri, repositoryPath } from './repository-path.ts';
import { visibleLines } from './visible.ts';
import { LEVELS, ruleDescriptor, unknownRuleDescriptor } from './sarif-rules.ts';

/** What GitHub's code scanning takes (docs.github.com, "SARIF support for code scanning"); it shows the first 5,000. */
const RESULTS = 25_000;
const RELATED_LOCATIONS = 1_000;
/** Ours: a log of gaps longer than this is read by nobody. */
const NOTIFICATIONS = 1_000;

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'SRCROOT';

/** SARIF 2.1.0 (OASIS), one run, for code scanning and the viewers. */
export function sarif(report: Report, context: FormatContext): string {
  const rules = ruleTable(report, context.rules);
  const indexes = new Map(rules.map(({ id }, at) => [id, at]));
  const kept = inOrder(byImportance(report.diagnostics).slice(0, RESULTS));
  const fingerprints = uniqueFingerprints(kept);
  const run = {
    tool: {
      driver: { name: 'plimsoll', version: report.version, rules: rules.map(({ descriptor }) => descriptor) },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: uriBases(kept, context.base),
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          ...cutNotifications(report.diagnostics, kept),
          ...gapNotifications(report, context.base),
        ],
      },
    ],
    results: kept.map((one, at) => result(one, fingerprints[at]!, indexes.get(one.ruleId)!, context.base)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, wellFormed, 2)}\n`;
}

function ruleTable({ diagnostics }: Report, rules: readonly Rule[]): { id: string; descriptor: object }[] {
  const known = rulesById(rules);
  const fired = new Set(diagnostics.map(({ ruleId }) => ruleId));
  const ids = [...new Set([...known.keys(), ...fired])].sort(compareText);
  return ids.map((id) => {
    const rule = known.get(id);
    return { id, descriptor: rule === undefined ? unknownRuleDescriptor(id) : ruleDescriptor(rule) };
  });
}

function result(
  diagnostic: Diagnostic,
  fingerprint: string,
  ruleIndex: number,
  base: string | undefined,
): object {
  const { ruleId, severity, location, trace } = diagnostic;
  const related = diagnostic.related.slice(0, RELATED_LOCATIONS).map((one, id) => ({
    id,
    physicalLocation: physicalLocation(one, base),
    message: { text: plainText(one.message) },
  }));
  return {
    ruleId,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: plainText([diagnostic.message, trace].filter((text) => text !== undefined).join('\n')) },
    locations: [
      { physicalLocation: physicalLocation(location, base), logicalLocations: logicalLocations(diagnostic) },
    ],
    relatedLocations: related.length > 0 ? related : undefined,
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: properties(diagnostic),
  };
}

function properties({ application, resource, leaf, trace, also }: Diagnostic): object | undefined {
  const bag = {
    ...(application !== undefined && { application }),
    ...(resource && { resource }),
    ...(leaf && { leaf: { path: leaf.path, segments: leaf.segments, production: leaf.production } }),
    ...(trace !== undefined && { trace }),
    ...(also.length > 0 && { also }),
  };
  return Object.keys(bag).length > 0 ? bag : undefined;
}

function physicalLocation({ file, range }: Location, base: string | undefined): object {
  const { start, end } = range;
  return {
    artifactLocation: artifactLocation(file, base),
    region: {
      startLine: start.line,
      startColumn: start.character,
      endLine: end.line,
      endColumn: end.character,
    },
  };
}

/** Consumers may refuse a URI that climbs by `..` (oasis-tcs/sarif-spec#461): each folder above the repository's top is a base of its own. */
function artifactLocation(file: string, base: string | undefined): object {
  const path = repositoryPath(file, base);
  const levels = levelsAbove(path);
  return { uri: relativeUri(path.slice(levels * '../'.length)), uriBaseId: baseId(levels) };
}

function baseId(levels: number): string {
  return levels === 0 ? ROOT : `${ROOT}_PARENT${levels === 1 ? '' : `_${levels}`}`;
}

function uriBases(diagnostics: readonly Diagnostic[], base: string | undefined): object {
  const places = diagnostics.flatMap(({ location, related }) => [location, ...related]);
  const most = places.reduce(
    (levels, { file }) => Math.max(levels, levelsAbove(repositoryPath(file, base))),
    0,
  );
  const bases = Array.from({ length: most + 1 }, (_, levels) => {
    const where =
      levels === 0
        ? 'The top of the repository.'
        : `${plural(levels, 'folder')} above the top of the repository.`;
    return [baseId(levels), { description: { text: where } }];
  });
  return Object.fromEntries(bases);
}

function logicalLocations({ application, resource }: Diagnostic): object[] | undefined {
  const { kind, namespace, name } = resource ?? {};
  const resourceName =
    resource && [kind, namespace, name].filter((part) => part !== undefined && part !== '').join('/');
  const fullyQualifiedName = [application, resourceName].filter((part) => part !== undefined).join('/');
  return fullyQualifiedName === ''
    ? undefined
    : [{ fullyQualifiedName, kind: resource === undefined ? 'module' : 'resource' }];
}

/** `hash:n`, as CodeQL's: equal hashes would collapse into one alert. */
function uniqueFingerprints(diagnostics: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ fingerprint }) => {
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return `${fingerprint}:${count}`;
  });
}

function cutNotifications(all: readonly Diagnostic[], kept: readonly Diagnostic[]): object[] {
  if (all.length === kept.length) return [];
  const counts = SEVERITIES.map((severity) => {
    const count = (of: readonly Diagnostic[]): number => of.filter((one) => one.severity === severity).length;
    return { severity, left: count(all) - count(kept) };
  }).filter(({ left }) => left > 0);
  const cut = counts
    .map(({ severity, left }) => plural(left, severity === 'info' ? 'note' : severity))
    .join(', ');
  return [
    {
      level: 'warning',
      message: { text: `Left out, over ${RESULTS} results: ${cut}. The json format has them all.` },
    },
  ];
}

/** What was not rendered or not checked: a log that is silent about it would read as a clean one. */
function gapNotifications({ coverage: { gaps } }: Report, base: string | undefined): object[] {
  const notifications: object[] = gaps.slice(0, NOTIFICATIONS).map(({ what, reason, location }) => ({
    level: 'note',
    message: { text: plainText(`Not checked: ${what}: ${reason}`) },
    locations: location && [{ physicalLocation: physicalLocation(location, base) }],
  }));
  const left = gaps.length - notifications.length;
  if (left > 0) notifications.push({ level: 'note', message: { text: `Not checked: ${left} more.` } });
  return notifications;
}

/** `[text](target)` in a message is a link (§3.11.6): a repository's text may not make one. */
function plainText(text: string): string {
  const safe = visibleLines(text).join('\n');
  return safe.includes('](') ? safe.replace(/[\\[\]]/g, '\\$&') : safe;
}

/** Some parsers refuse a whole file for one lone surrogate. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\ufffd') : value;
}
