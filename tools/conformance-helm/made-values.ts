import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';

interface Wanted {
  /** Two files: every switch on, every switch off. */
  readonly switches: boolean;
  /** So many files with odd values. */
  readonly odd: number;
}

/** Values files made of a chart's own, written into `folder`. */
export function madeValues(chart: string, folder: string, { switches, odd }: Wanted): string[] {
  const file = join(chart, 'values.yaml');
  if (!existsSync(file)) return [];
  const { documents, problems } = parseYaml(readFileSync(file, 'utf8'));
  const values = documents[0]?.value ?? null;
  if (problems.length > 0 || values === null) return [];
  const made: [string, Json | undefined][] = [];
  if (switches) made.push(['on', switched(values, true)], ['off', switched(values, false)]);
  for (let at = 0; at < odd; at++) made.push(['odd', oddValues(values, `${basename(chart)} ${at}`)]);
  return made.flatMap(([name, changed]) => (changed === undefined ? [] : [write(folder, name, changed)]));
}

function write(folder: string, name: string, values: Json): string {
  const text = JSON.stringify(values, null, 1);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const path = join(folder, `${name}-${hash}.yaml`);
  writeFileSync(path, text);
  return path;
}

/** The keys of every boolean that is not `to`, with `to`; undefined where there is none. */
function switched(value: Json, to: boolean): Json | undefined {
  if (value === !to) return to;
  if (!isMap(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, each]): [string, Json][] => {
    const changed = switched(each, to);
    return changed === undefined ? [] : [[key, changed]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ODD: readonly Json[] = [
  null,
  '',
  'text',
  '{{ .Release.Name }}-x',
  '{{ .Values.nothing.here }}',
  'two\nlines\n',
  ' : # tricky',
  '007',
  0,
  -1,
  1.5,
  1e21,
  123456789012,
  true,
  false,
  [],
  {},
  ['a', 'b'],
  [{ name: 'a', value: 1 }],
  { a: 'b' },
  { a: { b: null } },
];

/** A few values anywhere, each replaced by an odd one; the same for the same seed. */
function oddValues(values: Json, seed: string): Json | undefined {
  const paths = [...pathsOf(values, [])];
  if (paths.length === 0) return undefined;
  const changed: Record<string, Json> = {};
  for (let at = 0; at < 4; at++) {
    const draw = createHash('sha256').update(`${seed} ${at}`).digest();
    const path = paths[draw.readUInt32BE(0) % paths.length]!;
    assign(changed, path, ODD[draw.readUInt32BE(4) % ODD.length]!);
  }
  return changed;
}

function* pathsOf(value: Json, path: readonly string[]): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (isMap(value)) for (const key of Object.keys(value)) yield* pathsOf(value[key]!, [...path, key]);
}

function assign(into: Record<string, Json>, [first = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const below = into[first];
  const inner = below !== undefined && isMap(below) ? { ...below } : {};
  into[first] = inner;
  assign(inner, rest, value);
}
