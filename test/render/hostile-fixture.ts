import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { writeTar, type NewEntry } from '../../src/archive/index.ts';
import { application, CHART, GITOPS, render, shown } from './fixture.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What an Application makes of the chart with these files; never a fault of ours. */
export function rendered(files: Files, helm = '{}'): ReturnType<typeof render> {
  const source = application('  source:', `    repoURL: ${GITOPS}`, '    path: chart', `    helm: ${helm}`);
  const result = render({ ...CHART, 'application.yaml': source, ...files });
  expect(result.problems.map(shown).join('\n')).not.toContain('internal error');
  return result;
}

/** Why nothing is rendered. */
export function refusal(files: Files, helm = '{}'): string {
  const { failure, manifests, problems } = rendered(files, helm);
  expect(failure).toBeDefined();
  expect(manifests).toEqual([]);
  return problems.map(shown).join('\n');
}

export const DB: string = 'apiVersion: v2\nname: db\nversion: 1.0.0\n';

export function entry(
  name: string,
  text: string | Uint8Array,
  type: 'file' | 'link' = 'file',
  target = '',
): NewEntry[] {
  return [{ name, type, content: Buffer.from(text), target }];
}

export function packed(...entries: NewEntry[][]): Buffer {
  return gzipSync(writeTar(entries.flat()));
}

export function withArchive(archive: Uint8Array): Files {
  return { 'chart/charts/db-1.0.0.tgz': archive };
}
