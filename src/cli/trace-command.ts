import { visible } from '../report/index.ts';
import { type RenderOneResult, renderOne } from '../run.ts';
import {
  type FieldTrace,
  formatPath,
  parsePath,
  traceManifestField,
  tracePolicyResult,
  type TracedRead,
} from '../trace/index.ts';
import type { Json, Location, Manifest, RelatedLocation, Rendered } from '../types.ts';
import { type Arguments, lastValue } from './arguments.ts';
import { failureLines } from './failure-lines.ts';
import { EXIT, type ExitCode, type Host, UsageError } from './host.ts';
import { withProgress } from './progress.ts';
import { suggestion } from './suggestion.ts';
import { treeOptions } from './tree-options.ts';

/** Reads that are shown; the first of them are the ones that decide. */
const MOST_READS = 12;
const LONGEST_VALUE = 60;

/** Where one field of one rendered resource comes from, in a few lines. */
export async function trace(given: Arguments, host: Host): Promise<ExitCode> {
  const wanted = wantedField(given);
  const options = { ...treeOptions(given, host), application: wanted.application };
  const result = await withProgress(given, host, (onProgress) => renderOne({ ...options, onProgress }));
  if (!result.ok) {
    host.stderr.write(failureLines(result.errors).join(''));
    return EXIT.usage;
  }
  const rendered = renderedOf(result, wanted.application);
  if (rendered.failure !== undefined) {
    const failure = { message: `Application ${wanted.application} was not rendered: ${rendered.failure}` };
    host.stderr.write(failureLines([...rendered.problems, failure]).join(''));
    return EXIT.findings;
  }
  host.stdout.write(`${linesOf(rendered, wanted).join('\n')}\n`);
  return EXIT.clean;
}

interface WantedField {
  readonly application: string;
  readonly kind: string;
  readonly name?: string;
  readonly field: string;
}

function wantedField(given: Arguments): WantedField {
  const application = lastValue(given, 'application');
  const resource = lastValue(given, 'resource');
  if (application === undefined) throw new UsageError('`trace` needs `--application NAME`.');
  if (resource === undefined) throw new UsageError('`trace` needs `--resource KIND/NAME`.');
  const [kind, ...name] = resource.split('/') as [string, ...string[]];
  return {
    application,
    kind,
    ...(name.length > 0 && { name: name.join('/') }),
    field: lastValue(given, 'field') ?? '',
  };
}

function renderedOf({ rendered }: Extract<RenderOneResult, { ok: true }>, name: string): Rendered {
  if (rendered === undefined) throw new UsageError(`There is no Application \`${name}\` in this tree.`);
  return rendered;
}

function linesOf(rendered: Rendered, wanted: WantedField): string[] {
  const found = [...rendered.manifests.entries()].filter(([, manifest]) => isWanted(manifest, wanted));
  const [first] = found;
  if (first === undefined) return missingResource(rendered, wanted);
  if (found.length > 1) {
    const names = found.map(([, manifest]) => nameOf(manifest)).join(', ');
    throw new UsageError(`More than one resource is meant by \`${wanted.kind}\`: ${names}.`);
  }
  const [index, manifest] = first;
  const path = parsePath(wanted.field);
  if (path === undefined)
    throw new UsageError(`\`${wanted.field}\` is no field path, e.g. spec.containers[0].image.`);
  const way = traceManifestField(rendered, index, path)!;
  return [headLine(manifest, path), '', ...wayLines(way), ...readLines(way)];
}

function isWanted({ object }: Manifest, { kind, name }: WantedField): boolean {
  return (
    object.kind.toLowerCase() === kind.toLowerCase() && (name === undefined || object.metadata.name === name)
  );
}

function nameOf({ object }: Manifest): string {
  return `${object.kind}/${object.metadata.name}`;
}

/** A kind of which the release has none may be switched off; a name that is not there is a slip. */
function missingResource(rendered: Rendered, { kind, name }: WantedField): string[] {
  const names = rendered.manifests.map(nameOf);
  const isThere = rendered.manifests.some((manifest) =>
    isWanted(manifest, { application: '', kind, field: '' }),
  );
  const hint = suggestion(name === undefined ? kind : `${kind}/${name}`, names);
  const sorry = `There is no \`${name === undefined ? kind : `${kind}/${name}`}\` in this Application.`;
  if (isThere || rendered.manifests.length === 0) throw new UsageError(`${sorry}${hint}`);
  const result = { rule: '', message: '', subject: 'manifest', manifest: 0, path: [] } as const;
  const found = tracePolicyResult({ ...result, missing: { kind } }, rendered);
  if (found.trace?.endsWith(` → ${kind}`) !== true) throw new UsageError(`${sorry}${hint}`);
  return [`${kind} is not rendered`, '', ...wayLines({ ...found, reads: [] })];
}

function headLine(manifest: Manifest, path: readonly (string | number)[]): string {
  let value: Json | undefined = manifest.object;
  for (const key of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string, Json>)[key] : undefined;
  const text = value === undefined ? 'is not there' : `is ${shortened(JSON.stringify(value))}`;
  return visible(path.length === 0 ? nameOf(manifest) : `${formatPath(path)} of ${nameOf(manifest)} ${text}`);
}

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

function wayLines({ trace: way, location, related }: FieldTrace): string[] {
  return [
    ...(way === undefined ? [] : [visible(way)]),
    `  ${placeText(location)}  ${related.some(isDefault) ? 'set it here' : 'change it here'}`,
    ...related.map((place) => `  ${placeText(place)}  ${visible(place.message)}`),
  ];
}

/** What the author's file does not say yet. */
function isDefault({ message }: RelatedLocation): boolean {
  return message.endsWith(' is set here');
}

function readLines({ reads }: FieldTrace): string[] {
  const telling = reads.filter(({ effect }) => effect !== undefined);
  const shown = (telling.length > 0 ? telling : reads).slice(0, MOST_READS);
  if (shown.length === 0) return [];
  const rows = shown.map((read) => ({ name: visible(readName(read)), what: meaning(read), read }));
  const [name, what] = [longest(rows.map((row) => row.name)), longest(rows.map((row) => row.what))];
  return [
    '',
    'Read on the way:',
    ...rows.map((row) => `  ${row.name.padEnd(name)}  ${row.what.padEnd(what)}  ${readPlace(row.read)}`),
  ];
}

/** As a values file writes it; what is no value as templates do. */
function readName({ path }: TracedRead): string {
  return path[0] === 'Values' ? formatPath(path.slice(1)) : `.${formatPath(path)}`;
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

function meaning({ effect, role }: TracedRead): string {
  if (effect === undefined) return role === 'guard' ? 'a condition' : 'read';
  return { changes: 'decides the value', removes: 'decides that it is there', adds: 'could add it' }[effect];
}

/** Where it is set; for what no file says, the template that reads it. */
function readPlace({ location, set = location, template, line }: TracedRead): string {
  return set === undefined ? visible(`${template}:${line}`) : placeText(set);
}

function placeText({ file, range }: Location): string {
  return visible(`${file}:${range.start.line}:${range.start.character}`);
}
