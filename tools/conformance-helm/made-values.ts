import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';

/** Values files, written into `folder`, that turn a chart's switches on and off; none for a chart without switches. */
export function switchedValues(chart: string, folder: string): string[] {
  const file = join(chart, 'values.yaml');
  if (!existsSync(file)) return [];
  const { documents, problems } = parseYaml(readFileSync(file, 'utf8'));
  const values = documents[0]?.value ?? null;
  if (problems.length > 0) return [];
  return [true, false].flatMap((to) => {
    const changed = switched(values, to);
    if (changed === undefined) return [];
    const text = JSON.stringify(changed, null, 1);
    const name = `${to ? 'on' : 'off'}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.yaml`;
    const path = join(folder, name);
    writeFileSync(path, text);
    return [path];
  });
}

/** The keys of every boolean that is not `to`, with `to`; undefined where there is none. */
function switched(value: Json, to: boolean): Json | undefined {
  if (value === !to) return to;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, each]): [string, Json][] => {
    const changed = switched(each, to);
    return changed === undefined ? [] : [[key, changed]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
