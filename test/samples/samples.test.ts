import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/check/index.ts';
import { run } from '../../src/run.ts';
import type { Report } from '../../src/types.ts';

const samples = join(import.meta.dirname, '..', '..', 'sample-repos');

async function check(folder: string): Promise<Report> {
  const result = await run({ folder: join(samples, folder) });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.report;
}

describe('platform-gitops', () => {
  it('is clean, and nothing of it is left out', async () => {
    const { diagnostics, coverage, failed } = await check('platform-gitops');
    expect(diagnostics).toEqual([]);
    expect(failed).toBe(false);
    expect(coverage.gaps).toEqual([]);
    expect(coverage.leaves).toEqual({ found: 27, rendered: 27 });
    expect(coverage.applications).toEqual({ found: 27, rendered: 27 });
    // In production 8 of the API, 7 of the worker (it has an archive), 7 of the storefront; 8, 5 and 7 elsewhere.
    expect(coverage.resources).toBe(5 * (8 + 7 + 7) + 4 * (8 + 5 + 7));
  });
});

/** One for each layout, with the faults that it invites; `<layout>.expected.json` holds where they were planted. */
const TWINS = ['env-first', 'gitops-config', 'kustomize-overlays', 'platform-gitops', 'services-charts'];

interface Planted {
  readonly ruleId: string;
  readonly file: string;
  readonly line: number;
}

function planted(layout: string): readonly Planted[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${layout}.expected.json`), 'utf8'));
}

describe('broken twins', () => {
  it.each(TWINS)(
    '%s has exactly the planted faults, each on the line that its author would edit',
    async (layout) => {
      const { diagnostics, failed } = await check(`${layout}-broken`);
      const found = diagnostics.map(({ ruleId, location }) => ({
        ruleId,
        file: location.file,
        line: location.range.start.line,
      }));
      expect(found).toEqual(planted(layout));
      expect(failed).toBe(true);
    },
  );

  it.each(TWINS)('%s lists each fault in its README', (layout) => {
    const readme = readFileSync(join(samples, `${layout}-broken`, 'README.md'), 'utf8');
    for (const { ruleId } of planted(layout)) expect(readme).toContain(`| \`${ruleId}\` |`);
  });

  it('have a fault for every rule, but for what only a bug of ours makes', () => {
    const all = new Set(TWINS.flatMap((layout) => planted(layout).map(({ ruleId }) => ruleId)));
    expect(
      rules()
        .map(({ id }) => id)
        .filter((id) => !all.has(id)),
    ).toEqual(['policy-failed']);
  });

  it('still render every leaf of platform-gitops that is well', async () => {
    const { coverage } = await check('platform-gitops-broken');
    // yaml-invalid, value-file-invalid, file-unreadable, template-failed and leaf-orphaned take a leaf each.
    expect(coverage.leaves).toEqual({ found: 20, rendered: 15 });
    expect(coverage.gaps.length).toBeGreaterThan(0);
  });
});
