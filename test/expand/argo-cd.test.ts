import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { expand } from '../../src/expand/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import type { Fleet, JsonObject, Trees } from '../../src/types.ts';

/** `expected.json` is what Argo CD v3.5.7's own `GenerateApplications` made of `cases/` over `directories.txt`. */
const folder = join(import.meta.dirname, 'fixtures/argo-cd');
const directories = readFileSync(join(folder, 'directories.txt'), 'utf8').trim().split('\n');
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected[];

interface Expected {
  readonly name: string;
  readonly error?: string;
  readonly applications: readonly JsonObject[];
}

/** Files in every folder, so that the folder is in the tree as it would be in git. */
function fleetOf(set: string): Fleet {
  const files = Object.fromEntries(directories.map((path) => [`${path}/README.md`, '']));
  const checked = memoryTree({ ...files, 'set.yaml': set });
  const trees: Trees = { checked, resolve: () => ({ tree: checked }) };
  const config = configFrom({ leaves: { pattern: 'none/{x}' } });
  return expand(discover(trees, config), trees, config);
}

/** By name; without `apiVersion` and `kind`, which Go's typed objects leave out, and what `omitempty` drops. */
function comparable(objects: readonly JsonObject[]): unknown[] {
  const plain = objects.map(
    ({ metadata, spec }) => pruned({ metadata, spec }) as { metadata: { name: string } },
  );
  return plain.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, pruned(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== null && item !== ''));
}

describe('against Argo CD', () => {
  it('has an expectation for every case', () => {
    const cases = readdirSync(join(folder, 'cases')).map((file) => file.replace('.yaml', ''));
    expect(expected.map(({ name }) => name).sort()).toEqual(cases.sort());
  });

  it.each(expected)('$name', ({ name, applications, error }) => {
    const fleet = fleetOf(readFileSync(join(folder, 'cases', `${name}.yaml`), 'utf8'));
    expect(comparable(fleet.applications.map(({ object }) => object))).toEqual(comparable(applications));
    const faults = fleet.problems.filter(({ ruleId }) => ruleId !== 'generator-empty');
    if (error !== undefined) expect(faults).not.toEqual([]);
    if (error?.startsWith('failed to'))
      expect(faults.map(({ message }) => message).join('\n')).toContain(error);
  });
});
